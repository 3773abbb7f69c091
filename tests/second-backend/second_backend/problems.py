"""Problems: what is said when something cannot be done (RFC 9457)."""

_KINDS = {
    "not-found": (404, "There is nothing here."),
    "method-not-allowed": (405, "This cannot be done here."),
    "malformed": (400, "This could not be understood."),
    "media-type": (415, "The body has to be application/json."),
    "invalid": (422, "Something is missing or wrong."),
    "too-large": (413, "This is too much at once."),
    "sign-in-needed": (401, "Sign in first."),
    "origin-unknown": (403, "This page may not ask here."),
    "client-header-missing": (403, "The header Atrium-Client is missing."),
    "not-staff": (403, "This is for staff."),
    "phrase-unknown": (404, "This phrase, key or code does not work."),
    "id-taken": (409, "This id belongs to something else."),
    "goal-fixed": (409, "The goal cannot change this way once there are entries."),
    "published-once": (409, "What was published can only be unpublished."),
    "entry-differs": (409, "The entry is here with another content."),
    "challenge-unknown": (422, "This challenge is not here."),
    "profile-unknown": (422, "This reader is not here."),
    "team-unknown": (422, "This team is not here."),
    "code-unknown": (422, "There is no such code."),
    "too-many": (422, "There are too many of these."),
    "precondition-required": (428, "Say which version is meant, with If-Match or If-None-Match."),
    "precondition-failed": (412, "It was changed in the meantime."),
    "rate-limited": (429, "Too often. Wait a little."),
    "internal": (500, "Something went wrong here. Nothing was changed."),
    "unavailable": (503, "Not now. It may be sent again."),
}


class Problem(Exception):
    def __init__(self, kind, detail=None, errors=None, headers=None):
        super().__init__(kind)
        self.kind, self.detail, self.errors = kind, detail, errors
        self.status, self.title = _KINDS[kind]
        self.headers = headers or {}

    def document(self):
        document = {"type": "urn:atrium:problem:" + self.kind, "title": self.title, "status": self.status}
        if self.detail:
            document["detail"] = self.detail
        if self.errors:
            document["errors"] = self.errors
        return document
