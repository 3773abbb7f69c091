//! Which card an embed's address asks for: in its path, or in its query where a host serves plain files only.

use atrium_contract::id::{Id, Key};

/// What can stand in another site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Campaign,
    Challenge,
}

/// What an embed's address asks for, from its path and query; `None` where it names nothing we could show.
pub(super) fn asked_for(address: &str) -> Option<(Kind, Key)> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    from_path(path).or_else(|| query.split('&').find_map(from_query))
}

fn from_path(path: &str) -> Option<(Kind, Key)> {
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let (id, member, word) = (parts.next()?, parts.next()?, parts.next()?);
    Some((kind(word)?, key(member, id)?))
}

fn from_query(pair: &str) -> Option<(Kind, Key)> {
    let (word, value) = pair.split_once('=')?;
    // A slash may be written as it is or encoded; nothing else in an id needs encoding.
    let value = value.replace("%2F", "/").replace("%2f", "/");
    let (member, id) = value.split_once('/')?;
    Some((kind(word)?, key(member, id)?))
}

fn kind(word: &str) -> Option<Kind> {
    match word {
        "campaign" => Some(Kind::Campaign),
        "challenge" => Some(Kind::Challenge),
        _ => None,
    }
}

fn key(member: &str, id: &str) -> Option<Key> {
    Some(Key { member: Id::new(member)?, id: Id::new(id)? })
}

/// The path of the app's page for it, below the app's base. The app's own routes are not linked into an embed.
pub(super) fn page(kind: Kind, key: &Key) -> String {
    let word = if kind == Kind::Campaign { "campaign" } else { "challenge" };
    [word, "/", key.member.as_str(), "/", key.id.as_str()].concat()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::routes::Route;

    #[test]
    fn path_and_query_ask_for_the_same_card() {
        let expected = (Kind::Campaign, key("planetarium", "two-skies").unwrap());
        for address in [
            "/embed/campaign/planetarium/two-skies",
            "/a/front/embed/campaign/planetarium/two-skies/?theme=dark",
            "/embed/?campaign=planetarium/two-skies",
            "/embed/index.html?theme=dark&campaign=planetarium%2Ftwo-skies&lang=es",
        ] {
            assert_eq!(asked_for(address).as_ref(), Some(&expected), "{address}");
        }
        assert_eq!(asked_for("/embed/challenge/m/i").unwrap().0, Kind::Challenge);
    }

    #[test]
    fn anything_else_asks_for_nothing() {
        for address in [
            "/embed/",
            "/embed/exhibit/m/i",
            "/embed/campaign/m",
            "/embed/?campaign=m",
            "/embed/campaign/m/<b>",
            "?x=y/z",
        ] {
            assert_eq!(asked_for(address), None, "{address}");
        }
    }

    #[test]
    fn the_link_leads_to_a_page_of_the_app() {
        let it = key("planetarium", "two-skies").unwrap();
        assert_eq!(Route::Campaign(it.clone()).path(), page(Kind::Campaign, &it));
        assert_eq!(Route::Challenge(it.clone()).path(), page(Kind::Challenge, &it));
    }
}
