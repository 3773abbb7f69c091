//! A long document of a member, cut into short ones that are read one at a time.
//!
//! Decoding two million bytes in one go would hold a slow phone for a second. The text is cut between the items of its
//! lists, without being understood: what is no JSON stays whole, and the parser says what is wrong with it.

/// A text up to this long is read in one go.
const SHORT: usize = 12_000;
/// As many bytes of items go into a slice, unless one item alone has more.
const SLICE: usize = 6_000;
/// No field or item of a member's document needs more than this; what has more is left out.
const LONGEST: usize = 64_000;
const LISTS: [&str; 4] = ["\"campaigns\"", "\"exhibits\"", "\"challenges\"", "\"events\""];
/// What every slice but the first begins with: a member that says nothing but its list.
const BEFORE: &str = r#"{"atrium":"1","type":"Member","id":"x","kind":"other","name":"x","#;

/// A document in slices: the member itself first, then the items of its lists.
pub struct Cut {
    /// Each a document by itself.
    pub texts: Vec<String>,
    /// What was left out because of its length, for whoever runs the backend.
    pub left_out: Vec<String>,
}

/// Cuts a member's document.
pub fn cut(text: &str) -> Cut {
    let whole = || Cut { texts: vec![text.to_owned()], left_out: Vec::new() };
    if text.len() <= SHORT {
        return whole();
    }
    pieces(text).unwrap_or_else(whole)
}

fn pieces(text: &str) -> Option<Cut> {
    let mut cut = Cut { texts: vec![String::new()], left_out: Vec::new() };
    let mut head = Vec::new();
    for field in parts(text, b'{', b'}')? {
        let (name, value) = field_of(field)?;
        if LISTS.contains(&name) && value.len() > SLICE && value.starts_with('[') {
            items(name, value, &mut cut)?;
        } else if field.len() > LONGEST {
            cut.left_out.push(["/", inside(name), ": too long, left out"].concat());
        } else {
            head.push(field);
        }
    }
    if let Some(first) = cut.texts.first_mut() {
        *first = ["{", &head.join(","), "}"].concat();
    }
    Some(cut)
}

/// Puts a list's items into slices.
fn items(name: &str, list: &str, cut: &mut Cut) -> Option<()> {
    let (mut slice, mut length) = (Vec::new(), 0_usize);
    let close = |slice: &mut Vec<&str>, cut: &mut Cut| {
        if !slice.is_empty() {
            cut.texts.push([BEFORE, name, ":[", &slice.join(","), "]}"].concat());
            slice.clear();
        }
    };
    for (place, item) in parts(list, b'[', b']')?.into_iter().enumerate() {
        if item.len() > LONGEST {
            cut.left_out.push(["/", inside(name), "/", &place.to_string(), ": too long, left out"].concat());
            continue;
        }
        if length.saturating_add(item.len()) > SLICE {
            close(&mut slice, cut);
            length = 0;
        }
        length = length.saturating_add(item.len());
        slice.push(item);
    }
    close(&mut slice, cut);
    Some(())
}

/// A name without its quotation marks.
fn inside(name: &str) -> &str {
    name.get(1..name.len().saturating_sub(1)).unwrap_or_default()
}

/// The parts of an object or a list between its commas, trimmed. `None` where it does not begin and end as one.
fn parts(text: &str, open: u8, close: u8) -> Option<Vec<&str>> {
    let text = text.trim();
    let inner = text.strip_prefix(char::from(open))?.strip_suffix(char::from(close))?;
    let mut parts = Vec::new();
    let (mut depth, mut from) = (0_usize, 0_usize);
    let (mut in_string, mut escaped) = (false, false);
    for (at, byte) in inner.bytes().enumerate() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b',' if depth == 0 => {
                parts.push(inner.get(from..at)?.trim());
                from = at.saturating_add(1);
            }
            _ => {}
        }
    }
    let last = inner.get(from..)?.trim();
    if in_string || depth > 0 {
        return None;
    }
    if !last.is_empty() || !parts.is_empty() {
        parts.push(last);
    }
    Some(parts)
}

/// The name of a field, with its quotation marks, and its value.
fn field_of(field: &str) -> Option<(&str, &str)> {
    let after = field.strip_prefix('"')?;
    let mut escaped = false;
    let end = after.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })?;
    let (name, value) = field.split_at_checked(end.saturating_add(2))?;
    Some((name, value.trim_start().strip_prefix(':')?.trim_start()))
}
