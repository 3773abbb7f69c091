//! The whole picture: fitted to the window or two and four times as large, moved by the browser's own scrolling, with the
//! part that the scene looks at outlined.

use super::{
    part::{self, Size},
    tiles::{Area, within},
};
use crate::view::{event, prelude::*};
use crate::{
    i18n::formats,
    platform::{dom, events, sight},
    t,
    ui::{dialog, text},
};
use atrium_contract::picture::Picture;
use std::sync::Arc;

/// The dialog's `id`.
pub(super) const ID: &str = "whole-picture";
const VIEW: &str = "whole-view";
const ZOOMS: [u32; 3] = [1, 2, 4];

/// The whole-picture view of an exhibit. Copy it freely.
#[derive(Clone, Copy)]
pub(super) struct Whole {
    picture: RwSignal<Option<Arc<Picture>>>,
    zoom: RwSignal<u32>,
    base: StoredValue<String>,
}

impl Whole {
    /// A view that shows nothing yet.
    pub fn new(base: String) -> Whole {
        Whole { picture: RwSignal::new(None), zoom: RwSignal::new(1), base: StoredValue::new(base) }
    }

    /// Opens it on a picture, fitted.
    pub fn open(self, picture: Arc<Picture>) {
        self.zoom.set(1);
        self.picture.set(Some(picture));
        dom::open_dialog(ID);
        dom::focus("#whole-view");
    }

    /// The dialog.
    pub fn dialog(self) -> View {
        let buttons: Vec<View> = ZOOMS
            .into_iter()
            .map(|zoom| {
                let words = if zoom == 1 {
                    t!("exhibit.whole.fit")
                } else {
                    t!("exhibit.whole.times", number = formats::number(zoom.into()))
                };
                let pressed = move || (self.zoom.get() == zoom).to_string();
                view! {
                    <button class="button" type="button" aria-pressed=pressed on:click=move |_| self.zoom_to(zoom)>{words}</button>
                }
            })
            .collect();
        let name = move || self.picture.get().map(|picture| text::words_of(picture.alt.as_ref()));
        let sheet = move || self.picture.get().map(|picture| self.sheet(&picture));
        let content = view! {
            <div class="whole" on:keydown=move |event| self.key(&event)>
                <div class="whole__zoom" role="group" aria-label=t!("exhibit.whole.size")>{buttons}</div>
                <div class="whole__view" id=VIEW tabindex="0" role="group" aria-label=name dir="ltr">{sheet}</div>
                <p class="quiet whole__hint">{t!("exhibit.whole.hint")}</p>
            </div>
        };
        dialog::dialog(ID, t!("exhibit.whole.title"), content.into_view())
    }

    fn sheet(self, picture: &Picture) -> View {
        let all = part::whole(picture);
        let outlined = part::looked_at(picture);
        let zoom = self.zoom.get();
        let (wide, density) = sight::window_width();
        let sizes = match zoom {
            1 => "95vw",
            2 => "190vw",
            _ => "380vw",
        };
        let size = Size { pixels: u64::from(wide * zoom) * u64::from(density) / 100, sizes };
        let outline = (outlined != all).then(|| {
            let [left, top, width, height] = within(outlined, all);
            view! {
                <div class="whole__region" style:left=left style:top=top style:width=width style:height=height></div>
            }
        });
        view! {
            <div
                class="whole__sheet"
                style:--w=all.w.to_string()
                style:--h=all.h.to_string()
                style:--zoom=zoom.to_string()
            >
                {self.base.with_value(|base| part::show(picture, base, all, size))}
                {outline}
            </div>
        }
    }

    fn zoom_to(self, zoom: u32) {
        let before = self.zoom.get_untracked();
        if zoom == before {
            return;
        }
        // From the fitted picture one goes to where the scene looks; from there on, what is in the middle stays there.
        let part = self.picture.get_untracked().map(|picture| point(part::looked_at(&picture), part::whole(&picture)));
        let point = if before == 1 { part } else { sight::middle(VIEW) };
        self.zoom.set(zoom);
        if let Some(point) = point {
            events::next_frame(move || sight::centre(VIEW, point));
        }
    }

    fn key(self, event: &event::KeyboardEvent) {
        let here = ZOOMS.iter().position(|zoom| *zoom == self.zoom.get_untracked()).unwrap_or(0);
        let to = match event.key().as_str() {
            "+" | "=" => here + 1,
            "-" => here.saturating_sub(1),
            "0" => 0,
            _ => return,
        };
        if let Some(zoom) = ZOOMS.get(to) {
            event.prevent_default();
            self.zoom_to(*zoom);
        }
    }
}

/// The middle of a part, in thousandths of the whole.
fn point(part: Area, whole: Area) -> (u32, u32) {
    let of = |from: u64, length: u64, all: u64| ((from + length / 2) * 1000 / all.max(1)) as u32;
    (of(part.x, part.w, whole.w), of(part.y, part.h, whole.h))
}
