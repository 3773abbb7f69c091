//! The device's clock: instants, and the local date in a time zone.

use atrium_contract::day::Day;
use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Milliseconds since 1970, UTC.
pub fn now_ms() -> f64 {
    Date::now()
}

/// An RFC 3339 instant in UTC.
pub fn instant(ms: f64) -> String {
    Date::new(&JsValue::from_f64(ms)).to_iso_string().into()
}

/// The IANA name of the device's time zone; `UTC` where the browser does not tell.
pub fn zone() -> String {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    Reflect::get(&format.resolved_options(), &"timeZone".into())
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_else(|| "UTC".into())
}

/// Today's date on the device.
pub fn today() -> Day {
    let now = Date::new_0();
    Day::from_ymd(now.get_full_year() as i32, now.get_month() + 1, now.get_date()).unwrap_or_default()
}

/// Today's date in an IANA zone; the device's own where the browser does not know the zone.
///
/// A campaign's windows are in its zone: a reader who travels does not lose its last day.
pub fn today_in(zone: &str) -> Day {
    let options = Object::new();
    for (name, value) in [("timeZone", zone), ("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")] {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    // The Swedish form of a date is the ISO one in every engine.
    format_checked("sv-SE", &options, now_ms()).and_then(|text| Day::parse(&text)).unwrap_or_else(today)
}

/// `Intl.DateTimeFormat`, whose constructor throws on an unknown zone or language.
pub(super) fn format_checked(language: &str, options: &Object, ms: f64) -> Option<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: js_sys::Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let arguments = Array::of2(&language.into(), options);
    let format = Reflect::construct(&constructor, &arguments).ok()?;
    let method: js_sys::Function = Reflect::get(&format, &"format".into()).ok()?.dyn_into().ok()?;
    method.call1(&format, &JsValue::from_f64(ms)).ok()?.as_string()
}
