//! What comes after the last scene: the campaign the exhibit belongs to, and the other exhibits.

use crate::view::prelude::*;
use crate::{
    data::federation::{Kind, use_federation},
    routes::Route,
    t,
    ui::{card, text},
};
use atrium_contract::{
    exhibit::{CampaignLink, Exhibit},
    id::Key,
    sort,
};

/// As many other exhibits as are worth a look.
const MOST: usize = 3;

/// The address of the campaign an exhibit belongs to: its owner is the exhibit's where no other is named.
fn campaign_href(exhibit: &Key, link: &CampaignLink) -> String {
    let member = link.member.clone().unwrap_or_else(|| exhibit.member.clone());
    Route::Campaign(Key { member, id: link.id.clone() }).href()
}

/// The link to the campaign.
pub(super) fn campaign(key: &Key, exhibit: &Exhibit) -> View {
    let Some(link) = &exhibit.campaign else { return ().into_view() };
    let title = text::words(&link.title);
    view! {
        <p>
            <a class="button button--main" href=campaign_href(key, link)>{t!("exhibit.campaign", title = title)}</a>
        </p>
    }
}

/// What comes after the last scene.
pub(super) fn next(key: &Key, exhibit: &Exhibit) -> View {
    let federation = use_federation();
    let own = key.clone();
    let others = move || {
        let mut found = federation.cards(Kind::Exhibit);
        found.retain(|other| other.key != own);
        // The exhibits of the same house come first.
        sort::by(&mut found, &|one, other| one.key.member == own.member && other.key.member != own.member);
        let items: Vec<View> = found
            .iter()
            .take(MOST)
            .map(|other| card::card(other, Route::Exhibit(other.key.clone(), None).href()))
            .collect();
        (!items.is_empty()).then(|| card::cards(items))
    };
    view! {
        <section class="exhibit__next" aria-labelledby="exhibit-next">
            <h2 id="exhibit-next">{t!("exhibit.after")}</h2>
            {campaign(key, exhibit)}
            {others}
        </section>
    }
}
