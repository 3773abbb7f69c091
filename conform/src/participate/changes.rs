//! The feed of changes: walked from the first thing, and from a cursor.

use serde_json::{Value, json};
use url::Url;

use super::{Field, Patron, Site};
use crate::checks::participate::{
    CHANGES, CHANGES_AGAIN, CHANGES_ALL, CHANGES_CURSOR, CHANGES_LINK, CHANGES_ONCE, CHANGES_ORDER, CHANGES_PAGE,
    PROFILE,
};
use crate::http::Answer;

const LISTS: [&str; 4] = ["profiles", "enrolments", "entries", "awards"];
/// Pages that are walked: an account may have 200 000 entries.
const MOST_PAGES: usize = 500;
/// Enough entries for more than one page.
const MANY: usize = 620;

/// What a walk through the changes found.
pub struct Walked {
    /// Every thing, list by list, in the order in which it came.
    pub things: Vec<(&'static str, Value)>,
    /// Readers that are gone.
    pub gone: Vec<String>,
    /// Where it goes on.
    pub next: Url,
    /// The last page.
    pub last: Answer,
}

impl Walked {
    /// The ids in a list, as often as they came.
    pub fn ids(&self, list: &str) -> Vec<String> {
        let of = self.things.iter().filter(|(other, _)| *other == list);
        of.filter_map(|(_, thing)| thing.get("id").and_then(Value::as_str).map(ToOwned::to_owned)).collect()
    }

