//! Regular expressions for the forms of texts, in the part of ECMA-262 that every validator reads.

/// What Unicode calls white space, as the inside of a character class: it may stand around a link.
const SPACE: &str = r"\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";
/// Control characters, likewise.
const CONTROL: &str = r"\u0000-\u001f\u007f-\u009f";
/// Marks that turn the direction of what stands behind them, likewise.
const TURNS: &str = r"\u202a-\u202e\u2066-\u2069";
/// What is not seen: space, control characters, marks of direction, joiners.
const UNSEEN: &str = r"\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff";

/// A UUID of any version.
pub const UUID: &str = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$";
/// A local date; that its month has this day is for `format` to say.
pub const DAY: &str = "^(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$";
/// An RFC 3339 instant.
pub const INSTANT: &str = "^(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$";
/// A BCP 47 tag, or `none`.
pub const TAG: &str = "^[0-9A-Za-z-]{2,35}$";
/// A colour in hexadecimal.
pub const HEX: &str = "^#[0-9A-Fa-f]{6}$";
/// An alias of a token.
pub const ALIAS: &str = r"^\{[\s\S]*\}$";

/// A text of which something is seen.
pub fn seen() -> String {
    format!("[^{UNSEEN}]")
}

/// A text of which something is seen, without control characters and marks of direction.
pub fn line() -> String {
    format!("^[^{CONTROL}{TURNS}]*[^{UNSEEN}][^{CONTROL}{TURNS}]*$")
}

/// A text of which nothing is seen.
pub fn unseen() -> String {
    format!("^[{UNSEEN}]*$")
}

/// A link: relative, or by one of these schemes (as alternatives of a regular expression).
pub fn link(schemes: &str) -> String {
    format!("^[{SPACE}]*(?=[^{SPACE}])(?:(?:{schemes}):|(?![A-Za-z][0-9A-Za-z+.-]*:))[^{CONTROL}]*[{SPACE}]*$")
}

/// `http` and `https`, whatever their letters.
pub const WEB: &str = "[Hh][Tt][Tt][Pp][Ss]?";
/// `mailto`, likewise.
pub const MAIL: &str = "[Mm][Aa][Ii][Ll][Tt][Oo]";

/// A full web address whose host holds no place to fill.
pub fn template() -> String {
    format!("^[{SPACE}]*{WEB}://(?![{SPACE}]*$)[^/?#{{}}{CONTROL}]+(?:[/?#][^{CONTROL}]*)?[{SPACE}]*$")
}

/// A link with places to fill, none of them in its scheme or host.
pub fn route() -> String {
    format!(
        "^[{SPACE}]*(?=[^{SPACE}])(?:{WEB}://[^/?#{{}}{CONTROL}]*(?=[/?#]|[{SPACE}]*$)|//[^/?#{{}}{CONTROL}]*(?=[/?#]|[{SPACE}]*$)|{WEB}:(?!//)|(?!//|[A-Za-z{{][0-9A-Za-z+.{{}}-]*:))[^{CONTROL}]*[{SPACE}]*$"
    )
}

/// Ten or thirteen digits of an ISBN, with hyphens and blanks.
pub fn isbn() -> String {
    let part = r"[\u0020\u00a0\u2010-\u2013-]*";
    format!("^[{SPACE}]*(?:(?:{part}[0-9]){{9}}{part}[0-9Xx]|(?:{part}[0-9]){{13}}){part}[{SPACE}]*$")
}

/// The name of a font family. The characters stand for themselves: not every dialect knows escapes beyond the first plane.
pub fn family() -> String {
    let mut class = String::from(" 0-9A-Za-z-");
    for (first, last) in [
        ('\u{c0}', 'Ö'),
        ('Ø', 'ö'),
        ('ø', '\u{24f}'),
        ('\u{370}', '\u{1fff}'),
        ('\u{3041}', '\u{d7ff}'),
        ('\u{f900}', '\u{faff}'),
        ('\u{20000}', '\u{3ffff}'),
    ] {
        class.insert_str(class.len() - 1, &format!("{first}-{last}"));
    }
    format!("^[{class}]+$")
}
