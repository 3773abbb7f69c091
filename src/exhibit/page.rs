//! The page of an exhibit, in its theme: its head, its scenes, and what comes after them.

use super::{
    bar::bar,
    next,
    scene::{Hall, scene},
    sources::sources,
    walk::{self, Walk},
    whole::Whole,
};
use crate::view::{event, prelude::*};
use crate::{
    data::{document::Document, federation::Kind},
    platform::{preferences, sight},
    t,
    ui::{
        hosts::hosts,
        opening,
        picture::{Show, img},
        state, text,
    },
};
use atrium_contract::{exhibit::Exhibit, id::Key};

/// The choice of texts, kept on this device.
const CHILDREN: &str = "told-to-children";

/// The page of an exhibit.
pub fn page(key: Key) -> View {
    let exhibit = opening::open::<Exhibit>(&key);
    opening::page(key.clone(), exhibit, move |document| show(&key, document))
}

fn show(key: &Key, document: &Document<Exhibit>) -> View {
    let exhibit = &document.value;
    let base = &document.address;
    let titles = exhibit.scenes.iter().map(|scene| (scene.id.clone(), text::words(&scene.title))).collect();
    let hall = Hall {
        base: StoredValue::new(base.clone()),
        walk: Walk::start(key.clone(), text::words(&exhibit.title), titles),
        whole: Whole::new(base.clone()),
        children: RwSignal::new(preferences::get(CHILDREN).is_some()),
        width: window_width(),
    };
    let scenes: Vec<View> = exhibit.scenes.iter().enumerate().map(|(index, it)| scene(hall, index + 1, it)).collect();
    let for_children = exhibit.scenes.iter().any(|scene| scene.for_children.is_some());
    let choice = || for_children.then(|| children_switch(hall.children)).into_view();
    view! {
        <article class="exhibit">
            {head(key, document, hall, choice())}
            {scenes}
            <div class="page" id=walk::END>
                {next::next(key, exhibit)}
                {sources(&exhibit.sources, base)}
            </div>
            {bar(hall.walk, choice())}
            {hall.whole.dialog()}
        </article>
    }
}

fn head(key: &Key, document: &Document<Exhibit>, hall: Hall, choice: View) -> View {
    let exhibit = &document.value;
    let lead = Show { sizes: "(min-width: 60rem) 60vw, 100vw", first: true };
    let picture = exhibit.picture.as_ref().map(|picture| img(picture, &document.address, lead));
    let tag = exhibit.tag.as_ref().map(|tag| view! { <p class="tag">{text::inline(tag)}</p> });
    view! {
        <header class="exhibit__head" id=hall.walk.dom_id(0)>
            <div class="exhibit__picture">{picture}</div>
            <div class="exhibit__words">
                {tag}
                <h1 tabindex="-1">{text::inline(&exhibit.title)}</h1>
                {text::paragraphs(exhibit.summary.as_ref(), "exhibit__summary")}
                {hosts(Kind::Exhibit, &exhibit.hosts, key, t!("exhibit.hosts"))}
                <p class="exhibit__start">
                    <a class="button button--main" href=hall.walk.href(1)>{t!("exhibit.start")}</a>
                    {choice}
                </p>
                {state::as_of(document)}
                {state::problems(document)}
            </div>
        </header>
    }
}

/// "Told to children", for the whole exhibit and the next ones.
fn children_switch(children: RwSignal<bool>) -> View {
    let flip = move |_| {
        children.update(|children| *children = !*children);
        if children.get_untracked() {
            preferences::set(CHILDREN, "yes");
        } else {
            preferences::remove(CHILDREN);
        }
    };
    view! {
        <button class="button exhibit__told" type="button" aria-pressed=move || children.get().to_string() on:click=flip>
            {t!("exhibit.told-to-children")}
        </button>
    }
}

/// The width of the window, followed where it changes so much that other pictures are wanted.
fn window_width() -> RwSignal<u32> {
    let width = RwSignal::new(sight::window_width().0);
    event::on_resize(move || {
        let (now, _) = sight::window_width();
        let before = width.get_untracked();
        if now.abs_diff(before) > before / 4 {
            width.set(now);
        }
    });
    width
}
