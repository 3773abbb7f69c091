"""What the fuzzer has to know beside the API's description: who asks, and what there is.

Half of all ids become those of things that exist, and half of what is well formed becomes something that can be taken, so
that requests reach behind the first look; the rest stays as it was made up. What became of each operation is written to a file.
"""

import atexit
import collections
import json
import os
import re
import time
import uuid
import zlib

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from people import CHALLENGES, CODES, COOKIE, COPY, EARNED, MEMBER, ORIGINALS, STAFF, day, now, papers, people, token_of

# These stand for what the account has that asks in the end; the first three are the examples of the API's description.
READER = "0193570a-0000-7000-8000-000000000001"
ENTRY = "0193570a-0000-7000-8000-00000000000a"
TEAM = "0193570a-0000-7000-8000-0000000000f1"
DEVICE = "0193570a-0000-7000-8000-0000000000d1"

# What may stand for a made up `{id}`, by operation.
KNOWN = {
    "getCampaign": [ORIGINALS["campaigns"], COPY],
    "getExhibit": [ORIGINALS["exhibits"], COPY],
    "getChallenge": [*CHALLENGES, COPY],
    "getReadingList": [ORIGINALS["lists"], COPY],
    "getTheme": [ORIGINALS["themes"], COPY],
    "putProfile": [READER],
    "deleteProfile": [READER],
    "getEntry": [ENTRY],
    "putEntry": [ENTRY],
    "putTeam": [TEAM],
    "getTeam": [TEAM],
    "revokeDevice": [DEVICE],
    "getDraft": [COPY],
    "getHistory": [COPY],
}
# They end a device or an account, which then has to be one that nothing else counts on.
ENDING = ["signOut", "deleteAccount", "revokeDevice"]
# Wrong phrases are a hundred a minute, from wherever they come: then everybody waits.
MOST_WRONG_PROOFS = 60

statuses = collections.defaultdict(collections.Counter)
# Signed in, and yet 401: an account ended that others counted on.
lost = collections.Counter()
wrong_proofs = collections.deque()
tags = {}
given = collections.deque(maxlen=50)
addresses = iter(range(1 << 24))


@atexit.register
def written():
    with open(os.environ["FUZZED_TABLE"], "w", encoding="utf-8") as table:
        json.dump({"statuses": statuses, "lost": lost}, table)


@schemathesis.auth(refresh_interval=None)
class SignedIn:
    """Both a patron's cookie and a token of staff: each operation takes what it asks for."""

    def get(self, case, context):
        return people.regular()

    def set(self, case, account, context):
        number = next(addresses)
        case.cookies = {**(case.cookies or {}), COOKIE: account.token}
        case.headers = {
            **(case.headers or {}),
            "Authorization": f"Bearer {STAFF}",
            # Each from another address: else ten wrong phrases would shut everybody out.
            "X-Forwarded-For": f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}",
        }


def name_of(case):
    return case.operation.definition.raw.get("operationId", "")


def lot(*of):
    """A number that is the same for the same things."""
    return zlib.crc32(repr(of).encode("utf-8", "surrogatepass")) >> 1


