//! The links of a document: found by the names the contract gives them, so that a document can move and still lead to
//! where it led before.

use atrium_contract::json::Value;
use url::Url;

/// Fields whose text is a link.
const LINKS: &[&str] = &[
    "href",
    "src",
    "theme",
    "list",
    "exhibit",
    "licenceHref",
    "homepage",
    "contact",
    "rights",
    "participate",
    "publish",
];

/// Fields that hold texts, values or templates and no link. A language may be called like a link (`src` is Sardinian).
const TEXTS: &[&str] = &[
    "title",
    "summary",
    "name",
    "alt",
    "caption",
    "credit",
    "label",
    "tag",
    "note",
    "cite",
    "text",
    "address",
    "authors",
    "place",
    "catalogue",
    "tokens",
];

/// Fields whose texts are HTML, with links of their own.
const RICH: &[&str] = &["body", "about", "forChildren"];

/// What is asked of each link: it is told the name of its field (`id` is an image service's, `a` stands in a rich text) and the
/// link, and answers with what to put in its place.
pub type Change<'c> = &'c mut dyn FnMut(&str, &str) -> Option<String>;

/// Gives every link of a document to `change`, and puts what it answers in the link's place.
pub fn change(document: &mut Value, change: Change<'_>) {
    walk(document, false, change);
}

fn walk(value: &mut Value, service: bool, change: Change<'_>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, false, change)),
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                let link = LINKS.contains(&name) || (service && name == "id");
                if link && let Value::String(text) = value {
                    if let Some(changed) = change(name, text) {
                        *text = changed;
                    }
                } else if RICH.contains(&name) {
                    rich(value, change);
                } else if !TEXTS.contains(&name) {
                    walk(value, name == "service", change);
                }
            }
        }
        _ => {}
    }
}

/// Every string of a rich text, whatever its language.
fn rich(value: &mut Value, change: Change<'_>) {
    match value {
        Value::String(html) => {
            if let Some(changed) = anchors(html, change) {
                *html = changed;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rich(item, change)),
        Value::Object(languages) => languages.values_mut().for_each(|text| rich(text, change)),
        _ => {}
    }
}

/// The quoted `href`s of an HTML text.
fn anchors(html: &str, change: Change<'_>) -> Option<String> {
    let (mut out, mut rest, mut changed) = (String::new(), html, false);
    while let Some((before, after)) = rest.split_once("href=") {
        out.push_str(before);
        out.push_str("href=");
        rest = after;
        let Some(quote) = after.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { continue };
        let Some((link, after)) = after.strip_prefix(quote).and_then(|after| after.split_once(quote)) else { break };
        let new = change("a", &link.replace("&amp;", "&")).map(|new| new.replace('&', "&amp;").replace(quote, ""));
        changed |= new.is_some();
        out.push(quote);
        out.push_str(new.as_deref().unwrap_or(link));
        out.push(quote);
        rest = after;
    }
    out.push_str(rest);
    changed.then_some(out)
}

/// Every link of a document, resolved where it stands, with the name of its field.
pub fn all(document: &Value, base: &Url) -> Vec<(String, Url)> {
    let mut found = Vec::new();
    change(&mut document.clone(), &mut |name, link| {
        found.extend(base.join(link).ok().map(|url| (name.to_owned(), url)));
        None
    });
    found
}

/// Makes the links of what moves from one address to another lead to where they led: relative on the same host, else whole.
pub fn moved(value: &mut Value, from: &Url, to: &Url) {
    change(value, &mut |_, link| {
        let target = from.join(link).ok()?;
        if !matches!(target.scheme(), "http" | "https") {
            return None;
        }
        // What is whole already stays as its author wrote it.
        if Url::parse(link).is_ok() {
            return None;
        }
        Some(relative(to, &target))
    });
}

/// The shortest way from one address to another.
pub fn relative(from: &Url, to: &Url) -> String {
    match from.make_relative(to) {
        Some(way) if !way.is_empty() => way,
        _ => to.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::json::parse;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn what_moves_still_leads_to_where_it_led() {
        let mut card = parse(
            r#"{"href":"x.json","theme":"../themes/t.json","title":{"src":"href"},"contact":"mailto:a@b.example",
               "picture":{"src":"../p/a.jpg","service":{"id":"../p/a"},"rights":"https://c.example/"},
               "body":{"en":["<a href=\"../y.json?a&amp;b\">y</a> href=z <a href='https://c.example'>c</a>"]}}"#,
        )
        .unwrap();
        moved(&mut card, &url("https://a.example/m/campaigns/c.json"), &url("https://a.example/m/member.json"));
        let expected = parse(
            r#"{"href":"campaigns/x.json","theme":"themes/t.json","title":{"src":"href"},"contact":"mailto:a@b.example",
               "picture":{"src":"p/a.jpg","service":{"id":"p/a"},"rights":"https://c.example/"},
               "body":{"en":["<a href=\"y.json?a&amp;b\">y</a> href=z <a href='https://c.example'>c</a>"]}}"#,
        )
        .unwrap();
        assert_eq!(card, expected);
        let mut elsewhere = parse(r#"{"href":"x.json"}"#).unwrap();
        moved(&mut elsewhere, &url("https://a.example/m/c.json"), &url("https://b.example/c.json"));
        assert_eq!(elsewhere, parse(r#"{"href":"https://a.example/m/x.json"}"#).unwrap());
    }
}
