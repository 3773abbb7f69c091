//! An example of every body. The documents of class Read are the fixtures of the tests.

use crate::schema::Node;

macro_rules! fixtures {
    ($($name:ident $file:literal),* $(,)?) => {$(
        pub(super) fn $name() -> Node {
            crate::json::parse(include_str!(concat!("../../../tests/fixtures/", $file, ".json"))).map_or(Node::Null, |value| Node::from(&value))
        }
    )*};
}

fixtures! {
    alliance "alliance", member "member", campaign "campaign", exhibit "exhibit", challenge "challenge-total", list "list",
    theme "theme", ledger "ledger",
}

macro_rules! examples {
    ($($name:ident $value:tt)*) => {$(
        pub(super) fn $name() -> Node {
            node!($value)
        }
    )*};
}

const READER: &str = "0193570a-0000-7000-8000-000000000001";
const ENTRY: &str = "0193570a-0000-7000-8000-00000000000a";
const TEAM: &str = "0193570a-0000-7000-8000-0000000000f1";

examples! {
    participation ({
        node!({
            "atrium": "1", "type": "Participation", "id": "city-library",
            "signIn": [{ "kind": "pairing" }, { "kind": "oidc", "title": { "en": "Your library card" }, "start": "patron/oidc" }],
            "accounts": "patron/accounts", "session": "patron/session", "account": "patron/account", "export": "patron/export",
            "recovery": "patron/recovery", "pairings": "patron/pairings", "device": "patron/devices/{id}", "profile": "patron/profiles/{id}",
            "enrolment": "patron/enrolments/{challenge}/{profile}", "entry": "patron/entries/{id}", "entries": "patron/entries",
            "redemption": "patron/redemptions/{id}", "standing": "patron/standings/{challenge}/{profile}", "awards": "patron/awards",
            "changes": "patron/changes", "team": "patron/teams/{id}", "board": "patron/boards/{challenge}",
        })
    })
    publication ({
        node!({
            "atrium": "1", "type": "Publication", "id": "city-library",
            "collections": {
                "campaigns": "publish/campaigns", "exhibits": "publish/exhibits", "challenges": "publish/challenges",
                "themes": "publish/themes", "lists": "publish/lists",
            },
            "item": "publish/{collection}/{id}", "history": "publish/{collection}/{id}/history", "member": "publish/member",
            "award": "publish/awards/{challenge}/{profile}/{milestone}",
        })
    })
    board {
        "atrium": "1", "type": "Board", "challenge": "twenty-minutes", "unit": "minutes", "asOf": "2026-11-23T18:00:00Z", "minimum": 5,
        "readers": [{ "rank": 1, "nickname": "Owl", "amount": 300 }, { "rank": 1, "nickname": "Wren", "amount": 300 }],
    }
    new_account { "device": "Kitchen tablet" }
    signed_in {
        "account": "0193570a-0000-7000-8000-0000000000a1", "device": "0193570a-0000-7000-8000-0000000000d1",
        "recovery": "7Q2M-9XKD-4TZP-0RWN-8VBC-5HJF-3GYA-6E1S",
    }
    sign_in { "phrase": "4829 1305 7642", "device": "Ana's phone" }
    account {
        "atrium": "1", "type": "Account", "id": "0193570a-0000-7000-8000-0000000000a1", "createdAt": "2026-11-01T08:00:00Z",
        "devices": [{
            "id": "0193570a-0000-7000-8000-0000000000d1", "name": "Kitchen tablet", "createdAt": "2026-11-01T08:00:00Z",
            "seenOn": "2026-11-23", "this": true,
        }],
    }
    phrase { "phrase": "4829 1305 7642", "expiresAt": "2026-11-23T18:12:11Z" }
    recovery_key { "recovery": "7Q2M-9XKD-4TZP-0RWN-8VBC-5HJF-3GYA-6E1S" }
    profile { "id": (READER), "nickname": "Ana", "createdAt": "2026-11-01T08:00:00Z" }
    enrolment {
        "challenge": { "member": "city-library", "id": "twenty-minutes" }, "profile": (READER), "on": "2026-11-02",
        "at": "2026-11-02T08:00:00Z", "board": true, "nickname": "Owl",
    }
    entry {
        "id": (ENTRY), "challenge": { "member": "city-library", "id": "twenty-minutes" }, "profile": (READER),
        "occurredOn": "2026-11-23", "zone": "Europe/Lisbon", "recordedAt": "2026-11-23T18:02:11Z",
        "amount": { "amount": 20, "unit": "minutes" }, "work": { "title": "Cosmos", "author": "Carl Sagan" },
    }
    kept_entry ({ entry().with("receivedAt", "2026-11-23T18:02:12Z") })
    batch ({ node!({ "entries": [(entry())] }) })
    outcomes ({ node!({ "results": [{ "id": (ENTRY), "status": 201, "entry": (kept_entry()) }] }) })
    redemption {
        "id": (ENTRY), "profile": (READER), "code": "OWL SEVEN", "on": "2026-11-23", "at": "2026-11-23T18:02:11Z",
    }
    redeemed ({ node!({ "redemption": (redemption()), "entry": (kept_entry().with("item", "owl").with("source", "code")) }) })
    team { "id": (TEAM), "challenge": "twenty-minutes", "name": "Class 4b", "createdAt": "2026-11-02T08:00:00Z" }
    kept_team ({ team().with("invitation", "K7PM2QXD9RTB").with("readers", 12) })
    standing {
        "atrium": "1", "type": "Standing", "challenge": "twenty-minutes", "profile": (READER), "version": 1, "today": "2026-11-23",
        "enrolledOn": "2026-11-02", "unit": "minutes", "amount": 120, "target": 300, "done": false, "days": ["2026-11-20"],
        "reached": [{ "id": "first-hour", "on": "2026-11-20" }],
        "verdicts": [{ "entry": (ENTRY), "credited": 20, "reason": "cap-per-day" }],
    }
    award {
        "challenge": "twenty-minutes", "profile": (READER), "milestone": "first-hour", "on": "2026-11-20", "version": 1,
        "awardedAt": "2026-11-20T18:00:00Z", "redeemedAt": "2026-11-23T10:00:00Z",
    }
    awards ({ node!({ "atrium": "1", "type": "Awards", "items": [(award())] }) })
    changes ({
        node!({
            "atrium": "1", "type": "Changes", "profiles": [(profile())], "enrolments": [(enrolment())], "entries": [(kept_entry())],
            "awards": [(award())], "gone": [], "more": false, "next": "changes?cursor=f3a9",
        })
    })
    draft ({ node!({ "state": "published", "publishAt": "2026-12-01T08:00:00Z", "document": (challenge()) }) })
    kept_draft ({
        draft().with("version", 1).with("changedAt", "2026-11-23T18:02:11Z").with("scheduled", true).with("href", "../../challenges/twenty.json")
    })
    drafts {
        "atrium": "1", "type": "Drafts",
        "items": [{
            "id": "twenty", "title": { "en": ["Twenty minutes"] }, "state": "published", "publishAt": "2026-12-01T08:00:00Z",
            "version": 1, "changedAt": "2026-11-23T18:02:11Z", "scheduled": true, "href": "../challenges/twenty.json",
        }],
        "next": "challenges?after=twenty",
    }
    history ({
        node!({
            "atrium": "1", "type": "History",
            "items": [{ "version": 1, "since": "2026-11-23T18:02:11Z", "state": "published", "document": (challenge()) }],
        })
    })
    handed_out { "redeemedAt": "2026-11-23T10:00:00Z" }
}
