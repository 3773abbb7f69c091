//! The page as a whole: its title, language, direction, focus and custom properties.

use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Document, Element, HtmlElement};

/// An element that can carry custom properties.
pub use web_sys::HtmlElement as Styled;

/// An element as one that can carry custom properties, if it is of HTML.
pub fn styled(element: Element) -> Option<Styled> {
    element.dyn_into().ok()
}

pub(crate) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The document's root element, where themes are applied.
pub fn root() -> Option<HtmlElement> {
    document()?.document_element()?.dyn_into().ok()
}

/// Sets the page's title.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets the page's language and direction together.
pub fn set_language(tag: &str, direction: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", tag);
        let _ = root.set_attribute("dir", direction);
    }
}

/// Sets or removes an attribute of the root element.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = root() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Sets a custom property on an element. CSSOM, so that it works under a policy without inline style.
pub fn set_property(element: &HtmlElement, name: &str, value: &str) {
    let _ = style(element).set_property(name, value);
}

/// Removes a custom property from an element.
pub fn remove_property(element: &HtmlElement, name: &str) {
    let _ = style(element).remove_property(name);
}

fn style(element: &HtmlElement) -> CssStyleDeclaration {
    element.style()
}

/// The content of `<meta name=…>`.
pub fn meta(name: &str) -> Option<String> {
    find(&format!("meta[name=\"{name}\"]"))?.get_attribute("content")
}

/// The first element that a selector finds.
pub fn find(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok().flatten()
}

/// Moves the focus to the first element that a selector finds, without scrolling. `false` when there is none.
pub fn focus(selector: &str) -> bool {
    let Some(element) = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return false };
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    element.focus_with_options(&options).is_ok()
}

/// Moves the focus along the elements that a selector finds, which begin after the one that `start` finds; a step of 0 leads
/// back there. `false` where the focus is in neither.
pub fn step(along: &str, start: &str, step: i32) -> bool {
    let Some(active) = document().and_then(|document| document.active_element()) else { return false };
    let list = document().and_then(|document| document.query_selector_all(along).ok());
    let list: Vec<Element> =
        list.map(|list| js_sys::Array::from(&list).iter().map(JsCast::unchecked_into).collect()).unwrap_or_default();
    let here = list.iter().position(|it| *it == active).map(|place| place as i32);
    let start = find(start);
    let to = match here {
        Some(_) if step == 0 => start,
        Some(place) if place + step < 0 => start,
        Some(place) => list.get((place + step) as usize).cloned(),
        None if start.as_ref() == Some(&active) && step == 1 => list.first().cloned(),
        None => None,
    };
    to.and_then(styled).is_some_and(|to| to.focus().is_ok())
}

/// Nothing on the page has the focus: what had it may have gone, or stands in a dialog that was closed, from where the
/// browser takes it away only when it next draws.
pub fn focus_is_lost() -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_none_or(|it| it.tag_name() == "BODY" || matches!(it.closest("dialog:not([open])"), Ok(Some(_))))
}

/// Scrolls the element with this id into view, gently unless less motion was asked for.
pub fn scroll_to(id: &str) -> bool {
    let Some(element) = document().and_then(|document| document.get_element_by_id(id)) else { return false };
    let options = web_sys::ScrollIntoViewOptions::new();
    let smooth = !super::media::reduced_motion();
    options.set_behavior(if smooth { web_sys::ScrollBehavior::Smooth } else { web_sys::ScrollBehavior::Instant });
    options.set_block(web_sys::ScrollLogicalPosition::Start);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    true
}

/// Empties an element and gives it to the caller to mount into.
pub fn empty(selector: &str) -> Option<HtmlElement> {
    let element: HtmlElement = find(selector)?.dyn_into().ok()?;
    element.set_inner_text("");
    Some(element)
}

/// Opens a `<dialog>` as a modal one.
pub fn open_dialog(id: &str) {
    if let Some(dialog) = dialog(id)
        && !dialog.open()
    {
        let _ = dialog.show_modal();
    }
}

/// Closes a `<dialog>`.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

fn dialog(id: &str) -> Option<web_sys::HtmlDialogElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Removes an element from the page.
pub fn remove(selector: &str) {
    if let Some(element) = find(selector) {
        element.remove();
    }
}

/// An attribute of the root element, as the page's boot script set it.
pub fn root_attribute(name: &str) -> Option<String> {
    root()?.get_attribute(name)
}
