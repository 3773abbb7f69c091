//! Records as changes. Each is joined with what stands under its key when it is written, and not with what this page saw of it: another
//! tab, or a member's answer, may have changed it since.

use super::{ENROLMENTS, ENTRIES, PROFILES};
use crate::{data::outbox::item::enrolment_key, platform::idb::Write};
use atrium_contract::{
    decode,
    entry::{Enrolment, Entry, Profile},
    merge,
};

/// A reader, as a change: the version changed later stays.
pub fn put_profile(profile: &Profile) -> Write {
    let join = |there: &str, new: &str| Some(merge::profile(&decode::record(there)?, &decode::record(new)?).to_json());
    Write::Join { store: PROFILES, key: profile.id.clone(), json: profile.to_json(), join }
}

/// What a reader joined or left, as a change: the version changed later stays.
pub fn put_enrolment(enrolment: &Enrolment) -> Write {
    let join =
        |there: &str, new: &str| Some(merge::enrolment(&decode::record(there)?, &decode::record(new)?).to_json());
    let key = enrolment_key(&enrolment.challenge, &enrolment.profile);
    Write::Join { store: ENROLMENTS, key, json: enrolment.to_json(), join }
}

/// An entry, as a change: what is voided stays so, since the earlier moment.
pub fn put_entry(entry: &Entry) -> Write {
    Write::Join { store: ENTRIES, key: entry.id.clone(), json: entry.to_json(), join: joined }
}

fn joined(there: &str, new: &str) -> Option<String> {
    let all = merge::union(vec![decode::record::<Entry>(there)?], vec![decode::record(new)?]);
    // Both have the key's id, so they become one.
    all.first().map(Entry::to_json)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_entry_voided_in_the_meantime_stays_voided() {
        let text = |more: &str| {
            format!(
                r#"{{"id":"01935700-0000-7000-8000-000000000011","challenge":{{"member":"m","id":"c"}},
                "profile":"01935700-0000-7000-8000-000000000001","occurredOn":"2026-11-01",
                "recordedAt":"2026-11-01T10:00:00Z","amount":{{"amount":20,"unit":"minutes"}}{more}}}"#
            )
        };
        let there = text(r#","voidedAt":"2026-11-01T11:00:00Z""#);
        let new = text(r#","receivedAt":"2026-11-01T10:30:00Z""#);
        let both: Entry = decode::record(&joined(&there, &new).unwrap()).unwrap();
        assert!(both.voided_at.is_some() && both.received_at.is_some());
        assert_eq!(joined("{}", &new), None);
    }
}
