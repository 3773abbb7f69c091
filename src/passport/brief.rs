//! A line on a campaign's page: how many stamps the readers of this device have in it.

use super::{
    open::{self, Joined},
    page::counted,
};
use crate::view::prelude::*;
use crate::{
    data::{federation::use_federation, ledger::use_store},
    routes::Route,
    t,
};
use atrium_contract::id::Key;

/// The line, for each reader who takes part; nothing where nobody does.
pub fn brief(key: &Key) -> View {
    let (federation, store) = (use_federation(), use_store());
    let campaign = open::campaign(federation, key);
    let lines = move || {
        let readers = store.profiles.get();
        let several = readers.len() > 1;
        let lines = readers.into_iter().map(|reader| {
            let (joined, campaign) = (Joined::new(store, &reader.id), campaign.clone());
            let all = Memo::new(move |_| joined.passport(store, &campaign).into_iter().collect::<Vec<_>>());
            let line = move || {
                let passport = all.get();
                let line = passport.first().filter(|it| !it.stamps.is_empty()).map(|passport| {
                    let stamps = counted(passport);
                    let words = if several {
                        t!("passport.line-of", name = reader.nickname, stamps = stamps)
                    } else {
                        t!("passport.line", stamps = stamps)
                    };
                    view! { <p class="campaign__passport"><a href=Route::Reader.href()>{words}</a></p> }
                });
                line.into_view()
            };
            line.into_view()
        });
        lines.collect::<Vec<_>>().into_view()
    };
    lines.into_view()
}
