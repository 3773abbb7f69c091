//! Every text a person reads stands in a catalogue: a string written into a view speaks one language only.
//!
//! A heuristic: strings that are a view's child, or the value of an attribute that is read aloud.

use super::Finding;
use super::source::Source;

const SPOKEN: &[&str] =
    &["aria-label", "aria-description", "aria-placeholder", "aria-roledescription", "alt", "title", "placeholder"];

/// Checks a file of the app.
pub fn check(source: &Source) -> Vec<Finding> {
    let views = views(&source.code);
    source
        .strings
        .iter()
        .filter(|(at, text)| {
            views.iter().any(|view| view.contains(at))
                && has_word(text)
                && (is_child(&source.code, *at) || is_spoken(&source.code, *at))
        })
        .map(|(at, text)| {
            source.finding(*at, &format!("\"{text}\" is read by people: put it into the catalogues and write t!(…)."))
        })
        .collect()
}

/// Two letters together, of any script: a dash or a dot is no text.
fn has_word(text: &str) -> bool {
    text.chars().zip(text.chars().skip(1)).any(|(a, b)| a.is_alphabetic() && b.is_alphabetic())
        || text.chars().any(|letter| letter > '\u{2e80}' && letter.is_alphabetic())
}

/// After a tag, an expression in braces or another string; not after an arrow, and not an argument.
fn is_child(code: &str, at: usize) -> bool {
    let before = code[..at].trim_end();
    let after_tag = before.ends_with('>') && !before.ends_with("=>") && !before.ends_with("->");
    after_tag || before.ends_with('}') || before.ends_with('"')
}

fn is_spoken(code: &str, at: usize) -> bool {
    let Some(before) = code[..at].trim_end().strip_suffix('=') else {
        return false;
    };
    SPOKEN.iter().any(|name| before.strip_suffix(name).is_some_and(|rest| rest.ends_with(char::is_whitespace)))
}

fn views(code: &str) -> Vec<std::ops::Range<usize>> {
    code.match_indices("view!")
        .filter_map(|(at, _)| {
            let open = at + code[at..].find('{')?;
            let mut depth = 0_i32;
            let length = code[open..].bytes().position(|byte| {
                depth += i32::from(byte == b'{') - i32::from(byte == b'}');
                depth == 0
            })?;
            Some(open..open + length)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> usize {
        check(&Source::new("src/campaign/a.rs", text)).len()
    }

    #[test]
    fn strings_that_people_read_are_found() {
        assert_eq!(found("view! { <p>\"Join now\"</p> }"), 1);
        assert_eq!(found("view! { <p>{count} \"books\"</p> }"), 1);
        assert_eq!(found("view! { <p>\"书\"</p> }"), 1);
        assert_eq!(found("view! { <button aria-label=\"Close\">\"×\"</button> }"), 1);
    }

    #[test]
    fn names_signs_and_code_are_not() {
        assert_eq!(found("view! { <p class=\"card card--wide\" id=\"title\">{t!(\"card.open\")} \" · \"</p> }"), 0);
        assert_eq!(found("view! { <p data-title=\"Card\">{match a { A => \"open\", B => \"shut\" }}</p> }"), 0);
        assert_eq!(found("fn a() { b(); } const C: &str = \"Not in a view\";"), 0);
    }
}
