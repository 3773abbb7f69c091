//! Walking through the scenes: by scroll, swipe, keys and links, with the address and the word to a screen reader in step.
//!
//! Place 0 is the head of the exhibit; the scenes follow from 1 on. Links and keys go to an address, and the address moves
//! the page; scrolling moves the page, and the address settles to it. So back and forward need nothing of their own.

use super::whole;
use crate::view::{event, prelude::*};
use crate::{
    i18n::{self, formats},
    platform::{dom, events, history, sight},
    routes::{Navigator, Route, use_navigator},
    t,
};
use atrium_contract::id::{Id, Key};

/// The `id` attribute of what comes after the last scene.
pub(super) const END: &str = "exhibit-end";
/// How long a page may take to move to a scene, in milliseconds.
const MOVING_MS: i32 = 1500;
/// A swipe is at least this long, in CSS pixels, and twice as wide as it is high.
const SWIPE: i32 = 48;

/// Where in the exhibit the reader is. Copy it freely.
#[derive(Clone, Copy)]
pub(super) struct Walk {
    key: StoredValue<Key>,
    exhibit: StoredValue<String>,
    scenes: StoredValue<Vec<(Id, String)>>,
    place: RwSignal<usize>,
    /// Where the page is moving to: what it passes on the way is not where the reader is.
    target: StoredValue<Option<usize>>,
    /// The address was settled by scrolling: nothing needs to move.
    settling: StoredValue<bool>,
    touched: StoredValue<Option<(i32, i32)>>,
    navigator: Navigator,
}

impl Walk {
    /// Starts at the scene of the address. `exhibit` is its title, `scenes` are ids and titles.
    pub fn start(key: Key, exhibit: String, scenes: Vec<(Id, String)>) -> Walk {
        let navigator = use_navigator();
        let walk = Walk {
            key: StoredValue::new(key),
            exhibit: StoredValue::new(exhibit),
            scenes: StoredValue::new(scenes),
            place: RwSignal::new(0),
            target: StoredValue::new(None),
            settling: StoredValue::new(false),
            touched: StoredValue::new(None),
            navigator,
        };
        let first = untrack(|| walk.place_of(&navigator.route())).unwrap_or(0);
        walk.place.set(first);
        walk.target.set_value((first > 0).then_some(first));
        let watched = StoredValue::new_local(None);
        let mut begun = false;
        effect(move || {
            let route = navigator.route();
            if !begun {
                begun = true;
                // After the frame in which the scenes come to stand.
                events::next_frame(move || {
                    // The page may have been left before its first frame.
                    let Some(count) = walk.scenes.try_with_value(Vec::len) else { return };
                    walk.begin(first);
                    let seen = sight::watch(walk.dom_ids(), move |place| walk.seen(place.min(count)));
                    let _ = watched.try_set_value(seen);
                });
            } else if walk.settling.get_value() {
                walk.settling.set_value(false);
            } else if let Some(place) = walk.place_of(&route) {
                dom::close_dialog(whole::ID);
                walk.move_to(place);
            }
        });
        event::on_key(move |event| walk.key(&event));
        walk
    }

    /// How many scenes there are.
    pub fn count(self) -> usize {
        self.scenes.with_value(Vec::len)
    }

    /// Where the reader is, tracked.
    pub fn place(self) -> usize {
        self.place.get()
    }

    /// The title of the scene at a place.
    pub fn title(self, place: usize) -> String {
        self.scene(place).map(|(_, title)| title).unwrap_or_default()
    }

    /// The address of a place, for a link; `None` where there is no such place.
    pub fn href(self, place: usize) -> Option<String> {
        (place <= self.count()).then(|| self.route(place).href())
    }

    /// The `id` attribute of a place.
    pub fn dom_id(self, place: usize) -> String {
        self.scene(place).map_or_else(|| "exhibit-head".into(), |(id, _)| format!("scene-{id}"))
    }

    /// "Scene 3 of 8", or how many there are.
    pub fn words(self, place: usize) -> String {
        let count = self.count() as u64;
        if place == 0 {
            return crate::t_count!("exhibit.scenes", count);
        }
        t!("exhibit.progress", number = formats::number(place as u64), count = formats::number(count))
    }

    /// A finger was put on a picture.
    pub fn touch(self, event: &event::PointerEvent) {
        self.touched.set_value((event.pointer_type() == "touch").then(|| (event.client_x(), event.client_y())));
    }

    /// The finger was lifted: a swipe across goes to the next or the previous scene.
    pub fn lift(self, event: &event::PointerEvent) {
        let Some((x, y)) = self.touched.try_update_value(Option::take).flatten() else { return };
        let (across, down) = (event.client_x() - x, event.client_y() - y);
        if across.abs() >= SWIPE && across.abs() > 2 * down.abs() {
            // The page follows the finger: what lies after comes from the end of the line.
            self.step((across < 0) != rtl());
        }
    }

