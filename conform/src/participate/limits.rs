//! How guessing is held off. It shuts this machine out for a while, so it is done last and only when asked for.

use serde_json::{Value, json};

use super::{Patron, Site};
use crate::checks::participate::GUESSING;
use crate::http::Answer;

/// Wrong ones that are allowed in ten minutes.
const ALLOWED: usize = 10;

/// Guesses until it is told to stop, and then comes with a phrase that is right.
pub fn all(site: &mut Site, right: Option<&Patron>) {
    if !site.run.options.limits {
        site.run.report.skip(&GUESSING, "give --limits; it shuts this machine out of signing in there for ten minutes");
        return;
    }
    let phrase = right.and_then(|patron| {
        let url = site.href("pairings");
        site.post(Some(patron), &url, &json!({})).text("/phrase").map(ToOwned::to_owned)
    });
    // Wrong ones that this walk tried before are held against it too.
    for guess in 0_u64..=ALLOWED as u64 {
        let answer = tried(site, &json!({ "phrase": format!("{:012}", 100_000_000_000 + guess) }));
        if answer.status != 429 {
            site.wrong += usize::from(answer.status == 404);
            continue;
        }
        held_off(site, &answer);
        let ten = site.wrong >= ALLOWED;
        let came = format!(
            "429 after {} (those of a walk in the ten minutes before this one are held against it as well)",
            site.wrong
        );
        site.run.that(&GUESSING, &answer, ten, "ten wrong ones before it", came);
        match phrase {
            Some(phrase) => {
                let answer = tried(site, &json!({ "phrase": phrase }));
                held_off(site, &answer);
            }
            None => {
                site.run.report.skip(&GUESSING, "there is no account of this walk's own to try a right phrase with")
            }
        }
        return;
    }
    let request = format!("POST {}", site.href("session"));
    let came = format!("{} wrong ones, and none was 429", site.wrong);
    site.run.fail(&GUESSING, &request, "429 after ten wrong ones", came);
}

fn tried(site: &mut Site, body: &Value) -> Answer {
    let ask = site.ask(None, "POST", &site.href("session")).json(body).impatient();
    site.send(&ask)
}

fn held_off(site: &mut Site, answer: &Answer) {
    let waits = answer.header("retry-after").and_then(|text| text.trim().parse::<u64>().ok()).is_some();
    let fits = answer.problem() == Some("rate-limited") && answer.status == 429 && waits;
    site.run.holds(&GUESSING, answer, fits, "429 rate-limited with Retry-After in seconds");
}
