//! Which challenges stand in the passport of a campaign: those that name it, and those its own page names, whoever owns them.

use atrium_contract::{
    campaign::{Campaign, Content},
    challenge::Challenge,
    id::Key,
};

/// The campaign a challenge says it belongs to.
pub(super) fn link(key: &Key, challenge: &Challenge) -> Option<Key> {
    let link = challenge.campaign.as_ref()?;
    Some(Key { member: link.member.clone().unwrap_or_else(|| key.member.clone()), id: link.id.clone() })
}

/// The challenges on a campaign's page, in its order.
pub(super) fn cards(key: &Key, campaign: &Campaign) -> Vec<Key> {
    let mut all = Vec::new();
    for section in &campaign.sections {
        if let Content::Challenges(items) = &section.content {
            all.extend(items.iter().map(|card| Key {
                member: card.member.clone().unwrap_or_else(|| key.member.clone()),
                id: card.id.clone(),
            }));
        }
    }
    all
}

/// The places in `joined` of what belongs to a campaign: in the order of its page, then what names it and does not stand there.
/// `joined` has each challenge with the campaign it names.
pub(super) fn belonging(campaign: &Key, cards: &[Key], joined: &[(Key, Option<Key>)]) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::new();
    let carded = cards.iter().filter_map(|card| joined.iter().position(|(key, _)| key == card));
    let linked = joined.iter().enumerate().filter(|(_, (_, link))| link.as_ref() == Some(campaign)).map(|(at, _)| at);
    for place in carded.chain(linked) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use atrium_contract::{decode, id::Id};

    fn key(member: &str, id: &str) -> Key {
        Key { member: Id::new(member).unwrap(), id: Id::new(id).unwrap() }
    }

    #[test]
    fn a_campaign_has_what_its_page_names_and_what_names_it_whoever_owns_it() {
        let skies = key("planetarium", "two-skies");
        let joined = [
            (key("museum", "pages"), Some(key("museum", "harbour"))),
            (key("hall", "guest"), Some(skies.clone())),
            (key("library", "books"), Some(skies.clone())),
            (key("planetarium", "nights"), None),
        ];
        let cards = [key("planetarium", "nights"), key("library", "books"), key("library", "books"), key("x", "other")];
        assert_eq!(belonging(&skies, &cards, &joined), [3, 2, 1]);
        assert_eq!(belonging(&skies, &[], &joined), [1, 2]);
        assert!(belonging(&key("museum", "two-skies"), &[], &joined).is_empty(), "an id alone is no campaign");
    }

    #[test]
    fn cards_without_an_owner_are_the_campaigns() {
        let text = r#"{"atrium":"1","type":"Campaign","id":"c","title":"C","starts":"2026-11-01","ends":"2026-11-30",
            "zone":"UTC","sections":[{"kind":"challenges","items":[{"id":"a","href":"a.json","title":"A"},
            {"id":"b","member":"library","href":"b.json","title":"B"}]},{"kind":"exhibits","items":[{"id":"e","href":"e","title":"E"}]}]}"#;
        let campaign = decode::document::<Campaign>(text, "Campaign").unwrap().value;
        assert_eq!(cards(&key("hall", "c"), &campaign), [key("hall", "a"), key("library", "b")]);
    }

    #[test]
    fn a_link_without_an_owner_stays_in_the_house() {
        let text = r#"{"atrium":"1","type":"Challenge","id":"x","title":"X","goal":{"kind":"total","unit":"books","target":5},
            "starts":"2026-11-01","ends":"2026-11-30","zone":"UTC","campaign":{"id":"c","title":"C"}}"#;
        let challenge = decode::document::<Challenge>(text, "Challenge").unwrap().value;
        assert_eq!(link(&key("hall", "x"), &challenge), Some(key("hall", "c")));
    }
}
