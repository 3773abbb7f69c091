//! From text to a value: RFC 8259, and nothing else.

use super::{Map, Number, Value};

/// Lists and objects may stand in each other so deep, the outermost being the first; the parser's own stack is the reason.
pub const DEEPEST: usize = 64;

/// Where a text stops being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Reads a JSON text.
///
/// # Errors
/// [`NotJson`] with the place of the first character that cannot stand there; the last one of a text that is cut off.
pub fn parse(text: &str) -> Result<Value, NotJson> {
    parse_around(text, 0)
}

/// As [`parse`], of what holds documents: so many levels stand around each, which may itself be [`DEEPEST`] deep.
///
/// # Errors
/// As [`parse`].
pub fn parse_around(text: &str, levels: usize) -> Result<Value, NotJson> {
    let mut parser = Parser { text, at: 0 };
    if let Some(value) = parser.value(DEEPEST.saturating_add(levels)) {
        parser.space();
        if parser.at >= text.len() {
            return Ok(value);
        }
    }
    Err(parser.place())
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl Parser<'_> {
    /// The next byte; 0, which can stand nowhere in JSON, at the end.
    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek() == byte).then(|| self.at += 1)
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    fn place(&self) -> NotJson {
        let mut place = NotJson { line: 1, column: 0 };
        let mut newline = false;
        for (at, character) in self.text.char_indices() {
            if at > self.at {
                break;
            }
            if newline {
                place = NotJson { line: place.line + 1, column: 0 };
            }
            newline = character == '\n';
            place.column += 1;
        }
        place.column = place.column.max(1);
        place
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.space();
        match self.peek() {
            b'{' => self.object(depth.checked_sub(1)?).map(Value::Object),
            b'[' => self.list(depth.checked_sub(1)?).map(Value::Array),
            b'"' => self.string().map(Value::String),
            b'-' | b'0'..=b'9' => self.number().map(Value::Number),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            _ => self.word("null", Value::Null),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        for byte in word.bytes() {
            self.eat(byte)?;
        }
        Some(value)
    }

    /// After an item: whether another follows.
    fn more(&mut self, end: u8) -> Option<bool> {
        self.space();
        if self.eat(end).is_some() {
            return Some(false);
        }
        self.eat(b',').map(|()| true)
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Value>> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.eat(b']').is_some() {
            return Some(items);
        }
        loop {
            items.push(self.value(depth)?);
            if !self.more(b']')? {
                return Some(items);
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Map> {
        self.at += 1;
        let mut fields = Vec::new();
        self.space();
        if self.eat(b'}').is_some() {
            return Some(Map::new());
        }
        loop {
            self.space();
            let name = self.string()?;
            self.space();
            self.eat(b':')?;
            fields.push((name, self.value(depth)?));
            if !self.more(b'}')? {
                return Some(Map::from_fields(fields));
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        self.eat(b'"')?;
        let mut text = String::new();
        loop {
            let from = self.at;
            while !matches!(self.peek(), b'"' | b'\\' | 0..=0x1f) {
                self.at += 1;
            }
            text.push_str(self.text.get(from..self.at)?);
            if self.eat(b'"').is_some() {
                return Some(text);
            }
            self.eat(b'\\')?;
            text.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Option<char> {
        let plain = match self.peek() {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            same @ (b'"' | b'\\' | b'/') => char::from(same),
            b'u' => {
                self.at += 1;
                let mut code = self.hex()?;
                // A character beyond the first 65 536 is written as two halves; a half alone is none.
                if (0xd800..0xdc00).contains(&code) {
                    self.eat(b'\\')?;
                    self.eat(b'u')?;
                    let low = self.hex()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                    code = 0x10000 + ((code - 0xd800) << 10) + low;
                }
                return char::from_u32(code);
            }
            _ => return None,
        };
        self.at += 1;
        Some(plain)
    }

    fn hex(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            code = code * 16 + char::from(self.peek()).to_digit(16)?;
            self.at += 1;
        }
        Some(code)
    }

    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        (self.at > from).then_some(())
    }

    fn number(&mut self) -> Option<Number> {
        let from = self.at;
        let _ = self.eat(b'-');
        if self.eat(b'0').is_none() {
            self.digits()?;
        }
        if self.eat(b'.').is_some() {
            self.digits()?;
        }
        if self.eat(b'e').or_else(|| self.eat(b'E')).is_some() {
            let _ = self.eat(b'-').or_else(|| self.eat(b'+'));
            self.digits()?;
        }
        self.text.get(from..self.at).map(Number::written)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn place(text: &str) -> (usize, usize) {
        let NotJson { line, column } = parse(text).unwrap_err();
        (line, column)
    }

    #[test]
    fn what_is_not_json_is_told_by_line_and_column() {
        assert_eq!(place(""), (1, 1));
        assert_eq!(place("{"), (1, 1));
        assert_eq!(place("{\"é\": 1,\n  \"b\": tru }"), (2, 11));
        assert_eq!(place("[1]\n\nx"), (3, 1));
        assert_eq!(place("[1,\n"), (1, 4));
        assert_eq!(place("\"a\u{1}\""), (1, 3));
    }

    /// What serde_json says to it, numbers apart: those we keep as they were written.
    fn judged(text: &str) {
        let mine = parse(text);
        match serde_json::from_str::<serde_json::Value>(text) {
            Ok(theirs) => assert!(mine.is_ok_and(|mine| same(&mine, &theirs)), "{text}"),
            Err(error) if error.to_string().starts_with("number out of range") => assert!(mine.is_ok(), "{text}"),
            Err(_) => assert!(mine.is_err(), "{text}"),
        }
    }

    fn same(mine: &Value, theirs: &serde_json::Value) -> bool {
        use serde_json::Value as Their;
        match (mine, theirs) {
            (Value::Null, Their::Null) => true,
            (Value::Bool(one), Their::Bool(other)) => one == other,
            (Value::String(one), Their::String(other)) => one == other,
            (Value::Number(one), Their::Number(other)) => {
                let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
                (one - other).abs() <= other.abs() * 1e-14
            }
            (Value::Array(one), Their::Array(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
            }
            (Value::Object(one), Their::Object(other)) => {
                one.iter().count() == other.len()
                    && one.iter().zip(other).all(|(one, other)| one.0 == other.0 && same(one.1, other.1))
            }
            _ => false,
        }
    }

    #[test]
    fn the_corners_of_the_format_are_judged_as_serde_json_does() {
        for text in [
            "null",
            " true ",
            "false",
            "truex",
            "nul",
            "\u{feff}1",
            "01",
            "-",
            "-0",
            "1.",
            ".5",
            "1e",
            "1e+",
            "1E5",
            "-0.0e-0",
            "1e400",
            "[]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\":1 \"b\":2}",
            r#"{"b":1,"a":2,"b":3}"#,
            r#""\u00e9\n\t\r\b\f\/\\\"""#,
            r#""\ud834\udd1e""#,
            r#""\ud834""#,
            r#""\udd1e""#,
            r#""\ud834\u0041""#,
            r#""\u12g4""#,
            r#""\x""#,
            "\"\t\"",
            "\"",
            "\"\\",
            "\"\\u12",
            "\u{0}",
            "[\u{0}]",
            "\"\u{7f}\u{2028}\"",
            "[1]\u{b}",
            "// a\n1",
            "NaN",
            "Infinity",
            "-Infinity",
            "+1",
            "0x10",
            "1_000",
            "'a'",
            "[[[[[[[[1]]]]]]]]",
        ] {
            judged(text);
        }
    }

    #[test]
    fn lists_and_objects_stand_in_each_other_64_deep_and_in_what_holds_documents_a_little_deeper() {
        for depth in [1, 63, 64, 65, 66, 127, 100_000] {
            let lists = ["[".repeat(depth), "]".repeat(depth)].concat();
            let objects = ["{\"a\":".repeat(depth), "1".to_owned(), "}".repeat(depth)].concat();
            for text in [&lists, &objects] {
                assert_eq!(parse(text).is_ok(), depth <= 64, "{depth}");
                assert_eq!(parse_around(text, 1).is_ok(), depth <= 65, "{depth}");
            }
        }
    }

    #[test]
    fn an_object_of_a_hundred_thousand_fields_in_the_worst_order_is_read_at_once() {
        let mut text = String::from("{");
        for number in (0..100_000).rev() {
            text.push_str(&format!("\"{number:06}\":{number},\"000000\":0,"));
        }
        text.push_str("\"z\":1}");
        let value = parse(&text).unwrap();
        assert_eq!(value.get("054321").and_then(Value::as_f64), Some(54_321.0));
        assert_eq!(value.as_object().unwrap().iter().count(), 100_001);
    }

    proptest! {
        #[test]
        fn whatever_looks_like_json_is_judged_as_serde_json_does(text in "[\\[\\]{}\",:0-9eE.+\\-a-fnrtu\\\\ ]{0,40}") {
            judged(&text);
        }

        #[test]
        fn any_text_survives(text in any::<String>()) {
            judged(&serde_json::to_string(&text).unwrap());
            judged(&text);
        }
    }
}
