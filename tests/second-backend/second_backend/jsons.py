"""JSON in and out, with no surprise in between: what is read here can be written, stored and compared."""

import json

from .problems import Problem

DEEPEST = 100


def _no_constant(name):
    raise ValueError(name)


def _number(text):
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError("a number no double can hold")
    return value


def _whole(text):
    return int(text) if len(text) < 18 else _number(text)


def parse(raw):
    """The value of a body. Not UTF-8, not JSON, deeper than any document is, or half a character: malformed."""
    try:
        value = json.loads(raw.decode(), parse_constant=_no_constant, parse_int=_whole, parse_float=_number)
        _measure(value)
        dump(value)
        return value
    except (ValueError, RecursionError) as wrong:
        raise Problem("malformed", "The body is not JSON that can be kept.") from wrong


def _measure(value):
    level = [value]
    for _depth in range(DEEPEST):
        level = [inner for outer in level if isinstance(outer, (dict, list)) for inner in _inside(outer)]
        if not level:
            return
    raise ValueError("too deep")


def _inside(value):
    return value.values() if isinstance(value, dict) else value


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def canonical(value):
    """One text for one content: keys in order, no blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def store(value):
    """For the store: in ASCII, so that no character of a patron meets the database."""
    return json.dumps(value, separators=(",", ":"))


def restore(text):
    return json.loads(text)
