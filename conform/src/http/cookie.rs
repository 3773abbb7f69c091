//! The one cookie of class Participate, attribute by attribute.

/// A `Set-Cookie` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetCookie {
    /// Its name.
    pub name: String,
    /// Its value: the token.
    pub value: String,
    /// Attributes: name in lower case, and value.
    pub attributes: Vec<(String, String)>,
}

impl SetCookie {
    /// Reads a line.
    pub fn read(line: &str) -> Option<SetCookie> {
        let mut parts = line.split(';');
        let (name, value) = parts.next()?.split_once('=')?;
        let attributes = parts.map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (name.trim().to_ascii_lowercase(), value.trim().to_owned())
        });
        Some(SetCookie {
            name: name.trim().to_owned(),
            value: value.trim().to_owned(),
            attributes: attributes.collect(),
        })
    }

    /// An attribute's value; empty for one that has none.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Whether it takes a cookie away.
    pub fn removes(&self) -> bool {
        self.value.is_empty() || self.attribute("max-age") == Some("0")
    }

    /// As a `Cookie` header.
    pub fn pair(&self) -> String {
        format!("{}={}", self.name, self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_whatever_their_capitals() {
        let cookie = SetCookie::read("__Host-a=x=y; path=/; SECURE; HttpOnly; SameSite=None; Max-Age=5");
        let cookie = cookie.as_ref();
        let of = |name| cookie.and_then(|cookie| cookie.attribute(name));
        assert_eq!(cookie.map(SetCookie::pair), Some("__Host-a=x=y".into()));
        assert_eq!((of("path"), of("secure"), of("samesite"), of("domain")), (Some("/"), Some(""), Some("None"), None));
    }
}
