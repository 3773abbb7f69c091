"""Boards: who is on one, in which order, and when it says nothing."""

from fractions import Fraction

SMALLEST = 2
USUAL = 5


def minimum_of(boards):
    return max(SMALLEST, boards.get("minimum") or USUAL)


def has_board(challenge):
    """Whether a challenge has boards at all; one for children has none unless it says so."""
    boards = challenge.get("boards")
    if not boards or not boards.get("kinds"):
        return False
    return "children" not in (challenge.get("audience") or []) or boards.get("children") is True


def board(boards, readers, teams):
    """The rows for `boards` of a challenge.

    `readers`: [{"nickname", "amount", "team"?, "board"}], all who are enrolled; `teams`: [{"id", "name"}].
    """
    minimum, kinds = minimum_of(boards), boards.get("kinds") or []
    readers = [r for r in readers if r.get("board") is True]
    if sum(1 for r in readers if r["amount"] > 0) < minimum:
        return {"minimum": minimum, "hidden": True}
    answer = {"minimum": minimum}
    if "readers" in kinds:
        rows = [{"nickname": r["nickname"], "amount": r["amount"]} for r in readers if r["amount"] > 0]
        answer["readers"] = _ranked([(r["amount"], r["nickname"], r) for r in rows])
    if "teams" in kinds:
        answer["teams"] = _teams(readers, teams, minimum, boards.get("by") == "head")
    if "house" in kinds:
        answer["house"] = _sum(readers)
    return answer


def _teams(readers, teams, minimum, by_head):
    rows = []
    for team in teams:
        own = [r for r in readers if r.get("team") == team["id"]]
        row = {"name": team["name"], **_sum(own)}
        if len(own) >= minimum and row["amount"] > 0:
            rows.append((Fraction(row["amount"], len(own)) if by_head else row["amount"], row["name"], row))
    return _ranked(rows)


def _sum(readers):
    amount = sum(r["amount"] for r in readers)
    return {"amount": amount, "readers": len(readers), "perHead": _hundredths(amount, len(readers))}


def _hundredths(amount, readers):
    hundredths = amount * 100 // readers if readers else 0
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def _ranked(rows):
    """Rows are (what ranks, name, row). Ties share a rank, and the next rank counts them: 1, 1, 3."""
    rows.sort(key=lambda row: (-row[0], row[1]))
    ranked, rank, before = [], 0, None
    for place, (value, _name, row) in enumerate(rows, start=1):
        if value != before:
            rank, before = place, value
        ranked.append({"rank": rank, **row})
    return ranked
