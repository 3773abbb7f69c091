//! The objects of `Intl`, each made once: making one costs a phone milliseconds, asking it again next to nothing.

use js_sys::{Array, Function, Map, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static MADE: Map = Map::new();
}

/// `new Intl[kind](language, options)[method](...arguments)`, or `None` where any of it is missing or throws.
pub(super) fn ask(
    kind: &str,
    language: &str,
    options: &[(&str, &str)],
    method: &str,
    arguments: &Array,
) -> Option<JsValue> {
    let formatter = formatter(kind, language, options)?;
    let method: Function = Reflect::get(&formatter, &method.into()).ok()?.dyn_into().ok()?;
    method.apply(&formatter, arguments).ok()
}

/// A date and time in words; the constructor throws on an unknown zone or language.
pub(super) fn date(language: &str, options: &[(&str, &str)], ms: f64) -> Option<String> {
    ask("DateTimeFormat", language, options, "format", &Array::of1(&JsValue::from_f64(ms)))?.as_string()
}

fn formatter(kind: &str, language: &str, options: &[(&str, &str)]) -> Option<JsValue> {
    let mut name = [kind, " ", language].concat();
    for (option, value) in options {
        name = [name.as_str(), " ", option, "=", value].concat();
    }
    let name = JsValue::from_str(&name);
    MADE.with(|made| {
        let kept = made.get(&name);
        if !kept.is_undefined() {
            return Some(kept);
        }
        let object = Object::new();
        for (option, value) in options {
            let _ = Reflect::set(&object, &(*option).into(), &(*value).into());
        }
        // A page has a dozen; a stranger's events may name a zone each.
        if made.size() > 100 {
            made.clear();
        }
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let constructor: Function = Reflect::get(&intl, &kind.into()).ok()?.dyn_into().ok()?;
        let new = Reflect::construct(&constructor, &Array::of2(&language.into(), &object)).ok()?;
        made.set(&name, &new);
        Some(new)
    })
}
