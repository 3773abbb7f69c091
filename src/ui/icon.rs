//! One family of icons, drawn at one stroke on a grid of 24. Always beside a label or under an accessible name.

use crate::view::prelude::*;

/// The icons there are, each with the `d` of its only path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Icon(&'static str);

/// A tick.
pub const TICK: Icon = Icon("M5 13l4.5 4.5L19 7");
/// A plus.
pub const PLUS: Icon = Icon("M12 5v14M5 12h14");
/// A cross, to close.
pub const CLOSE: Icon = Icon("M6 6l12 12M18 6L6 18");
/// An arrow in reading direction (mirrored by CSS from right to left).
pub const FORWARD: Icon = Icon("M5 12h14M13 6l6 6-6 6");
/// An arrow against reading direction.
pub const BACK: Icon = Icon("M19 12H5M11 6l-6 6 6 6");
/// A pencil.
pub const EDIT: Icon = Icon("M5 19l1-4L16.5 4.5l3 3L9 18l-4 1zM14 7l3 3");
/// An arrow turning back, to undo.
pub const UNDO: Icon = Icon("M9 6L4 11l5 5M4 11h10a6 6 0 010 12h-2");
/// An arrow out of a box, to share.
pub const SHARE: Icon = Icon("M12 15V3M8 7l4-4 4 4M5 12v8h14v-8");
/// A calendar.
pub const CALENDAR: Icon = Icon("M5 6h14v14H5zM5 10h14M9 3v4M15 3v4");
/// Four corners, to see the whole picture.
pub const WHOLE: Icon = Icon("M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5");
/// A book.
pub const BOOK: Icon = Icon("M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zM12 6v14");
/// A person.
pub const READER: Icon = Icon("M12 12a4 4 0 100-8 4 4 0 000 8zM4 21c0-4 3.5-6 8-6s8 2 8 6");
/// A globe, for languages.
pub const LANGUAGE: Icon = Icon("M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c-6 6-6 12 0 18M12 3c6 6 6 12 0 18");
/// A half moon, for light and dark.
pub const SCHEME: Icon = Icon("M20 14A8 8 0 1110 4a6.5 6.5 0 0010 10z");
/// A cloud struck through, for offline.
pub const OFFLINE: Icon = Icon("M7 18a4 4 0 01-.5-8 6 6 0 0111.3 1A3.5 3.5 0 0117 18H7M4 4l16 16");
/// An arrow out of a tray, for what is on its way.
pub const AWAY: Icon = Icon("M12 15V4M8 8l4-4 4 4M5 20h14");
/// A bin.
pub const DELETE: Icon = Icon("M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13");
/// A magnifying glass.
pub const SEARCH: Icon = Icon("M11 18a7 7 0 100-14 7 7 0 000 14zM16 16l5 5");
/// An arrow into a tray, to save a file.
pub const SAVE: Icon = Icon("M12 3v12M8 11l4 4 4-4M5 20h14");

impl Icon {
    /// The icon, hidden from screen readers.
    pub fn show(self) -> View {
        view! {
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
                <path d=self.0 />
            </svg>
        }
    }
}
