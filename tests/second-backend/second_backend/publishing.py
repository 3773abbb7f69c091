"""Class Publish: drafts, versions, the member's own document."""

from . import clock, jsons
from .codes import check_codes, codes, codes_of, keep_codes
from .documents import COLLECTIONS, member as member_shape
from .problems import Problem
from .progress import enrolled_on, entries_of, in_force, recompute, today_in
from .requests import Answer, etag_of, matches
from .rules import fold
from .shapes import Report, check, invalid, is_id, may, moment, need, obj, one_of

STATES = ("draft", "published", "unpublished")
PAGE = 100
LARGEST_DOCUMENT = 2_000_000  # bytes that a reader takes


def _anything(value, pointer, report):
    if not isinstance(value, dict):
        report.wrong(pointer, "Should be an object.")
    return value


_draft = obj({
    "state": need(one_of(*STATES)), "publishAt": may(moment), "document": need(_anything),
    "codes": may(codes),
})


def _row(db, request, must=True):
    collection, name = request.params["collection"], request.params["id"]
    if collection not in COLLECTIONS or not is_id(name):
        raise Problem("not-found")
    row = db.execute("SELECT * FROM items WHERE collection=? AND id=?", (collection, name)).fetchone()
    if must and not row:
        raise Problem("not-found")
    return row


def _shown(db, row, now):
    """The Draft as staff see it."""
    draft = {"state": row["state"], "document": jsons.restore(row["document"]), "version": row["version"],
             "changedAt": row["changed_at"], "scheduled": _scheduled(db, row, now), "href": "../../../../" + row["path"]}
    if row["publish_at"]:
        draft["publishAt"] = row["publish_at"]
    if row["collection"] == "challenges":
        draft["codes"] = codes_of(db, row["id"], row["version"])
    return draft


def _scheduled(db, row, now):
    """Whether something of it becomes public by itself later on."""
    if row["state"] != "published":
        return False
    due = db.execute("SELECT 1 FROM versions WHERE collection=? AND id=? AND since>?", (row["collection"], row["id"], now))
    return due.fetchone() is not None


def _tag(row, scheduled):
    """What is scheduled becomes public by itself: that is another answer, but nobody's change."""
    return etag_of(jsons.dump([row["collection"], row["id"], row["version"], row["changed_at"], scheduled]))


def _tags(row):
    return [_tag(row, scheduled) for scheduled in (False, True)] if row else []


def _answer(db, request, status, problems=None):
    row = _row(db, request)
    value = _shown(db, row, request.now)
    if problems:
        value["problems"] = problems
    return Answer(status, value, headers={"ETag": _tag(row, value["scheduled"])})


def get_item(app, request):
    with app.store.read() as db:
        return _answer(db, request, 200)


def get_collection(app, request):
    collection, state = request.params["collection"], request.query.get("state")
    if collection not in COLLECTIONS:
        raise Problem("not-found")
    if state is not None and state not in STATES:
        raise Problem("malformed", "A state is one of: " + ", ".join(STATES) + ".")
    with app.store.read() as db:
        rows = db.execute("SELECT * FROM items WHERE collection=? AND id>? AND (? IS NULL OR state=?) ORDER BY id LIMIT ?",
                          (collection, request.query.get("after", ""), state, state, PAGE + 1)).fetchall()
        drafts = [_listed(_shown(db, row, request.now)) for row in rows[:PAGE]]
    answer = {"atrium": "1", "type": "Drafts", "items": drafts}
    if len(rows) > PAGE:
        narrowed = f"&state={state}" if state else ""
        answer["next"] = f"{collection}?after={drafts[-1]['id']}{narrowed}"
    return Answer(200, answer, headers={"Link": f'<{answer["next"]}>; rel="next"'} if "next" in answer else {})


def _listed(draft):
    document = draft.pop("document")
    draft.pop("codes", None)
    return {"id": document["id"], "title": document.get("title"), **draft, "href": draft["href"].removeprefix("../")}


def _precondition(request, etags):
    """RFC 9110. `etags` are those of the thing as it is; none: there is nothing yet."""
    if_match, if_none = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    if if_match is None and if_none is None:
        raise Problem("precondition-required")
    if if_match is not None and not (etags and matches(if_match, *etags)):
        raise Problem("precondition-failed")
    if if_match is None and etags and matches(if_none, *etags, weakly=True):
        raise Problem("precondition-failed")
    if if_match is None and if_none.strip() != "*":
        raise Problem("precondition-required", "To change it, say If-Match; to create it, If-None-Match: *.")


def put_item(app, request):
    collection, name = request.params["collection"], request.params["id"]
    with app.store.write() as db:
        row, now = _row(db, request, must=False), request.now
        _precondition(request, _tags(row))
        draft = check(_draft, request.body(around=1))
        problems = _problems(collection, name, draft)
        check_codes(db, collection, name, draft, now)
        if draft["state"] == "published" and collection == "challenges":
            _goal_stays(db, now, name, draft["document"])
        if row is None:
            place = db.execute("SELECT coalesce(max(place), 0) + 1 FROM items").fetchone()[0]
            path = _free_path(app, db, collection, name)
            db.execute("INSERT INTO items VALUES (?,?,?,?,?,NULL,'{}',0,'',NULL)", (collection, name, path, place, "draft"))
        version = row["version"] + 1 if row else 1
        visible_from = _publish(db, row, draft, collection, name, version, now)
        db.execute("UPDATE items SET state=?, publish_at=?, document=?, version=?, changed_at=?, visible_from=? "
                   "WHERE collection=? AND id=?",
                   (draft["state"], draft.get("publishAt"), jsons.store(draft["document"]), version, clock.text_of(now),
                    visible_from, collection, name))
        if collection == "challenges":
            keep_codes(db, name, version, draft.get("codes") or [], visible_from is not None, now)
            _settle_readers(db, now, name)
        answer = _answer(db, request, 200 if row else 201, problems)
    if row is None:
        answer.headers["Location"] = name
    return answer


