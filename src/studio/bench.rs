//! What lies on the bench: the document as it is edited, what was before and after, and which look is being edited.

use super::{
    open::{self, Opened},
    write::{self, Side},
};
use crate::effect::effect;
use crate::view::event;
use crate::{
    data::{federation::Federation, fetch},
    platform::{events, url},
    t,
};
use atrium_contract::{
    json::Value,
    theme::{Contrast, Scheme, Theme, color::Oklch, tokens::Token, value::TokenValue},
};
use leptos::prelude::*;

/// So many steps can be undone.
const MOST_STEPS: usize = 200;

/// Why nothing was opened.
#[derive(Clone, PartialEq)]
pub(super) enum Refusal {
    /// The network, or whoever keeps the file.
    NoAnswer,
    /// It is no theme.
    NoTheme,
    /// It is a theme with something wrong in it; the sentences say where.
    Wrong(Vec<String>),
}

/// The bench. Copy it freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub(super) struct Bench {
    pub federation: Federation,
    /// The document, with everything in it.
    pub document: RwSignal<Value>,
    /// The theme in it; one decoder for this page and for patrons.
    pub theme: Memo<Option<Theme>>,
    /// The alliance's own theme, which stands in for what a theme leaves out.
    pub house: RwSignal<Option<Theme>>,
    /// The address it was opened from, if any.
    pub from: RwSignal<Option<String>>,
    /// What was left out of it when it was opened.
    pub problems: RwSignal<Vec<String>>,
    /// Why the last thing could not be opened.
    pub refused: RwSignal<Option<Refusal>>,
    /// What was before.
    pub past: RwSignal<Vec<Value>>,
    /// What was undone.
    pub future: RwSignal<Vec<Value>>,
    /// The token that is being dragged: a drag is one step.
    dragged: RwSignal<Option<Token>>,
    /// The colour in the editor.
    pub token: RwSignal<Token>,
    /// The look in the editor.
    pub scheme: RwSignal<Scheme>,
    /// The contrast everywhere on the page.
    pub contrast: RwSignal<Contrast>,
    /// What a screen reader is told.
    pub said: RwSignal<String>,
    /// The document as it was last opened or saved.
    kept: RwSignal<Option<Value>>,
}

impl Bench {
    pub fn start() -> Bench {
        let document = RwSignal::new(open::with_head(Value::object([])));
        let federation = Federation::start();
        // The cards of the preview name their hosts.
        provide_context(federation);
        let bench = Bench {
            federation,
            document,
            theme: Memo::new(move |_| document.with(|document| open::theme(document).0)),
            house: RwSignal::new(None),
            from: RwSignal::new(None),
            problems: RwSignal::new(Vec::new()),
            refused: RwSignal::new(None),
            past: RwSignal::new(Vec::new()),
            future: RwSignal::new(Vec::new()),
            dragged: RwSignal::new(None),
            token: RwSignal::new(Token::Surface),
            scheme: RwSignal::new(Scheme::Light),
            contrast: RwSignal::new(Contrast::Normal),
            said: RwSignal::new(String::new()),
            kept: RwSignal::new(None),
        };
        // The house's theme is on the bench to begin with.
        let mut done = false;
        effect(move || {
            if !done && let Some(address) = bench.house_address() {
                done = true;
                bench.open_address(address);
            }
        });
        // A word lies over the page only as long as it takes to read it.
        effect(move || {
            let words = bench.said.get();
            if !words.is_empty() {
                events::after(6_000, move || {
                    if bench.said.with_untracked(|now| *now == words) {
                        bench.said.set(String::new());
                    }
                });
            }
        });
        bench
    }

    /// Where the alliance's own theme is, as soon as that is known.
    pub fn house_address(self) -> Option<String> {
        self.federation.alliance.with(|alliance| {
            let alliance = alliance.ready()?;
            url::resolve(alliance.value.theme.as_ref()?.as_str(), &alliance.address)
        })
    }

    /// Opens a theme of the alliance.
    pub fn open_address(self, address: String) {
        crate::platform::task::spawn(async move {
            match fetch::get(&address).await {
                Ok(answer) => self.open_text(&answer.text, Some(address)),
                Err(_) => self.refused.set(Some(Refusal::NoAnswer)),
            }
        });
    }

