//! How guessing is held off. It shuts this machine out for a while, so it is done last and only when asked for.

use serde_json::json;

use super::Site;
use crate::checks::participate::GUESSING;
use crate::http::Answer;

/// Wrong ones that are allowed in ten minutes; those of the walk before it count too.
const ALLOWED: usize = 10;

/// Guesses until it is told to stop.
pub fn all(site: &mut Site) {
    if !site.run.options.limits {
        site.run.report.skip(&GUESSING, "give --limits; it shuts this machine out of signing in there for ten minutes");
        return;
    }
    let mut last: Option<Answer> = None;
    for guess in 0..=ALLOWED {
        let url = site.href("session");
        let ask = site
            .ask(None, "POST", &url)
            .json(&json!({ "phrase": format!("{:012}", 100_000_000_000_u64 + guess as u64) }))
            .impatient();
        let answer = site.send(&ask);
        let stopped = answer.status == 429;
        last = Some(answer);
        if stopped {
            break;
        }
    }
    let Some(answer) = last else { return };
    let waits = answer.header("retry-after").and_then(|text| text.trim().parse::<u64>().ok()).is_some();
    let fits = answer.problem() == Some("rate-limited") && answer.status == 429 && waits;
    site.run.holds(&GUESSING, &answer, fits, "429 rate-limited with Retry-After in seconds");
}
