//! A reading list, each book with a link into every member's own catalogue.

use crate::view::prelude::*;
use crate::{
    data::{
        document::{Load, Opened},
        federation::use_federation,
    },
    platform::url,
    t,
    ui::{state, text},
};
use atrium_contract::{
    href::Href,
    id::Key,
    list::{ReadingList, Work},
    member::Catalogue,
};

pub(super) fn list(_owner: &Key, href: &Href, base: &str) -> View {
    let address = url::resolve(href.as_str(), base);
    let load = Opened::<ReadingList>::open({
        let address = address.clone();
        move || Ok(address.clone())
    });
    (move || match load.get() {
        Load::Waiting => view! { <p class="quiet" role="status">{t!("state.loading")}</p> },
        Load::Failed(error) => {
            let address = address.clone().unwrap_or_default();
            state::failed(&error, url::host(&address), move || load.fill(address.clone()))
        }
        Load::Ready(document) => {
            let works: Vec<View> = document.value.works.iter().map(work).collect();
            view! {
                {text::paragraphs(document.value.summary.as_ref(), "measure")}
                <ul class="works" role="list">{works}</ul>
            }
        }
    })
    .into_view()
}

fn work(work: &Work) -> View {
    let authors: Vec<String> = work.authors.iter().map(text::words).collect();
    let year = work.year.map(|year| format!(" ({})", year.0)).unwrap_or_default();
    let isbn = work.isbn.as_ref().map(|isbn| view! { <p class="quiet">{t!("list.isbn", isbn = isbn.0)}</p> });
    let federation = use_federation();
    let wanted = work.clone();
    let links = move || {
        let mut links: Vec<View> = Vec::new();
        for seat in federation.seats.get() {
            seat.member.with(|load| {
                let Some(member) = load.ready() else { return };
                let Some(catalogue) = &member.value.catalogue else { return };
                let Some(address) = in_catalogue(catalogue, &wanted) else { return };
                let name = seat.link.with_value(|link| text::words(&link.name));
                links.push(view! { <li><a href=address rel="external noopener">{name}</a></li> });
            });
        }
        links.into_view()
    };
    view! {
        <li class="work">
            <h3 class="work__title" lang=work.language.clone()>{text::inline(&work.title)}</h3>
            <p class="work__authors">{crate::i18n::formats::list(&authors)} {year}</p>
            {text::paragraphs(work.note.as_ref(), "work__note")}
            {isbn}
            <ul class="links" role="list" aria-label=t!("list.find")>{links}</ul>
        </li>
    }
}

/// The address of a work in a catalogue: by ISBN, else by title and author.
fn in_catalogue(catalogue: &Catalogue, work: &Work) -> Option<String> {
    let by_isbn =
        catalogue.isbn.as_ref().zip(work.isbn.as_ref()).map(|(template, isbn)| template.replace("{isbn}", &isbn.0));
    let address = by_isbn.or_else(|| {
        let author = work.authors.first().map(text::words).unwrap_or_default();
        let query = url::encode(&[text::words(&work.title), author].join(" "));
        catalogue.search.as_ref().map(|template| template.replace("{query}", &query))
    })?;
    // A template is a stranger's too: only the web is linked to.
    url::resolve(&address, &url::base())
}
