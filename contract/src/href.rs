//! Links between documents, relative to the document they stand in. Resolving is the reader's work.

use crate::decode::{At, Decode};
use serde_json::Value;

/// A link that leads nowhere but to http or https, as far as can be told before it is resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Href(String);

impl Href {
    /// The link as it stands in the document.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn new(text: &str) -> Option<Href> {
        let text = text.trim();
        let plain = !text.is_empty() && text.len() <= 2_000 && !text.chars().any(char::is_control);
        let scheme = text.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| {
            let mut bytes = scheme.bytes();
            bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
                && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        });
        let followed = scheme.is_none_or(|scheme| {
            ["http", "https", "mailto"].iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
        });
        (plain && followed).then(|| Href(text.to_owned()))
    }
}

impl Decode for Href {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let href = value.as_str().and_then(Href::new);
        if href.is_none() {
            at.expected("a relative, http or https link", value);
        }
        href
    }
}

/// An address with a place to fill, such as `https://catalogue.example/{isbn}`. Its host is fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(String);

impl Template {
    fn new(text: &str) -> Option<Template> {
        let (scheme, rest) = text.split_once("://")?;
        let host = rest.split(['/', '?', '#']).next()?;
        let fixed = !host.is_empty() && !host.contains(['{', '}']);
        let web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
        (fixed && web && Href::new(text).is_some()).then(|| Template(text.trim().to_owned()))
    }

    /// The address with a value in the place of that name, percent-encoded.
    pub fn fill(&self, name: &str, value: &str) -> String {
        let mut encoded = String::new();
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                encoded.push(char::from(byte));
            } else {
                encoded.push('%');
                encoded.extend([byte >> 4, byte & 15].into_iter().filter_map(|half| char::from_digit(half.into(), 16)));
            }
        }
        self.0.replace(&["{", name, "}"].concat(), &encoded)
    }
}

impl std::ops::Deref for Template {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Decode for Template {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let template = value.as_str().and_then(Template::new);
        if template.is_none() {
            at.expected("a full http or https address with a place such as {isbn} after its host", value);
        }
        template
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Href, Template};

    #[test]
    fn a_template_is_no_script_and_does_not_choose_its_host() {
        for bad in [
            "javascript:alert(1)//{isbn}",
            "javascript://x/{isbn}",
            "https://{query}/",
            "/find?q={query}",
            "data:{isbn}",
        ] {
            assert!(Template::new(bad).is_none(), "{bad}");
        }
        let find = Template::new("https://a.example/find?q={query}").unwrap();
        assert_eq!(find.fill("query", "Ö & co"), "https://a.example/find?q=%c3%96%20%26%20co");
    }

    #[test]
    fn only_the_web_is_linked_to() {
        for good in [
            "a.json",
            "../a.json",
            "/x",
            "https://a.example/x",
            "HTTP://a.example",
            "//a.example/x",
            "?q=a:b",
            "mailto:a@b.example",
        ] {
            assert!(Href::new(good).is_some(), "{good}");
        }
        for bad in [
            "",
            " ",
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "data:text/html,x",
            "vbscript:x",
            "java\nscript:x",
            "file:///etc",
        ] {
            assert!(Href::new(bad).is_none(), "{bad}");
        }
    }
}
