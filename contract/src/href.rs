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

#[cfg(test)]
mod tests {
    use super::Href;

    #[test]
    fn only_the_web_is_linked_to() {
        for good in ["a.json", "../a.json", "/x", "https://a.example/x", "HTTP://a.example", "//a.example/x", "?q=a:b", "mailto:a@b.example"] {
            assert!(Href::new(good).is_some(), "{good}");
        }
        for bad in ["", " ", "javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "java\nscript:x", "file:///etc"] {
            assert!(Href::new(bad).is_none(), "{bad}");
        }
    }
}
