//! No arrow back: platform ← data ← features ← shell. `ui` and `i18n` know no feature, and features
//! know each other only through contract types and routes.
//!
//! A reader of a folder then knows from its place what it can touch.

use super::Finding;
use super::source::Source;

/// What each folder of `src` may use of the others.
const MAY_USE: &[(&str, &[&str])] = &[
    ("platform", &[]),
    ("i18n", &["platform"]),
    ("data", &["platform", "i18n"]),
    ("view", &["platform", "i18n"]),
    ("routes", &["platform", "i18n", "data"]),
    ("ui", &["platform", "i18n", "data", "routes", "view"]),
    ("account", FEATURE),
    ("alliance", FEATURE),
    ("campaign", FEATURE),
    ("exhibit", FEATURE),
    ("challenge", FEATURE),
    ("passport", FEATURE),
    ("reader", FEATURE),
    ("search", FEATURE),
    // Carries neither router nor store into other people's pages.
    ("embed", &["platform", "i18n", "data", "ui"]),
    ("studio", FEATURE),
    (
        "shell",
        &[
            "platform",
            "i18n",
            "data",
            "routes",
            "ui",
            "view",
            "account",
            "alliance",
            "campaign",
            "exhibit",
            "challenge",
            "passport",
            "reader",
            "search",
        ],
    ),
];

const FEATURE: &[&str] = &["platform", "i18n", "data", "routes", "ui", "view"];

/// Checks every path that begins at the crate.
pub fn check(source: &Source) -> Vec<Finding> {
    // The bundles' starting points and the list of modules stand above the order.
    if source.path.matches('/').count() < 2 || source.path.ends_with("main.rs") {
        return Vec::new();
    }
    let folder = source.folder();
    let Some((_, may_use)) = MAY_USE.iter().find(|(name, _)| *name == folder) else {
        return vec![
            source.finding(0, &format!("the folder `{folder}` has no place in the order of xtask/src/tidy/layers.rs.")),
        ];
    };
    uses(&source.code)
        .into_iter()
        .filter(|(_, used)| {
            used != folder && MAY_USE.iter().any(|(name, _)| name == used) && !may_use.contains(&used.as_str())
        })
        .map(|(at, used)| source.finding(at, &format!("`{folder}` may not know `{used}`.")))
        .collect()
}

/// The modules named after `crate::`, also in a list in braces.
fn uses(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, mark) in code.match_indices("crate::") {
        if code[..at].ends_with('$') {
            continue;
        }
        let rest = &code[at + mark.len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut first = true;
            let mut word = String::new();
            for letter in list.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        found.push((at, std::mem::take(&mut word)));
                        first = true;
                    }
                    _ if depth == 0 && first && (letter.is_alphanumeric() || letter == '_') => word.push(letter),
                    _ if letter.is_whitespace() => {}
                    _ => first = false,
                }
            }
            found.push((at, word));
        } else {
            found.push((at, rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()));
        }
    }
    found.retain(|(_, word)| !word.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&Source::new(path, text))
    }

    #[test]
    fn arrows_back_are_found() {
        assert_eq!(
            found("src/data/fetch.rs", "use crate::campaign::Page;"),
            ["src/data/fetch.rs:1: `data` may not know `campaign`."]
        );
        assert_eq!(
            found("src/ui/a.rs", "\nuse crate::{\n    platform::{dom, url},\n    shell::outlet,\n    t,\n};").len(),
            1
        );
        assert_eq!(found("src/campaign/a.rs", "fn a() { crate::exhibit::open() }").len(), 1);
        assert_eq!(found("src/embed/a.rs", "use crate::routes::Route;").len(), 1);
        assert_eq!(found("src/attic/a.rs", "").len(), 1);
    }

    #[test]
    fn arrows_forward_are_fine() {
        assert!(
            found(
                "src/campaign/a.rs",
                "use crate::{data::document, routes::Route, t, ui::{text, picture}}; // crate::shell"
            )
            .is_empty()
        );
        assert!(found("src/shell/a.rs", "use crate::campaign::Page; use crate::shell::header;").is_empty());
        assert!(found("src/embed/main.rs", "use crate::routes::Route;").is_empty());
    }
}
