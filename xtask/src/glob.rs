//! Patterns for addresses in `budgets.json`: `*` stands for anything but a slash.

/// Whether the pattern fits all of the text.
pub fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, rest)) => text.strip_prefix(head).is_some_and(|text| {
            let reach = text.find('/').unwrap_or(text.len());
            (0..=reach).filter(|&end| text.is_char_boundary(end)).any(|end| matches(rest, &text[end..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stays_within_its_folder() {
        assert!(matches("fonts/*.woff2", "fonts/text.woff2"));
        assert!(matches("*/index.json", "museum/index.json"));
        assert!(matches("app-*.css", "app-0123.css"));
        assert!(!matches("*.js", "embed/x.js"));
        assert!(!matches("app.css", "app.css.br"));
    }
}
