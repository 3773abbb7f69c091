//! From values to text.

use super::Value;
use std::fmt;

/// Writes a record field by field, without making a tree first. Fields that are not there are not written.
#[derive(Default)]
pub struct Record(String);

impl Record {
    /// Without fields yet.
    pub fn new() -> Record {
        Record::default()
    }

    fn name(&mut self, name: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        string(&mut self.0, name);
        self.0.push(':');
    }

    /// A text.
    #[must_use]
    pub fn text(self, name: &str, text: &str) -> Record {
        self.maybe(name, Some(text))
    }

    /// A text, if there is one.
    #[must_use]
    pub fn maybe(mut self, name: &str, text: Option<&str>) -> Record {
        if let Some(text) = text {
            self.name(name);
            string(&mut self.0, text);
        }
        self
    }

    /// What is JSON already.
    #[must_use]
    pub fn json(mut self, name: &str, json: &str) -> Record {
        self.name(name);
        self.0.push_str(json);
        self
    }

    /// A whole number.
    #[must_use]
    pub fn number(self, name: &str, number: u64) -> Record {
        self.json(name, &number.to_string())
    }

    /// True or false.
    #[must_use]
    pub fn truth(self, name: &str, truth: bool) -> Record {
        self.json(name, if truth { "true" } else { "false" })
    }

    /// True or false, if it is said.
    #[must_use]
    pub fn maybe_truth(self, name: &str, truth: Option<bool>) -> Record {
        match truth {
            Some(truth) => self.truth(name, truth),
            None => self,
        }
    }

    /// What is JSON already, if there is any.
    #[must_use]
    pub fn maybe_json(self, name: &str, json: Option<String>) -> Record {
        match json {
            Some(json) => self.json(name, &json),
            None => self,
        }
    }

    /// Begins a top document.
    pub fn top(kind: &str) -> Record {
        Record::new().text("atrium", crate::decode::VERSION).text("type", kind)
    }

    /// A list of what is JSON already, if anything is in it.
    #[must_use]
    pub fn some(self, name: &str, items: &mut dyn Iterator<Item = String>) -> Record {
        let mut items = items.peekable();
        if items.peek().is_none() { self } else { self.list(name, &mut items) }
    }

    /// A list of what is JSON already.
    #[must_use]
    pub fn list(mut self, name: &str, items: &mut dyn Iterator<Item = String>) -> Record {
        self.name(name);
        let mut mark = '[';
        for item in items {
            self.0.push(mark);
            self.0.push_str(&item);
            mark = ',';
        }
        self.0.push_str(if mark == '[' { "[]" } else { "]" });
        self
    }

    /// The record as JSON.
    pub fn done(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

/// Writes a text in quotation marks.
fn string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        let escaped = match character {
            '"' => '"',
            '\\' => '\\',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\0'..='\u{1f}' => {
                out.push_str(if character < '\u{10}' { "\\u000" } else { "\\u001" });
                out.extend(char::from_digit(u32::from(character) & 15, 16));
                continue;
            }
            plain => {
                out.push(plain);
                continue;
            }
        };
        out.push('\\');
        out.push(escaped);
    }
    out.push('"');
}

impl Value {
    /// The value as JSON on lines of their own, indented by two spaces: for people.
    pub fn to_pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    fn write(&self, out: &mut String, depth: Option<usize>) {
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
            Value::Number(number) => out.push_str(number.as_str()),
            Value::String(text) => string(out, text),
            Value::Array(items) => {
                let mut items = items.iter().map(|item| (None, item));
                group(out, depth, ['[', ']'], &mut items);
            }
            Value::Object(map) => {
                let mut fields = map.iter().map(|(name, value)| (Some(name), value));
                group(out, depth, ['{', '}'], &mut fields);
            }
        }
    }
}

fn group<'v>(
    out: &mut String,
    depth: Option<usize>,
    [open, close]: [char; 2],
    items: &mut dyn Iterator<Item = (Option<&'v str>, &'v Value)>,
) {
    out.push(open);
    let inner = depth.map(|depth| depth + 1);
    let mut first = true;
    for (name, value) in items {
        if !first {
            out.push(',');
        }
        first = false;
        line(out, inner);
        if let Some(name) = name {
            string(out, name);
            out.push_str(if depth.is_some() { ": " } else { ":" });
        }
        value.write(out, inner);
    }
    if !first {
        line(out, depth);
    }
    out.push(close);
}

fn line(out: &mut String, depth: Option<usize>) {
    if let Some(depth) = depth {
        out.push('\n');
        (0..depth).for_each(|_| out.push_str("  "));
    }
}

impl fmt::Display for Value {
    /// The value as JSON on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out, None);
        f.write_str(&out)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::json::parse;
    use proptest::prelude::*;

    const TEXT: &str =
        r#"{"a":[],"b":{},"c":[1,-2.50e+3,"x\n\u0001\u001f\"\\\b\f\r\t/é"],"d":{"e":null,"f":[true,false,[{"g":0}]]}}"#;

    #[test]
    fn what_was_read_is_written_again_digit_by_digit() {
        let value = parse(TEXT).unwrap();
        assert_eq!(value.to_string(), TEXT);
        assert_eq!(parse(&value.to_pretty()).unwrap(), value);
    }

    #[test]
    fn it_is_laid_out_as_serde_json_lays_it_out() {
        let text = TEXT.replace("-2.50e+3", "7");
        let theirs: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(parse(&text).unwrap().to_pretty(), serde_json::to_string_pretty(&theirs).unwrap());
    }

    #[test]
    fn a_record_has_the_fields_that_are_there() {
        let record = Record::new()
            .text("a", "\"")
            .maybe("b", None)
            .json("c", "1")
            .list("d", &mut ["2".to_owned(), "3".to_owned()].into_iter());
        assert_eq!(record.list("e", &mut std::iter::empty()).done(), r#"{"a":"\"","c":1,"d":[2,3],"e":[]}"#);
        assert_eq!(Record::new().done(), "{}");
    }

    proptest! {
        #[test]
        fn any_text_is_written_as_serde_json_writes_it(text in any::<String>()) {
            prop_assert_eq!(Value::from(text.as_str()).to_string(), serde_json::to_string(&text).unwrap());
        }
    }
}
