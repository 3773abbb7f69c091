//! What counts as found: the folding of letters, words in every script, slips, scores and marks.

use atrium::{
    platform::letters::{apart, segments},
    search::{
        asked::{Asked, Filter},
        words::{self, Field, Word},
    },
};
use wasm_bindgen_test::wasm_bindgen_test;

fn typed(text: &str) -> Vec<Word> {
    words::words(text, &apart, &segments)
}

fn field(text: &str, lang: Option<&str>, weight: u8) -> Field {
    Field { lang: lang.map(Into::into), weight, text: text.into(), folded: words::fold(text, &apart).into() }
}

fn score(query: &str, text: &str) -> Option<u32> {
    words::score(&typed(query), &[field(text, Some("en"), 1)], "fr", false)
}

#[wasm_bindgen_test]
fn one_word_is_found_however_it_is_spelt() {
    for (query, text) in [
        ("etoile", "L’Étoile du soir"),
        ("ÉTOILE", "letters of an étoile"),
        ("strasse", "Alte Straße"),
        ("sorensen", "Sørensen"),
        ("οδυσσευς", "Ὀδυσσεύς"),
        ("елка", "Ёлка"),
        ("obrien", "O’Brien"),
        ("kitab", "kitāb"),
        ("كتاب", "كِتَابٌ"),
        ("كتاب", "الكتاب"),
        ("وكتاب", "وكـتاب"),
        ("اسماء", "أسماء"),
        ("مكتبه", "مكتبة"),
        ("مستشفي", "مستشفى"),
        ("١٢", "12 books"),
        ("天", "两重天"),
        ("重天", "两重天"),
        ("星空展览", "星空的展览"),
        ("ガラス", "ガラスの宇宙"),
        ("ＡＢＣ", "abc"),
        ("ดาว", "ดวงดาวบนฟ้า"),
    ] {
        assert!(score(query, text).is_some(), "{query} in {text}");
    }
}

#[wasm_bindgen_test]
fn all_words_are_to_be_found_and_the_middle_of_short_ones_is_not() {
    assert!(score("two skies", "Skies: two").is_some());
    assert!(score("two clocks", "Two skies").is_none());
    assert!(score("art", "a party").is_none(), "the middle of a word says little");
    assert!(score("light", "moonlight").is_some(), "a long one does");
    assert!(score("天地", "两重天").is_none());
    assert!(score("", "anything").is_some(), "nothing asked for is found everywhere");
}

#[wasm_bindgen_test]
fn a_slip_is_forgiven_where_it_is_asked_for() {
    let near = |query: &str, text: &str| words::score(&typed(query), &[field(text, None, 1)], "en", true).is_some();
    for query in ["lantrn", "lanternn", "lanterm", "lnatern"] {
        assert!(near(query, "The lantern trail"), "{query}");
        assert!(score(query, "The lantern trail").is_none(), "{query}, as typed");
    }
    assert!(!near("lamtrem", "The lantern trail"), "two are too many");
    assert!(!near("cat", "The cut"), "short words have too many neighbours");
}

#[wasm_bindgen_test]
fn titles_whole_words_and_the_asked_language_come_first() {
    let of = |query: &str, text: &str, lang: &str, weight: u8| {
        words::score(&typed(query), &[field(text, Some(lang), weight)], "en", false).unwrap_or(0)
    };
    assert!(of("star", "star", "en", 8) > of("star", "star", "en", 1));
    assert!(of("star", "star", "en", 1) > of("star", "starry", "en", 1));
    assert!(of("star", "star", "en", 1) > of("star", "star", "es", 1));
}

#[wasm_bindgen_test]
fn what_was_found_is_marked_in_the_text_as_it_is_written() {
    let marked = |query: &str, text: &str| -> Vec<String> {
        let runs = words::runs(text, &typed(query), &apart);
        assert_eq!(runs.iter().map(|(run, _)| run.as_str()).collect::<String>(), text, "nothing is lost");
        runs.into_iter().filter(|(_, found)| *found).map(|(run, _)| run).collect()
    };
    assert_eq!(marked("etoile", "L’Étoile, étoile"), ["Étoile", "étoile"]);
    assert_eq!(marked("重天", "一个穹顶，两重天"), ["重天"]);
    assert_eq!(marked("كتاب", "الكِتَابُ"), ["كِتَابُ"]);
    assert_eq!(marked("two skies", "Two Skies"), ["Two", "Skies"]);
    let long = ["word ".repeat(400).as_str(), "Betelgeuse is red. ", &"more ".repeat(100)].concat();
    let piece = words::piece(&long, &typed("betelgeuse"), &apart);
    assert!(piece.cut_before && piece.cut_after);
    assert!(piece.runs.contains(&("Betelgeuse".to_owned(), true)), "{piece:?}");
}

#[wasm_bindgen_test]
fn an_address_says_what_is_asked_for_and_nothing_else() {
    let asked = Asked::parse("q=two+sk%C3%ADes&kind=campaign&in=zh-Hans&x=1&when=2026-11-23&for=%zz");
    assert_eq!(asked.words, "two skíes");
    assert_eq!(asked.get(Filter::Kind), "campaign");
    assert_eq!(asked.get(Filter::Language), "zh-Hans");
    assert_eq!(asked.query(), "q=two%20sk%C3%ADes&kind=campaign&when=2026-11-23&in=zh-Hans");
    assert!(Asked::parse(&asked.query()) == asked);
    assert_eq!(asked.cleared().query(), "q=two%20sk%C3%ADes");
    assert_eq!(Asked::parse(&"q=x".repeat(500)).words.chars().count(), 200);
}
