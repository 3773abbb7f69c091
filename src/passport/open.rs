//! Opens what passports are made of: the challenges a reader joined and the campaigns these may belong to. Each is shown as it
//! is kept where its house does not answer, and is then no error here.

use super::{
    gather,
    stamp::{self, Known, Stamp},
};
use crate::data::{
    document::{Load, Opened},
    federation::{Federation, Kind, use_federation},
    ledger::Store,
    outbox::post,
};
use atrium_contract::{
    award::Award,
    campaign::Campaign,
    challenge::Challenge,
    id::{Id, Key},
    text::Text,
};
use leptos::prelude::*;

/// So many campaigns are looked at for one reader: in an alliance of thousands, a challenge that names none is not sought for long.
const MOST: usize = 24;

/// The passport of a reader for one campaign.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Passport {
    pub campaign: Key,
    pub title: Option<Text>,
    pub hosts: Vec<Id>,
    /// Those that are there, then those still to come.
    pub stamps: Vec<Stamp>,
    /// Challenges whose documents are not to be had just now, by their names or ids.
    pub away: Vec<Key>,
}

impl Passport {
    /// How many stamps are there.
    pub fn count(&self) -> usize {
        stamp::count(&self.stamps)
    }
}

/// Challenges that one reader joined.
#[derive(Clone)]
pub(super) struct Joined {
    reader: String,
    challenges: Vec<(Key, Opened<Challenge>)>,
}

/// A campaign, and its document on its way.
pub(super) type Open = (Key, Opened<Campaign>);

impl Joined {
    /// What a reader joined, in the order of joining; followed.
    pub fn new(store: Store, reader: &str) -> Joined {
        let federation = use_federation();
        let mut keys: Vec<_> = store
            .enrolments
            .with(|all| all.iter().filter(|it| it.profile == reader).map(|it| (it.on, it.challenge.clone())).collect());
        atrium_contract::sort::by(&mut keys, &|one: &(_, Key), other: &(_, Key)| one.0 < other.0);
        let open = |key: Key| (key.clone(), untrack(|| federation.open::<Challenge>(Kind::Challenge, key)));
        Joined { reader: reader.to_owned(), challenges: keys.into_iter().map(|(_, key)| open(key)).collect() }
    }

    /// Whether the reader joined anything.
    pub fn is_empty(&self) -> bool {
        self.challenges.is_empty()
    }

    /// Each with the campaign it names, as far as that is known; followed.
    fn links(&self) -> Vec<(Key, Option<Key>)> {
        let link = |(key, opened): &(Key, Opened<Challenge>)| {
            (key.clone(), opened.ready().and_then(|document| gather::link(key, &document.value)))
        };
        self.challenges.iter().map(link).collect()
    }

    /// The campaigns to look at: those that are named, and those of the houses that own what was joined; followed.
    pub fn campaigns(&self, federation: Federation) -> Vec<Key> {
        let links = self.links();
        let mut keys: Vec<Key> = Vec::new();
        for key in links.iter().filter_map(|(_, link)| link.as_ref()) {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        for found in federation.all(Kind::Campaign).iter() {
            let of = |member: &Id| &found.key.member == member || found.card.hosts.contains(member);
            if keys.len() < MOST && !keys.contains(&found.key) && links.iter().any(|(key, _)| of(&key.member)) {
                keys.push(found.key.clone());
            }
        }
        keys
    }

    /// The passport for a campaign, if the reader joined anything of it; followed.
    pub fn passport(&self, store: Store, (key, opened): &Open) -> Option<Passport> {
        let federation = use_federation();
        let campaign = opened.ready();
        let links = self.links();
        let cards = campaign.as_ref().map(|it| gather::cards(key, &it.value)).unwrap_or_default();
        let belonging = gather::belonging(key, &cards, &links);
        let post = post::follow(store);
        let mut title = campaign.as_ref().map(|it| it.value.title.clone());
        let mut hosts = campaign.as_ref().map(|it| it.value.hosts.clone()).unwrap_or_default();
        if campaign.is_none()
            && let Some(found) = federation.found(Kind::Campaign, key)
        {
            title = Some(found.card.title.clone());
            hosts.clone_from(&found.card.hosts);
        }
        let (mut stamps, mut away) = (Vec::new(), Vec::new());
        for (challenge, opened) in belonging.iter().filter_map(|place| self.challenges.get(*place)) {
            let of = |award: &Award| award.challenge == challenge.id && award.profile == self.reader;
            let awards: Vec<&Award> = post
                .won
                .iter()
                .filter(|won| won.member == challenge.member && of(&won.award))
                .map(|won| &won.award)
                .collect();
            match opened.get() {
                Load::Ready(document) => {
                    let here = store.progress(&document.value, challenge, &self.reader);
                    let (by, progress) = post.reckon(challenge, &self.reader, &here);
                    let known = Known { challenge: &document.value, progress: &progress, by };
                    stamps.extend(stamp::stamps(challenge, Some(&known), &awards));
                    if title.is_none() {
                        // Its own house is silent: by the name it has with those that take part in it.
                        title = document.value.campaign.as_ref().map(|link| link.title.clone());
                    }
                }
                Load::Failed(_) => {
                    stamps.extend(stamp::stamps(challenge, None, &awards));
                    away.push(challenge.clone());
                }
                Load::Waiting => stamps.extend(stamp::stamps(challenge, None, &awards)),
            }
        }
        let stamps = stamp::side_by_side(stamps);
        (!stamps.is_empty() || !away.is_empty()).then(|| Passport { campaign: key.clone(), title, hosts, stamps, away })
    }
}

/// Opens a campaign.
pub(super) fn campaign(federation: Federation, key: &Key) -> Open {
    (key.clone(), untrack(|| federation.open::<Campaign>(Kind::Campaign, key.clone())))
}
