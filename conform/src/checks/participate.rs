//! What class Participate promises.

super::checks! {
    "contract/PARTICIPATE.md#participation" {
        DOCUMENT "participate.document" "The Participation document has all its links, and templates with their places.";
        TEMPLATES "participate.templates" "Templates are filled with percent-encoded values and lead to http or https addresses.";
        SAME_ORIGIN "participate.same-origin" "Every link has the origin of the document itself: a cookie goes nowhere else.";
    }
    "contract/PARTICIPATE.md#rules-for-every-request" {
        FIRST "participate.first" "What is looked at first: path, method, origin and client header, size, sign-in, preconditions, media type, JSON, fields, what the thing itself forbids.";
        COOKIE_HTTP_ONLY "participate.cookie-http-only" "The cookie is HttpOnly: no script reads it.";
        COOKIE_SECURE "participate.cookie-secure" "The cookie is Secure.";
        COOKIE_SAME_SITE "participate.cookie-same-site" "The cookie is SameSite=None and Partitioned, or SameSite=Strict.";
        COOKIE_PATH "participate.cookie-path" "The cookie's Path is /.";
        COOKIE_LIFE "participate.cookie-life" "The cookie lives for a year of use.";
        COOKIE_TOKEN "participate.cookie-token" "The token has 128 bits or more, is new each time, and stands in no body.";
        SIGN_IN_NEEDED "participate.sign-in-needed" "Without a cookie, or with one that is not known: 401.";
        CLIENT_HEADER "participate.client-header" "Whatever writes without Atrium-Client: 1 is 403 and changes nothing.";
        ORIGIN_UNKNOWN "participate.origin-unknown" "Whatever writes from an origin that is not known is 403.";
        CORS_STRANGER "participate.cors-stranger" "A page of an origin that is not known cannot read what is a patron's.";
        PREFLIGHT "participate.preflight" "A preflight of a known front door is told its origin, the methods, the headers and that cookies may go.";
        PREFLIGHT_STRANGER "participate.preflight-stranger" "A preflight of an unknown origin is 403, without CORS headers.";
        CORS_KNOWN "participate.cors-known" "An answer to a known front door names its origin, varies by it, allows cookies and exposes its headers.";
        BODY_TYPE "participate.media-type" "A body that is not application/json is 415.";
        BODY_LIMIT "participate.too-large" "A body above 1 000 000 bytes is 413.";
        UNKNOWN_FIELD "participate.unknown-field" "An unknown field is ignored.";
        PRIVATE "participate.private" "What is one patron's is Cache-Control: private, no-store.";
        ETAG "participate.etag" "A GET has a strong ETag, and answers 304 to whoever knows it.";
        STRANGER_READ "participate.stranger-read" "A GET or DELETE of another account's thing is 404.";
        STRANGER_WRITE "participate.stranger-write" "A PUT to an id that another account has is 409 id-taken, or names a reader who is not there: 422.";
        STRANGER_TOLD "participate.stranger-told" "Nothing that is told to one account is another's.";
        STRANGER_CHANGED "participate.stranger-changed" "What another account tried has changed nothing.";
    }
    "contract/PARTICIPATE.md#errors" {
        PROBLEM "participate.problem" "An error is application/problem+json with type, title and its status.";
        MALFORMED "participate.malformed" "A body that is not JSON, or nested beyond reason, is 400.";
        INVALID "participate.invalid" "A field that is missing or wrong is 422 with its JSON Pointer.";
        METHOD "participate.method" "A method that is not allowed is 405, and Allow says what is.";
        NOT_FOUND "participate.not-found" "What is not there is 404.";
        LANGUAGE "participate.language" "A problem is told in the language asked for, and Content-Language says which.";
    }
    "contract/PARTICIPATE.md#accounts-and-devices" {
        ACCOUNT "participate.account" "POST accounts is 201 with account, device, recovery key and the cookie.";
        ACCOUNT_READ "participate.account-read" "GET account says when it was made and lists its devices, one of them this.";
        DEVICE_NAME "participate.device-name" "A device's name has up to 60 characters, none of them control characters or marks of direction.";
        RECOVERY "participate.recovery" "A recovery key signs a new device in, and is replaced by a new one.";
        RECOVERY_ONCE "participate.recovery-once" "A recovery key is good once.";
        RECOVERY_LOST "participate.recovery-lost" "A recovery key outlives an answer that was lost.";
        RECOVERY_NEW "participate.recovery-new" "A new recovery key ends those before it.";
        PHRASE "participate.phrase" "A phrase is twelve digits, good for ten minutes.";
        PAIRED "participate.paired" "A phrase signs a new device of the same account in, however it is spaced.";
        PHRASE_ONCE "participate.phrase-once" "A phrase is good once.";
        PHRASE_LAST "participate.phrase-last" "A new phrase ends the one before.";
        PHRASE_WRONG "participate.phrase-wrong" "A wrong phrase or recovery key is 404 phrase-unknown.";
        SESSION_BODY "participate.session-body" "Two ways to sign in at once, or none, are 422.";
        REVOKED "participate.revoked" "A device that was revoked is signed out at once.";
        SIGNED_OUT "participate.signed-out" "DELETE session signs this device out, and no other.";
        GUESSING "participate.guessing" "After ten wrong phrases from one address, and not before: 429 with Retry-After, also for a right one.";
        EXPORT "participate.export" "GET export is a Ledger with all the patron gave: readers, enrolments, entries, voided ones too, awards, redemptions, teams, devices.";
        DELETED "participate.deleted" "DELETE account is 204; its cookies and its recovery key are worth nothing afterwards, and what it gave is gone from boards and teams, its ids are free.";
    }
    "contract/PARTICIPATE.md#what-a-patron-gives" {
        PROFILE "participate.profile" "PUT profile is 201, and 200 again, with what is kept.";
        PROFILE_LATER "participate.profile-later" "Of two versions of a reader the one with the later changedAt is kept, compared as moments, in whichever order they come.";
        PROFILE_TIE "participate.profile-tie" "Of two versions as late as each other the same one is kept in whichever order they come.";
        PROFILE_GONE "participate.profile-gone" "A reader who was deleted is gone with their entries, and the id is not taken again.";
        ENROLMENT "participate.enrolment" "PUT enrolment is 201, and 200 again, with what is kept.";
        ENROLMENT_LATER "participate.enrolment-later" "Of two versions of an enrolment the later one is kept, in whichever order they come.";
        ENROLMENT_UNKNOWN "participate.enrolment-unknown" "An enrolment in a challenge or of a reader that is not here is 422.";
    }
    "contract/PARTICIPATE.md#entry" {
        ENTRY "participate.entry" "PUT entry is 201 when it is new, with the entry as it was sent.";
        ENTRY_AGAIN "participate.entry-again" "The same entry again is 200 and counts once.";
        ENTRY_DIFFERS "participate.entry-differs" "Another content under the same id is 409 entry-differs, and changes nothing.";
        ENTRY_ADDED "participate.entry-added" "The backend says when it received an entry; what an app says there is ignored.";
        ENTRY_VOID "participate.entry-void" "An entry that comes with voidedAt is voided from then on.";
        ENTRY_VOID_STAYS "participate.entry-void-stays" "An unvoided copy that comes later changes nothing, and of two moments the earlier stays.";
        ENTRY_UNKNOWN "participate.entry-unknown" "An entry for a challenge or of a reader that is not here is 422.";
        ENTRY_ID "participate.entry-id" "An id in the body that is not the address's is 422.";
        BATCH "participate.batch" "PUT entries answers each entry for itself, in the same order.";
        BATCH_KEPT "participate.batch-kept" "What a batch was told is kept, is kept, and nothing else.";
        BATCH_500 "participate.batch-500" "500 entries at once are taken.";
        BATCH_501 "participate.batch-501" "More than 500 entries at once are 413, and none is kept.";
        CODE "participate.code" "A code that is right makes an entry with the same id and source code, however it is spaced.";
        CODE_AGAIN "participate.code-again" "The same redemption again is 200; another under its id is 409 entry-differs.";
        CODE_WRONG "participate.code-wrong" "A wrong code is 422 code-unknown.";
        TEAM "participate.team" "PUT team is 201, and 200 again, with an invitation of 12 characters and the number of readers.";
        TEAM_JOIN "participate.team-join" "A reader joins a team with its invitation, and without it is told 422 team-unknown.";
        TEAM_STRANGER "participate.team-stranger" "A team is 404 for whoever has no reader in it.";
    }
    "contract/PARTICIPATE.md#standing" {
        STANDING "participate.standing" "GET standing says what the rules make of the entries.";
        STANDING_UNKNOWN "participate.standing-unknown" "The standing of a challenge or reader that is not here is 404.";
    }
    "contract/RULES.md#how-an-entry-is-judged" {
        RULES "participate.rules" "Of each challenge that runs, up to eight, the standing with 54 entries, some sent again and some voided, is what the rules make of them.";
    }
    "contract/PARTICIPATE.md#awards" {
        AWARD "participate.award" "Reaching the goal or a milestone is an award, on the day whose entries reached it.";
        AWARD_WITHDRAWN "participate.award-withdrawn" "An award that no longer follows from the entries is withdrawn, and says because of what.";
        AWARD_AGAIN "participate.award-again" "An award that follows again stands again, with its first awardedAt.";
    }
    "contract/PARTICIPATE.md#changes" {
        CHANGES "participate.changes" "GET changes has its lists, more and next.";
        CHANGES_ALL "participate.changes-all" "Everything a device was told is kept is in the changes of every other: nothing is skipped.";
        CHANGES_ONCE "participate.changes-once" "What did not change comes once.";
        CHANGES_PAGE "participate.changes-page" "A page has at most 500 things, and more says whether there are others.";
        CHANGES_LINK "participate.changes-link" "next stands in a Link header too.";
        CHANGES_ORDER "participate.changes-order" "Changes come in the order in which they came to be.";
        CHANGES_AGAIN "participate.changes-again" "A thing that changed comes again after the cursor, and nothing else does.";
        CHANGES_GONE "participate.changes-gone" "A reader who was deleted is named in gone.";
        CHANGES_CURSOR "participate.changes-cursor" "A cursor that cannot be read is 400 malformed.";
    }
    "contract/PARTICIPATE.md#board" {
        BOARD "participate.board" "A board is public, says its minimum, and shows nothing when it is hidden.";
        BOARD_ORIGIN "participate.board-cors" "A board may be read from any origin.";
        BOARD_NONE "participate.board-none" "A challenge without boards has none: 404.";
    }
}
