//! Reads versions out of what tools say about themselves.

/// The first `major.minor` in a text such as `rustc 1.95.0 (59807616e 2026-04-14)` or `v20.20.2`.
pub fn major_minor(text: &str) -> Option<(u32, u32)> {
    text.split_whitespace().find_map(|word| {
        let mut numbers = word.trim_start_matches('v').split(['.', '-']);
        Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
    })
}

/// Whether the text names exactly this version as one of its words.
pub fn names(text: &str, version: &str) -> bool {
    text.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_among_other_words() {
        assert_eq!(major_minor("rustc 1.95.0 (59807616e 2026-04-14)"), Some((1, 95)));
        assert_eq!(major_minor("rustc 1.97.0-nightly (x 2026-05-01)"), Some((1, 97)));
        assert_eq!(major_minor("v20.20.2"), Some((20, 20)));
        assert_eq!(major_minor("no version"), None);
    }

    #[test]
    fn a_longer_version_is_another_one() {
        assert!(names("trunk 0.21.14", "0.21.14"));
        assert!(!names("trunk 0.21.140", "0.21.14"));
        assert!(names("wasm-opt version 132 (version_132)", "132"));
    }
}
