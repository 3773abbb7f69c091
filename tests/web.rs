//! Parts of the app in a real browser: what a stranger's HTML becomes, what an address means, what a language does.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "web/search.rs"]
mod search;
#[path = "web/slices.rs"]
mod slices;

use atrium::{
    i18n,
    platform::{html, idb, intl, url},
    routes::{Route, Shared},
    ui::{rich::rich, ring::ring},
    view::{mount, prelude::*},
};
use atrium_contract::{day::Day, decode, id::Id, text::Rich};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Mounts a view into an element of its own and gives back what stands in it.
fn shown(view: impl FnOnce() -> View) -> web_sys::HtmlElement {
    let document = web_sys::window().unwrap().document().unwrap();
    let place: web_sys::HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&place).unwrap();
    mount(&place, view);
    place
}

fn rich_text(html: &str) -> Rich {
    let quoted = String::from(js_sys::JSON::stringify(&html.into()).unwrap());
    decode::record(&quoted).unwrap()
}

#[wasm_bindgen_test]
fn rich_text_keeps_what_is_allowed_and_the_text_of_the_rest() {
    let place = shown(|| {
        rich(
            &rich_text("<p>A <em>star</em> &amp; <table><tr><td>cell</td></tr></table></p>"),
            "https://a.example/d.json",
        )
    });
    assert!(place.query_selector("em").unwrap().is_some());
    assert!(place.query_selector("table").unwrap().is_none());
    assert!(place.text_content().unwrap().contains("cell"));
}

#[wasm_bindgen_test]
fn rich_text_carries_no_script_in_any_of_its_disguises() {
    for hostile in [
        "<script>window.hit=1</script>",
        "<img src=x onerror='window.hit=1'>",
        "<a href='javascript:window.hit=1'>x</a>",
        "<a href='JAVA&#10;SCRIPT:window.hit=1'>x</a>",
        "<svg><script>window.hit=1</script><a xlink:href='javascript:1'>x</a></svg>",
        "<math><mtext><style><img src=x onerror='window.hit=1'></style></mtext></math>",
        "<p onclick='window.hit=1' style='background:url(javascript:1)'>x</p>",
        "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
        "<noscript><p title='</noscript><img src=x onerror=window.hit=1>'></noscript>",
    ] {
        let text = rich_text(hostile);
        let place = shown(move || rich(&text, "https://a.example/d.json"));
        let inner = place.inner_html();
        assert!(
            !inner.contains("<script") && !inner.contains("<img") && !inner.contains("<iframe"),
            "{hostile}: {inner}"
        );
        let anchors = place.query_selector_all("a[href]").unwrap();
        for index in 0..anchors.length() {
            let href = anchors.item(index).unwrap().unchecked_into::<web_sys::HtmlAnchorElement>().href();
            assert!(href.starts_with("http"), "{hostile}: {href}");
        }
        let all = place.query_selector_all("[onclick],[onerror],[style]").unwrap();
        assert_eq!(all.length(), 0, "{hostile}: {inner}");
    }
    assert!(js_sys::Reflect::get(&js_sys::global(), &"hit".into()).unwrap().is_undefined());
}

#[wasm_bindgen_test]
fn a_link_in_rich_text_is_relative_to_its_document() {
    let place = shown(|| rich(&rich_text("<a href='../b.html'>b</a>"), "https://a.example/x/d.json"));
    let anchor: web_sys::HtmlAnchorElement = place.query_selector("a").unwrap().unwrap().unchecked_into();
    assert_eq!(anchor.href(), "https://a.example/b.html");
}

#[wasm_bindgen_test]
fn deep_html_and_long_html_end() {
    let deep = "<b>".repeat(5_000) + "x";
    assert!(!html::parse(&deep).is_empty());
    let long = "<b>x</b>".repeat(20_000);
    assert!(html::parse(&long).len() <= 5_000);
}

#[wasm_bindgen_test]
fn a_ring_is_full_only_when_the_goal_is_reached() {
    let place = shown(|| ring(999, "99%".into()));
    assert!(place.query_selector(".ring--full").unwrap().is_none());
    let place = shown(|| ring(5_000, "100%".into()));
    assert!(place.query_selector(".ring--full").unwrap().is_some());
}

