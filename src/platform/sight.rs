//! What is in sight: which part of a long page is being read, how wide the window is, and moving to a part.

use super::dom;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Element, Event, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, ScrollBehavior,
    ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// Watches elements until it is dropped.
pub struct Sight {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Drop for Sight {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back with the place in `ids` of the element that has come to the reading line, two fifths down the window.
///
/// Elements that do not overlap are never at the line together. `None` where the browser cannot watch.
pub fn watch(ids: Vec<String>, mut then: impl FnMut(usize) + 'static) -> Option<Sight> {
    let targets: Vec<Element> = ids.iter().filter_map(|id| element(id)).collect();
    let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        for entry in entries.iter().filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok()) {
            let id = entry.target().id();
            if let Some(place) = ids.iter().position(|known| *known == id).filter(|_| entry.is_intersecting()) {
                then(place);
            }
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin("-40% 0px -59% 0px");
    let observer = IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options).ok()?;
    for target in &targets {
        observer.observe(target);
    }
    Some(Sight { observer, _callback: callback })
}

/// Brings the start of an element to the top of the window.
pub fn show(id: &str, gently: bool) {
    let Some(element) = element(id) else { return };
    let options = ScrollIntoViewOptions::new();
    let smooth = gently && !super::media::reduced_motion();
    options.set_behavior(if smooth { ScrollBehavior::Smooth } else { ScrollBehavior::Instant });
    options.set_block(ScrollLogicalPosition::Start);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether an element goes on above the window, and whether it goes on below it.
pub fn goes_on(id: &str) -> (bool, bool) {
    let height = number(web_sys::window().and_then(|window| window.inner_height().ok()));
    element(id).map(|element| element.get_bounding_client_rect()).map_or((false, false), |place| {
        // A few pixels of rounding are not worth a page.
        (place.top() < -8.0, place.bottom() > height + 8.0)
    })
}

/// The width of the window in CSS pixels, and how many of the screen's go into one of them (in hundredths, at most 200).
pub fn window_width() -> (u32, u32) {
    let window = web_sys::window();
    let density = window.as_ref().map_or(1.0, web_sys::Window::device_pixel_ratio).clamp(1.0, 2.0);
    (number(window.and_then(|window| window.inner_width().ok())) as u32, (density * 100.0) as u32)
}

/// The point in the middle of a scrolled box, in thousandths of what it holds.
pub fn middle(id: &str) -> Option<(u32, u32)> {
    let view = element(id)?;
    let part = |from: i32, shown: i32, all: i32| (from + shown / 2).saturating_mul(1000) / all.max(1);
    let x = part(view.scroll_left(), view.client_width(), view.scroll_width());
    let y = part(view.scroll_top(), view.client_height(), view.scroll_height());
    Some((x.unsigned_abs(), y.unsigned_abs()))
}

/// Scrolls a box so that a point, in thousandths of what it holds, is in its middle.
pub fn centre(id: &str, (x, y): (u32, u32)) {
    let Some(view) = element(id) else { return };
    let start = |part: u32, shown: i32, all: i32| all.saturating_mul(part as i32) / 1000 - shown / 2;
    view.set_scroll_left(start(x, view.client_width(), view.scroll_width()));
    view.set_scroll_top(start(y, view.client_height(), view.scroll_height()));
}

/// Whether an event came from where keys have a meaning of their own: a field, or a dialog that is open.
pub fn in_control(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let found = target.and_then(|it| it.closest("input, select, textarea, dialog, [contenteditable]").ok().flatten());
    found.is_some()
}

fn element(id: &str) -> Option<Element> {
    dom::document()?.get_element_by_id(id)
}

fn number(value: Option<JsValue>) -> f64 {
    value.and_then(|value| value.as_f64()).unwrap_or_default()
}
