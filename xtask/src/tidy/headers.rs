//! Every file says at its head why it is there.

use super::Finding;
use super::source::Source;

/// Checks a Rust file.
pub fn check(source: &Source) -> Vec<Finding> {
    let mut lines = source.text.lines().skip_while(|line| line.trim().is_empty());
    let begins = lines.next().is_some_and(|line| line.strip_prefix("//!").is_some_and(|words| words.trim().len() > 3));
    if begins { Vec::new() } else { vec![source.finding(0, "a file begins with `//!` and why it is there.")] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_reason_is_found() {
        let found = |text: &str| check(&Source::new("src/a/b.rs", text)).len();
        assert_eq!(found("//! Says why.\nfn a() {}"), 0);
        assert_eq!((found("fn a() {}"), found("//!\n"), found("")), (1, 1, 1));
    }
}
