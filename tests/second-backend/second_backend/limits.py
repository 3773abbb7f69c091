"""How often something may go wrong. Kept in memory: a restart forgives."""

import threading
import time
from collections import deque

from .problems import Problem

MOST_KEYS = 100_000


class Limit:
    """At most `times` in `seconds` for each key."""

    def __init__(self, times, seconds, now=time.monotonic):
        self.times, self.seconds, self.now = times, seconds, now
        self._seen = {}
        self._lock = threading.Lock()

    def check(self, key):
        """429 where there were as many already."""
        with self._lock:
            seen = self._fresh(key)
            if len(seen) >= self.times:
                wait = max(1, int(seen[0] + self.seconds - self.now()) + 1)
                raise Problem("rate-limited", headers={"Retry-After": str(wait)})

    def count(self, key):
        with self._lock:
            if len(self._seen) >= MOST_KEYS and key not in self._seen:
                for other in list(self._seen):
                    self._fresh(other)
            self._fresh(key)
            self._seen.setdefault(key, deque()).append(self.now())

    def _fresh(self, key):
        seen = self._seen.get(key, ())
        while seen and seen[0] <= self.now() - self.seconds:
            seen.popleft()
        if not seen:
            self._seen.pop(key, None)
        return seen
