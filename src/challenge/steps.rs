//! How much one tap logs, and by how much the stepper steps.

use atrium_contract::{
    challenge::{Amount, Challenge, Unit},
    decode::Count,
};

/// The most an entry may hold.
const MOST: u32 = 1_000_000;

/// What one tap logs: what the challenge says, as long as that counts towards its goal.
pub(super) fn usual(challenge: &Challenge) -> Amount {
    let any = challenge.goal.takes_any_unit();
    let unit = challenge.goal.logged_unit();
    let least = challenge.goal.at_least();
    let ours = match unit {
        Unit::Minutes => 20,
        Unit::Pages => 20,
        Unit::Books | Unit::Days | Unit::Activities => 1,
    };
    challenge.usual.filter(|usual| any || usual.unit == unit).or(least).unwrap_or(Amount { amount: Count(ours), unit })
}

/// By how much the stepper steps: five of what is counted in tens, one of anything else.
pub(super) fn step(usual: Amount) -> u32 {
    match usual.unit {
        Unit::Minutes | Unit::Pages if usual.amount.0 >= 5 => 5,
        _ => 1,
    }
}

/// The amount one step up or down, on the steps' own marks, never outside what an entry may hold.
pub(super) fn stepped(now: u32, step: u32, up: bool) -> u32 {
    let step = step.max(1);
    let below = now / step * step;
    let next = match (up, below == now) {
        (true, _) => below.saturating_add(step),
        (false, true) => now.saturating_sub(step),
        (false, false) => below,
    };
    next.clamp(1, MOST)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::decode::document;

    fn usual_of(goal: &str, usual_text: &str) -> Amount {
        let text = format!(
            r#"{{"atrium":"1","type":"Challenge","id":"c","title":"C","goal":{goal},
            "starts":"2026-11-01","ends":"2026-11-30","zone":"UTC"{usual_text}}}"#
        );
        usual(&document::<Challenge>(&text, "Challenge").unwrap().value)
    }

    fn of(amount: u32, unit: Unit) -> Amount {
        Amount { amount: Count(amount), unit }
    }

    #[test]
    fn one_tap_logs_what_counts() {
        let minutes = r#"{"kind":"total","unit":"minutes","target":600}"#;
        assert_eq!(usual_of(minutes, r#","usual":{"amount":15,"unit":"minutes"}"#), of(15, Unit::Minutes));
        assert_eq!(usual_of(minutes, r#","usual":{"amount":15,"unit":"pages"}"#), of(20, Unit::Minutes));
        let nights = r#"{"kind":"days","target":10,"atLeast":{"amount":25,"unit":"pages"}}"#;
        assert_eq!(usual_of(nights, ""), of(25, Unit::Pages));
        let any = r#"{"kind":"days","target":10}"#;
        assert_eq!(usual_of(any, r#","usual":{"amount":2,"unit":"books"}"#), of(2, Unit::Books));
    }

    #[test]
    fn steps_keep_to_their_marks_and_inside() {
        assert_eq!(step(of(20, Unit::Minutes)), 5);
        assert_eq!(step(of(3, Unit::Minutes)), 1);
        assert_eq!(step(of(20, Unit::Books)), 1);
        assert_eq!(stepped(20, 5, true), 25);
        assert_eq!(stepped(22, 5, true), 25);
        assert_eq!(stepped(22, 5, false), 20);
        assert_eq!(stepped(5, 5, false), 1);
        assert_eq!(stepped(1, 5, true), 5);
        assert_eq!(stepped(MOST, 5, true), MOST);
    }
}
