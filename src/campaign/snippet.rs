//! The snippet that puts a campaign or a challenge into another site.

use crate::view::prelude::*;
use crate::{
    data::federation::{Kind, use_federation},
    platform::{share, url},
    routes::{Route, Shared, arrive},
    t,
    ui::text,
};
use atrium_contract::id::Key;

/// The page of the snippet.
pub fn snippet_page(kind: Shared, key: Key) -> View {
    arrive(&t!("snippet.title"));
    let federation = use_federation();
    let at = |path: String| url::resolve(&path, &url::base()).unwrap_or_default();
    let card_address = at(format!("embed/{}/{}/{}", kind.word(), key.member, key.id));
    let loader = at("embed.js".into());
    let (found_kind, route) = match kind {
        Shared::Campaign => (Kind::Campaign, Route::Campaign(key.clone())),
        Shared::Challenge => (Kind::Challenge, Route::Challenge(key.clone())),
    };
    let page = route.address();
    let title = Memo::new(move |_| {
        federation
            .cards(found_kind)
            .iter()
            .find(|it| it.key == key)
            .map(|it| text::words(&it.card.title))
            .unwrap_or_default()
    });
    let preview = card_address.clone();
    let script = {
        let (address, page) = (card_address.clone(), page.clone());
        move || {
            let name = escaped(&title.get());
            format!(
                "<script type=\"module\" src=\"{loader}\"></script>\n<atrium-embed src=\"{address}\" title=\"{name}\" theme=\"auto\">\n  <a href=\"{page}\">{name}</a>\n</atrium-embed>"
            )
        }
    };
    let frame = move || {
        let name = escaped(&title.get());
        format!(
            "<iframe src=\"{card_address}\" title=\"{name}\" loading=\"lazy\" width=\"100%\" height=\"620\" referrerpolicy=\"strict-origin-when-cross-origin\"></iframe>"
        )
    };
    view! {
        <article class="page page--narrow snippet">
            <h1 tabindex="-1">{t!("snippet.title")}</h1>
            <p>{t!("snippet.text")}</p>
            {one(t!("snippet.script"), t!("snippet.script.text"), "snippet-script", script)}
            {one(t!("snippet.frame"), t!("snippet.frame.text"), "snippet-frame", frame)}
            <h2>{t!("snippet.preview")}</h2>
            <iframe class="snippet__preview" src=preview title=move || title.get()></iframe>
            <p><a href=route.href()>{t!("action.back")}</a></p>
        </article>
    }
}

fn one(title: String, words: String, id: &'static str, code: impl Fn() -> String + Clone + Send + 'static) -> View {
    let said = RwSignal::new(String::new());
    let copy = {
        let code = code.clone();
        move |_| {
            let code = code();
            crate::platform::task::spawn(async move {
                let words = if share::copy(&code).await { t!("share.copied") } else { t!("share.not-copied") };
                let _ = said.try_set(words);
            });
        }
    };
    view! {
        <section>
            <h2 id=id>{title}</h2>
            <p>{words}</p>
            <pre class="snippet__code" tabindex="0" role="region" aria-labelledby=id dir="ltr"><code>{code}</code></pre>
            <p>
                <button class="button" type="button" on:click=copy>{t!("share.copy")}</button>
                <span role="status">{move || said.get()}</span>
            </p>
        </section>
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}
