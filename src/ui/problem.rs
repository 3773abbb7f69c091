//! How an account fares, and why a member did not take something: in our own words where the kind of problem is known, and in the
//! member's elsewhere.

use crate::{
    data::outbox::{
        account::{Account, UNREADABLE},
        item::{Item, Problem},
    },
    i18n::formats,
    t, t_count,
};

/// A sentence for a refusal by the member of this name.
pub fn refused(problem: &Problem, name: &str) -> String {
    let said = || [&problem.title, &problem.detail].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let kind = problem.kind.as_deref().and_then(|kind| kind.strip_prefix("urn:atrium:problem:"));
    match kind.unwrap_or_default() {
        "code-unknown" => t!("refused.code"),
        "challenge-unknown" => t!("refused.challenge", name = name),
        "profile-unknown" => t!("refused.profile", name = name),
        "team-unknown" => t!("refused.team"),
        "entry-differs" => t!("refused.differs", name = name),
        "id-taken" => t!("refused.taken", name = name),
        "too-many" => t!("refused.too-many", name = name),
        "not-found" => t!("refused.gone", name = name),
        "invalid" => t!("refused.invalid", name = name, said = said()),
        _ => t!("refused.other", name = name, said = said()),
    }
}

/// How an account fares, in a sentence.
pub fn fares(account: &Account, items: &[&Item]) -> String {
    if account.signed_out == Some(true) {
        return t!("houses.sign-in");
    }
    let refused = items.iter().filter(|item| item.refused.is_some()).count();
    if refused > 0 {
        return t_count!("houses.refused", refused as u64);
    }
    if let Some(until) = account.not_before.as_ref().filter(|_| account.trouble.is_some() || !items.is_empty()) {
        #[allow(clippy::cast_precision_loss)]
        let until = formats::moment(until.ms as f64, None);
        return match &account.trouble {
            Some(said) if said == UNREADABLE => t!("houses.unreadable", until = until),
            Some(said) => t!("houses.trouble", said = said, until = until),
            None => t!("houses.later", until = until),
        };
    }
    if items.is_empty() { t!("houses.well") } else { t_count!("houses.waiting", items.len() as u64) }
}
