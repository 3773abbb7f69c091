"""The tokens of a theme: values of their type and nothing else. Names that nobody reads are kept and ignored."""

import re

from .shapes import items, may, need, obj, string

_COLOURS = ("surface", "raised", "sunken", "on-surface", "quiet", "action", "on-action", "accent", "outline", "success", "danger")
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_ALIAS = re.compile(r"\{[^{}]+\}")
_NOT_IN_A_NAME = re.compile(r"[^\w \-]|_")
_REM = 16  # pixels


def _number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _colour(value):
    if isinstance(value, str):
        return bool(_HEX.fullmatch(value))
    parts = value.get("components") if isinstance(value, dict) else None
    return (isinstance(parts, list) and value.get("colorSpace") in ("oklch", "srgb") and len(parts) >= 3
            and all(_number(part) or part == "none" for part in parts[:3]) and _number(value.get("alpha", 1)))


def _families(value):
    names = value if isinstance(value, list) else [value]
    return bool(names) and all(isinstance(n, str) and 0 < len(n) <= 60 and not _NOT_IN_A_NAME.search(n) for n in names)


def _weight(value):
    return _number(value) and 100 <= value <= 900


def _dimension(least, most):
    def fits(value):
        if not isinstance(value, dict) or not _number(value.get("value")) or value.get("unit") not in ("rem", "px"):
            return False
        rem = value["value"] / (_REM if value["unit"] == "px" else 1)
        return least <= rem <= most

    return fits


_TOKENS = {
    "color": {name: _colour for name in _COLOURS}, "dark": {name: _colour for name in _COLOURS},
    "font": {"display": _families, "text": _families, "display-weight": _weight},
    "radius": {"card": _dimension(0, 4), "control": _dimension(0, 4)},
    "space": {"unit": _dimension(0.75, 1.5)},
}


def _source(value, pointer, report):
    if not isinstance(value, dict):
        return report.wrong(pointer, "Should be an object.")
    for group, names in _TOKENS.items():
        inside = value.get(group)
        if inside is not None and not isinstance(inside, dict):
            report.wrong(f"{pointer}/{group}", "Should be a group of tokens.")
            continue
        for name, fits in names.items():
            token = (inside or {}).get(name)
            held = token.get("$value") if isinstance(token, dict) else token
            if held is not None and not (fits(held) or isinstance(held, str) and _ALIAS.fullmatch(held)):
                report.wrong(f"{pointer}/{group}/{name}", "Is not a value of its type.")
    return value


def _each(inner):
    """An object whose every value has this shape."""
    def shape(value, pointer, report):
        if not isinstance(value, dict):
            return report.wrong(pointer, "Should be an object.")
        for name, one in value.items():
            inner(one, f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}", report)
        return value

    return shape


_sources = items(_source)
tokens = obj({
    "version": need(string()), "sets": may(_each(obj({"sources": need(_sources)}))),
    "modifiers": may(_each(obj({"contexts": need(_each(_sources)), "default": may(string())}))),
    "resolutionOrder": need(items(obj({"$ref": may(string())}))),
})
