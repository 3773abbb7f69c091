//! A page of one document: what it shows while the document is on its way, when it is here, and when it cannot be had.

use super::{look, state, text};
use crate::{
    data::{
        document::{Document, Load, Opened, Top},
        error::LoadError,
        federation::{Kind, use_federation},
    },
    platform::url,
    routes::{Route, arrive},
    t,
    view::prelude::*,
};
use atrium_contract::{
    campaign::Campaign, challenge::Challenge, exhibit::Exhibit, href::Href, id::Key, text::Text, theme::Theme,
};
use std::{rc::Rc, sync::Arc};

/// A document that a page is made of.
pub trait Opens: Top {
    /// What leads to it.
    const KIND: Kind;
    /// Its title, which is the page's.
    fn title(&self) -> &Text;
    /// Its theme, which the page wears.
    fn theme(&self) -> Option<&Href>;
}

macro_rules! opens {
    ($($document:ty => $kind:ident),+ $(,)?) => { $(
        impl Opens for $document {
            const KIND: Kind = Kind::$kind;

            fn title(&self) -> &Text {
                &self.title
            }

            fn theme(&self) -> Option<&Href> {
                self.theme.as_ref()
            }
        }
    )+ };
}

opens! { Campaign => Campaign, Exhibit => Exhibit, Challenge => Challenge }

/// The document with this key, on its way.
pub fn open<T: Opens>(key: &Key) -> Opened<T> {
    // Untracked: the page is not made anew because another member has answered.
    untrack(|| use_federation().open::<T>(T::KIND, key.clone()))
}

/// The page: `show` makes it as soon as the document is here.
pub fn page<T: Opens>(key: Key, opened: Opened<T>, show: impl Fn(&Arc<Document<T>>) -> View + 'static) -> View {
    wear(Rc::new(move || match opened.get() {
        Load::Ready(document) => {
            Worn::Told(document.value.theme().and_then(|href| url::resolve(href.as_str(), &document.address)))
        }
        _ => Worn::NotYet,
    }));
    let federation = use_federation();
    (move || match opened.get() {
        Load::Waiting => state::skeleton_page(),
        Load::Failed(error) => {
            let wanted = key.clone();
            let again = move || federation.again(T::KIND, &wanted, opened);
            failed(&error, &key, Box::new(again))
        }
        Load::Ready(document) => {
            arrive(&text::words(document.value.title()));
            show(&document)
        }
    })
    .into_view()
}

/// What a document says about its theme.
enum Worn {
    /// It is not here yet: the page keeps what it wears.
    NotYet,
    /// Where its theme is, or that it has none.
    Told(Option<String>),
}

/// Puts a document's theme on the page, and takes the last one off where it has none or cannot be had.
fn wear(told: Rc<dyn Fn() -> Worn>) {
    let wardrobe = look::use_wardrobe();
    let theme = untrack(|| {
        let told = told.clone();
        Opened::<Theme>::open(move || {
            Ok(match told() {
                Worn::Told(address) => address,
                Worn::NotYet => None,
            })
        })
    });
    effect(move || match (told(), theme.get()) {
        (_, Load::Ready(theme)) => wardrobe.wear(Some(theme)),
        (Worn::Told(None), _) | (_, Load::Failed(_)) => wardrobe.wear(None),
        (_, Load::Waiting) => {}
    });
}

fn failed(error: &LoadError, key: &Key, again: Box<dyn Fn()>) -> View {
    arrive(&t!("error.page"));
    let federation = use_federation();
    let who = federation.name(&key.member).map_or_else(|| key.member.to_string(), |name| text::words(&name));
    view! {
        <article class="page page--narrow">
            <h1 tabindex="-1">{t!("error.page")}</h1>
            {state::failed(error, who, again)}
            <p><a href=Route::Home.href()>{t!("not-found.home")}</a></p>
        </article>
    }
}
