//! What a decoder says about wrong documents.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
use super::*;

record! {
    /// A record of every kind of field.
    pub struct Sample {
        /// Required.
        pub name: String = "name",
        /// Optional.
        pub size: Option<Count> = "size",
        /// A list.
        pub flags: Vec<bool> = "flags",
    }
}

fn read(text: &str) -> Result<Decoded<Sample>, Refused> {
    document(text, "Sample")
}

#[test]
fn what_is_wrong_is_named_by_a_pointer_and_a_sentence() {
    let decoded = read(r#"{"atrium":"1","type":"Sample","name":"n","size":0,"flags":[true,"x"],"new":1}"#).unwrap();
    let sentences: Vec<String> = decoded.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "/size should be a whole number from 1 to 1000000, but is another number",
            "/flags/1 should be true or false, but is another text"
        ]
    );
    assert_eq!(decoded.value.flags, [true]);
}

#[test]
fn a_strangers_long_list_is_cut_and_what_this_device_kept_is_whole() {
    let flags = vec!["true"; 6_000].join(",");
    let stranger = read(&format!(r#"{{"atrium":"1","type":"Sample","name":"n","flags":[{flags}]}}"#)).unwrap();
    assert_eq!((stranger.value.flags.len(), stranger.problems.len()), (5_000, 1));
    let kept: Sample = record(&format!(r#"{{"name":"n","flags":[{flags}]}}"#)).unwrap();
    assert_eq!(kept.flags.len(), 6_000);
    let long = "n".repeat(MOST_BYTES + 1);
    assert!(record::<Sample>(&format!(r#"{{"name":"{long}"}}"#)).is_some());
}

#[test]
fn a_missing_required_field_refuses_the_document_and_all_problems_are_told() {
    let Err(Refused::Problems(problems)) = read(r#"{"atrium":"1","type":"Sample","size":"x"}"#) else {
        panic!("was not refused")
    };
    assert_eq!(problems[0].to_string(), "/name is missing");
    assert_eq!(problems[1].pointer, "/size");
}

#[test]
fn the_head_is_checked() {
    assert_eq!(read("{").unwrap_err(), Refused::NotJson { line: 1, column: 1 });
    assert_eq!(read(r#"{"type":"Sample"}"#).unwrap_err(), Refused::Version);
    assert_eq!(read(r#"{"atrium":"1","type":"Other"}"#).unwrap_err(), Refused::Type("Sample"));
    let requires = read(r#"{"atrium":"1","type":"Sample","name":"n","requires":["smell"]}"#).unwrap_err();
    assert_eq!(requires, Refused::Requires(vec!["smell".into()]));
    assert_eq!(read(&" ".repeat(MOST_BYTES + 1)).unwrap_err(), Refused::TooLarge);
}
