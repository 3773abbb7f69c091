"""Who asks: accounts of patrons with something in them, and what staff have published for them."""

import datetime
import os
import uuid
from http.cookiejar import DefaultCookiePolicy

import requests

API = os.environ["FUZZED_API"]
FRONT_DOOR = os.environ["FUZZED_FROM"]
STAFF = os.environ["FUZZED_STAFF"]

MEMBER = "city-library"
CHALLENGES = ["twenty-minutes", "lantern-trail", "seven-evenings"]
# A milestone that every account here has reached.
EARNED = ("twenty-minutes", "first-hundred")
# One document of each collection, and the id of the copy of it that staff change: what patrons count on stays as it is.
ORIGINALS = {
    "campaigns": "lantern",
    "challenges": "twenty-minutes",
    "exhibits": "lantern-night",
    "lists": "lantern",
    "themes": "lantern",
}
COPY = "fuzzed"
# The first may be redeemed again and again, the others once by each reader.
CODES = [
    {"code": "OWL SEVEN", "item": "owl"},
    {"code": "MOON NINE", "amount": {"amount": 1, "unit": "activities"}},
]
# An account holds 50 readers and 100 teams. The fuzzer makes more.
MOST_READERS = 40
MOST_TEAMS = 90
# Ten wrong codes in ten minutes, and an account has to wait.
MOST_GUESSES = 9

_session = requests.Session()
_session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))


def ask(method, path, body=None, *, account=None, headers=None):
    """Asks as a patron or as staff. Whatever is refused is an error: the fuzzer would stand before a closed door, and find nothing."""
    headers = {"Origin": FRONT_DOOR, "Atrium-Client": "1", **(headers or {})}
    if account is not None:
        # By hand: the cookie is `Secure`, and a jar gives it to no address without TLS.
        headers["Cookie"] = f"{account.cookie}={account.token}"
    if path.startswith("/publish/"):
        headers["Authorization"] = f"Bearer {STAFF}"
    answer = _session.request(method, f"{API}{path}", json=body, headers=headers)
    if not answer.ok:
        raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
    return answer


def token_of(answer):
    """The cookie that an answer sets: its name and its value."""
    return answer.headers["set-cookie"].split(";")[0].split("=", 1)


def now():
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def day(ago):
    """The day so many days ago; `twenty-minutes` has been running for thirty."""
    return (datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=ago)).isoformat()


class Account:
    """A patron with a reader who takes part, has earned something and is in a team."""

    def __init__(self):
        made = ask("POST", "/patron/accounts", {"device": "Fuzzer"})
        self.cookie, self.token = token_of(made)
        self.device = made.json()["device"]
        self.recovery = made.json()["recovery"]
        self.teams = self.guesses = 0
        # Readers the fuzzer made, beside the one that stays.
        self.readers = []
        self.reader = self.new_reader()
        for challenge in CHALLENGES:
            self.send("PUT", f"/patron/enrolments/{challenge}/{self.reader}", {
                "challenge": {"member": MEMBER, "id": challenge}, "profile": self.reader, "on": day(20), "at": f"{day(20)}T08:00:00Z",
            })
        self.give(120)
        self.entry = self.give(20)
        team = str(uuid.uuid4())
        self.team = self.send("PUT", f"/patron/teams/{team}", {
            "id": team, "challenge": CHALLENGES[0], "name": "Class 4b", "createdAt": now(),
        }).json()
        awards = self.send("GET", "/patron/awards").json()["items"]
        if not any((award["challenge"], award.get("milestone")) == EARNED for award in awards):
            raise RuntimeError(f"nothing was earned: {awards}")

    def send(self, method, path, body=None):
        return ask(method, path, body, account=self)

    def new_reader(self):
        reader = str(uuid.uuid4())
        self.send("PUT", f"/patron/profiles/{reader}", {"id": reader, "nickname": "Ana", "createdAt": now()})
        return reader

    def give(self, minutes):
        entry = {
            "id": str(uuid.uuid4()), "challenge": {"member": MEMBER, "id": CHALLENGES[0]}, "profile": self.reader,
            "occurredOn": day(0), "zone": "Europe/Lisbon", "recordedAt": now(), "amount": {"amount": minutes, "unit": "minutes"},
        }
        self.send("PUT", f"/patron/entries/{entry['id']}", entry)
        return entry

    def phrase(self):
        return self.send("POST", "/patron/pairings").json()["phrase"]

    def second_device(self):
        return ask("POST", "/patron/session", {"phrase": self.phrase(), "device": "Second"}).json()["device"]

    def cursor(self):
        return self.send("GET", "/patron/changes").json()["next"].split("cursor=")[1]

    def another_reader(self):
        """One to be deleted, which may yet be refused."""
        reader = self.new_reader()
        self.note_reader(reader)
        return reader

    def note_reader(self, reader):
        """Takes note of a reader, and keeps their number below what an account may have."""
        self.readers.append(reader)
        while len(self.readers) > MOST_READERS:
            self.send("DELETE", f"/patron/profiles/{self.readers.pop(0)}")


class People:
    """The accounts of a run: one for nearly everything, so that what a request made is there for the next."""

    def __init__(self):
        self.accounts = {}
        # Tokens of devices that the fuzzer made, in accounts of their own.
        self.devices = {}
        self._kept = {}

    def _account(self, what, full):
        account = self._kept.get(what)
        if account is None or full(account):
            account = self._kept[what] = Account()
            self.accounts[account.token] = account
        return account

    def regular(self):
        return self._account("regular", lambda account: account.teams >= MOST_TEAMS)

    def guesser(self):
        """Who tries codes that are nobody's, and has to wait one day."""
        return self._account("guesser", lambda account: account.guesses >= MOST_GUESSES)

    def leaving(self):
        """Who signs out, revokes devices or deletes the account."""
        return self._account("leaving", lambda account: False)

    def left(self):
        self._kept.pop("leaving", None)


class Papers:
    """What staff have published: documents, and codes to be found."""

    def __init__(self):
        self.documents = {}
        self.made = 0
        for collection, original in ORIGINALS.items():
            document = ask("GET", f"/publish/{collection}/{original}").json()["document"]
            self.documents[collection] = document
            self.create(collection, COPY, "published")
        items = [{"id": "owl", "title": "Owl", "code": True}, {"id": "fox", "title": "Fox"}]
        owls = {**self.documents["challenges"], "id": "owls", "goal": {"kind": "checklist", "items": items}, "codes": True}
        owls.pop("boards", None)
        owls.pop("milestones", None)
        self.put("challenges", "owls", {"state": "published", "document": owls, "codes": CODES}, {"If-None-Match": "*"})

    def document(self, collection, id):
        return {**self.documents[collection], "id": id}

    def put(self, collection, id, draft, headers):
        return ask("PUT", f"/publish/{collection}/{id}", draft, headers=headers)

    def create(self, collection, id, state):
        """Makes a draft, and gives its tag."""
        draft = {"state": state, "document": self.document(collection, id)}
        return self.put(collection, id, draft, {"If-None-Match": "*"}).headers["etag"]

    def create_next(self, collection):
        """Makes a draft that nobody has seen."""
        self.made += 1
        id = f"unseen-{self.made}"
        return id, self.create(collection, id, "draft")

    def tag(self, path):
        return ask("GET", path).headers["etag"]


papers = Papers()
people = People()
COOKIE = people.regular().cookie
