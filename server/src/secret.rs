//! Chance: tokens, phrases and keys, and what is kept of them.

use crate::problem::Problem;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fmt::Write;

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Random bytes from the operating system.
///
/// # Errors
/// `internal`, where the system has none.
pub fn random<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Problem::internal)?;
    Ok(bytes)
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A token of 256 bits.
///
/// # Errors
/// As [`random`].
pub fn token() -> Result<String, Problem> {
    Ok(hex(&random::<32>()?))
}

/// A name of 128 bits that says nothing.
///
/// # Errors
/// As [`random`].
pub fn name() -> Result<String, Problem> {
    Ok(hex(&random::<16>()?))
}

/// A version 7 UUID.
///
/// # Errors
/// As [`random`].
pub fn uuid(ms: i64) -> Result<String, Problem> {
    Ok(atrium_contract::uuid::v7(ms.unsigned_abs(), random()?))
}

/// Twelve digits, each as likely.
///
/// # Errors
/// As [`random`].
pub fn phrase() -> Result<String, Problem> {
    let mut digits = String::new();
    while digits.len() < 12 {
        for byte in random::<16>()? {
            // 250 to 255 would make the first six digits likelier.
            if byte < 250 && digits.len() < 12 {
                digits.push(char::from(b'0' + byte % 10));
            }
        }
    }
    Ok(grouped(&digits, ' '))
}

/// Characters of Crockford's base 32, five bits each, in groups of four.
///
/// # Errors
/// As [`random`].
pub fn base32<const N: usize>() -> Result<String, Problem> {
    let letters: String = random::<N>()?
        .iter()
        .filter_map(|byte| CROCKFORD.get(usize::from(byte & 31)).copied().map(char::from))
        .collect();
    Ok(grouped(&letters, '-'))
}

fn grouped(text: &str, between: char) -> String {
    let mut out = String::new();
    for (place, letter) in text.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            out.push(between);
        }
        out.push(letter);
    }
    out
}

/// What was typed, as it was meant: capitals, without blanks and hyphens, letters for the digits they look like.
pub fn meant(typed: &str) -> String {
    let digit = |letter: char| match letter {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    typed.chars().filter(char::is_ascii_alphanumeric).map(|letter| digit(letter.to_ascii_uppercase())).collect()
}

/// What is kept of a secret that has enough chance in it.
pub fn hashed(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// What is kept of something that could be guessed by trying: with a key of this installation in it.
pub fn keyed(key: &str, parts: &[&str]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
    for part in parts {
        // The length keeps two parts from being read as two others.
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    hex(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_made_has_its_form_and_is_understood_however_it_is_typed() {
        let (phrase, key) = (phrase().unwrap(), base32::<32>().unwrap());
        assert_eq!((phrase.len(), key.len()), (14, 39));
        assert!(phrase.chars().all(|it| it.is_ascii_digit() || it == ' '));
        assert_eq!(meant(&key.to_lowercase().replace('-', " ")), key.replace('-', ""));
        assert_eq!(meant("o1l-I"), "0111");
        assert_ne!(token().unwrap(), token().unwrap());
    }

    #[test]
    fn a_keyed_hash_depends_on_the_key_and_on_where_parts_end() {
        assert_ne!(keyed("a", &["x"]), keyed("b", &["x"]));
        assert_ne!(keyed("a", &["xy", "z"]), keyed("a", &["x", "yz"]));
    }
}
