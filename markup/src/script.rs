//! The text that a view becomes, and the calls that fill its holes.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};

/// What a step of the text does; the same as in `src/view/template.rs`. Each is a control character, so that no step
/// needs an end: its argument ends where the next one begins.
pub mod op {
    pub const TOGETHER: char = '\u{01}';
    pub const ELEMENT: char = '\u{02}';
    pub const DRAWING: char = '\u{03}';
    pub const CLOSE: char = '\u{04}';
    pub const TEXT: char = '\u{05}';
    pub const TRANSLATED_TEXT: char = '\u{06}';
    pub const NAME: char = '\u{07}';
    pub const VALUE: char = '\u{08}';
    pub const TRANSLATED_VALUE: char = '\u{0b}';
    pub const CHILD: char = '\u{0e}';
    pub const ATTRIBUTE: char = '\u{0f}';
    pub const PROPERTY: char = '\u{10}';
    pub const CLASS: char = '\u{11}';
    pub const STYLE: char = '\u{12}';
    pub const EVENT: char = '\u{13}';
}

/// A view on its way.
pub struct Script {
    text: String,
    calls: Vec<TokenStream>,
}

impl Script {
    pub fn new() -> Script {
        Script { text: String::new(), calls: Vec::new() }
    }

    /// A step that is written down.
    pub fn say(&mut self, op: char, argument: &str) {
        if argument.chars().any(|char| char < ' ') {
            self.wrong(quote! { compile_error!("a control character or a line break stands in a text of a view") });
        }
        self.text.push(op);
        self.text.push_str(argument);
    }

    /// A step that waits for a call.
    pub fn hole(&mut self, op: char, argument: &str, call: TokenStream) {
        self.say(op, argument);
        let it = it();
        self.calls.push(quote! { #it.#call; });
    }

    /// Something that cannot stand here.
    pub fn wrong(&mut self, error: TokenStream) {
        self.calls.push(quote! { #error; });
    }

    /// The expression that makes the view.
    pub fn finish(self) -> TokenStream {
        // What is open at the end closes by itself.
        let text = self.text.trim_end_matches(op::CLOSE);
        let (it, calls) = (it(), self.calls);
        quote! {{
            let mut #it = ::atrium::view::Template::start(#text);
            #(#calls)*
            #it.done()
        }}
    }
}

/// A name that no expression of the author's can mean.
fn it() -> proc_macro2::Ident {
    format_ident!("it", span = Span::mixed_site())
}
