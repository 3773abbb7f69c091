//! The interface in the reader's language: one catalogue a language, loaded at run time, and `Intl` for the rest.
//!
//! Catalogues are flat JSON files in i18next's format (`{{name}}` for a placeholder, `_one`, `_other` … for plurals), which
//! translators' tools read. No string that a person sees stands in the code.

pub mod formats;
pub mod languages;

use crate::platform::{intl, table::Table};
use std::cell::RefCell;

thread_local! {
    static CATALOGUE: RefCell<Option<Table>> = const { RefCell::new(None) };
    /// The texts of pages that a first visit does not open.
    static MORE: RefCell<Option<Table>> = const { RefCell::new(None) };
    static LANGUAGE: RefCell<&'static str> = const { RefCell::new("en") };
    static LOCALE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Puts a language's catalogue in place. Views made from now on speak it.
pub fn install(tag: &'static str, catalogue: &str) -> bool {
    match Table::parse(catalogue) {
        Some(table) => {
            CATALOGUE.set(Some(table));
            LANGUAGE.set(tag);
            LOCALE.set(languages::of_the_browser(tag));
            true
        }
        None => false,
    }
}

/// Puts further texts of the same language beside the catalogue.
pub fn install_more(catalogue: &str) -> bool {
    let more = Table::parse(catalogue);
    let read = more.is_some();
    MORE.set(more);
    read
}

/// The tag of the language of the interface.
pub fn language() -> &'static str {
    LANGUAGE.with_borrow(|tag| *tag)
}

/// The tag for numbers and dates: the browser's own where it is of the interface's language, so that a reader in London
/// and one in Chicago each see a date as they write it.
pub fn locale() -> String {
    LOCALE.with_borrow(Clone::clone).unwrap_or_else(|| language().to_owned())
}

fn find(key: &str) -> Option<String> {
    let look = |table: &Option<Table>| table.as_ref().and_then(|table| table.get(key));
    CATALOGUE.with_borrow(look).or_else(|| MORE.with_borrow(look))
}

/// The text under a key, with its placeholders filled. Called by [`t!`](crate::t).
pub fn text(key: &str, values: &[(&str, &str)]) -> String {
    // A key that is missing is shown as itself: ugly, but the page lives. A test keeps it from happening.
    let text = find(key).unwrap_or_else(|| key.into());
    if values.is_empty() { text } else { filled(&text, values) }
}

/// A text with values in its places; a place that none is for stays as it is written.
///
/// Each is found by its braces, character by character: to search for a text, as `str::replace` does, brings nine
/// kilobytes of program that a first visit needs for nothing else.
fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        whole.push_str(before);
        let place = after.strip_prefix('{').and_then(|inside| inside.split_once('}'));
        let filled = place.and_then(|(name, after)| Some((value(name)?, after.strip_prefix('}')?)));
        let (said, left) = filled.unwrap_or(("{", after));
        whole.push_str(said);
        rest = left;
    }
    whole.push_str(rest);
    whole
}

/// The text under a key for a number: the plural form of the language, `{{count}}` written in its digits.
/// Called by [`t_count!`](crate::t_count).
pub fn counted(key: &str, count: u64, values: &[(&str, &str)]) -> String {
    #[allow(clippy::cast_precision_loss)]
    let count = count as f64;
    let form = [key, "_", &intl::plural(language(), count)].concat();
    let form = if find(&form).is_some() { form } else { [key, "_other"].concat() };
    let number = intl::number(&locale(), count);
    let mut all = vec![("count", number.as_str())];
    all.extend_from_slice(values);
    text(&form, &all)
}

/// A text of the catalogue: `t!("home.title")`, `t!("home.greeting", name = reader)`.
#[macro_export]
macro_rules! t {
    ($key:literal) => { $crate::i18n::text($key, &[]) };
    ($key:literal, $($name:ident = $value:expr),+) => { $crate::i18n::text($key, &[$((stringify!($name), AsRef::<str>::as_ref(&$value))),+]) };
}

/// A text of the catalogue for a number: `t_count!("unit.books", 3)`.
#[macro_export]
macro_rules! t_count {
    ($key:literal, $count:expr) => { $crate::i18n::counted($key, $count, &[]) };
    ($key:literal, $count:expr, $($name:ident = $value:expr),+) => { $crate::i18n::counted($key, $count, &[$((stringify!($name), AsRef::<str>::as_ref(&$value))),+]) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_their_places() {
        let values = [("who", "Ada"), ("count", "3")];
        for (text, said) in [
            ("", ""),
            ("none", "none"),
            ("{{who}} read {{count}} of {{count}}.", "Ada read 3 of 3."),
            ("für {{who}}{{count}}", "für Ada3"),
            ("{{other}} and {{who}}", "{{other}} and Ada"),
            ("{who} {{{who}}} {{who}", "{who} {Ada} {{who}"),
            ("{{ {{who", "{{ {{who"),
        ] {
            assert_eq!(filled(text, &values), said);
        }
    }

    #[test]
    fn a_value_is_never_a_place() {
        assert_eq!(filled("{{a}}{{b}}", &[("a", "{{b}}"), ("b", "x")]), "{{b}}x");
    }
}
