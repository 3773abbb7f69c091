//! Every check there is: its name, what must hold in a sentence, and where the documentation says so.
//!
//! A check is a constant, so that a report, a test and the help speak of the same thing by the same name.

pub mod participate;
pub mod publish;
pub mod read;

use std::fmt;

/// One thing that must hold.
#[derive(Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name, which stays the same from one release to the next: `read.etag-strong`.
    pub id: &'static str,
    /// What must hold.
    pub says: &'static str,
    /// File and heading in the documentation.
    pub place: &'static str,
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// Declares checks of one page of the documentation, and a list of them.
macro_rules! checks {
    ($($(#[doc = $group:literal])? $place:literal { $($name:ident $id:literal $says:literal;)* })*) => {
        $($(
            #[doc = $says]
            pub const $name: $crate::checks::Check = $crate::checks::Check { id: $id, says: $says, place: $place };
        )*)*
        /// All of them, in the order in which they are walked through.
        pub const ALL: &[&$crate::checks::Check] = &[$($(&$name),*),*];
    };
}
pub(crate) use checks;

/// All checks of all classes.
pub fn all() -> impl Iterator<Item = &'static Check> {
    [read::ALL, participate::ALL, publish::ALL].into_iter().flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// A heading as the part of an address after `#`, as code hosts make it.
    fn anchor(heading: &str) -> String {
        let kept = heading.trim().to_lowercase();
        kept.chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            .collect::<String>()
            .replace(' ', "-")
    }

    #[test]
    fn every_check_names_a_place_that_is_there() -> std::io::Result<()> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for check in all() {
            let Some((file, heading)) = check.place.split_once('#') else {
                return Err(std::io::Error::other(format!("{check} names no heading")));
            };
            let text = std::fs::read_to_string(root.join(file))?;
            let found = text
                .lines()
                .filter(|line| line.starts_with('#'))
                .any(|line| anchor(line.trim_start_matches('#')) == heading);
            assert!(found, "{check}: {} has no heading {heading}", file);
        }
        Ok(())
    }

    #[test]
    fn no_two_checks_have_one_name() {
        let names: BTreeSet<_> = all().map(|check| check.id).collect();
        assert_eq!(names.len(), all().count());
    }
}
