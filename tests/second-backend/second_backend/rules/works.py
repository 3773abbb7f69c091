"""When two entries name the same work."""


class Works:
    """The works that counted so far."""

    def __init__(self):
        self._isbns = set()
        self._titles = {}  # folded title to what was named with it: (isbn or None, folded author or None)

    def has(self, work):
        if not work:
            return False
        isbn = isbn13(work.get("isbn"))
        if isbn and isbn in self._isbns:
            return True
        title, author = _folded(work.get("title")), _folded(work.get("author"))
        for other, theirs in self._titles.get(title, ()) if title else ():
            if not (isbn and other) and (author is None or theirs is None or author == theirs):
                return True
        return False

    def add(self, work):
        if not work:
            return
        isbn = isbn13(work.get("isbn"))
        if isbn:
            self._isbns.add(isbn)
        title = _folded(work.get("title"))
        if title:
            self._titles.setdefault(title, set()).add((isbn, _folded(work.get("author"))))


def _folded(text):
    return (text or "").strip().casefold() or None


def isbn13(text):
    """The thirteen digits of an ISBN of either length, or None where it is none."""
    digits = (text or "").replace("-", "").replace(" ", "").upper()
    if not digits.isascii():
        return None
    if len(digits) == 13 and digits.isdigit():
        return digits if digits[-1] == _check13(digits[:12]) else None
    if len(digits) == 10 and digits[:9].isdigit() and (digits[9].isdigit() or digits[9] == "X"):
        values = [int(d) for d in digits[:9]] + [10 if digits[9] == "X" else int(digits[9])]
        if sum((10 - n) * value for n, value in enumerate(values)) % 11:
            return None
        return "978" + digits[:9] + _check13("978" + digits[:9])
    return None


def _check13(twelve):
    total = sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(twelve))
    return str(-total % 10)