    fn scene(self, place: usize) -> Option<(Id, String)> {
        let index = place.checked_sub(1)?;
        self.scenes.with_value(|scenes| scenes.get(index).cloned())
    }

    fn route(self, place: usize) -> Route {
        Route::Exhibit(self.key.get_value(), self.scene(place).map(|(id, _)| id))
    }

    fn dom_ids(self) -> Vec<String> {
        // Whoever is at the end has the last scene behind them, also after a jump.
        (0..=self.count()).map(|place| self.dom_id(place)).chain([END.to_owned()]).collect()
    }

    /// The place of an address: a scene that is not there any more is the head. `None` for another page.
    fn place_of(self, route: &Route) -> Option<usize> {
        match route {
            Route::Exhibit(key, scene) if self.key.with_value(|own| own == key) => {
                let index = |id: &Id| self.scenes.with_value(|scenes| scenes.iter().position(|(other, _)| other == id));
                Some(scene.as_ref().and_then(index).map_or(0, |index| index + 1))
            }
            _ => None,
        }
    }

    /// Opened cold at a scene, the page starts there; come back to or reloaded, it starts where it was left.
    fn begin(self, first: usize) {
        if first == 0 {
            return;
        }
        self.entitle(first);
        let kept = history::kept_scroll();
        if kept > 0.0 {
            history::scroll_when_tall_enough(kept, 60);
        } else {
            sight::show(&self.dom_id(first), false);
        }
        self.forget_target_later(first);
    }

    fn move_to(self, place: usize) {
        if self.place.get_untracked() == place && self.target.get_value() == Some(place) {
            return;
        }
        self.target.set_value(Some(place));
        self.place.set(place);
        self.entitle(place);
        let id = self.dom_id(place);
        sight::show(&id, true);
        dom::focus(&format!("[id=\"{id}\"] :is(h1, h2)"));
        self.announce(place);
        self.forget_target_later(place);
    }

    fn forget_target_later(self, place: usize) {
        events::after(MOVING_MS, move || {
            if self.target.try_get_value() == Some(Some(place)) {
                self.target.set_value(None);
            }
        });
    }

    /// A place has come to the reading line.
    fn seen(self, place: usize) {
        match self.target.try_get_value() {
            // The page was left.
            None => return,
            Some(Some(target)) if target != place => return,
            Some(_) => self.target.set_value(None),
        }
        if self.place.get_untracked() == place {
            return;
        }
        self.place.set(place);
        self.entitle(place);
        self.settling.set_value(true);
        self.navigator.settle(self.route(place));
        // Said once the reader has stayed: whoever scrolls through hears only the last.
        events::after(600, move || {
            if self.place.try_get_untracked() == Some(place) {
                self.announce(place);
            }
        });
    }

    /// Each scene is a page of its own in the browser's history, and is called so there.
    fn entitle(self, place: usize) {
        let exhibit = self.exhibit.get_value();
        let title = if place == 0 { exhibit } else { [self.title(place), exhibit].join(" · ") };
        dom::set_title(&t!("app.title", title = title));
    }

    fn announce(self, place: usize) {
        let title = self.title(place);
        let words = self.words(place);
        self.navigator.announce(if place == 0 { words } else { [words, title].join(": ") });
    }

    fn step(self, on: bool) {
        let here = self.place.get_untracked();
        let to = if on { here + 1 } else { here.saturating_sub(1) };
        if to != here && to <= self.count() {
            self.navigator.go(self.route(to));
        }
    }

    /// Left and right step; up and down stay the browser's, so that a long text can be read line by line.
    /// The page keys page while the scene goes on, then step.
    fn key(self, event: &event::KeyboardEvent) {
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        if modified || event.default_prevented() || sight::in_control(event) {
            return;
        }
        let here = self.place.get_untracked();
        let (next, previous) = (here + 1, here.saturating_sub(1));
        let goes_on = || sight::goes_on(&self.dom_id(here));
        let to = match event.key().as_str() {
            "ArrowRight" => {
                if rtl() {
                    previous
                } else {
                    next
                }
            }
            "ArrowLeft" => {
                if rtl() {
                    next
                } else {
                    previous
                }
            }
            "PageDown" if !goes_on().1 => next,
            "PageUp" if !goes_on().0 => previous,
            "Home" => 0,
            "End" => self.count(),
            _ => return,
        };
        // At the ends the browser does what it always does.
        if to != here && to <= self.count() {
            event.prevent_default();
            self.navigator.go(self.route(to));
        }
    }
}

fn rtl() -> bool {
    i18n::languages::direction(i18n::language()) == "rtl"
}
