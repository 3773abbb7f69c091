//! The language somebody asks for, and the texts that suit it.

use atrium_contract::decode::{At, Decode};
use atrium_contract::json::Value;
use atrium_contract::text::Text;

/// The languages of an `Accept-Language` header, the most wanted first; no more than a person speaks.
pub fn asked(header: &str) -> Vec<String> {
    let mut wanted: Vec<(f32, &str)> = header
        .split(',')
        .take(20)
        .filter_map(|part| {
            let mut words = part.split(';').map(str::trim);
            let tag = words.next().filter(|tag| !tag.is_empty() && *tag != "*" && tag.len() <= 35)?;
            let weight = words.find_map(|word| word.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            (weight > 0.0).then_some((weight, tag))
        })
        .collect();
    wanted.sort_by(|one, other| other.0.total_cmp(&one.0));
    wanted.into_iter().map(|(_, tag)| tag.to_owned()).collect()
}

/// A text in the first of the wanted languages it has, as one line, and that language.
pub fn text(value: Option<&Value>, wanted: &[String]) -> Option<(String, Option<String>)> {
    let text = Text::decode(value?, &mut At::default())?;
    let has = |wanted: &&String| {
        let first = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        text.pick(wanted).lang.is_some_and(|lang| first(lang) == first(wanted))
    };
    let picked = text.pick(wanted.iter().find(has).map_or("en", String::as_str));
    let line = picked.paragraphs.join(" ");
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then(|| (line, picked.lang.map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::json::parse;

    #[test]
    fn the_most_wanted_language_that_is_there_is_taken() {
        let both = parse(r#"{"en":["Two","skies"],"zh-Hans":"两重天"}"#).unwrap();
        let of = |header: &str| text(Some(&both), &asked(header)).unwrap().0;
        assert_eq!(of("fr, zh-CN;q=0.8, en;q=0.5"), "两重天");
        assert_eq!(of("en;q=0.5, zh;q=0.9"), "两重天");
        assert_eq!(of("fr"), "Two skies");
        assert_eq!(of(""), "Two skies");
        assert_eq!(of("zh;q=0, en-GB"), "Two skies");
        assert_eq!(text(None, &[]), None);
    }
}
