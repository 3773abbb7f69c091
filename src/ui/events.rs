//! Events, each with a file for the reader's own calendar.

use super::{calendar, icon, text};
use crate::view::prelude::*;
use crate::{
    i18n::formats,
    platform::{clock, files, url},
    t,
};
use atrium_contract::{event::Event, sort};

/// A list of events, the next ones first; those that are over stand last.
pub fn events(events: &[Event], base: &str) -> View {
    let now = clock::now_ms();
    #[allow(clippy::cast_precision_loss)]
    let over = |event: &Event| (event.ends.as_ref().unwrap_or(&event.starts).ms as f64) < now;
    let mut sorted: Vec<&Event> = events.iter().collect();
    sort::by(&mut sorted, &|one, other| (over(one), one.starts.ms) < (over(other), other.starts.ms));
    let items: Vec<View> = sorted.into_iter().map(|event| one(event, over(event), base)).collect();
    view! { <ul class="events" role="list">{items}</ul> }
}

fn one(event: &Event, over: bool, base: &str) -> View {
    #[allow(clippy::cast_precision_loss)]
    let when = formats::moment(event.starts.ms as f64, event.zone.as_deref());
    let more = event.href.as_ref().and_then(|href| url::resolve_link(href.as_str(), base));
    let more = more.map(|address| view! { <a href=address rel="external noopener">{t!("event.more")}</a> });
    let file = {
        let event = event.clone();
        move |_| {
            let _ = files::save(
                &format!("{}.ics", event.id),
                "text/calendar",
                &calendar::file(&event, &clock::instant(clock::now_ms())),
            );
        }
    };
    let keep = (!over).then(|| {
        view! {
            <button class="button button--small" type="button" on:click=file>
                {icon::CALENDAR.show()} {t!("event.calendar")}
                <span class="visually-hidden">{text::words(&event.title)}</span>
            </button>
        }
    });
    view! {
        <li class="event" class:event--over=over>
            <p class="event__when"><time datetime=event.starts.text.clone()>{when}</time> {over.then(|| t!("event.over"))}</p>
            <h3>{text::inline(&event.title)}</h3>
            {text::paragraphs(event.place.as_ref(), "quiet")}
            {text::paragraphs(event.summary.as_ref(), "event__summary")}
            <p>{keep} {more}</p>
        </li>
    }
}
