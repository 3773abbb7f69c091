"""How two copies of one thing become one: in either order, any number of times, the same."""

from .. import clock, jsons


class Differs(Exception):
    """Two entries of one id with another content: entries are never changed."""


def later(one, other, moment):
    """Of two versions the one with the later moment, of two alike the one whose JSON comes later (RFC 8785)."""
    return one if (moment(one), jsons.canonical(one)) > (moment(other), jsons.canonical(other)) else other


def profile_moment(profile):
    return clock.key(profile.get("changedAt") or profile["createdAt"])


def enrolment_moment(enrolment):
    if enrolment.get("changedAt"):
        return clock.key(enrolment["changedAt"])
    return max(clock.key(enrolment[field]) for field in ("at", "leftAt") if enrolment.get(field))


def profile(one, other):
    return later(one, other, profile_moment)


def enrolment(one, other):
    """An invitation is not kept."""
    return later(*({name: value for name, value in copy.items() if name != "invitation"} for copy in (one, other)), enrolment_moment)


def entry(one, other):
    """Raises Differs. What a backend adds, and the voiding, are no content; of two moments of them the earlier stays."""
    if content(one) != content(other):
        raise Differs(one["id"])
    merged = {**other, **one}
    for field in ("voidedAt", "receivedAt"):
        moments = [copy[field] for copy in (one, other) if copy.get(field)]
        if moments:
            merged[field] = min(moments, key=lambda text: (clock.key(text), text))
    return merged


def content(entry):
    """What two copies of one entry must share. Moments count as moments, however they are written."""
    kept = {name: value for name, value in entry.items() if name not in ("voidedAt", "receivedAt", "source") and value is not None}
    kept["recordedAt"] = list(clock.key(entry["recordedAt"]))
    return jsons.canonical(kept)
