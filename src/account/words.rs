//! What went wrong, in a sentence that says what to do.

use crate::{data::account::Trouble, i18n::formats, platform::clock, t};

/// Why something was not done at a member.
pub(super) fn trouble(trouble: &Trouble, name: &str) -> String {
    match trouble {
        Trouble::NoAnswer => t!("account.no-answer", name = name),
        Trouble::Unknown => t!("account.unknown"),
        Trouble::TooOften(after) => {
            let until = formats::moment(clock::now_ms() + after * 1_000.0, None);
            t!("account.too-often", until = until)
        }
        Trouble::SignIn => t!("account.sign-in"),
        Trouble::NotKept => t!("reader.refused"),
        Trouble::Other(problem) => {
            let said = [&problem.title, &problem.detail].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
            t!("account.other", name = name, said = said)
        }
    }
}
