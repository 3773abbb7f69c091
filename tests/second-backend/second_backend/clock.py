"""Moments and days: the two kinds of time of the contract.

A moment is RFC 3339 with an offset. It is compared as a moment, whatever its offset, to the millisecond: `key` makes
of it (seconds since 1970, milliseconds), and what is finer than that is cut.
"""

import re
import threading
import time
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

_INSTANT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,40}))?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST, _LAST = -62_135_596_800_000, 253_402_300_799_999  # what a date of four digits can say
ZONES = frozenset(available_timezones())


@lru_cache(65536)
def key(text):
    """What compares as the moment does, or None where the text is no moment."""
    found = _INSTANT.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(found[n]) for n in range(1, 7))
    try:
        days = date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None
    ahead_h, ahead_m = int(found[9] or 0), int(found[10] or 0)
    if hour > 23 or minute > 59 or second > 60 or ahead_h > 23 or ahead_m > 59:
        return None
    ahead = (ahead_h * 3600 + ahead_m * 60) * (-1 if found[8] == "-" else 1)
    seconds = days * 86400 + hour * 3600 + minute * 60 + second - ahead
    return (seconds, int((found[7] or "")[:3].ljust(3, "0")))


def day(text):
    """A local date, or None."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def day_in(zone, instant):
    """The local date on which a moment falls in a zone (UTC where the zone is not known here)."""
    return _day_in(zone, key(instant)[0])


@lru_cache(65536)
def _day_in(zone, seconds):
    where = ZoneInfo(zone) if zone in ZONES else timezone.utc
    try:
        return datetime.fromtimestamp(seconds, where).date()
    except (OverflowError, ValueError, OSError):
        return date.max if seconds > 0 else date.min


def text_of(milliseconds):
    moment = datetime(1970, 1, 1) + timedelta(milliseconds=min(max(milliseconds, _FIRST), _LAST))
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


class Clock:
    """Now, in milliseconds since 1970. No two answers are alike, so that "before" is never in doubt."""

    def __init__(self, ahead=0):
        self.ahead = ahead  # milliseconds, for tests
        self._last = 0
        self._lock = threading.Lock()

    def now(self):
        with self._lock:
            self._last = max(self._last + 1, int(time.time() * 1000) + self.ahead)
            return self._last
