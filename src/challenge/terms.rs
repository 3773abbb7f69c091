//! What bounds the credit and what converts it, in sentences.

use crate::{t, t_count, ui::amount::amount};
use atrium_contract::challenge::{CapPer, Challenge, Goal};

/// A sentence for each cap, rate and freeze that bears on something.
pub(super) fn terms(challenge: &Challenge) -> Vec<String> {
    let mut terms = Vec::new();
    for cap in &challenge.caps {
        let most = amount(cap.unit, u64::from(cap.amount.0));
        terms.push(match cap.per {
            CapPer::Entry => t!("cap.entry", most = most),
            CapPer::Day => t!("cap.day", most = most),
            CapPer::All => t!("cap.all", most = most),
        });
    }
    for rate in &challenge.rates {
        let from = amount(rate.from.unit, u64::from(rate.from.amount.0));
        let to = amount(rate.to.unit, u64::from(rate.to.amount.0));
        terms.push(t!("rate.words", from = from, to = to));
    }
    match &challenge.goal {
        Goal::Streak { freezes, .. } if *freezes > 0 => terms.push(t_count!("goal.freezes", u64::from(*freezes))),
        Goal::Days { within: Some(within), .. } => terms.push(t_count!("goal.within", u64::from(*within))),
        _ => {}
    }
    if challenge.codes == Some(true) {
        terms.push(t!("goal.codes"));
    }
    terms
}