#[wasm_bindgen_test]
fn every_address_is_read_as_it_was_written() {
    let key = || atrium_contract::id::Key { member: Id::new("city.library").unwrap(), id: Id::new("a-b_c").unwrap() };
    for route in [
        Route::Home,
        Route::Campaign(key()),
        Route::Exhibit(key(), None),
        Route::Exhibit(key(), Id::new("scene-1")),
        Route::Challenge(key()),
        Route::Member(Id::new("m").unwrap()),
        Route::Reader,
        Route::Share(Shared::Challenge, key()),
    ] {
        assert_eq!(Route::parse(&route.path()), route);
    }
    for lost in [
        "nowhere",
        "campaign",
        "campaign/a",
        "campaign/a/b/c",
        "exhibit/a/b/c/d",
        "member/%",
        "member/a%2Fb",
        "share/x/a/b",
    ] {
        assert_eq!(Route::parse(lost), Route::NotFound, "{lost}");
    }
}

#[wasm_bindgen_test]
fn numbers_and_plurals_are_the_languages_own() {
    assert_eq!(intl::number("es", 1234567.0), "1.234.567");
    assert_eq!(intl::plural("ar", 3.0), "few");
    assert_eq!(intl::plural("no such language", 1.0), "other");
    let day = Day::parse("2026-11-23").unwrap();
    assert_eq!(intl::day("zh-Hans", day, intl::DateStyle::Full), "2026年11月23日");
    assert!(i18n::install("en", r#"{"x_one":"{{count}} thing of {{who}}","x_other":"{{count}} things"}"#));
    assert_eq!(atrium::t_count!("x", 1, who = "Ada"), "1 thing of Ada");
    assert_eq!(atrium::t_count!("x", 1200), "1,200 things");
    assert!(!i18n::install("en", "[not json"));
}

#[wasm_bindgen_test]
fn only_the_web_is_resolved() {
    assert_eq!(url::resolve("a.json", "https://a.example/x/y").as_deref(), Some("https://a.example/x/a.json"));
    for bad in ["javascript:1", "data:text/html,x", "file:///x", "http://[", "blob:https://a.example/1"] {
        assert_eq!(url::resolve(bad, "https://a.example/"), None, "{bad}");
    }
}

#[wasm_bindgen_test]
async fn records_are_kept_all_or_none() {
    let put = |key: &str, json: &str| idb::Write::Put { store: "things", key: key.into(), json: json.into() };
    idb::open("atrium-test", 1, &["things"], || {}).await.unwrap();
    idb::write(vec![idb::Write::Clear { store: "things" }, put("a", r#"{"n":1}"#)]).await.unwrap();
    assert!(idb::write(vec![put("b", r#"{"n":2}"#), put("c", "{broken")]).await.is_err());
    idb::write(vec![put("a", r#"{"n":3}"#)]).await.unwrap();
    assert_eq!(idb::all("things").await.unwrap(), [r#"{"n":3}"#]);
    // Under a condition: all of it where the record is as it was meant, and none elsewhere.
    let only = |key: &str, n: &'static str, then| idb::Write::While {
        store: "things",
        key: key.into(),
        is: Box::new(move |there| there == n),
        then,
    };
    let there = |key: &str, then, otherwise| idb::Write::Where { store: "things", key: key.into(), then, otherwise };
    let meant = only("a", r#"{"n":3}"#, vec![put("d", "{}"), there("d", Some(Box::new(put("e", "{}"))), None)]);
    assert!(idb::write(vec![meant]).await.unwrap());
    assert_eq!(
        idb::all("things").await.unwrap().len(),
        3,
        "in their order: what was made decides of what comes after it"
    );
    assert!(!idb::write(vec![only("a", r#"{"n":4}"#, vec![put("f", "{}")])]).await.unwrap());
    assert!(!idb::write(vec![only("z", r#"{"n":3}"#, vec![put("f", "{}")])]).await.unwrap());
    assert!(!idb::write(vec![there("z", None, Some(Box::new(put("f", "{}"))))]).await.unwrap());
    assert_eq!(idb::all("things").await.unwrap().len(), 4);
}

/// After the effects that wait.
async fn settled() {
    let later = js_sys::Promise::new(&mut |done, _| {
        web_sys::window().unwrap().set_timeout_with_callback(&done).unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(later).await.unwrap();
}

#[wasm_bindgen_test]
fn a_view_is_what_is_written_down_in_order() {
    let (words, nobody) = (String::from("two"), None::<String>);
    let place = shown(move || {
        view! {
            <p class="a" hidden=false title=nobody>"one " {words} <b>"three"</b></p>
            <svg viewBox="0 0 1 1"><path d="M0 0" /></svg>
            {Some("four")}
            {None::<View>}
        }
    });
    let inner = place.inner_html();
    assert_eq!(
        inner,
        "<p class=\"a\">one two<b>three</b></p><svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg>four"
    );
    let path = place.query_selector("path").unwrap().unwrap();
    assert_eq!(path.namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
}

#[wasm_bindgen_test]
fn markup_in_a_value_stays_text() {
    let place = shown(|| {
        let hostile = "<img src=x onerror=window.hit=1>".to_owned();
        view! { <p title=hostile.clone()>{hostile}</p> }
    });
    assert!(place.query_selector("img").unwrap().is_none());
    assert_eq!(place.text_content().as_deref(), Some("<img src=x onerror=window.hit=1>"));
}

#[wasm_bindgen_test]
async fn closures_follow_their_signals() {
    let (count, made) = (RwSignal::new(1), RwSignal::new(0));
    let place = shown(move || {
        let words = move || count.get().to_string();
        let odd = move || count.get() % 2 == 1;
        let named = move || odd().then_some("odd");
        let inner = move || {
            made.update(|made| *made += 1);
            odd().then(|| view! { <i>"odd"</i><i>{words}</i> })
        };
        view! { <p class="p" class:odd=odd data-is=named style:width=move || format!("{}px", count.get())>{words}</p> {inner} }
    });
    let p = place.query_selector("p").unwrap().unwrap();
    let text = p.first_child().unwrap().next_sibling().unwrap();
    assert_eq!(p.outer_html(), "<p class=\"p odd\" data-is=\"odd\" style=\"width: 1px;\">1</p>");
    assert_eq!(place.query_selector_all("i").unwrap().length(), 2);
    count.set(2);
    settled().await;
    assert_eq!(p.outer_html(), "<p class=\"p\" style=\"width: 2px;\">2</p>");
    assert!(p.contains(Some(&text)), "a text that changes stays the same node");
    assert_eq!(place.query_selector_all("i").unwrap().length(), 0);
    count.set(3);
    settled().await;
    assert_eq!(place.text_content().as_deref(), Some("3odd3"));
    assert_eq!(made.get_untracked(), 3, "made once for each change, and by nobody who is gone");
}

#[wasm_bindgen_test]
async fn what_is_made_anew_keeps_the_focus_in_its_place() {
    let count = RwSignal::new(0);
    let place = shown(move || {
        let inner = move || {
            let label = format!("pressed {}", count.get());
            view! { <p><button type="button">"other"</button><button type="button" class="it">{label}</button></p> }
        };
        view! { <div>{inner}</div> }
    });
    let button: web_sys::HtmlElement = place.query_selector(".it").unwrap().unwrap().unchecked_into();
    button.focus().unwrap();
    count.set(1);
    settled().await;
    let focused = web_sys::window().unwrap().document().unwrap().active_element().unwrap();
    assert_eq!(focused.text_content().as_deref(), Some("pressed 1"));
    assert!(!button.is_connected());
}

#[wasm_bindgen_test]
fn events_and_properties_reach_the_element() {
    let seen = RwSignal::new(String::new());
    let place = shown(move || {
        view! { <input prop:value="typed" on:input=move |event| seen.set(atrium::platform::events::value(&event)) /> }
    });
    let input: web_sys::HtmlInputElement = place.query_selector("input").unwrap().unwrap().unchecked_into();
    assert_eq!((input.value().as_str(), input.get_attribute("value")), ("typed", None));
    input.set_value("more");
    input.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
    assert_eq!(seen.get_untracked(), "more");
}
