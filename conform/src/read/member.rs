//! A member's own document.

use atrium_contract::{alliance::MemberLink, member::Member};
use url::Url;

use super::transport::missing;
use super::{Doc, House, Walk, decode, fetch, inside, languages, picture, transport};
use crate::checks::read::{MEMBERS, OFFERS};
use crate::options::Class;
use crate::report::Weight;
use crate::run::Run;

/// Walks a member, as the alliance links to it or by itself.
pub fn walk(run: &mut Run, walk: &mut Walk, url: &Url, link: Option<&MemberLink>) -> Option<House> {
    run.report.member = link.map(|link| link.id.as_str().to_owned());
    run.say(&format!("read: {url}"));
    let doc = fetch(run, url)?;
    let member = decode::<Member>(run, &doc, "Member");
    let offers = offers(&doc);
    // What answers requests itself can do what a folder on a web host may not.
    let weight = if offers > Class::Read { Weight::Failed } else { Weight::Warning };
    transport(run, &doc, weight);
    missing(run, &doc.url);
    let member = member?;
    run.report.member = Some(member.id.as_str().to_owned());
    run.report.walked.push(format!("read: {} ({url})", member.id));
    walk.owner = member.id.as_str().to_owned();
    walk.weight = Some(weight);
    walk.opened.clear();
    if let Some(link) = link {
        let same = link.id == member.id && link.kind == member.kind && link.name == member.name;
        let came = format!("{}, {:?}, `{}`", member.id, member.kind, member.name.pick("en").paragraphs.join(" "));
        let wanted = format!("{}, {:?}, `{}`", link.id, link.kind, link.name.pick("en").paragraphs.join(" "));
        run.that(&MEMBERS, &doc.answer, same, &wanted, came);
    }
    classes(run, &doc, offers);
    languages::collect(walk, &doc);
    picture::all(run, walk, &doc);
    for (pointer, cards, kind) in [
        ("/campaigns", &member.campaigns, "Campaign"),
        ("/exhibits", &member.exhibits, "Exhibit"),
        ("/challenges", &member.challenges, "Challenge"),
    ] {
        inside::list(run, walk, &doc, pointer, cards, kind);
    }
    languages::tell(run, walk);
    Some(House { url: doc.url.clone(), id: walk.owner.clone(), json: doc.answer.json.clone(), offers })
}

fn offers(doc: &Doc) -> Class {
    let said = |class: &Class| doc.answer.items("/offers").iter().any(|word| word.as_str() == Some(class.word()));
    Class::ALL.into_iter().rev().find(said).unwrap_or(Class::Read)
}

fn classes(run: &mut Run, doc: &Doc, offers: Class) {
    let words: Vec<&str> = doc.answer.items("/offers").iter().filter_map(|word| word.as_str()).collect();
    let unknown: Vec<&str> =
        words.iter().filter(|word| Class::ALL.iter().all(|class| class.word() != **word)).copied().collect();
    run.better(
        &OFFERS,
        &doc.answer,
        !words.is_empty() && unknown.is_empty(),
        "\"offers\" of read, participate, publish",
        format!("{words:?}"),
    );
    for class in Class::ALL.into_iter().filter(|class| *class > Class::Read && *class <= offers) {
        let link = doc.answer.text(&format!("/{}", class.word()));
        run.that(
            &OFFERS,
            &doc.answer,
            link.is_some(),
            &format!("\"{}\": a link, since it is offered", class.word()),
            "none",
        );
    }
}
