//! The device's clock: instants, and the local date in a time zone.

use super::formatter;
use atrium_contract::day::Day;
use js_sys::{Array, Date, Intl, Object, Reflect};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;

/// Milliseconds since 1970, UTC.
pub fn now_ms() -> f64 {
    Date::now()
}

/// The moment a text names in any form the browser reads, in milliseconds since 1970.
pub fn parse(text: &str) -> Option<f64> {
    Some(Date::parse(text)).filter(|ms| ms.is_finite())
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

/// So many zones are told apart at a time; each costs the browser a formatter, and a stranger may name thousands.
const MOST_ZONES: usize = 40;
/// How long a date that was found stands, in milliseconds: for lists of thousands of campaigns.
const STANDS_MS: f64 = 1_000.0;

/// Today's dates, as they were found.
#[derive(Default)]
struct Found {
    since: f64,
    here: Option<Day>,
    zones: Vec<(String, Day)>,
}

thread_local! {
    static FOUND: RefCell<Found> = RefCell::default();
}

impl Found {
    /// Forgets the dates that do not stand any more, and says what time it is.
    fn renew(&mut self) -> f64 {
        let now = now_ms();
        if !(0.0..STANDS_MS).contains(&(now - self.since)) {
            self.since = now;
            self.here = None;
            self.zones.clear();
        }
        now
    }

    fn here(&mut self) -> Day {
        *self.here.get_or_insert_with(|| {
            let now = Date::new_0();
            Day::from_ymd(now.get_full_year() as i32, now.get_month() + 1, now.get_date()).unwrap_or_default()
        })
    }
}

/// Today's date on the device.
pub fn today() -> Day {
    FOUND.with_borrow_mut(|found| {
        found.renew();
        found.here()
    })
}

/// Today's date in an IANA zone; that of UTC where the browser does not know the zone, as every backend has it.
///
/// A campaign's windows are in its zone: a reader who travels does not lose its last day.
pub fn today_in(zone: &str) -> Day {
    FOUND.with_borrow_mut(|found| {
        let now = found.renew();
        if let Some((_, day)) = found.zones.iter().find(|(known, _)| known == zone) {
            return *day;
        }
        if found.zones.len() >= MOST_ZONES {
            return day_in_utc(now);
        }
        let day = day_in(zone, now);
        found.zones.push((zone.to_owned(), day));
        day
    })
}

/// Zones have their midnights at quarters of an hour.
const QUARTER_MS: f64 = 900_000.0;

/// Dates of moments in one zone: the browser is asked once for all moments of a quarter of an hour, one after another.
pub struct DaysIn<'z> {
    zone: &'z str,
    last: Cell<Option<(f64, Day)>>,
}

impl DaysIn<'_> {
    /// Of a zone.
    pub fn new(zone: &str) -> DaysIn<'_> {
        DaysIn { zone, last: Cell::new(None) }
    }

    /// The date of a moment, as [`day_in`].
    pub fn day(&self, ms: f64) -> Day {
        let quarter = (ms / QUARTER_MS).floor();
        match self.last.get() {
            Some((known, day)) if known == quarter => day,
            _ => {
                let day = day_in(self.zone, ms);
                self.last.set(Some((quarter, day)));
                day
            }
        }
    }
}

/// The date of a moment in an IANA zone; in UTC where the browser does not know the zone.
pub fn day_in(zone: &str, ms: f64) -> Day {
    known_day_in(zone, ms).unwrap_or_else(|| day_in_utc(ms))
}

/// The date of a moment in Greenwich.
#[allow(clippy::cast_possible_truncation)]
fn day_in_utc(ms: f64) -> Day {
    Day::default().plus((ms / 86_400_000.0).floor() as i32)
}

/// The date of a moment in an IANA zone that the browser knows.
fn known_day_in(zone: &str, ms: f64) -> Option<Day> {
    let options = [("timeZone", zone), ("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")];
    // The Swedish form of a date is the ISO one in every engine.
    formatter::date("sv-SE", &options, ms).and_then(|text| Day::parse(&text))
}
