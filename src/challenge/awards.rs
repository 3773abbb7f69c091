//! Awards that are not simply milestones reached: handed out, earned before the challenge was edited, or withdrawn and why.

use crate::view::prelude::*;
use crate::{data::outbox::post, i18n::formats, platform::clock, t, ui::text};
use atrium_contract::{award::Award, instant::Instant};

use super::desk::Desk;

pub(super) fn changed(desk: Desk, reader: &str) -> View {
    let key = desk.key();
    let post = post::follow(desk.store);
    let reached = desk.reckoned(reader).progress;
    let rows: Vec<View> = post
        .won
        .iter()
        .filter(|won| won.member == key.member && won.award.challenge == key.id && won.award.profile == reader)
        .filter_map(|won| {
            let award = &won.award;
            let follows = match &award.milestone {
                Some(milestone) => reached.reached.iter().any(|it| &it.id == milestone),
                None => reached.done,
            };
            let words = words(desk, award, follows)?;
            Some(view! { <li class="milestone" class:milestone--reached=award.withdrawn_at.is_none()>{words}</li> })
        })
        .collect();
    if rows.is_empty() {
        return ().into_view();
    }
    view! { <ul class="milestones" role="list">{rows}</ul> }
}

fn words(desk: Desk, award: &Award, follows: bool) -> Option<String> {
    let document = desk.document();
    let milestone = award.milestone.as_ref();
    let title = match milestone {
        Some(id) => document
            .value
            .milestones
            .iter()
            .find(|it| &it.id == id)
            .map_or_else(|| id.to_string(), |it| text::words(&it.title)),
        None => t!("award.goal"),
    };
    let on = |at: &Instant| {
        #[allow(clippy::cast_precision_loss)]
        let day = clock::day_in(&document.value.zone, at.ms as f64);
        formats::day(day, formats::DateStyle::DayMonth)
    };
    if let Some(at) = &award.redeemed_at {
        return Some(t!("award.handed-out", title = title, day = on(at)));
    }
    if let Some(at) = &award.withdrawn_at {
        return Some(t!("award.withdrawn", title = title, day = on(at)));
    }
    // What follows from the entries stands among the milestones already.
    (!follows).then(|| {
        let day = formats::day(award.on, formats::DateStyle::DayMonth);
        t!("award.earlier", title = title, day = day)
    })
}
