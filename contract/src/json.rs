//! Writing the few JSON documents a device makes: objects of strings, whole numbers and lists, and nothing else.
//!
//! `serde_json` writes too, but brings the printing of fractions with it, which a ledger has none of.

/// An object being written. Fields come in the order they are written in; absent ones are left out.
pub struct Object(String);

impl Object {
    /// Begins one.
    pub fn begin() -> Object {
        Object("{".to_owned())
    }

    /// A field whose value is JSON already.
    pub fn json(&mut self, name: &str, json: &str) -> &mut Self {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        quote(&mut self.0, name);
        self.0.push(':');
        self.0.push_str(json);
        self
    }

    /// A string.
    pub fn text(&mut self, name: &str, text: &str) -> &mut Self {
        let mut json = String::with_capacity(text.len() + 2);
        quote(&mut json, text);
        self.json(name, &json)
    }

    /// A string that may be absent.
    pub fn maybe(&mut self, name: &str, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    /// A whole number.
    pub fn whole(&mut self, name: &str, number: u32) -> &mut Self {
        self.json(name, &number.to_string())
    }

    /// A list of values that are JSON already.
    pub fn list(&mut self, name: &str, items: impl Iterator<Item = String>) -> &mut Self {
        let items: Vec<String> = items.collect();
        self.json(name, &["[", &items.join(","), "]"].concat())
    }

    /// Ends it.
    pub fn end(&mut self) -> String {
        self.0.push('}');
        std::mem::take(&mut self.0)
    }
}

/// Writes a JSON string.
pub fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c < ' ' => {
                out.push_str("\\u00");
                let code = c as u32;
                for digit in [code >> 4, code & 15] {
                    out.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn every_string_reads_back() {
        let hard: String = (0..0x300).filter_map(char::from_u32).chain("\u{2028}\u{1f4da}\"\\".chars()).collect();
        let json = Object::begin().text(&hard, &hard).whole("n", 7).maybe("no", None).list("l", ["1".to_owned()].into_iter()).end();
        let value: Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(value[&hard], Value::from(hard.as_str()));
        assert_eq!(value["l"][0], 1);
        assert_eq!(value.as_object().map(serde_json::Map::len), Some(3));
    }
}
