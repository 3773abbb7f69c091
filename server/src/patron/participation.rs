//! The Participation document: where everything else is.

use crate::http::Answer;
use crate::state::{App, Shared};
use atrium_contract::json::Record;
use axum::extract::State;

/// `GET`, public.
pub async fn get(State(app): State<Shared>) -> Answer {
    Answer::ok(document(&app)).public()
}

/// The document.
pub fn document(app: &App) -> String {
    let mut ways = vec![Record::new().text("kind", "pairing").done()];
    if let Some(provider) = &app.config.oidc {
        ways.push(
            Record::new().text("kind", "oidc").text("title", &provider.title).text("start", "patron/oidc/start").done(),
        );
    }
    Record::new()
        .text("atrium", "1")
        .text("type", "Participation")
        .text("id", &app.config.member.id)
        .list("signIn", &mut ways.into_iter())
        .text("accounts", "patron/accounts")
        .text("session", "patron/session")
        .text("account", "patron/account")
        .text("export", "patron/export")
        .text("pairings", "patron/pairings")
        .text("recovery", "patron/recovery")
        .text("device", "patron/devices/{id}")
        .text("profile", "patron/profiles/{id}")
        .text("enrolment", "patron/enrolments/{challenge}/{profile}")
        .text("entry", "patron/entries/{id}")
        .text("entries", "patron/entries")
        .text("redemption", "patron/redemptions/{id}")
        .text("standing", "patron/standings/{challenge}/{profile}")
        .text("awards", "patron/awards")
        .text("changes", "patron/changes")
        .text("team", "patron/teams/{id}")
        .text("board", "patron/boards/{challenge}")
        .done()
}
