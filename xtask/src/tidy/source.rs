//! A Rust file as the rules see it: code without comments, without what stands in strings, without tests.

/// One file.
pub struct Source {
    /// Its path in the checkout, with forward slashes.
    pub path: String,
    /// All of it.
    pub text: String,
    /// As long as the text, with blanks for comments, for the insides of strings and for test modules.
    pub code: String,
    /// The strings of the code, by the place of their opening quote.
    pub strings: Vec<(usize, String)>,
}

impl Source {
    /// Reads a file's text.
    pub fn new(path: &str, text: &str) -> Self {
        let (code, strings) = mask(text);
        let mut tests = tests(&code);
        if path.ends_with("tests.rs") {
            // A file of tests beside the file it tests.
            tests.push(0..code.len());
        }
        let mut bytes = code.into_bytes();
        for range in &tests {
            blank(&mut bytes[range.clone()]);
        }
        let strings = strings.into_iter().filter(|(at, _)| !tests.iter().any(|range| range.contains(at))).collect();
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code: String::from_utf8_lossy(&bytes).into_owned(),
            strings,
        }
    }

    /// A finding at a place.
    pub fn finding(&self, at: usize, sentence: &str) -> String {
        let line = self.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        format!("{}:{line}: {sentence}", self.path)
    }

    /// Every place where a word stands in the code, whole.
    pub fn words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let bytes = self.code.as_bytes();
        self.code.match_indices(word).map(|(at, _)| at).filter(move |at| {
            let before = at.checked_sub(1).is_some_and(|at| is_word(bytes[at]));
            let after = bytes.get(at + word.len()).is_some_and(|byte| is_word(*byte));
            !before && !after
        })
    }

    /// Which folder of `src` the file lies in; its own name for a file of the root.
    pub fn folder(&self) -> &str {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inner.split('/').next().unwrap_or(inner).trim_end_matches(".rs")
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn blank(bytes: &mut [u8]) {
    for byte in bytes {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

fn mask(text: &str) -> (String, Vec<(usize, String)>) {
    let source = text.as_bytes();
    let mut code = source.to_vec();
    let mut strings = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let end = if rest.starts_with(b"//") {
            let end = at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
            blank(&mut code[at..end]);
            end
        } else if rest.starts_with(b"/*") {
            let end = at + comment(rest);
            blank(&mut code[at..end]);
            end
        } else if let Some(hashes) = raw_string(source, at) {
            let open = at + 1 + hashes;
            let close: Vec<u8> = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
            let inner = open + 1;
            let end = find(source, inner, &close);
            strings.push((open, String::from_utf8_lossy(&source[inner..end]).into_owned()));
            blank(&mut code[inner..end]);
            (end + close.len()).min(source.len())
        } else if source[at] == b'"' {
            let end = quoted(source, at + 1, b'"');
            strings.push((at, String::from_utf8_lossy(&source[at + 1..end]).into_owned()));
            blank(&mut code[at + 1..end]);
            (end + 1).min(source.len())
        } else if source[at] == b'\'' && is_character(source, at) {
            let end = quoted(source, at + 1, b'\'');
            blank(&mut code[at + 1..end]);
            (end + 1).min(source.len())
        } else {
            at + 1
        };
        at = end;
    }
    (String::from_utf8_lossy(&code).into_owned(), strings)
}

/// The length of a comment, which may hold others.
fn comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// The number of hashes, if a raw string begins here.
fn raw_string(source: &[u8], at: usize) -> Option<usize> {
    let begins = source[at] == b'r'
        && !at.checked_sub(1).is_some_and(|before| is_word(source[before]) && source[before] != b'b');
    let hashes = source[at + 1..].iter().take_while(|byte| **byte == b'#').count();
    (begins && source.get(at + 1 + hashes) == Some(&b'"')).then_some(hashes)
}

/// A character and not a lifetime: closed after one character or an escape.
fn is_character(source: &[u8], at: usize) -> bool {
    match source.get(at + 1) {
        Some(b'\\') => true,
        Some(first) => {
            let length = match first {
                0..0x80 => 1,
                0x80..0xe0 => 2,
                0xe0..0xf0 => 3,
                _ => 4,
            };
            source.get(at + 1 + length) == Some(&b'\'')
        }
        None => false,
    }
}

fn quoted(source: &[u8], mut at: usize, quote: u8) -> usize {
    while at < source.len() && source[at] != quote {
        at += if source[at] == b'\\' { 2 } else { 1 };
    }
    at.min(source.len())
}

fn find(source: &[u8], from: usize, what: &[u8]) -> usize {
    source[from..].windows(what.len()).position(|window| window == what).map_or(source.len(), |offset| from + offset)
}

/// Items under `#[cfg(test)]`, to their closing brace.
fn tests(code: &str) -> Vec<std::ops::Range<usize>> {
    code.match_indices("#[cfg(test)]").map(|(at, mark)| at..item_end(code, at + mark.len())).collect()
}

fn item_end(code: &str, from: usize) -> usize {
    let mut depth = 0_i32;
    for (offset, byte) in code.as_bytes()[from..].iter().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return from + offset + 1;
                }
            }
            b';' if depth == 0 => return from + offset + 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_strings_and_tests_are_no_code() {
        let text = "// panic!\nfn a<'a>(x: &'a str) { b(\"un\\\"wrap\", 'x', '\\'', r#\"raw \"q\" \"#); } /* /* x */ expect */ fn c() {}\n#[cfg(test)]\nmod t { fn d() { panic!(\"no\") } }\nfn e() {}";
        let source = Source::new("src/a.rs", text);
        assert_eq!(source.code.len(), text.len());
        for gone in ["panic", "wrap", "raw", "expect", "mod t"] {
            assert!(!source.code.contains(gone), "{gone}: {}", source.code);
        }
        assert!(source.code.contains("fn c() {}") && source.code.contains("fn e() {}") && source.code.contains("<'a>"));
        let strings: Vec<&str> = source.strings.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(strings, ["un\\\"wrap", "raw \"q\" "]);
    }

    #[test]
    fn findings_say_the_line() {
        let source = Source::new("src/shell/a.rs", "one\ntwo three");
        assert_eq!(
            source.words("three").map(|at| source.finding(at, "x")).collect::<Vec<_>>(),
            ["src/shell/a.rs:2: x"]
        );
        assert_eq!((source.folder(), source.words("thre").count()), ("shell", 0));
    }
}