def _problems(collection, name, draft):
    """What a reader would have to refuse. Raises where that hinders: always for id and type, else when published."""
    document = draft["document"]
    if document.get("type") != COLLECTIONS[collection][0]:
        raise invalid("/document/type", f"Should be {COLLECTIONS[collection][0]}.")
    if document.get("id") != name:
        raise invalid("/document/id", "Should be the id of the address.")
    report = Report()
    COLLECTIONS[collection][1](document, "/document", report)
    if len(jsons.dump(document)) > LARGEST_DOCUMENT:
        report.wrong("/document", "Should have at most 2 MB.")
    if report.errors and draft["state"] == "published":
        raise Problem("invalid", errors=report.errors[:100])
    return report.errors[:100]


def _free_path(app, db, collection, name):
    path = f"{collection}/{name}.json"
    while db.execute("SELECT 1 FROM items WHERE path=?", (path,)).fetchone() or (app.shelf.folder / path).exists():
        path = path[:-5] + "-.json"
    return path


def _ever(db, collection, name, now):
    """Whether it was public at any time."""
    row = db.execute("SELECT 1 FROM versions WHERE collection=? AND id=? AND since<=?", (collection, name, now)).fetchone()
    return row is not None


def _publish(db, row, draft, collection, name, version, now):
    """Writes the version that is or will be public, where there is one. Gives since when the public sees the thing.

    What waits for its moment is replaced; what is public stays so until the next version is, or until it is taken down.
    """
    db.execute("DELETE FROM versions WHERE collection=? AND id=? AND since>?", (collection, name, now))
    public = row["visible_from"] if row and row["visible_from"] is not None and row["visible_from"] <= now else None
    if draft["state"] == "unpublished":
        return None
    if draft["state"] == "draft":
        return public
    publish_at = clock.key(draft["publishAt"]) if "publishAt" in draft else None
    since = max(now, publish_at[0] * 1000 + publish_at[1] if publish_at else now)
    db.execute("INSERT INTO versions VALUES (?,?,?,?,?,?)",
               (collection, name, version, since, jsons.store(draft["document"]), int(since <= now)))
    return since if public is None else public


def _goal_stays(db, now, name, document):
    readers = db.execute("SELECT DISTINCT profile FROM entries WHERE challenge=?", (name,)).fetchall()
    if not readers:
        return
    before = in_force(db, name, now)[1]  # entries are taken for what was public only, so there is one
    goal = document.get("goal") if isinstance(document.get("goal"), dict) else {}
    if any(goal.get(field) != before["goal"].get(field) for field in ("kind", "unit")):
        raise Problem("goal-fixed", "There are entries: the goal keeps its kind and its unit.")
    starts = document.get("starts")
    if not isinstance(starts, str) or starts <= before["starts"]:
        return
    today = today_in(before, now)
    for reader in readers:
        profile = reader["profile"]
        verdicts = fold(before, enrolled_on(db, profile, name), today, entries_of(db, profile, name)).verdicts
        if any(credited and entry["occurredOn"] < starts for entry, credited, _reason in verdicts):
            raise Problem("goal-fixed", "There are entries that count before this start.")


def _settle_readers(db, now, name):
    readers = db.execute("SELECT profile FROM entries WHERE challenge=? UNION SELECT profile FROM enrolments WHERE challenge=?",
                         (name, name)).fetchall()
    for reader in readers:
        recompute(db, now, reader["profile"], name)


def delete_item(app, request):
    with app.store.write() as db:
        row = _row(db, request)
        if request.headers.get("If-Match") is None:
            raise Problem("precondition-required")
        _precondition(request, _tags(row))
        if _ever(db, row["collection"], row["id"], request.now):
            raise Problem("published-once")
        db.execute("DELETE FROM items WHERE collection=? AND id=?", (row["collection"], row["id"]))
        if row["collection"] == "challenges":
            db.execute("DELETE FROM codes WHERE challenge=?", (row["id"],))
    return Answer(204)


def get_history(app, request):
    with app.store.read() as db:
        row = _row(db, request)
        rows = db.execute("SELECT * FROM versions WHERE collection=? AND id=? ORDER BY version", (row["collection"], row["id"]))
        history = [{"version": version["version"], "since": clock.text_of(version["since"]), "state": "published",
                    "document": jsons.restore(version["document"])} for version in rows]
    return Answer(200, {"atrium": "1", "type": "History", "items": history})


def get_member(app, request):
    with app.store.read() as db:
        return _member(app, db, request)


def _member(app, db, request):
    return Answer(200, app.shelf.member_document(db, request.now), headers={"ETag": app.shelf.member_tag(db)})


def put_member(app, request):
    with app.store.write() as db:
        _precondition(request, [app.shelf.member_tag(db)])
        document = request.body()
        check(member_shape, document)
        if document["id"] != app.member:
            raise invalid("/id", "Should stay as it is.")
        app.shelf.check_cards(document)
        db.execute("UPDATE member SET document=?, changed_at=?", (jsons.store(document), clock.text_of(request.now)))
        return _member(app, db, request)
