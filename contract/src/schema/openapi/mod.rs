//! The OpenAPI 3.1 document: every operation of the three classes, over the schemas of the types.
//!
//! A backend lays out its own addresses and says them in its documents; the paths here are those of the reference backend.

mod examples;
mod operation;
mod participate;
mod parts;
mod publish;
mod read;

use super::{DOCUMENTS, Defs, Node};
use operation::Operation;

const ABOUT: &str = "Everything the front door of a cultural alliance knows about the world comes through this API, and everything a \
patron gives goes through it. A backend offers one of three classes, each a superset of the one before: **Read** (static files will do), \
**Participate** (what patrons give) and **Publish** (what staff do).\n\nDocuments link to each other; an app never builds an address by a \
rule. The paths here are those of the reference backend, another one lays out its own and says them in its documents. The same in words, \
with all the rules: `API.md`, `PARTICIPATE.md`, `PUBLISH.md` and `RULES.md`.\n\nA schema says what is read without a word of complaint. \
Unknown fields are always allowed, and `null` stands for a field that is not there.";

/// The document.
pub fn document() -> Node {
    let mut defs = Defs::new("#/components/schemas/");
    for document in DOCUMENTS {
        document.refer(&mut defs);
    }
    defs.refer::<crate::problem_detail::ProblemDetail>();
    let paths = paths(&mut defs);
    let parameters = parts::parameters(&mut defs);
    node!({
        "openapi": "3.1.0",
        "info": {
            "title": "The Atrium API",
            "version": "1",
            "summary": "The documented JSON API of a cultural alliance.",
            "description": (ABOUT),
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "http://localhost:8080/atrium", "description": "The reference backend on this machine" }],
        "tags": [
            { "name": "Read", "description": "Documents for everybody. A folder of static files is a complete backend of this class." },
            { "name": "Account", "description": "Accounts without personal data, and their devices." },
            { "name": "Ledger", "description": "What a patron gives: readers, enrolments, entries, codes, teams." },
            { "name": "Outcome", "description": "What the rules make of it." },
            { "name": "Publish", "description": "What staff create, change, schedule and take down." },
        ],
        "paths": (paths),
        "components": {
            "securitySchemes": {
                "cookie": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "atrium",
                    "description": "The session that `accounts` or `session` set: HttpOnly, never in a body, an address or a script. Its name is the backend's own.",
                },
                "bearer": { "type": "http", "scheme": "bearer", "description": "A token of the installation, given to staff by its operator." },
            },
            "parameters": (parameters),
            "headers": (parts::headers()),
            "responses": { "NotModified": { "description": "It is still what `If-None-Match` names." } },
            "schemas": (defs.done()),
        },
    })
}

/// The operations by path and method.
fn paths(defs: &mut Defs) -> Node {
    let mut paths = node!({});
    let all: Vec<&Operation> =
        [read::OPERATIONS, participate::OPERATIONS, publish::OPERATIONS].into_iter().flatten().collect();
    for operation in all {
        if paths.get(operation.path).is_none() {
            paths.set(operation.path, node!({}));
        }
        let node = operation.node(defs);
        if let Some(path) = paths.get_mut(operation.path) {
            if operation.path.starts_with("/.well-known/") {
                // Where everything starts is said by the host and not by the backend.
                path.set(
                    "servers",
                    node!([{ "url": "http://localhost:8080", "description": "The host of the front door" }]),
                );
            }
            path.set(operation.method, node);
        }
    }
    paths
}
