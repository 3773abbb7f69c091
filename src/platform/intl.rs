//! Numbers, dates, plurals and names of languages, as the browser's `Intl` knows them: no such table is shipped.

use super::formatter::{ask, date};
use atrium_contract::day::Day;
use js_sys::Array;
use wasm_bindgen::JsValue;

/// A number as the language writes it.
pub fn number(language: &str, value: f64) -> String {
    ask("NumberFormat", language, &[], "format", &Array::of1(&value.into()))
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| JsValue::from_f64(value).as_string().unwrap_or_default())
}

/// The CLDR plural category of a number: `zero`, `one`, `two`, `few`, `many` or `other`.
pub fn plural(language: &str, value: f64) -> String {
    ask("PluralRules", language, &[], "select", &Array::of1(&value.into()))
        .and_then(|category| category.as_string())
        .unwrap_or_else(|| "other".into())
}

/// Percent of a whole, from thousandths.
pub fn percent(language: &str, permille: u32) -> String {
    let value = JsValue::from_f64(f64::from(permille) / 1000.0);
    ask("NumberFormat", language, &[("style", "percent")], "format", &Array::of1(&value))
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// The name of a language in another.
pub fn language_name(language: &str, tag: &str) -> Option<String> {
    ask("DisplayNames", language, &[("type", "language")], "of", &Array::of1(&tag.into()))?.as_string()
}

/// How much of a date is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// "23 November"
    DayMonth,
    /// "23 November 2026"
    Full,
    /// "Monday, 23 November"
    Weekday,
}

/// A local date as the language writes it.
pub fn day(language: &str, day: Day, style: DateStyle) -> String {
    let mut pairs = vec![("timeZone", "UTC"), ("day", "numeric"), ("month", "long")];
    match style {
        DateStyle::DayMonth => {}
        DateStyle::Full => pairs.push(("year", "numeric")),
        DateStyle::Weekday => pairs.push(("weekday", "long")),
    }
    let ms = f64::from(day.days_since_epoch()) * 86_400_000.0;
    date(language, &pairs, ms).unwrap_or_else(|| day.to_string())
}

/// Two local dates as the language writes a stretch of time; `None` where the browser cannot.
pub fn days(language: &str, first: Day, last: Day) -> Option<String> {
    let options = [("timeZone", "UTC"), ("day", "numeric"), ("month", "long"), ("year", "numeric")];
    let at = |day: Day| JsValue::from_f64(f64::from(day.days_since_epoch()) * 86_400_000.0);
    ask("DateTimeFormat", language, &options, "formatRange", &Array::of2(&at(first), &at(last)))?.as_string()
}

/// An instant in a zone, with weekday and time of day: for events.
pub fn moment(language: &str, ms: f64, zone: Option<&str>) -> String {
    let mut pairs =
        vec![("weekday", "long"), ("day", "numeric"), ("month", "long"), ("hour", "numeric"), ("minute", "2-digit")];
    if let Some(zone) = zone {
        pairs.push(("timeZone", zone));
    }
    date(language, &pairs, ms).or_else(|| date(language, pairs.get(..5).unwrap_or_default(), ms)).unwrap_or_default()
}

/// "in 3 days", "yesterday": a whole number of days from today.
pub fn days_from_now(language: &str, days: i32) -> String {
    let arguments = Array::of2(&JsValue::from_f64(f64::from(days)), &"day".into());
    ask("RelativeTimeFormat", language, &[("numeric", "auto")], "format", &arguments)
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// "the museum, the library and the hall".
pub fn list(language: &str, items: &[String]) -> String {
    let array: Array = items.iter().map(|item| JsValue::from_str(item)).collect();
    ask("ListFormat", language, &[], "format", &Array::of1(&array))
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| items.join(", "))
}
