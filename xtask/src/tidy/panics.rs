//! Nothing that ships may fall over on purpose: a page that panics is a page that is gone.

use super::Finding;
use super::source::Source;

const FORBIDDEN: &[&str] = &[".unwrap()", ".expect(", "panic!", "todo!", "unimplemented!", "unreachable!"];

/// Checks the code outside of tests.
pub fn check(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for word in FORBIDDEN {
        for (at, _) in source.code.match_indices(word) {
            let within = source.code[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
            if word.starts_with('.') || !within {
                found.push(source.finding(
                    at,
                    &format!(
                        "`{}` does not ship: answer with a Result or a default.",
                        word.trim_matches(['.', '(', ')'])
                    ),
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_falls_over_is_found_outside_of_tests() {
        let found = |text: &str| check(&Source::new("src/a/b.rs", text)).len();
        assert_eq!(found("fn a() { b().unwrap(); c().expect(\"x\"); panic!() }"), 3);
        assert_eq!(found("fn a() { b().unwrap_or_default(); c().expect_one(); my_panic!(); \"unwrap()\"; }"), 0);
        assert_eq!(found("#[cfg(test)] mod t { fn a() { b().unwrap() } }"), 0);
    }
}
