//! Where everything is: the links of a Participation or Publication document.

use serde_json::Value;
use url::Url;

/// Links by name, resolved against the document they stand in.
pub struct Links {
    base: Url,
    json: Value,
}

impl Links {
    /// The links of a document.
    pub fn new(base: &Url, json: &Value) -> Links {
        Links { base: base.clone(), json: json.clone() }
    }

    /// A link, by its JSON Pointer without the first slash.
    pub fn href(&self, name: &str) -> Option<Url> {
        self.resolve(self.json.pointer(&format!("/{name}"))?.as_str()?)
    }

    /// A template with its places filled.
    pub fn fill(&self, name: &str, values: &[(&str, &str)]) -> Option<Url> {
        let mut text = self.template(name)?.to_owned();
        for (place, value) in values {
            text = text.replace(&format!("{{{place}}}"), &encoded(value));
        }
        self.resolve(&text)
    }

    /// A template as it stands there.
    pub fn template(&self, name: &str) -> Option<&str> {
        self.json.get(name)?.as_str()
    }

    fn resolve(&self, text: &str) -> Option<Url> {
        crate::http::resolve(&self.base, text)
    }
}

fn encoded(value: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    value.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_and_resolved_like_any_link() {
        let base = Url::parse("https://a.example/atrium/participate.json").ok();
        let links = base.map(|base| {
            Links::new(
                &base,
                &serde_json::json!({ "standing": "s/{challenge}/{profile}", "board": "javascript:{challenge}" }),
            )
        });
        let filled = |name| {
            links
                .as_ref()
                .and_then(|links| links.fill(name, &[("challenge", "a/b"), ("profile", "p")]))
                .map(String::from)
        };
        assert_eq!(filled("standing").as_deref(), Some("https://a.example/atrium/s/a%2Fb/p"));
        assert_eq!(filled("board"), None);
    }
}
