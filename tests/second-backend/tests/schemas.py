"""As much of JSON Schema 2020-12 as contract/schema uses. `format` says nothing that a pattern does not say too."""

import json
import re

from .vectors import CONTRACT

_TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def schema(kind):
    """The schema of a type of document, or None."""
    file = CONTRACT / "schema" / f"{kind}.schema.json"
    return json.loads(file.read_text()) if file.exists() else None


def holds(rule, value, root, where=""):
    """None where the value is as the rule says, else a sentence."""
    if isinstance(rule, bool):
        return None if rule else f"{where}: nothing may be here"
    if "$ref" in rule and (wrong := holds(root["$defs"][rule["$ref"].rpartition("/")[2]], value, root, where)):
        return wrong
    if "type" in rule and not any(_is(value, kind) for kind in _list(rule["type"])):
        return f"{where}: not {rule['type']}"
    if "const" in rule and value != rule["const"] or "enum" in rule and value not in rule["enum"]:
        return f"{where}: none of what it may be"
    if "not" in rule and holds(rule["not"], value, root, where) is None:
        return f"{where}: what it may not be"
    if "anyOf" in rule and all(holds(one, value, root, where) for one in rule["anyOf"]):
        return f"{where}: none of {len(rule['anyOf'])}"
    if isinstance(value, str):
        return _string(rule, value, where)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not rule.get("minimum", value) <= value <= rule.get("maximum", value):
            return f"{where}: out of bounds"
    if isinstance(value, list):
        return _array(rule, value, root, where)
    return _object(rule, value, root, where) if isinstance(value, dict) else None


def _list(value):
    return value if isinstance(value, list) else [value]


def _is(value, kind):
    if kind in ("integer", "number"):
        whole = isinstance(value, int) or isinstance(value, float) and value.is_integer()
        return not isinstance(value, bool) and (whole if kind == "integer" else isinstance(value, (int, float)))
    return isinstance(value, _TYPES[kind])


def _string(rule, value, where):
    if not rule.get("minLength", 0) <= len(value) <= rule.get("maxLength", len(value)):
        return f"{where}: length"
    if "pattern" in rule and not re.search(rule["pattern"].replace("$", r"\Z"), value):
        return f"{where}: pattern"
    return None


def _array(rule, value, root, where):
    if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)):
        return f"{where}: length"
    first = rule.get("prefixItems", [])
    rules = first + [rule.get("items", True)] * (len(value) - len(first))
    return next((wrong for n, (one, item) in enumerate(zip(rules, value)) if (wrong := holds(one, item, root, f"{where}/{n}"))), None)


def _object(rule, value, root, where):
    missing = [name for name in rule.get("required", []) if name not in value]
    if missing or len(value) < rule.get("minProperties", 0):
        return f"{where}: lacks {missing}"
    for name, inner in value.items():
        rules = [rule["properties"][name]] if name in rule.get("properties", {}) else []
        rules += [one for pattern, one in rule.get("patternProperties", {}).items() if re.search(pattern, name)]
        for one in rules or [rule.get("additionalProperties", True)]:
            if wrong := holds(one, inner, root, f"{where}/{name}"):
                return wrong
    return None
