"""When two entries name the same work."""

BLANKS = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"

# Capitals and their small letters, as RULES.md lists them: (first, last, step), then those of which every other is one.
_STEPS = ((0x41, 0x5A, 32), (0xC0, 0xD6, 32), (0xD8, 0xDE, 32), (0x178, 0x178, -121), (0x386, 0x386, 38), (0x388, 0x38A, 37),
          (0x38C, 0x38C, 64), (0x38E, 0x38F, 63), (0x391, 0x3A1, 32), (0x3A3, 0x3AB, 32), (0x3C2, 0x3C2, 1), (0x400, 0x40F, 80),
          (0x410, 0x42F, 32), (0x531, 0x556, 48), (0x1E9E, 0x1E9E, -0x1DBF))
_EVEN = ((0x100, 0x12E), (0x132, 0x136), (0x14A, 0x176), (0x1DE, 0x1EE), (0x1F8, 0x21E), (0x222, 0x232), (0x3D8, 0x3EE),
         (0x460, 0x480), (0x48A, 0x4BE), (0x4D0, 0x52E), (0x1E00, 0x1E94), (0x1EA0, 0x1EFE))
_ODD = ((0x139, 0x147), (0x179, 0x17D), (0x1CD, 0x1DB), (0x4C1, 0x4CD))
SMALL = {code: code + step for first, last, step in _STEPS for code in range(first, last + 1)}
SMALL |= {code: code + 1 for first, last in _EVEN + _ODD for code in range(first, last + 1, 2)}


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
    """One letter for one: nothing is composed, taken apart or made longer."""
    return (text or "").strip(BLANKS).translate(SMALL) or None


def isbn13(text):
    """The thirteen digits of an ISBN of either length, or None where it is none."""
    between = dict.fromkeys(map(ord, "- \xa0\u2010\u2011\u2012\u2013"))
    digits = (text or "").strip(BLANKS).translate(between).upper()
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
