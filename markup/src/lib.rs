//! `view!`: the markup of leptos, made into one text and the values that stand in it.
//!
//! Leptos makes a type of each piece of markup, and the compiler a copy of the renderer for each type. That is fast, and
//! it was most of the program. Here everything that is written down becomes one text, which a small interpreter reads
//! (`src/view/template.rs`); the program carries code only for what is computed:
//! `<p class="quiet" lang=lang>{words}</p>` is the text `<p class="quiet"`, hole, hole, and two calls that fill them.

mod script;

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement};
use script::{Script, op};
use syn::{Expr, Lit, Stmt, spanned::Spanned};

/// Markup in Rust. Answers with a `View`; several elements side by side are one view too.
///
/// - `name=value` sets an attribute: a text, an `Option` of one, a `bool`, or a closure that gives one of these;
/// - `prop:name=value` sets a property of the DOM object, `class:name=bool` a class, `style:name=text` a style (by CSSOM);
/// - `on:event=closure` listens; `node_ref=place` keeps the element;
/// - `{anything}` that is `IntoView` is a child; a closure is a child that follows the signals it reads;
/// - `t!("key")` without values, as a child or an attribute, is looked up by the interpreter.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    match rstml::parse2(tokens.into()) {
        Ok(nodes) => views(&nodes).into(),
        Err(wrong) => wrong.to_compile_error().into(),
    }
}

fn views(nodes: &[Node]) -> TokenStream {
    if let [Node::Block(only)] = nodes {
        let inner = bare(only);
        return quote! { ::atrium::view::IntoView::into_view(#inner) };
    }
    let mut script = Script::new();
    if !matches!(nodes, [Node::Element(_)]) {
        script.say(op::TOGETHER, "");
    }
    for node in nodes {
        add(&mut script, node);
    }
    script.finish()
}

fn add(script: &mut Script, node: &Node) {
    match node {
        Node::Element(element) => add_element(script, element),
        Node::Text(text) => script.say(op::TEXT, &text.value.value()),
        Node::Block(block) => {
            let inner = bare(block);
            match translated(&inner) {
                Some(key) => script.say(op::TRANSLATED_TEXT, &key),
                None => script.hole(op::CHILD, "", quote! { child(::atrium::view::IntoView::into_view(#inner)) }),
            }
        }
        Node::Fragment(fragment) => fragment.children.iter().for_each(|node| add(script, node)),
        other => script.wrong(
            quote_spanned! { other.span() => compile_error!("only elements, texts and blocks stand in a view") },
        ),
    }
}

fn add_element(script: &mut Script, element: &NodeElement<rstml::Infallible>) {
    let name = element.name().to_string();
    script.say(if SVG.contains(&name.as_str()) { op::DRAWING } else { op::ELEMENT }, &name);
    for attribute in element.attributes() {
        match attribute {
            NodeAttribute::Attribute(keyed) => add_attribute(script, keyed),
            NodeAttribute::Block(block) => {
                script.wrong(quote_spanned! { block.span() => compile_error!("an attribute has a name") });
            }
        }
    }
    for child in &element.children {
        add(script, child);
    }
    script.say(op::CLOSE, "");
}

fn add_attribute(script: &mut Script, keyed: &KeyedAttribute) {
    let key = keyed.key.to_string();
    let value = keyed.value().map_or_else(|| quote! { true }, |value| quote! { #value });
    match key.split_once(':') {
        Some(("on", event)) => {
            let kind = format_ident!("{}", event.to_uppercase(), span = keyed.key.span());
            script.hole(op::EVENT, event, quote! { on(::atrium::view::event::#kind, #value) });
        }
        Some(("prop", name)) => script.hole(op::PROPERTY, name, quote! { value(#value) }),
        Some(("class", name)) => script.hole(op::CLASS, name, quote! { value(#value) }),
        Some(("style", name)) => script.hole(op::STYLE, name, quote! { value(#value) }),
        None if key == "node_ref" => script.hole(op::CHILD, "", quote! { keep(#value) }),
        _ => match (literal(keyed.value()), translated(&value)) {
            (Some(text), _) => {
                script.say(op::NAME, &key);
                script.say(op::VALUE, &text);
            }
            (None, Some(translated)) => {
                script.say(op::NAME, &key);
                script.say(op::TRANSLATED_VALUE, &translated);
            }
            (None, None) => script.hole(op::ATTRIBUTE, &key, quote! { value(#value) }),
        },
    }
}

/// The value of an attribute that is written down.
fn literal(value: Option<&Expr>) -> Option<String> {
    match value {
        None => Some(String::new()),
        Some(Expr::Lit(literal)) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Some(_) => None,
    }
}

/// The key of a `t!("key")` without values.
fn translated(value: &TokenStream) -> Option<String> {
    let Ok(Expr::Macro(call)) = syn::parse2::<Expr>(value.clone()) else { return None };
    if call.mac.path.segments.last()?.ident != "t" {
        return None;
    }
    call.mac.parse_body::<syn::LitStr>().ok().map(|key| key.value())
}

/// What stands between the braces; without them where it is a single expression.
fn bare(block: &NodeBlock) -> TokenStream {
    match block.try_block().map(|block| block.stmts.as_slice()) {
        Some([Stmt::Expr(only, None)]) => quote! { #only },
        Some([Stmt::Macro(only)]) if only.semi_token.is_none() => quote! { #only },
        _ => quote! { #block },
    }
}

/// The elements that belong to the namespace of SVG; `a` and `title` are taken for HTML's.
const SVG: &[&str] = &["svg", "path", "circle", "line", "rect", "g", "polyline", "polygon", "ellipse"];
