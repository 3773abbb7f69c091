"""Awards: nothing earned is lost by an edit, and what no longer follows from the entries is withdrawn."""

from .. import clock
from .fold import fold
from .judge import corrected_in, one_of_each


def awards(versions, enrolled_on, today, entries, current=None):
    """What stands: milestone (None: the goal) to {"on", "version"}. `versions` are {"since", "challenge", "version"?}, oldest
    first; without numbers of their own they are 1, 2, …

    `current` is the fold of the version in force, for who has it already. What is voided or corrected is so in every version.
    """
    standing, entries = {}, one_of_each(entries)
    corrected = corrected_in(versions[-1]["challenge"], today, entries) if versions else set()
    for number, version in enumerate(versions, start=1):
        if number < len(versions):
            seen = [e for e in entries if _received_before(e, versions[number]["since"])]
            found = fold(version["challenge"], enrolled_on, today, seen, corrected)
        else:
            found = current or fold(version["challenge"], enrolled_on, today, entries)
        for name, day in found.reached.items():
            standing[name] = {"on": day, "version": version.get("version", number)}  # a later one speaks before an earlier one
    return standing


def _received_before(entry, since):
    return bool(entry.get("receivedAt")) and clock.key(entry["receivedAt"]) < clock.key(since)


def settle(kept, standing, now):
    """Brings the awards that are kept (milestone to Award without its names) in line with what stands.

    Gives the milestones that changed. An award that was handed out stays, whatever becomes of the entries.
    """
    changed = []
    for name in {**kept, **standing}:
        before = kept.get(name)
        if name in standing:
            award = {**standing[name], "awardedAt": before["awardedAt"] if before else now}
            if before and "redeemedAt" in before:
                award["redeemedAt"] = before["redeemedAt"]
        elif "redeemedAt" in before or "withdrawnAt" in before:
            award = before
        else:
            award = {**before, "withdrawnAt": now, "because": "entries"}
        if award != before:
            kept[name] = award
            changed.append(name)
    return changed
