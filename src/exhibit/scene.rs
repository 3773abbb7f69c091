//! A scene: its picture, large; its title, label and text, told to whoever is reading.

use super::{
    part::{self, Size},
    sources,
    walk::Walk,
    whole::Whole,
};
use crate::view::prelude::*;
use crate::{
    platform::sight,
    ui::{icon, rich::rich, text},
};
use atrium_contract::{exhibit::Scene, picture::Picture};
use std::sync::Arc;

/// What every scene of an exhibit needs to know of it. Copy it freely.
#[derive(Clone, Copy)]
pub(super) struct Hall {
    /// The address of its document.
    pub base: StoredValue<String>,
    /// Where the reader is.
    pub walk: Walk,
    /// The whole-picture view.
    pub whole: Whole,
    /// Told to children.
    pub children: RwSignal<bool>,
    /// The width of the window.
    pub width: RwSignal<u32>,
}

/// The scene at a place.
pub(super) fn scene(hall: Hall, place: usize, scene: &Scene) -> View {
    let figure = scene.picture.as_ref().map(|picture| figure(hall, picture));
    let plain = figure.is_none();
    let label = scene.label.as_ref().map(|label| view! { <p class="scene__label quiet">{text::inline(label)}</p> });
    let id = hall.walk.dom_id(place);
    let title_id = format!("{id}-title");
    view! {
        <section class="scene" class:scene--plain=plain id=id aria-labelledby=title_id.clone()>
            {figure}
            <div class="scene__words">
                <p class="tag">{hall.walk.words(place)}</p>
                <h2 id=title_id.clone() tabindex="-1">{text::inline(&scene.title)}</h2>
                {label}
                {told(hall, scene)}
            </div>
        </section>
    }
}

/// The text, for adults or for children. A scene without a text for children keeps its own.
fn told(hall: Hall, scene: &Scene) -> View {
    let body = scene.body.clone();
    match scene.for_children.clone() {
        Some(for_children) => (move || {
            let chosen = if hall.children.get() { Some(&for_children) } else { body.as_ref().or(Some(&for_children)) };
            hall.base.with_value(|base| chosen.map(|text| rich(text, base)))
        })
        .into_view(),
        None => hall.base.with_value(|base| body.as_ref().map(|text| rich(text, base))).into_view(),
    }
}

fn figure(hall: Hall, picture: &Picture) -> View {
    let picture = Arc::new(picture.clone());
    let part = part::looked_at(&picture);
    let shown = {
        let picture = picture.clone();
        move || hall.base.with_value(|base| part::show(&picture, base, part, size(hall.width.get())))
    };
    let open = {
        let picture = picture.clone();
        move |_| hall.whole.open(picture.clone())
    };
    view! {
        <figure class="scene__figure">
            <div
                class="scene__frame"
                style:--w=part.w.to_string()
                style:--h=part.h.to_string()
                on:pointerdown=move |event| hall.walk.touch(&event)
                on:pointerup=move |event| hall.walk.lift(&event)
            >
                {shown}
                <button class="button scene__whole" type="button" on:click=open>
                    {icon::WHOLE.show()}
                    <span>{t!("exhibit.whole.open")}</span>
                </button>
            </div>
            {caption(hall, &picture)}
        </figure>
    }
}

fn caption(hall: Hall, picture: &Picture) -> View {
    let alt = picture.alt.as_ref().map(|alt| {
        view! {
            <details>
                <summary>{t!("exhibit.alt")}</summary>
                {text::paragraphs(Some(alt), "scene__alt")}
            </details>
        }
    });
    let credit = picture.credit.as_ref().map(|credit| view! { <span>{text::inline(credit)}</span> });
    let rights = picture.rights.as_ref().and_then(|rights| hall.base.with_value(|base| sources::licence(rights, base)));
    let line =
        (credit.is_some() || rights.is_some()).then(|| view! { <p class="scene__credit">{credit} " " {rights}</p> });
    view! {
        <figcaption class="scene__caption quiet">
            {text::paragraphs(picture.caption.as_ref(), "scene__said")}
            {line}
            {alt}
        </figcaption>
    }
}

/// How wide a scene's picture is, as the style sheet has it: all of a phone, three fifths of a desk.
fn size(window: u32) -> Size {
    let (_, density) = sight::window_width();
    let wide = if window >= 960 { window * 3 / 5 } else { window };
    Size { pixels: u64::from(wide) * u64::from(density) / 100, sizes: "(min-width: 60rem) 60vw, 100vw" }
}
