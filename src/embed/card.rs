//! The card itself, or a plain sentence in its place; each with its one link into the app.

use super::{
    Missing, Shown,
    address::{self, Kind},
    app,
    read::Image,
};
use crate::{
    data::error::LoadError,
    i18n::formats,
    platform::{
        dom,
        nodes::{Node, node},
        url,
    },
    t,
    ui::{
        text::{self, Spoken},
        time,
    },
};
use atrium_contract::{
    id::{Id, Key},
    text::Text,
};

pub(super) fn show(shown: &Shown, kind: Kind, key: &Key) {
    let card = &shown.card;
    dom::set_title(&text::words(&card.title));
    let mut words = node("div").with("class", "embed__words");
    if let Some(tag) = &card.tag {
        words = words.child(spoken("p", "tag", tag));
    }
    words = words.child(spoken("h1", "embed__title", &card.title));
    if let Some((starts, ends)) = card.starts.zip(card.ends) {
        let now = time::words(starts, ends, card.zone.as_deref());
        words = words.child(
            node("p")
                .with("class", "embed__days")
                .child(node("span").text(&formats::span(starts, ends)))
                .child(node("strong").text(&now)),
        );
    }
    if let Some(summary) = &card.summary {
        words = words.child(spoken("p", "embed__summary", summary));
    }
    words = words.child(node("p").with("class", "quiet").text(&hosts(shown, &key.member)));
    let house = text::words(&shown.house.name);
    words = words.child(way(&t!("embed.open-in", name = house), &app(&address::page(kind, key))));
    let mut article = node("article").with("class", "embed__card");
    if let Some(picture) = &card.picture {
        article = article.child(node("div").with("class", "embed__picture").child(image(picture, &shown.member_at)));
    }
    node("main").with("class", "embed").child(article.child(words)).fill("#app");
}

/// What happened, in one sentence, and the way to the page itself.
pub(super) fn sorry(missing: &Missing, link: &str) {
    let who = &missing.who;
    let (sentence, link) = match missing.error {
        LoadError::Unknown => (t!("embed.unknown"), app("")),
        LoadError::Offline => (t!("embed.offline"), link.to_owned()),
        LoadError::NoAnswer | LoadError::TooSlow | LoadError::Status(_) => {
            (t!("embed.no-answer", who = who), link.to_owned())
        }
        LoadError::TooLarge | LoadError::Wrong(_) => (t!("embed.wrong", who = who), link.to_owned()),
    };
    dom::set_title(&sentence);
    let words = node("div")
        .with("class", "embed__words")
        .child(node("h1").with("class", "embed__sorry").text(&sentence))
        .child(way(&t!("embed.to-app"), &link));
    node("main").with("class", "embed").child(node("article").with("class", "embed__card").child(words)).fill("#app");
}

/// Its owner, and with whom it says it is, by the names the alliance gives them. One document says nothing of what those say.
fn hosts(shown: &Shown, owner: &Id) -> String {
    let names = |ids: &[&Id]| {
        let door = |id: &&Id| shown.house.members.iter().find(|door| door.id == **id);
        formats::list(&ids.iter().filter_map(door).map(|door| text::words(&door.name)).collect::<Vec<_>>())
    };
    let with = names(&shown.card.hosts.iter().filter(|host| *host != owner).take(12).collect::<Vec<_>>());
    let owner = names(&[owner]);
    if with.is_empty() { owner } else { [owner, t!("embed.hosts", names = with)].join(" · ") }
}

/// The link out: in place of the page around us, which the browser's way back brings back.
fn way(words: &str, address: &str) -> Node {
    let link = node("a").with("class", "button button--main").with("href", address).with("target", "_top");
    node("p").with("class", "embed__way").child(link.text(words))
}

fn spoken(tag: &str, class: &str, text: &Text) -> Node {
    let Spoken { words, lang, dir } = text::say(text);
    let mut it = node(tag).with("class", class).text(&words);
    if let Some(lang) = lang {
        it = it.with("lang", &lang);
    }
    if let Some(dir) = dir {
        it = it.with("dir", dir);
    }
    it
}

fn image(picture: &Image, base: &str) -> Node {
    let mut image = node("img")
        .with("alt", &text::words_of(picture.alt.as_ref()))
        .with("width", &picture.width.0.to_string())
        .with("height", &picture.height.0.to_string())
        .with("decoding", "async");
    // A comma or a space in an address would end a candidate early.
    let candidates: Vec<String> = picture
        .sizes
        .iter()
        .filter_map(|size| Some((url::resolve(size.src.as_str(), base)?, size.width.0.to_string())))
        .map(|(address, width)| [address.replace(',', "%2C").replace(' ', "%20").as_str(), " ", &width, "w"].concat())
        .collect();
    if !candidates.is_empty() {
        image = image.with("sizes", "(min-width: 36rem) 16rem, 100vw").with("srcset", &candidates.join(", "));
    }
    match url::resolve(picture.src.as_str(), base) {
        Some(source) => image.with("src", &source),
        None => image,
    }
}
