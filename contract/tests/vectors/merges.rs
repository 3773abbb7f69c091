//! Cases of merges: two versions of one thing, in either order, and again.

use super::expect::{Wrong, only};
use atrium_contract::{
    decode::{Decode, record},
    entry::{Enrolment, Entry, Profile},
    merge,
};
use serde_json::Value;

pub fn run(case: &Value, wrong: &Wrong) {
    only(case, &["name", "rule", "merge", "one", "other", "expect"], "case");
    only(&case["expect"], &["merged", "differs"], "expect");
    match case["merge"].as_str().unwrap() {
        "profile" => judge(case, wrong, Profile::to_json, |one, other| Some(merge::profile(one, other))),
        "enrolment" => judge(case, wrong, Enrolment::to_json, |one, other| Some(merge::enrolment(one, other))),
        "entry" => judge(case, wrong, Entry::to_json, |one, other| merge::entry(one, other).ok()),
        other => panic!("nobody knows how to merge {other}"),
    }
}

fn judge<T: Decode>(case: &Value, wrong: &Wrong, json: fn(&T) -> String, join: fn(&T, &T) -> Option<T>) {
    let value = |it: &T| serde_json::from_str::<Value>(&json(it)).unwrap();
    let read = |name: &str| {
        let read = record::<T>(&case[name].to_string()).unwrap_or_else(|| panic!("{name} cannot be read"));
        assert_eq!(value(&read), case[name], "every field of {name} is read");
        read
    };
    let (one, other) = (read("one"), read("other"));
    let expected = case["expect"].get("merged").cloned();
    assert_eq!(expected.is_none(), case["expect"]["differs"] == true);
    for (name, one, other) in [("merged", &one, &other), ("merged the other way", &other, &one)] {
        let merged = join(one, other);
        wrong.judge(name, Some(expected.clone()), merged.as_ref().map(value));
        let again = merged.as_ref().and_then(|merged| join(merged, other));
        wrong.judge("merged again", Some(expected.clone()), again.as_ref().map(value));
    }
}
