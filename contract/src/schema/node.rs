//! JSON that keeps its fields in the order they were written: a schema is read by people, and `json::Map` sorts.

/// A JSON value for a schema.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object.
    Object(Vec<(String, Node)>),
}

/// A [`Node`] written as JSON: `node!({"type": "string", "maxLength": 60})`. What is computed stands in parentheses.
macro_rules! node {
    ({ $($name:literal: $value:tt),* $(,)? }) => {
        $crate::schema::Node::Object(vec![$(($name.to_owned(), node!($value))),*])
    };
    ([ $($value:tt),* $(,)? ]) => { $crate::schema::Node::List(vec![$(node!($value)),*]) };
    ($value:literal) => { $crate::schema::Node::from($value) };
    (($value:expr)) => { $crate::schema::Node::from($value) };
}

impl Node {
    /// A field of an object.
    pub fn get(&self, name: &str) -> Option<&Node> {
        match self {
            Node::Object(fields) => fields.iter().find(|(field, _)| field == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A field of an object, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Node> {
        match self {
            Node::Object(fields) => fields.iter_mut().find(|(field, _)| field == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The object with a field more, or with another value in it.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Node>) -> Node {
        self.set(name, value);
        self
    }

    /// The object with the fields of another.
    #[must_use]
    pub fn with_all(mut self, other: Node) -> Node {
        for (name, value) in other.fields() {
            self.set(name, value.clone());
        }
        self
    }

    /// The schema of an object that has the properties of another one too.
    #[must_use]
    pub fn joined(mut self, other: Node) -> Node {
        if let Some(properties) = self.get_mut("properties") {
            for (name, value) in other.get("properties").map(Node::fields).unwrap_or_default() {
                properties.set(name, value.clone());
            }
        }
        for name in other.get("required").map(Node::items).unwrap_or_default() {
            self = self.require(name.text().unwrap_or_default());
        }
        self
    }

    /// Sets a field of an object.
    pub fn set(&mut self, name: &str, value: impl Into<Node>) {
        let value = value.into();
        if let Some(there) = self.get_mut(name) {
            *there = value;
        } else if let Node::Object(fields) = self {
            fields.push((name.to_owned(), value));
        }
    }

    /// The schema of an object that asks for one property more.
    #[must_use]
    pub fn require(mut self, name: &str) -> Node {
        match self.get_mut("required") {
            Some(Node::List(names)) => names.push(name.into()),
            _ => self.set("required", vec![name]),
        }
        self
    }

    /// Changes a property of the schema of an object.
    pub fn property(&mut self, name: &str, change: impl FnOnce(&mut Node)) {
        if let Some(property) = self.get_mut("properties").and_then(|all| all.get_mut(name)) {
            change(property);
        }
    }

    /// The fields of an object; none of anything else.
    pub fn fields(&self) -> &[(String, Node)] {
        if let Node::Object(fields) = self { fields } else { &[] }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Node] {
        if let Node::List(items) = self { items } else { &[] }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Node::Text(text) = self { Some(text) } else { None }
    }

    /// The value as JSON, two blanks a level and a line end at the end. What is short stands on one line.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        let (open, close, parts): (char, char, Vec<(Option<&str>, &Node)>) = match self {
            Node::List(items) => ('[', ']', items.iter().map(|item| (None, item)).collect()),
            Node::Object(fields) => {
                ('{', '}', fields.iter().map(|(name, value)| (Some(name.as_str()), value)).collect())
            }
            _ => return self.plain(out),
        };
        let nested = parts.iter().any(|(_, part)| !part.items().is_empty() || !part.fields().is_empty());
        let mut line = String::new();
        group(&mut line, [open, close], &parts, &mut |out, part| part.plain(out), " ");
        if !nested && line.chars().count() + depth * 2 <= 120 {
            out.push_str(&line);
            return;
        }
        let blanks = ["\n", &"  ".repeat(depth + 1)].concat();
        group(out, [open, ' '], &parts, &mut |out, part| part.write(out, depth + 1), &blanks);
        out.truncate(out.trim_end().len());
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
        out.push(close);
    }

    fn plain(&self, out: &mut String) {
        match self {
            Node::Null => out.push_str("null"),
            Node::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
            Node::Number(number) => out.push_str(number),
            Node::Text(text) => out.push_str(&crate::json::Value::from(text.as_str()).to_string()),
            Node::List(_) => out.push_str("[]"),
            Node::Object(_) => out.push_str("{}"),
        }
    }
}

/// Writes a list or an object, with `between` before each part but, on one line, the first.
fn group(
    out: &mut String,
    [open, close]: [char; 2],
    parts: &[(Option<&str>, &Node)],
    write: &mut dyn FnMut(&mut String, &Node),
    between: &str,
) {
    out.push(open);
    for (place, (name, part)) in parts.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        if place > 0 || between != " " || open == '{' {
            out.push_str(between);
        }
        if let Some(name) = name {
            out.push_str(&crate::json::Value::from(*name).to_string());
            out.push_str(": ");
        }
        write(out, part);
    }
    if open == '{' && !parts.is_empty() && between == " " {
        out.push(' ');
    }
    out.push(close);
}

impl From<&str> for Node {
    fn from(text: &str) -> Node {
        Node::Text(text.to_owned())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Node {
        Node::Text(text)
    }
}

impl From<bool> for Node {
    fn from(truth: bool) -> Node {
        Node::Bool(truth)
    }
}

impl From<i32> for Node {
    fn from(number: i32) -> Node {
        Node::Number(number.to_string())
    }
}

impl From<f64> for Node {
    fn from(number: f64) -> Node {
        Node::Number(number.to_string())
    }
}

impl<T: Into<Node>> From<Vec<T>> for Node {
    fn from(list: Vec<T>) -> Node {
        Node::List(list.into_iter().map(Into::into).collect())
    }
}

impl From<&crate::json::Value> for Node {
    fn from(value: &crate::json::Value) -> Node {
        use crate::json::Value;
        match value {
            Value::Null => Node::Null,
            Value::Bool(truth) => Node::Bool(*truth),
            Value::Number(number) => Node::Number(number.as_str().to_owned()),
            Value::String(text) => Node::Text(text.clone()),
            Value::Array(items) => Node::List(items.iter().map(Node::from).collect()),
            Value::Object(map) => {
                Node::Object(map.iter().map(|(name, value)| (name.to_owned(), Node::from(value))).collect())
            }
        }
    }
}
