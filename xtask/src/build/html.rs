//! Reads just enough of HTML to rewrite a built page: start tags with their attributes, the text of
//! scripts and style elements, comments. The pages are our own, so this need not forgive much.

use std::ops::Range;

/// An element's start tag, or a comment (named `!--`).
#[derive(Debug, PartialEq)]
pub struct Element {
    /// In lower case.
    pub name: String,
    /// In the order they stand.
    pub attributes: Vec<(String, String)>,
    /// The tag; for a script, a style element and a comment all of it, to its end.
    pub range: Range<usize>,
    /// The text between the tags of a script or style element.
    pub text: Option<Range<usize>>,
}

impl Element {
    /// An attribute's value; an attribute without one has the empty value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a space-separated attribute such as `rel` holds a word.
    pub fn has(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|value| value.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(word)))
    }
}

/// All elements and comments of a page, in order.
pub fn elements(html: &str) -> Vec<Element> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|offset| at + offset) {
        let rest = &html[open..];
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(html.len(), |offset| open + offset + 3);
            found.push(Element { name: "!--".into(), attributes: Vec::new(), range: open..end, text: None });
            at = end;
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let mut element = start_tag(html, open);
            if matches!(element.name.as_str(), "script" | "style") {
                let start = element.range.end;
                let close = format!("</{}", element.name);
                let end = html[start..].to_ascii_lowercase().find(&close).map_or(html.len(), |offset| start + offset);
                let after = html[end..].find('>').map_or(html.len(), |offset| end + offset + 1);
                element.text = Some(start..end);
                element.range.end = after;
            }
            at = element.range.end;
            found.push(element);
        } else {
            at = open + 1;
        }
    }
    found
}

/// Puts texts in the place of ranges, which may come in any order but may not overlap.
pub fn replace(html: &str, mut changes: Vec<(Range<usize>, String)>) -> String {
    changes.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    for (range, text) in changes {
        out.push_str(&html[at..range.start]);
        out.push_str(&text);
        at = range.end;
    }
    out.push_str(&html[at..]);
    out
}

fn start_tag(html: &str, open: usize) -> Element {
    let bytes = html.as_bytes();
    let mut at = open + 1;
    while at < bytes.len() && !bytes[at].is_ascii_whitespace() && !matches!(bytes[at], b'>' | b'/') {
        at += 1;
    }
    let name = html[open + 1..at].to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at] == b'/') {
            at += 1;
        }
        if at >= bytes.len() || bytes[at] == b'>' {
            at = (at + 1).min(bytes.len());
            break;
        }
        let start = at;
        while at < bytes.len() && !bytes[at].is_ascii_whitespace() && !matches!(bytes[at], b'=' | b'>' | b'/') {
            at += 1;
        }
        let key = html[start..at].to_ascii_lowercase();
        let value = if bytes.get(at) == Some(&b'=') { value(html, &mut at) } else { String::new() };
        if key.is_empty() {
            // A stray sign: step over it, lest this stand still.
            at += 1;
        } else {
            attributes.push((key, value));
        }
    }
    Element { name, attributes, range: open..at, text: None }
}

fn value(html: &str, at: &mut usize) -> String {
    let bytes = html.as_bytes();
    *at += 1;
    let (start, end) = match bytes.get(*at) {
        Some(&quote @ (b'"' | b'\'')) => {
            let start = *at + 1;
            let end = html[start..].find(quote as char).map_or(html.len(), |offset| start + offset);
            *at = (end + 1).min(html.len());
            (start, end)
        }
        _ => {
            let start = *at;
            while *at < bytes.len() && !bytes[*at].is_ascii_whitespace() && bytes[*at] != b'>' {
                *at += 1;
            }
            (start, *at)
        }
    };
    html[start..end]
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html lang=en><head><meta charset="utf-8"><!-- <script>no</script> -->
<link rel="stylesheet" href='/a.css'/><script type="module">if (1 < 2) { import('/x.js') }</script></head>
<body><p title="a > b &amp; c">1 < 2</p><script src="/y.js" async></script></body>"#;

    #[test]
    fn tags_scripts_and_comments_are_told_apart() {
        let all = elements(PAGE);
        let names: Vec<&str> = all.iter().map(|element| element.name.as_str()).collect();
        assert_eq!(names, ["html", "head", "meta", "!--", "link", "script", "body", "p", "script"]);
        assert_eq!(all[5].text.clone().map(|range| &PAGE[range]), Some("if (1 < 2) { import('/x.js') }"));
        assert_eq!((all[4].get("href"), all[8].get("async")), (Some("/a.css"), Some("")));
        assert_eq!(all[7].get("title"), Some("a > b & c"));
        assert!(all[4].has("rel", "Stylesheet") && !all[4].has("rel", "style"));
    }

    #[test]
    fn replacing_keeps_the_rest() {
        let all = elements(PAGE);
        let out = replace(PAGE, vec![(all[5].range.clone(), String::new()), (all[3].range.clone(), "X".into())]);
        assert!(out.contains("<meta charset=\"utf-8\">X\n<link") && !out.contains("import"));
    }

    #[test]
    fn broken_pages_do_not_hang_it() {
        for broken in
            ["<", "<a", "<a href", "<a href=", "<a href='", "<script>", "<!--", "<a =>", "<a/ /b>", "</p", "<é>"]
        {
            elements(broken);
        }
    }
}
