//! ISBNs as people type them: 10 or 13 digits, with hyphens or spaces, the checksum true.

/// Why a text is no ISBN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IsbnError {
    /// Neither 10 nor 13 digits.
    Length,
    /// Something that is neither digit, hyphen nor space (nor an `X` at the end of an old one).
    Character,
    /// A digit is wrong, or two are swapped.
    Checksum,
}

/// The ISBN as 13 digits.
///
/// # Errors
/// [`IsbnError`] says which kind of slip it was.
pub fn parse(text: &str) -> Result<String, IsbnError> {
    let mut digits: Vec<u32> = Vec::new();
    for character in text.trim().chars() {
        match character {
            '-' | ' ' | '\u{2010}'..='\u{2013}' | '\u{a0}' => {}
            'x' | 'X' if digits.len() == 9 => digits.push(10),
            _ => digits.push(character.to_digit(10).ok_or(IsbnError::Character)?),
        }
        if digits.len() > 13 {
            return Err(IsbnError::Length);
        }
    }
    match digits.len() {
        10 => {
            let sum: u32 = digits.iter().zip((1..=10).rev()).map(|(digit, weight)| digit * weight).sum();
            if !sum.is_multiple_of(11) {
                return Err(IsbnError::Checksum);
            }
            let mut all: Vec<u32> = [9, 7, 8].into_iter().chain(digits.into_iter().take(9)).collect();
            all.push((10 - weighted(&all) % 10) % 10);
            Ok(written(&all))
        }
        13 if digits.contains(&10) => Err(IsbnError::Character),
        13 if weighted(&digits).is_multiple_of(10) => Ok(written(&digits)),
        13 => Err(IsbnError::Checksum),
        _ => Err(IsbnError::Length),
    }
}

fn weighted(digits: &[u32]) -> u32 {
    digits.iter().enumerate().map(|(place, digit)| if place % 2 == 0 { *digit } else { digit * 3 }).sum()
}

fn written(digits: &[u32]) -> String {
    digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn isbns_as_people_type_them() {
        assert_eq!(parse("978-0-14-243724-7").as_deref(), Ok("9780142437247"));
        assert_eq!(parse("080442957X").as_deref(), Ok("9780804429573"));
        assert_eq!(parse("9780142437248"), Err(IsbnError::Checksum));
        assert_eq!(parse("9780142473247"), Err(IsbnError::Checksum));
        assert_eq!(parse("97801424372"), Err(IsbnError::Length));
        assert_eq!(parse("978014243724Q"), Err(IsbnError::Character));
        assert_eq!(parse(""), Err(IsbnError::Length));
    }
}
