//! One operation of the API, and how it is written down in OpenAPI 3.1.

use super::parts::{self, Header, Parameter};
use crate::schema::{Defs, Make, Node};

/// Who may ask.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Everybody: a document of class Read.
    Public,
    /// Everybody, from a front door that the backend knows: what makes or opens an account.
    Door,
    /// A patron who is signed in.
    Patron,
    /// Staff.
    Staff,
}

/// What comes back when all went well.
pub(super) struct Answer {
    pub status: &'static str,
    pub about: &'static str,
    pub body: Option<Body>,
    pub headers: &'static [Header],
    /// Operations that go on with what came back: a name, its `operationId`, and its parameters by runtime expression.
    pub links: &'static [Link],
}

pub(super) type Link = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// A body: its schema and an example of it.
#[derive(Clone, Copy)]
pub(super) struct Body {
    pub schema: Make,
    pub example: fn() -> Node,
    /// Whether nothing at all may be sent instead.
    pub optional: bool,
}

/// An operation.
pub(super) struct Operation {
    pub id: &'static str,
    pub tag: &'static str,
    pub method: &'static str,
    pub path: &'static str,
    pub summary: &'static str,
    pub about: &'static str,
    pub access: Access,
    pub parameters: &'static [Parameter],
    pub body: Option<Body>,
    pub answers: &'static [Answer],
    /// Problems of its own, beside those of its method and of who may ask.
    pub problems: &'static [&'static str],
}

pub(super) const ANSWER: Answer = Answer { status: "200", about: "", body: None, headers: &[], links: &[] };

pub(super) const OPERATION: Operation = Operation {
    id: "",
    tag: "",
    method: "get",
    path: "",
    summary: "",
    about: "",
    access: Access::Public,
    parameters: &[],
    body: None,
    answers: &[],
    problems: &[],
};

impl Operation {
    /// Every parameter: those in the path, then the headers that its method asks for.
    fn all_parameters(&self) -> Vec<Parameter> {
        let mut all = self.parameters.to_vec();
        if self.method == "get" {
            all.push(Parameter::IfNoneMatch);
        } else if self.access == Access::Staff {
            all.push(Parameter::StaffClient);
        } else if self.access != Access::Public {
            all.push(Parameter::AtriumClient);
        }
        all
    }

    /// Every problem it may answer.
    fn all_problems(&self) -> Vec<&'static str> {
        let mut all = self.problems.to_vec();
        if self.path.contains('{') {
            // A name that nothing can have is looked at before all else.
            all.push("not-found");
        }
        if self.body.is_some() {
            all.extend(["malformed", "media-type", "invalid", "too-large"]);
        }
        match self.access {
            Access::Public => {}
            Access::Door => all.push("origin-unknown"),
            Access::Patron => all.extend(["sign-in-needed", "origin-unknown"]),
            Access::Staff => all.extend(["sign-in-needed", "not-staff", "origin-unknown"]),
        }
        if self.method != "get" {
            all.push("client-header-missing");
        }
        all.extend(["rate-limited", "internal", "unavailable"]);
        all
    }

    /// The operation object.
    pub(super) fn node(&self, defs: &mut Defs) -> Node {
        let mut node = node!({
            "operationId": (self.id),
            "tags": [(self.tag)],
            "summary": (self.summary),
        });
        if !self.about.is_empty() {
            node.set("description", self.about);
        }
        node.set(
            "security",
            match self.access {
                Access::Public | Access::Door => node!([]),
                Access::Patron => node!([{ "cookie": [] }]),
                Access::Staff => node!([{ "cookie": [] }, { "bearer": [] }]),
            },
        );
        let parameters: Vec<Node> = self.all_parameters().iter().map(|parameter| parameter.refer()).collect();
        if !parameters.is_empty() {
            node.set("parameters", parameters);
        }
        if let Some(body) = self.body {
            node.set(
                "requestBody",
                node!({ "required": (!body.optional), "content": (content("application/json", body, defs)) }),
            );
        }
        let mut responses = node!({});
        for answer in self.answers {
            responses.set(answer.status, answer.node(self, defs));
        }
        if self.method == "get" {
            responses.set("304", node!({ "$ref": "#/components/responses/NotModified" }));
        }
        for (status, response) in parts::problems(&self.all_problems()) {
            responses.set(&status, response);
        }
        node.with("responses", responses)
    }
}

impl Answer {
    fn node(&self, operation: &Operation, defs: &mut Defs) -> Node {
        let mut node = node!({ "description": (self.about) });
        let mut headers = self.headers.to_vec();
        if operation.method == "get" {
            headers.push(Header::ETag);
        }
        if operation.access != Access::Public {
            headers.push(Header::CacheControl);
        }
        if !headers.is_empty() {
            let headers = headers.into_iter().map(|header| (header.name().to_owned(), header.refer()));
            node.set("headers", Node::Object(headers.collect()));
        }
        if let Some(body) = self.body {
            node.set("content", content("application/json", body, defs));
        }
        if !self.links.is_empty() {
            let mut links = node!({});
            for (name, operation, parameters) in self.links {
                let mut values = node!({});
                for (parameter, expression) in *parameters {
                    values.set(parameter, *expression);
                }
                links.set(name, node!({ "operationId": (*operation), "parameters": (values) }));
            }
            node.set("links", links);
        }
        node
    }
}

fn content(kind: &str, body: Body, defs: &mut Defs) -> Node {
    let media = node!({ "schema": ((body.schema)(defs)), "example": ((body.example)()) });
    Node::Object(vec![(kind.to_owned(), media)])
}
