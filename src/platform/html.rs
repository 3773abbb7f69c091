//! A stranger's HTML, parsed into an inert document and copied out as a plain tree.
//!
//! `DOMParser` runs no script and loads no picture. Only the names on the list come through, with their few attributes;
//! of everything else the text is kept, except where the text itself is code or data.

use wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, Node, SupportedType};

/// A piece of rich text that is safe to rebuild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text.
    Text(String),
    /// An allowed element.
    Element(Allowed),
}

/// An element off the allow list, with what may stand on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// One of [`NAMES`].
    pub name: &'static str,
    /// On `a` only: the raw address, still to be resolved and checked.
    pub href: Option<String>,
    /// A language tag.
    pub lang: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: Option<&'static str>,
    /// What stands inside.
    pub children: Vec<Piece>,
}

/// The elements of rich text; `a` is the only one with an address.
pub const NAMES: [&str; 16] =
    ["a", "b", "br", "em", "i", "p", "small", "span", "strong", "sub", "sup", "h3", "h4", "ul", "ol", "li"];

const QUOTE: &str = "blockquote";
const DEEPEST: u8 = 16;
const MOST_PIECES: usize = 5_000;

/// Parses a string of rich text.
pub fn parse(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut budget = MOST_PIECES;
    let body = DomParser::new()
        .ok()
        .and_then(|parser| parser.parse_from_string(html, SupportedType::TextHtml).ok())
        .and_then(|document| document.body());
    if let Some(body) = body {
        children(&body, &mut pieces, DEEPEST, &mut budget);
    }
    pieces
}

/// The words of a rich text, without its markup.
pub fn words(html: &str) -> String {
    let mut words = String::new();
    if html.contains(['<', '&']) {
        said(&parse(html), &mut words);
    } else {
        words.push_str(html);
    }
    words
}

fn said(pieces: &[Piece], words: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => words.push_str(text),
            Piece::Element(element) => {
                // A paragraph ends a word, an emphasis in the middle of one does not.
                let block = matches!(element.name, "p" | "br" | "li" | "h3" | "h4" | QUOTE);
                said(&element.children, words);
                if block && !words.ends_with(' ') {
                    words.push(' ');
                }
            }
        }
    }
}

fn children(parent: &Node, into: &mut Vec<Piece>, depth: u8, budget: &mut usize) {
    let mut next = parent.first_child();
    while let Some(node) = next {
        if *budget == 0 {
            return;
        }
        *budget = budget.saturating_sub(1);
        match node.node_type() {
            Node::TEXT_NODE => into.push(Piece::Text(node.node_value().unwrap_or_default())),
            Node::ELEMENT_NODE => element(node.unchecked_ref(), into, depth, budget),
            _ => {}
        }
        next = node.next_sibling();
    }
}

fn element(element: &Element, into: &mut Vec<Piece>, depth: u8, budget: &mut usize) {
    let name = element.local_name();
    // Code and data are no text; SVG and MathML are no part of rich text, whatever their names are.
    let html = element.namespace_uri().as_deref() == Some("http://www.w3.org/1999/xhtml");
    if !html || matches!(name.as_str(), "script" | "style" | "template" | "iframe" | "object" | "noscript" | "textarea")
    {
        return;
    }
    let allowed = NAMES.iter().copied().chain([QUOTE]).find(|allowed| *allowed == name);
    match (allowed, depth.checked_sub(1)) {
        (Some(name), Some(deeper)) => {
            let mut inner = Vec::new();
            children(element, &mut inner, deeper, budget);
            into.push(Piece::Element(Allowed {
                name,
                href: if name == "a" { element.get_attribute("href") } else { None },
                lang: element.get_attribute("lang").filter(|tag| is_tag(tag)),
                dir: match element.get_attribute("dir").as_deref() {
                    Some("rtl") => Some("rtl"),
                    Some("ltr") => Some("ltr"),
                    _ => None,
                },
                children: inner,
            }));
        }
        (None, Some(deeper)) => children(element, into, deeper, budget),
        (_, None) => into.push(Piece::Text(element.text_content().unwrap_or_default())),
    }
}

fn is_tag(tag: &str) -> bool {
    (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
