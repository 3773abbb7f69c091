//! Who may publish: whoever has a token of this installation, and whoever the identity provider says is staff.

use super::House;
use crate::patron::session;
use crate::problem::{Answered, Kind};
use crate::secret;
use axum::http::header::{self, HeaderMap};

/// What a token begins with, so that one that got lost is recognised by whoever finds it.
const MARK: &str = "atrium-staff-";

/// A new token. It has 256 bits.
///
/// # Errors
/// `internal`, when this machine has no chance to give.
pub fn token() -> Answered<String> {
    Ok([MARK, &secret::token()?].concat())
}

/// What is kept of a token. It is random and long, so one round is enough.
pub fn hash(token: &str) -> String {
    secret::hashed(token.trim())
}

/// Lets staff through.
///
/// # Errors
/// 401 for nobody, 403 for a patron.
pub async fn admitted(house: &House, headers: &HeaderMap) -> Answered<()> {
    if let Some(given) = headers.get(header::AUTHORIZATION) {
        // A token that is there decides. Looked up by its hash: how long that takes says nothing of the token.
        let token = given.to_str().ok().and_then(|value| value.split_once(' '));
        let token = token.filter(|(word, _)| word.eq_ignore_ascii_case("bearer")).map(|(_, token)| hash(token));
        return match token {
            Some(hash) if house.library.is_staff(&hash).await? => Ok(()),
            _ => Err(Kind::SignInNeeded.into()),
        };
    }
    match session::who(&house.app, headers).await? {
        Some(who) if who.staff => Ok(()),
        Some(_) => Err(Kind::NotStaff.into()),
        None => Err(Kind::SignInNeeded.into()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_token_is_long_and_each_is_another() {
        let (one, other) = (token().unwrap(), token().unwrap());
        assert!(one != other && one.len() == MARK.len() + 64);
        assert_eq!(hash(&one), hash(&format!(" {one}\n")));
    }
}