    /// Opens the text of a file.
    pub fn open_text(self, text: &str, from: Option<String>) {
        match open::read(text) {
            Ok(Opened { document, problems }) => {
                let first = self.house.with_untracked(Option::is_none) && from == untrack(|| self.house_address());
                if first {
                    self.house.set(open::theme(&document).0);
                    self.document.set(document);
                } else {
                    self.step(None, document);
                }
                self.keep();
                self.from.set(from);
                self.problems.set(problems);
                self.refused.set(None);
                // The first one nobody asked for.
                if !first {
                    self.said.set(t!("studio.opened"));
                }
            }
            Err(list) if list.is_empty() => self.refused.set(Some(Refusal::NoTheme)),
            Err(list) => self.refused.set(Some(Refusal::Wrong(list))),
        }
    }

    /// The look in the editor, tracked.
    pub fn side(self) -> Side {
        (self.scheme.get(), self.contrast.get())
    }

    /// What a token is in a look, tracked; the house's where the theme leaves it out.
    pub fn value(self, (scheme, contrast): Side, token: Token) -> Option<TokenValue> {
        let of =
            |theme: &Option<Theme>| theme.as_ref().and_then(|theme| theme.look(scheme, contrast).get(token).cloned());
        self.theme.with(of).or_else(|| self.house.with(of))
    }

    /// What a colour is in a look, tracked.
    pub fn colour(self, side: Side, token: Token) -> Option<Oklch> {
        match self.value(side, token) {
            Some(TokenValue::Color(color)) => Some(color.oklch()),
            _ => None,
        }
    }

    /// Sets a token in the look in the editor; until [`Bench::settle`] it is one step with what follows.
    pub fn drag(self, token: Token, value: &TokenValue) {
        let side = untrack(|| self.side());
        let next = self.document.with_untracked(|document| write::put(document, side, token, value));
        self.step(Some(token), next);
    }

    /// The drag is over.
    pub fn settle(self) {
        self.dragged.set(None);
    }

    /// Sets a token in a look, as a step of its own.
    pub fn set(self, side: Side, token: Token, value: &TokenValue) {
        let next = self.document.with_untracked(|document| write::put(document, side, token, value));
        self.step(None, next);
    }

    /// Puts another document on the bench; the one before can be had back.
    pub fn step(self, token: Option<Token>, next: Value) {
        let now = self.document.get_untracked();
        if now == next {
            return;
        }
        if token.is_none() || self.dragged.get_untracked() != token {
            self.past.update(|past| {
                past.push(now);
                if past.len() > MOST_STEPS {
                    past.remove(0);
                }
            });
        }
        self.dragged.set(token);
        self.future.set(Vec::new());
        self.document.set(next);
    }

    /// What is on the bench now stands in a file.
    pub fn keep(self) {
        self.kept.set(Some(self.document.get_untracked()));
    }

    /// Whether there is work that stands in no file.
    pub fn is_unsaved(self) -> bool {
        self.kept
            .with_untracked(|kept| kept.as_ref().is_some_and(|kept| self.document.with_untracked(|now| now != kept)))
    }

    /// The keys of undo and redo; a field that is written in keeps its own.
    pub fn on_key(self, event: &event::KeyboardEvent) {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || events::in_writing(event) {
            return;
        }
        match (event.key().as_str(), event.shift_key()) {
            ("z", false) => self.undo(),
            ("z" | "Z", true) | ("y", false) => self.redo(),
            _ => return,
        }
        event.prevent_default();
    }

    /// One step back.
    pub fn undo(self) {
        self.turn(self.past, self.future);
    }

    /// One step forward again.
    pub fn redo(self) {
        self.turn(self.future, self.past);
    }

    fn turn(self, from: RwSignal<Vec<Value>>, to: RwSignal<Vec<Value>>) {
        let Some(next) = from.try_update(Vec::pop).flatten() else { return };
        let now = self.document.get_untracked();
        to.update(|list| list.push(now));
        self.settle();
        self.document.set(next);
    }
}
