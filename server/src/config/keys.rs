//! Every key there is: its place in the file, what it is, and what it is for. The help, the check and the reader use this one list.

/// What a key's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// Texts; in the environment with commas between them.
    Texts,
    /// `true` or `false`.
    Truth,
}

/// One key.
pub struct Key {
    /// Its place, such as `log.format`.
    pub path: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// What it is for.
    pub about: &'static str,
}

const fn key(path: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { path, kind, about }
}

/// All keys but the tables of `[[mount]]`.
pub const KEYS: &[Key] = &[
    key(
        "public_url",
        Kind::Text,
        "where the world finds this server: scheme and host, such as https://library.example",
    ),
    key("listen", Kind::Text, "the address and port to listen at, such as 127.0.0.1:8080"),
    key("database", Kind::Text, "sqlite:FILE or postgres://…; DATABASE_URL in the environment comes first"),
    key(
        "front_doors",
        Kind::Texts,
        "origins of the apps whose patrons may sign in here, such as https://atrium.example",
    ),
    key("behind_proxy", Kind::Truth, "whether a proxy in front says in X-Forwarded-For who asks"),
    key(
        "accounts_per_hour",
        Kind::Text,
        "how many accounts one address may make in an hour; 30 where it is not said, 0 for no limit",
    ),
    key(
        "writes_per_minute",
        Kind::Text,
        "how many requests that write one account may send in a minute; 3000 where it is not said, 0 for no limit",
    ),
    key(
        "metrics_listen",
        Kind::Text,
        "an address and port of its own for /metrics, such as 10.0.0.5:9464; else only this machine may ask for it",
    ),
    key("member.id", Kind::Text, "the member's id in its alliance"),
    key(
        "member.kind",
        Kind::Text,
        "library, museum, exhibition-hall, archive, theatre, planetarium, university-library or other",
    ),
    key("member.name", Kind::Text, "the member's name, until its own document says it in every language"),
    key("member.files", Kind::Text, "the folder of pictures and other files of the member"),
    key("app.folder", Kind::Text, "the folder of the built app (dist); without it this server is a backend only"),
    key("alliance.file", Kind::Text, "the alliance document, when this server holds it"),
    key("alliance.href", Kind::Text, "where the alliance document is, when another host holds it"),
    key("staff.subjects", Kind::Texts, "who of those that sign in by OIDC are staff, by subject"),
    key("staff.claim", Kind::Text, "a claim of the identity that says who is staff, such as groups"),
    key("staff.values", Kind::Texts, "the values of that claim that make somebody staff"),
    key("oidc.issuer", Kind::Text, "the identity provider, such as https://login.library.example"),
    key("oidc.client_id", Kind::Text, "this server's name at the identity provider"),
    key("oidc.client_secret", Kind::Text, "its secret there, better given as ATRIUM_OIDC_CLIENT_SECRET"),
    key("oidc.title", Kind::Text, "what the button of that sign-in says"),
    key("log.format", Kind::Text, "plain or json"),
    key("log.level", Kind::Text, "error, warn, info, debug or trace"),
];

/// The name of a key in the environment.
pub fn variable(path: &str) -> String {
    format!("ATRIUM_{}", path.replace('.', "_").to_ascii_uppercase())
}

/// The known name nearest to one that is not known, if it is near.
pub fn nearest(wrong: &str, known: &[&'static str]) -> Option<&'static str> {
    let near = known.iter().map(|name| (distance(wrong, name), *name)).min_by_key(|(far, _)| *far)?;
    (near.0 <= 2.max(wrong.len() / 4)).then_some(near.1)
}

/// How many letters have to change.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (at, left) in one.chars().enumerate() {
        let mut before = std::mem::replace(row.first_mut().unwrap_or(&mut 0), at + 1);
        let mut last = at + 1;
        for (right, cell) in other.chars().zip(row.iter_mut().skip(1)) {
            let changed = before + usize::from(left != right);
            before = *cell;
            *cell = changed.min(before + 1).min(last + 1);
            last = *cell;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        let known: Vec<&str> = KEYS.iter().map(|key| key.path).collect();
        assert_eq!(nearest("public_ulr", &known), Some("public_url"));
        assert_eq!(nearest("log.fromat", &known), Some("log.format"));
        assert_eq!(nearest("colour", &known), None);
        assert_eq!((distance("", "abc"), distance("kitten", "sitting")), (3, 3));
    }
}