def known(word, some):
    """One of some for half of all words, or the word."""
    number = lot(word)
    return some[number // 2 % len(some)] if number % 2 else word


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
        entry["challenge"] = {**challenge, "id": at, **({"member": MEMBER} if at in CHALLENGES else {})}
    if isinstance(entry.get("profile"), str) and len(entry["profile"]) == len(READER):
        entry["profile"] = known(entry["profile"], [READER])
    return entry


@schemathesis.hook
def map_body(context, body):
    if isinstance(body, dict) and isinstance(body.get("entries"), list):
        return {**body, "entries": [of_known(entry) for entry in body["entries"]]}
    return of_known(body)


def entry_taken(number, entry):
    """An entry that can be taken: for what is running, by the reader, and mostly on a day that counts."""
    entry = {**entry, "challenge": {"member": MEMBER, "id": CHALLENGES[number % 3]}, "profile": READER}
    if number % 5:
        entry["occurredOn"] = day(number % 25)
    return entry


def fresh(*of):
    """A UUID that is the same for the same things."""
    return str(uuid.UUID(int=lot(*of) << 96 | lot(of, "more")))


def under_a_new_id(case, account, number):
    """Each of these is one thing, and the description has one id to show: most become new ones."""
    if number % 4:
        case.path_parameters = {"id": fresh(number)}


def put_enrolment(case, account, number):
    # A reader who was just made takes part for the first time.
    reader = account.readers[-1] if account.readers and number % 3 == 0 else READER
    challenge = CHALLENGES[number % 3]
    case.path_parameters = {"challenge": challenge, "profile": reader}
    body = {**case.body, "challenge": {"member": MEMBER, "id": challenge}, "profile": reader, "team": None, "invitation": None}
    if challenge == account.team["challenge"]:
        body.update(team=account.team["id"], invitation=account.team["invitation"], changedAt=now())
    case.body = body


def put_entry(case, account, number):
    under_a_new_id(case, account, number)
    if case.path_parameters["id"] == ENTRY:
        # The same once more, or voided.
        voided = case.body.get("voidedAt")
        case.body = {**account.entry, **({"voidedAt": voided} if voided else {})}
        return
    case.body = entry_taken(number, case.body)
    given.append(case.body)


def put_entries(case, account, number):
    made_up = case.body["entries"][:20]
    good = [{**entry, "id": fresh(number, place)} for place, entry in enumerate(given)]
    # Among what was made up, in turn with it.
    both = [entry for pair in zip(good, [*made_up, *good]) for entry in pair]
    case.body = {**case.body, "entries": both[: 1 + number % 40]}


def put_redemption(case, account, number):
    under_a_new_id(case, account, number)
    case.body = {
        **case.body, "profile": READER, "code": CODES[number % 8 == 0]["code"], "on": day(number % 25),
    }


def put_team(case, account, number):
    under_a_new_id(case, account, number)
    case.body = {**case.body, "challenge": CHALLENGES[number % 3]}


def sign_in(case, account, number):
    host = people.leaving()
    proof = {"phrase": host.phrase()} if number % 2 else {"recovery": host.recovery}
    # It is used up.
    people.left()
    body = case.body if isinstance(case.body, dict) else {}
    case.body = {**({"device": body["device"]} if body.get("device") else {}), **proof}


def under(case, condition):
    """The request with this precondition and no other."""
    case.headers = {name: value for name, value in case.headers.items() if name.lower() not in ("if-match", "if-none-match")} | condition


def put_draft(case, account, number):
    collection = case.path_parameters["collection"]
    creates = number % 3 == 0
    id = case.path_parameters["id"] if creates else COPY
    case.path_parameters = {"collection": collection, "id": id}
    under(case, {"If-None-Match": "*"} if creates else {"If-Match": papers.tag(f"/publish/{collection}/{COPY}")})
    body = {name: value for name, value in case.body.items() if name != "codes"}
    if body.get("state") != "published":
        body.pop("publishAt", None)
    made_up = body["document"] if isinstance(body["document"], dict) else {}
    case.body = {**body, "document": {**made_up, **papers.document(collection, id)}}


def delete_draft(case, account, number):
    collection = case.path_parameters["collection"]
    id, tag = papers.create_next(collection)
    case.path_parameters = {"collection": collection, "id": id}
    under(case, {"If-Match": tag})


def put_own_member(case, account, number):
    under(case, {"If-Match": papers.tag("/publish/member")})
    case.body = {**case.body, "id": MEMBER}


def put_award(case, account, number):
    challenge, milestone = EARNED
    case.path_parameters = {"challenge": challenge, "profile": READER, "milestone": milestone}


def get_changes(case, account, number):
    case.query = {**(case.query or {}), "cursor": account.cursor()}


def get_drafts(case, account, number):
    case.query = {**(case.query or {}), "after": COPY}


# How half of the well formed requests become ones that can be taken.
TAKEN = {
    "putProfile": under_a_new_id,
    "putEnrolment": put_enrolment,
    "putEntry": put_entry,
    "putEntries": put_entries,
    "putRedemption": put_redemption,
    "putTeam": put_team,
    "signIn": sign_in,
    "putDraft": put_draft,
    "deleteDraft": delete_draft,
    "putOwnMember": put_own_member,
    "putAward": put_award,
    "getChanges": get_changes,
    "getDrafts": get_drafts,
}


def past_the_precondition(case, operation):
    """A wrong body under a right precondition: one that does not hold is refused before the body is looked at."""
    if operation == "putOwnMember":
        under(case, {"If-Match": papers.tag("/publish/member")})
    elif operation == "putDraft" and case.path_parameters.get("collection") in ORIGINALS:
        collection = case.path_parameters["collection"]
        case.path_parameters = {"collection": collection, "id": COPY}
        under(case, {"If-Match": papers.tag(f"/publish/{collection}/{COPY}")})


SIXTY = re.compile(r"(?<=[Tt][0-9]{2}:[0-9]{2}:)60(?=\.|[Zz]|[+-])")


def without_sixty(value):
    """A second 60 is read in any minute, as the description's pattern says; the fuzzer believes the word `date-time` beside it."""
    if isinstance(value, dict):
        return {name: without_sixty(item) for name, item in value.items()}
    if isinstance(value, list):
        return [without_sixty(item) for item in value]
    return SIXTY.sub("59", value) if isinstance(value, str) else value


def is_good_code(body):
    return isinstance(body, dict) and any(body.get("code") == code["code"] for code in CODES)


def asking(case, operation):
    """Whose request it is to be."""
    # Nobody voids what that one earned.
    if operation in ENDING or operation == "putAward":
        return people.leaving()
    if operation == "putRedemption" and not is_good_code(case.body):
        return people.guesser()
    # What follows a link is in the account where the link was.
    follows = case.meta is not None and case.meta.phase.name.value == "stateful"
    account = people.accounts.get((case.cookies or {}).get(COOKIE)) if follows else None
    return account or people.regular()


def spelled_out(case, account):
    """What stood for things of an account becomes those of this one."""
    real = {READER: account.reader, ENTRY: account.entry["id"], TEAM: account.team["id"], DEVICE: account.device}

    def of(value):
        if isinstance(value, dict):
            return {name: of(item) for name, item in value.items()}
        if isinstance(value, list):
            return [of(item) for item in value]
        return real.get(value, value) if isinstance(value, str) else value

    if case.path_parameters:
        case.path_parameters = of(case.path_parameters)
    if isinstance(case.body, dict):
        case.body = of(case.body)


def agree(case):
    """What is sent to an address names the same thing as the address: else nothing behind that check would be reached."""
    ids = case.path_parameters or {}
    if not isinstance(case.body, dict) or "/patron/" not in case.operation.path:
        return
    for name, field in (("id", "id"), ("profile", "profile")):
        if isinstance(ids.get(name), str) and isinstance(case.body.get(field), str) and len(case.body[field]) == len(READER):
            case.body = {**case.body, field: ids[name]}
    challenge = case.body.get("challenge")
    if isinstance(ids.get("challenge"), str) and isinstance(challenge, dict) and isinstance(challenge.get("id"), str):
        case.body = {**case.body, "challenge": {**challenge, "id": ids["challenge"]}}


def is_well_formed(case):
    return case.meta is None or case.meta.generation.mode.is_positive


def is_wrong_in(case, location):
    return case.meta is not None and case.meta.is_negative_at(location)


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = name_of(case)
    signed_in = (case.cookies or {}).get(COOKIE) in people.accounts
    number = lot(case.path_parameters, case.body, case.query)
    if (case.path_parameters or {}).get("id") == READER:
        # The description has one example for the id of anything.
        case.path_parameters = {**case.path_parameters, "id": KNOWN[operation][0] if operation in KNOWN else fresh(number)}
    while wrong_proofs and wrong_proofs[0] < time.monotonic() - 60:
        wrong_proofs.popleft()
    lucky = number % 2 == 0 or (operation == "signIn" and len(wrong_proofs) >= MOST_WRONG_PROOFS)
    account = asking(case, operation)
    if lucky and operation in TAKEN and is_well_formed(case):
        TAKEN[operation](case, account, number // 2)
        account = asking(case, operation)
    elif lucky and is_wrong_in(case, ParameterLocation.BODY) and not is_wrong_in(case, ParameterLocation.HEADER):
        past_the_precondition(case, operation)
    if not is_well_formed(case) and isinstance(case.body, dict):
        case.body = without_sixty(case.body)
    # The fuzzer remembers ids that it was told, the reader's too, who stays.
    if operation == "deleteProfile" and case.path_parameters.get("id") in (READER, account.reader):
        case.path_parameters = {"id": account.another_reader()}
    token = account.token
    if operation == "revokeDevice":
        device = case.path_parameters.get("id")
        if device in people.devices:
            token = people.devices.pop(device)
        elif device == DEVICE and number % 2:
            case.path_parameters = {"id": account.second_device()}
        elif any(device == other.device for other in people.accounts.values()):
            case.path_parameters = {"id": DEVICE}
    spelled_out(case, account)
    agree(case)
    if signed_in and case.cookies[COOKIE] != token:
        case.cookies = {**case.cookies, COOKIE: token}
    tag = tags.get(tag_of(case))
    if tag and number % 3 == 0 and "If-None-Match" in (case.headers or {}) and case.method == "GET":
        case.headers = {**case.headers, "If-None-Match": tag}


def tag_of(case):
    return case.operation.label, repr(case.path_parameters)


@schemathesis.hook
def after_call(context, case, response):
    operation, status = name_of(case), response.status_code
    # The fuzzer tries other methods too, which are no operation.
    if response.request.method.lower() != case.operation.method.lower():
        return
    statuses[operation][status] += 1
    account = people.accounts.get((case.cookies or {}).get(COOKIE))
    if status == 401 and account and "/patron/" in case.operation.path:
        lost[operation] += 1
    if operation == "signIn" and status == 404:
        wrong_proofs.append(time.monotonic())
    if operation == "putRedemption" and status == 422 and account and b"code-unknown" in response.content:
        account.guesses += 1
    if not 200 <= status < 300:
        return
    if case.method == "GET" and "etag" in response.headers:
        tags[tag_of(case)] = response.headers["etag"][0]
    if operation in ("createAccount", "signIn"):
        people.devices[response.json()["device"]] = response.headers["set-cookie"][0].split(";")[0].split("=", 1)[1]
    if operation in ENDING:
        people.left()
    if account and operation == "putTeam":
        account.teams += status == 201
    if account and operation == "putProfile" and status == 201:
        account.note_reader(response.json()["id"])
    if account and operation == "deleteProfile":
        account.readers = [reader for reader in account.readers if reader != case.path_parameters["id"]]