    /// The last state of a thing.
    pub fn thing(&self, list: &str, id: &str) -> Option<&Value> {
        let named = |thing: &Value| thing.get("id").and_then(Value::as_str) == Some(id);
        self.things.iter().rev().find(|(other, thing)| *other == list && named(thing)).map(|(_, thing)| thing)
    }
}

/// Everything from the beginning.
pub fn all_of(site: &mut Site, who: &Patron) -> Walked {
    let from = site.href("changes");
    since(site, who, &from, &mut |_, _| {})
}

/// Everything from a cursor; `between` is called after each page with its number.
pub fn since(site: &mut Site, who: &Patron, from: &Url, between: &mut dyn FnMut(&mut Site, usize)) -> Walked {
    let (mut things, mut gone, mut url, mut pages) = (Vec::new(), Vec::new(), from.clone(), 0);
    loop {
        let answer = site.get(who, &url);
        pages += 1;
        let mut count = 0;
        for list in LISTS {
            let items = answer.items(&format!("/{list}"));
            count += items.len();
            things.extend(items.iter().map(|thing| (list, thing.clone())));
        }
        let named = answer.items("/gone");
        count += named.len();
        gone.extend(named.iter().filter_map(Value::as_str).map(ToOwned::to_owned));
        let more = answer.json.get("more").and_then(Value::as_bool);
        let next = answer.text("/next").and_then(|next| crate::http::resolve(&url, next));
        let top = answer.is(200) && answer.text("/type") == Some("Changes") && more.is_some() && next.is_some();
        let run = &mut *site.run;
        let formed = run.holds(&CHANGES, &answer, top, "200 with type Changes, its lists, more and next");
        run.that(&CHANGES_PAGE, &answer, count <= 500, "at most 500 things", format!("{count} things"));
        let link = answer.header("link").unwrap_or_default().to_owned();
        let same = next.is_some() && linked(&url, &link) == next;
        run.that(
            &CHANGES_LINK,
            &answer,
            same,
            "Link: <…>; rel=\"next\" with the address of next",
            format!("Link: {link}"),
        );
        let Some(next) = next.filter(|_| formed) else { return Walked { things, gone, next: url, last: answer } };
        let stands = more == Some(true) && (count == 0 || next == url);
        run.that(
            &CHANGES_PAGE,
            &answer,
            !stands,
            "a page that leads further when there is more",
            "more, and nothing new or the same cursor",
        );
        url = next;
        between(site, pages);
        if more != Some(true) || stands || pages >= MOST_PAGES {
            return Walked { things, gone, next: url, last: answer };
        }
    }
}

fn linked(base: &Url, link: &str) -> Option<Url> {
    let next = link.split(',').find(|part| part.contains("rel=\"next\"") || part.contains("rel=next"))?;
    let (_, rest) = next.split_once('<')?;
    crate::http::resolve(base, rest.split_once('>')?.0)
}

/// More entries than a page has, found again by another walk, with one written in the middle of it.
pub fn all(site: &mut Site, one: &Patron, field: &Field) {
    let profile = site.maker.profile("Many");
    let id = profile.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let url = site.at("profile", &id);
    let answer = site.put(one, &url, &profile);
    site.run.status(&PROFILE, &answer, &[201]);
    let written = write(site, one, field, &id);
    let late = site.maker.entry(&field.key, &id, field.today, &field.amount());
    let late_id = late.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let from = site.href("changes");
    let mut sent = false;
    let walked = since(site, one, &from, &mut |site, _| {
        if !std::mem::replace(&mut sent, true) {
            let url = site.at("entry", &late_id);
            site.put(one, &url, &late);
        }
    });
    // Where all came in one page the late one is behind the cursor.
    let after = since(site, one, &walked.next, &mut |_, _| {});
    let ids: Vec<String> = walked.ids("entries").into_iter().chain(after.ids("entries")).collect();
    let skipped: Vec<&String> = written.iter().chain([&late_id]).filter(|id| !ids.contains(id)).collect();
    site.run.that(
        &CHANGES_ALL,
        &walked.last,
        skipped.is_empty(),
        &format!("all {} entries that were told to be kept", written.len() + 1),
        format!("{} are skipped, {:?} is the first", skipped.len(), skipped.first()),
    );
    let again = written.iter().filter(|id| ids.iter().filter(|other| other == id).count() > 1).count();
    site.run.that(
        &CHANGES_ONCE,
        &walked.last,
        again == 0,
        "each entry once",
        format!("{again} come again though they did not change"),
    );
    let order: Vec<&String> = ids.iter().filter(|id| written.contains(id)).collect();
    site.run.that(
        &CHANGES_ORDER,
        &walked.last,
        order.iter().copied().eq(written.iter()),
        "the entries in the order in which they were sent",
        "another order",
    );
    site.run.that(&CHANGES_ALL, &walked.last, walked.ids("profiles").contains(&id), "the reader too", "no such reader");
    moved(site, one, &after.next, &written);
    cursor(site, one, &after.next);
    site.delete(one, &url);
}

fn write(site: &mut Site, one: &Patron, field: &Field, profile: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let url = site.href("entries");
    while ids.len() < MANY {
        let entries: Vec<Value> = (0..310)
            .map(|_| {
                let mut entry = site.maker.entry(&field.key, profile, field.today, &field.amount());
                field.ticks(&mut entry);
                entry
            })
            .collect();
        ids.extend(entries.iter().filter_map(|entry| entry.get("id").and_then(Value::as_str).map(ToOwned::to_owned)));
        let answer = site.put(one, &url, &json!({ "entries": entries }));
        if answer.status != 200 {
            break;
        }
    }
    ids
}

/// A thing that changed comes again after the cursor.
fn moved(site: &mut Site, one: &Patron, cursor: &Url, written: &[String]) {
    let Some(id) = written.get(3) else { return };
    let url = site.at("entry", id);
    let mut entry = site.get(one, &url).json;
    super::errors::put_in(&mut entry, "voidedAt", json!(crate::time::instant(crate::time::now())));
    site.put(one, &url, &entry);
    let walked = since(site, one, cursor, &mut |_, _| {});
    let voided = walked.thing("entries", id).is_some_and(|thing| thing.get("voidedAt").is_some_and(Value::is_string));
    site.run.that(
        &CHANGES_AGAIN,
        &walked.last,
        voided,
        &format!("{id} with voidedAt"),
        format!("{:?}", walked.ids("entries")),
    );
    let others = walked.ids("entries").iter().filter(|other| *other != id).count();
    site.run.that(&CHANGES_AGAIN, &walked.last, others == 0, "no other entry", format!("{others} others"));
    let empty = since(site, one, &walked.next, &mut |_, _| {});
    site.run.that(
        &CHANGES_AGAIN,
        &empty.last,
        empty.things.is_empty(),
        "nothing when nothing changed",
        format!("{} things", empty.things.len()),
    );
}

fn cursor(site: &mut Site, one: &Patron, next: &Url) {
    let Some((name, _)) = next.query_pairs().next().map(|(name, value)| (name.into_owned(), value.into_owned())) else {
        site.run.report.skip(&CHANGES_CURSOR, "the cursor stands in no query");
        return;
    };
    let mut wrong = next.clone();
    wrong.query_pairs_mut().clear().append_pair(&name, "conform cannot be read");
    let answer = site.get(one, &wrong);
    site.run.problem(&CHANGES_CURSOR, &answer, 400, "malformed");
}
