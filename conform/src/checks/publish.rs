//! What class Publish promises, and the rules by their vectors.

super::checks! {
    "contract/PUBLISH.md#staff" {
        STAFF_ONLY "publish.staff-only" "Without a token, or with a wrong one: 401. A patron: 403 not-staff.";
    }
    "contract/PUBLISH.md#publication" {
        PUBLICATION "publish.publication" "The Publication document has its collections, templates and links.";
        MEMBER "publish.member" "The member's own document is changed by If-Match alone.";
    }
    "contract/PUBLISH.md#publishing" {
        CREATE "publish.create" "PUT with If-None-Match: * creates: 201 with Location, ETag, version, changedAt, scheduled and href.";
        CREATE_ONCE "publish.create-once" "What is there already is not created again: 412.";
        PRECONDITION "publish.precondition" "PUT and DELETE without a precondition are 428.";
        STALE "publish.stale" "PUT and DELETE with an ETag of another version are 412, and change nothing.";
        CHANGE "publish.change" "PUT with If-Match changes: 200, a new ETag, a greater version.";
        DRAFT "publish.draft" "GET item is the Draft with a strong ETag, and 304 for whoever knows it.";
        UNKNOWN_KEPT "publish.unknown-kept" "Unknown fields of a document are kept.";
        HIDDEN "publish.hidden" "What is not published is neither at its public address nor among the member's cards.";
        ADDRESS "publish.address" "A document has the id of its address.";
        PROBLEMS "publish.problems" "What a reader would leave out is told of a draft, and refused to be published, each with its pointer.";
        SHOWN "publish.shown" "What is published is at its address, and among the member's cards within a minute.";
        OVER "publish.over" "A draft over what is public leaves the public version as it is.";
        SCHEDULED "publish.scheduled" "What is published from a moment on is scheduled until then.";
        UNPUBLISHED "publish.unpublished" "What is unpublished is 404, and no card of it is left.";
        DELETE "publish.delete" "What was never published can be deleted.";
        ONCE "publish.once" "What was published once is not deleted: 409 published-once.";
        LIST "publish.list" "A collection lists its drafts by id, without documents and codes, and narrows by state.";
        HISTORY "publish.history" "The history has every version that was public, the oldest first.";
        GOAL_FIXED "publish.goal-fixed" "The goal's kind and unit stay once there are entries, and starts does not pass one that counts.";
        CODES "publish.codes" "Codes are unique, name things of the checklist, and are told to no patron.";
        AWARD "publish.award" "A prize that was handed out keeps its first moment; what is no award is 404.";
    }
    "contract/RULES.md#how-an-entry-is-judged" {
        ENTRIES "rules.entries" "Each entry of a vector is credited, or not, as it says, and for that reason.";
    }
    "contract/RULES.md#goals" {
        GOALS "rules.goals" "Amount, days, runs and ticks of a vector are as it says.";
    }
    "contract/RULES.md#versions-and-awards" {
        REACHED "rules.awards" "Milestones and awards of a vector are as it says.";
    }
    "contract/RULES.md#boards" {
        BOARDS "rules.boards" "Rows and ranks of a vector are as it says.";
    }
    "contract/RULES.md#vectors" {
        MERGES "rules.merges" "Two versions of one thing are merged alike in whichever order they come.";
        VECTORS "rules.vectors" "Each vector can be played.";
    }
}
