//! Who may publish: whoever has a token of this installation, and whoever the identity provider says is staff.

use super::House;
use crate::problem::{Kind, Problem};
use crate::config;
use atrium_contract::json::Value;
use axum::http::header::{self, HeaderMap};
use sha2::{Digest, Sha256};

/// What a token begins with, so that one that got lost is recognised by whoever finds it.
const MARK: &str = "atrium-staff-";

/// A new token. It has 256 bits.
///
/// # Errors
/// A sentence, when this machine has no chance to give.
pub fn token() -> Result<String, String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| format!("This machine gives no random numbers: {error}."))?;
    Ok(format!("{MARK}{}", hex(&bytes)))
}

/// What is kept of a token. It is random and long, so one round is enough.
pub fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.trim().as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lets staff through.
///
/// # Errors
/// 401 for nobody, 403 for a patron.
pub async fn admitted(house: &House, headers: &HeaderMap) -> Result<(), Problem> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if let Some(token) = bearer.and_then(|value| value.split_once(' ')).filter(|(word, _)| word.eq_ignore_ascii_case("bearer")) {
        // Looked up by its hash: how long that takes says nothing of the token.
        if house.library.is_staff(&hash(token.1)).await? {
            return Ok(());
        }
    }
    Err(Problem::from(Kind::SignInNeeded))
}

/// Whether an identity is staff's.
pub fn admits(staff: &config::Staff, subject: &str, claims: &Value) -> bool {
    if staff.subjects.iter().any(|known| known == subject) {
        return true;
    }
    let Some((claim, values)) = &staff.claim else { return false };
    let fits = |value: &Value| value.as_str().is_some_and(|value| values.iter().any(|known| known == value));
    match claims.get(claim) {
        Some(Value::Array(all)) => all.iter().any(fits),
        Some(one) => fits(one),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::json::parse;

    #[test]
    fn staff_are_who_the_configuration_says() {
        let staff = config::Staff {
            subjects: vec!["u1".into()],
            claim: Some(("groups".into(), vec!["curators".into()])),
        };
        let claims = |text: &str| parse(text).unwrap();
        assert!(admits(&staff, "u1", &claims("{}")));
        assert!(admits(&staff, "u2", &claims(r#"{"groups":["readers","curators"]}"#)));
        assert!(admits(&staff, "u2", &claims(r#"{"groups":"curators"}"#)));
        for text in ["{}", r#"{"groups":["readers"]}"#, r#"{"groups":{"curators":true}}"#, r#"{"group":"curators"}"#] {
            assert!(!admits(&staff, "u2", &claims(text)), "{text}");
        }
        assert!(!admits(&config::Staff::default(), "", &claims(r#"{"groups":""}"#)));
    }

    #[test]
    fn a_token_is_long_and_each_is_another() {
        let (one, other) = (token().unwrap(), token().unwrap());
        assert!(one != other && one.len() == MARK.len() + 64);
        assert_eq!(hash(&one), hash(&format!(" {one}\n")));
    }
}
