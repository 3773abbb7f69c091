"""What the fuzzer has to know beside the API's description: who asks, and what there is.

Half of all ids become those of things that exist, so that requests reach behind the first look; the other half stays
as it was made up.
"""

import os
import zlib

import requests
import schemathesis

API = os.environ["FUZZED_API"]
FRONT_DOOR = os.environ["FUZZED_FROM"]
STAFF = os.environ["FUZZED_STAFF"]

CHALLENGES = ["twenty-minutes", "lantern-trail", "seven-evenings"]
READER = "0193570a-0000-7000-8000-000000000001"
ENTRY = "0193570a-0000-7000-8000-00000000000a"
TEAM = "0193570a-0000-7000-8000-0000000000f1"

# What may stand for a made up `{id}`, by operation.
KNOWN = {
    "getCampaign": ["lantern"],
    "getExhibit": ["lantern-night"],
    "getChallenge": CHALLENGES,
    "getReadingList": ["lantern"],
    "getTheme": ["lantern"],
    "putProfile": [READER],
    "getEntry": [ENTRY],
    "putEntry": [ENTRY],
    "putTeam": [TEAM],
    "getTeam": [TEAM],
}


class Patron:
    """A patron with a reader, an enrolment and an entry; a new one whenever the fuzzer has signed out or deleted the last."""

    def __init__(self):
        self.session = requests.Session()
        self.session.headers.update({"Origin": FRONT_DOOR, "Atrium-Client": "1"})

    def cookies(self):
        if self.session.get(f"{API}/patron/account").status_code != 200:
            self.begin()
        return self.session.cookies.get_dict()

    def begin(self):
        self.session.cookies.clear()
        self.session.post(f"{API}/patron/accounts", json={"device": "Fuzzer"}).raise_for_status()
        # Under an id of its own where another account, signed out, still has the known one.
        at = "2026-11-02T08:00:00Z"
        self.session.put(f"{API}/patron/profiles/{READER}", json={"id": READER, "nickname": "Ana", "createdAt": at})
        for challenge in CHALLENGES:
            self.session.put(
                f"{API}/patron/enrolments/{challenge}/{READER}",
                json={"challenge": {"member": "city-library", "id": challenge}, "profile": READER, "on": at[:10], "at": at},
            )


@schemathesis.auth(refresh_interval=None)
class SignedIn:
    """Both a patron's cookie and a token of staff: each operation takes what it asks for."""

    patron = Patron()

    def get(self, case, context):
        return self.patron.cookies()

    def set(self, case, data, context):
        case.cookies = {**(case.cookies or {}), **data}
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {STAFF}"}


def known(word, some):
    """One of some for half of all words, the same one each time, or the word."""
    lot = zlib.crc32(word.encode("utf-8", "surrogatepass"))
    return some[lot // 2 % len(some)] if lot % 2 else word


@schemathesis.hook
def map_path_parameters(context, parameters):
    if not parameters:
        return parameters
    operation = context.operation.definition.raw.get("operationId", "")
    some = {"challenge": CHALLENGES, "profile": [READER], "id": KNOWN.get(operation)}
    return {
        name: known(value, some[name]) if some.get(name) and isinstance(value, str) else value
        for name, value in parameters.items()
    }


def of_known(entry):
    """An entry, enrolment or redemption that names what exists, where it named something of the right form."""
    if not isinstance(entry, dict):
        return entry
    entry = dict(entry)
    challenge = entry.get("challenge")
    if isinstance(challenge, dict) and isinstance(challenge.get("id"), str) and isinstance(challenge.get("member"), str):
        at = known(challenge["id"], CHALLENGES)
        entry["challenge"] = {**challenge, "id": at, **({"member": "city-library"} if at in CHALLENGES else {})}
    if isinstance(entry.get("profile"), str) and len(entry["profile"]) == len(READER):
        entry["profile"] = known(entry["profile"], [READER])
    return entry


@schemathesis.hook
def map_body(context, body):
    if isinstance(body, dict) and isinstance(body.get("entries"), list):
        return {**body, "entries": [of_known(entry) for entry in body["entries"]]}
    return of_known(body)


@schemathesis.hook
def before_call(context, case, kwargs):
    """What is sent to an address names the same thing as the address: else nothing behind that check would be reached."""
    ids = case.path_parameters or {}
    if not isinstance(case.body, dict) or not case.operation.path.startswith("/patron/"):
        return
    for name, field in (("id", "id"), ("profile", "profile")):
        if isinstance(ids.get(name), str) and isinstance(case.body.get(field), str) and len(case.body[field]) == len(READER):
            case.body = {**case.body, field: ids[name]}
    challenge = case.body.get("challenge")
    if isinstance(ids.get("challenge"), str) and isinstance(challenge, dict) and isinstance(challenge.get("id"), str):
        case.body = {**case.body, "challenge": {**challenge, "id": ids["challenge"]}}
