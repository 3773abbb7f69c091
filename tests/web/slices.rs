//! A long document of a member, in slices: nothing is lost, and nobody can make one slice long.

use atrium::data::slices::cut;
use atrium_contract::{decode, member::Member};
use wasm_bindgen_test::wasm_bindgen_test;

fn member(campaigns: &[String], more: &str) -> String {
    format!(
        r#"{{ "atrium": "1", "type": "Member", "id": "m", "kind": "museum", "name": {{"en": "A, \"b\" ]}}"}}, {more}
        "campaigns" : [ {} ], "offers": ["read"] }}"#,
        campaigns.join(" ,\n")
    )
}

fn card(number: usize, title: &str) -> String {
    format!(r#"{{"id": "c{number}", "href": "c.json", "title": {{"en": "{title}"}}, "hosts": ["m", "n"]}}"#)
}

#[wasm_bindgen_test]
fn the_slices_of_a_document_hold_what_it_holds() {
    let cards: Vec<String> = (0..3000).map(|number| card(number, r#"\\\" ],[ }{ \u005d"#)).collect();
    let text = member(&cards, "");
    let slices = cut(&text).texts;
    assert!(slices.len() > 8, "{} slices", slices.len());
    assert!(slices.iter().all(|slice| slice.len() < 50_000));
    let read = |text: &str| decode::document::<Member>(text, "Member").unwrap().value;
    let whole = read(&text);
    let mut joined = read(&slices[0]);
    for slice in &slices[1..] {
        joined.campaigns.extend(read(slice).campaigns);
    }
    assert!(joined == whole && whole.campaigns.len() == 3000);
}

#[wasm_bindgen_test]
fn what_is_too_long_is_left_out_and_said() {
    let long = "x".repeat(70_000);
    let cards: Vec<String> = (0..900).map(|number| card(number, if number == 7 { &long } else { "y" })).collect();
    let cut = cut(&member(&cards, &format!(r#""about": {{"en": "{long}"}}, "campai\u0067ns": [], "#)));
    assert_eq!(cut.left_out.len(), 2, "{:?}", cut.left_out);
    assert!(cut.left_out[0].starts_with("/about:") && cut.left_out[1].starts_with("/campaigns/7:"));
    assert!(cut.texts.iter().all(|slice| slice.len() < 50_000));
}

#[wasm_bindgen_test]
fn a_short_document_and_one_that_is_none_stay_whole() {
    let short = member(&[card(1, "y")], "");
    assert_eq!(cut(&short).texts, [short]);
    for odd in [["[", &"1,".repeat(40_000)].concat(), ["{\"a\": [", &"}".repeat(60_000)].concat(), "\"".repeat(60_001)]
    {
        assert_eq!(cut(&odd).texts, [odd]);
    }
}
