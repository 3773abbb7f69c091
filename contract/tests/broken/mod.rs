//! Where a document can be broken, and by what.

use serde_json::{Value, json};

/// The pointers of every value in a document.
pub fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let step = |name: &str| format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                found.push(step(name));
                places(value, &step(name), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                found.push(step(&index.to_string()));
                places(value, &step(&index.to_string()), found);
            }
        }
        _ => {}
    }
}

/// What is put in the place of every value, one after the other.
pub fn hostile() -> Vec<Value> {
    // As deep as it may be wherever it is put: how deep a document is no schema can say.
    let mut deep = json!("bottom");
    for level in 0..50 {
        deep = if level % 2 == 0 { json!([deep]) } else { json!({ "en": deep }) };
    }
    vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e308),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1_000_001),
        json!(""),
        json!(" "),
        json!("javascript:alert(1)"),
        json!("\"><script>alert(1)</script>"),
        json!("red;}*{background:url(//x)}"),
        json!("{color.accent}"),
        json!("../../../../etc"),
        json!("9999-99-99"),
        json!("0000-00-00T00:00:00Z"),
        json!("é\u{0}\u{202e}\u{feff}𝕏"),
        json!([]),
        json!({}),
        json!([[], {}, null, 1, "x"]),
        json!({ "en": ["x"], "": [], "/~": 1, "none": {} }),
        json!({ "kind": "total", "unit": "parsecs", "target": 0 }),
        json!({ "kind": "checklist", "items": [] }),
        json!({ "kind": "streak", "target": 1, "freezes": 366, "atLeast": 1 }),
        json!("https://{id}.example/{id}"),
        json!("urn:atrium:problem:unheard-of"),
        json!({ "$value": { "colorSpace": "oklch", "components": [1e300, -1e300, 1e300] } }),
        deep,
    ]
}
