"""Class Publish: drafts, versions, the member's own document."""

from . import clock, jsons
from .accounts import plain
from .documents import COLLECTIONS, member as member_shape
from .problems import Problem
from .progress import enrolled_on, entries_of, in_force, recompute, today_in
from .requests import Answer, etag_of, matches
from .rules import fold
from .shapes import (
    Report, amount, check, identifier, instant, invalid, is_id, items, may, need, obj, one_of, string,
)

STATES = ("draft", "published", "unpublished")
PAGE = 100


def _anything(value, pointer, report):
    if not isinstance(value, dict):
        report.wrong(pointer, "Should be an object.")
    return value


def _one_meaning(code, pointer, report):
    if ("item" in code) == ("amount" in code):
        report.wrong(pointer, "Should have an item or an amount, one of them.")


_draft = obj({
    "state": need(one_of(*STATES)), "publishAt": may(instant), "document": need(_anything),
    "codes": may(items(obj({"code": need(string(4, 40)), "item": may(identifier), "amount": may(amount)}, _one_meaning))),
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
        codes = db.execute("SELECT json FROM codes WHERE challenge=? ORDER BY place", (row["id"],))
        draft["codes"] = [jsons.restore(code["json"]) for code in codes]
    return draft


def _scheduled(db, row, now):
    """Whether something of it becomes public by itself later on."""
    if row["state"] != "published":
        return False
    due = db.execute("SELECT 1 FROM versions WHERE collection=? AND id=? AND since>?", (row["collection"], row["id"], now))
    return row["visible_from"] > now or due.fetchone() is not None


def _tag(db, row, now):
    return etag_of(jsons.dump(_shown(db, row, now)))


def _answer(db, request, status, problems=None):
    row = _row(db, request)
    value = _shown(db, row, request.now)
    if problems:
        value["problems"] = problems
    return Answer(status, value, headers={"ETag": _tag(db, row, request.now)})


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


def _precondition(request, etag):
    """`etag` is None where there is nothing yet."""
    if_match, if_none = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    if if_match is None and if_none is None:
        raise Problem("precondition-required")
    if if_match is not None and (etag is None or not matches(if_match, etag)):
        raise Problem("precondition-failed")
    if if_none is not None and etag is not None and matches(if_none, etag):
        raise Problem("precondition-failed")
    if if_match is None and if_none.strip() != "*":
        raise Problem("precondition-required", "To change it, say If-Match; to create it, If-None-Match: *.")


def put_item(app, request):
    collection, name = request.params["collection"], request.params["id"]
    with app.store.write() as db:
        row = _row(db, request, must=False)
        _precondition(request, _tag(db, row, request.now) if row else None)
        draft = check(_draft, request.body())
        document, problems = draft["document"], _problems(collection, name, draft)
        codes = _codes(db, collection, name, draft)
        was_public = _ever(db, collection, name, request.now)
        if was_public and draft["state"] == "draft":
            raise Problem("published-once")
        if was_public and collection == "challenges":
            _goal_stays(db, request.now, name, document)
        now = request.now
        if row is None:
            place = db.execute("SELECT coalesce(max(place), 0) + 1 FROM items").fetchone()[0]
            path = _free_path(app, db, collection, name)
            db.execute("INSERT INTO items VALUES (?,?,?,?,?,NULL,'{}',1,'',NULL)", (collection, name, path, place, "draft"))
        version, visible_from = _publish(db, row, draft, collection, name, now)
        db.execute("UPDATE items SET state=?, publish_at=?, document=?, version=?, changed_at=?, visible_from=? "
                   "WHERE collection=? AND id=?",
                   (draft["state"], draft.get("publishAt"), jsons.store(document), version, clock.text_of(now), visible_from,
                    collection, name))
        if collection == "challenges":
            db.execute("DELETE FROM codes WHERE challenge=?", (name,))
            db.executemany("INSERT INTO codes VALUES (?,?,?,?)", codes)
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
    if report.errors and draft["state"] == "published":
        raise Problem("invalid", errors=report.errors[:100])
    return report.errors[:100]


def _codes(db, collection, name, draft):
    codes = draft.get("codes") or []
    if codes and collection != "challenges":
        raise invalid("/codes", "Only challenges have codes.")
    goal = draft["document"].get("goal")
    listed = goal.get("items") if isinstance(goal, dict) else None
    known = [item.get("id") for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    rows, seen, report = [], set(), Report()
    for n, code in enumerate(codes):
        typed = plain(code["code"])
        other = db.execute("SELECT 1 FROM codes WHERE code=? AND challenge<>?", (typed, name)).fetchone()
        if other or typed in seen:
            report.wrong(f"/codes/{n}/code", "Is there twice.")
        if not typed:
            report.wrong(f"/codes/{n}/code", "Should have something to type.")
        if "item" in code and code["item"] not in known:
            report.wrong(f"/codes/{n}/item", "Is not on the checklist.")
        seen.add(typed)
        rows.append((typed, name, n, jsons.store(code)))
    if report.errors:
        raise Problem("invalid", errors=report.errors[:100])
    return rows


def _free_path(app, db, collection, name):
    path = f"{collection}/{name}.json"
    while db.execute("SELECT 1 FROM items WHERE path=?", (path,)).fetchone() or (app.shelf.folder / path).exists():
        path = path[:-5] + "-.json"
    return path


def _ever(db, collection, name, now):
    """Whether it was public at any time."""
    row = db.execute("SELECT 1 FROM versions WHERE collection=? AND id=? AND since<=?", (collection, name, now)).fetchone()
    return row is not None


def _publish(db, row, draft, collection, name, now):
    """Writes the version a PUT makes, where it makes one. Gives its number, and since when the public sees the thing.

    What waits for its moment is replaced; what was in force stays in the history.
    """
    db.execute("DELETE FROM versions WHERE collection=? AND id=? AND since>?", (collection, name, now))
    last = db.execute("SELECT version, document FROM versions WHERE collection=? AND id=? ORDER BY version DESC LIMIT 1",
                      (collection, name)).fetchone()
    number = last["version"] if last else 0
    same = last is not None and jsons.restore(last["document"]) == draft["document"]
    if not same:
        number += 1
    if draft["state"] != "published":
        return number, None
    publish_at = clock.key(draft["publishAt"]) if "publishAt" in draft else None
    since = max(now, publish_at[0] * 1000 + int((publish_at[1] + "000")[:3]) if publish_at else now)
    if not same:
        db.execute("INSERT INTO versions VALUES (?,?,?,?,?,?)",
                   (collection, name, number, since, jsons.store(draft["document"]), int(since <= now)))
    visible = row is not None and row["state"] == "published" and row["visible_from"] <= now
    return number, row["visible_from"] if visible else since


def _goal_stays(db, now, name, document):
    readers = db.execute("SELECT DISTINCT profile FROM entries WHERE challenge=?", (name,)).fetchall()
    if not readers:
        return
    before = in_force(db, name, now)[1]
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
        _precondition(request, _tag(db, row, request.now))
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
        history = [{"version": version["version"], "since": clock.text_of(version["since"]),
                    "document": jsons.restore(version["document"])} for version in rows]
    return Answer(200, {"atrium": "1", "type": "History", "items": history})


def get_member(app, request):
    with app.store.read() as db:
        return Answer(200, app.shelf.member_document(db, request.now))


def put_member(app, request):
    with app.store.write() as db:
        _precondition(request, etag_of(jsons.dump(app.shelf.member_document(db, request.now))))
        document = request.body()
        check(member_shape, document)
        if document["id"] != app.member:
            raise invalid("/id", "Should stay as it is.")
        db.execute("UPDATE member SET document=?, changed_at=?", (jsons.store(document), clock.text_of(request.now)))
        answer = Answer(200, app.shelf.member_document(db, request.now))
    answer.headers["ETag"] = etag_of(answer.bytes())
    return answer
