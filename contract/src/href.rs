//! Links between documents, relative to the document they stand in. Resolving is the reader's work.

use crate::decode::{At, Decode};
use crate::json::Value;
use crate::route::filled;
#[cfg(feature = "schema")]
use crate::schema::pattern;

/// A link that leads nowhere but to http or https, as far as can be told before it is resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Href(String);

impl Href {
    /// The link as it stands in the document.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where to write to: a link, or a `mailto:` address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact(String);

impl Contact {
    /// The link as it stands in the document.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The link without the space around it, if it is one that may be followed.
pub(crate) fn checked(text: &str, mail: bool) -> Option<String> {
    let text = text.trim();
    let plain = !text.is_empty() && text.len() <= 2_000 && !text.chars().any(char::is_control);
    let scheme = text.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| {
        let mut bytes = scheme.bytes();
        bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    });
    let followed = scheme.is_none_or(|scheme| web(scheme) || (mail && scheme.eq_ignore_ascii_case("mailto")));
    (plain && followed).then(|| text.to_owned())
}

fn web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

fn read(value: &Value, mail: bool, what: &'static str, at: &mut At) -> Option<String> {
    let link = value.as_str().and_then(|text| checked(text, mail));
    if link.is_none() {
        at.expected(what, value);
    }
    link
}

impl Decode for Href {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        read(value, false, "a relative, http or https link", at).map(Href)
    }

    fn hole() -> Self {
        Href(String::new())
    }
}

impl Decode for Contact {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        read(value, true, "a relative, http or https link or a mailto address", at).map(Contact)
    }

    fn hole() -> Self {
        Contact(String::new())
    }
}

/// An address with a place to fill, such as `https://catalogue.example/{isbn}`. Its host is fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(String);

impl Template {
    fn new(text: &str) -> Option<Template> {
        let text = checked(text, false)?;
        let (scheme, rest) = text.split_once(':')?;
        let host = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
        let fixed = !host.is_empty() && !host.contains(['{', '}']);
        (fixed && web(scheme)).then_some(Template(text))
    }

    /// The address with a value in the place of that name, percent-encoded.
    pub fn fill(&self, name: &str, value: &str) -> String {
        filled(&self.0, &mut |place| (place == name).then(|| encode(value)))
    }
}

/// A value as part of an address.
pub(crate) fn encode(value: &str) -> String {
    let mut encoded = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.extend([byte >> 4, byte & 15].into_iter().filter_map(|half| char::from_digit(half.into(), 16)));
        }
    }
    encoded
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

    fn hole() -> Self {
        Template(String::new())
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for Href {
    const NAME: Option<&'static str> = Some("Href");

    fn schema(_: &mut crate::schema::Defs) -> crate::schema::Node {
        node!({
            "description": "A link, relative to the address of the document it stands in, as in HTML. Only http and https are followed.",
            "type": "string",
            "minLength": 1,
            "maxLength": 2000,
            "pattern": (pattern::link(pattern::WEB)),
            "examples": ["challenges/twenty-minutes.json"],
        })
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for Contact {
    const NAME: Option<&'static str> = Some("Contact");

    fn schema(_: &mut crate::schema::Defs) -> crate::schema::Node {
        node!({
            "description": "A link, or a `mailto:` address.",
            "type": "string",
            "minLength": 1,
            "maxLength": 2000,
            "pattern": (pattern::link(&[pattern::WEB, "|", pattern::MAIL].concat())),
            "examples": ["mailto:desk@library.example"],
        })
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for Template {
    const NAME: Option<&'static str> = Some("Template");

    fn schema(_: &mut crate::schema::Defs) -> crate::schema::Node {
        node!({
            "description": "A full http or https address with a place such as `{isbn}` after its host, which is fixed.",
            "type": "string",
            "maxLength": 2000,
            "pattern": (pattern::template()),
            "examples": ["https://catalogue.example/{isbn}"],
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Template, checked};

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
        let odd = Template::new("https://a.example/{{x}/{x}{y}{x").unwrap();
        assert_eq!(odd.fill("x", "1"), "https://a.example/{1/1{y}{x");
    }

    #[test]
    fn mail_is_for_contacts_only() {
        assert!(checked("MailTo:a@b.example", true).is_some());
        assert!(checked("mailto:a@b.example", false).is_none());
        assert!(checked("javascript:alert(1)", true).is_none());
    }

    #[test]
    fn only_the_web_is_linked_to() {
        for good in ["a.json", "../a.json", "/x", "https://a.example/x", "HTTP://a.example", "//a.example/x", "?q=a:b"]
        {
            assert!(checked(good, false).is_some(), "{good}");
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
            "mailto:a@b.example",
        ] {
            assert!(checked(bad, false).is_none(), "{bad}");
        }
    }
}
