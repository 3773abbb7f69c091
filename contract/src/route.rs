//! Links with places to fill in, such as `entries/{id}`: how a document says where a thing will be that has no address yet.

use crate::{
    decode::{At, Decode, ProblemKind},
    href::{checked, encode},
    json::Value,
};

/// A relative or full link with places to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route(String);

impl Route {
    /// Checks a link: whatever is filled in, it leads to where it says, over http or https.
    pub fn new(text: &str) -> Option<Route> {
        // What is filled in is percent-encoded, so a letter stands for all of it.
        let sample = filled(text, &mut |_| Some("a".to_owned()));
        let sample = checked(&sample, false)?;
        let host = |text: &str| {
            text.split_once("//").and_then(|(before, rest)| {
                let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
                (!before.contains(['/', '?', '#'])).then(|| [before, "//", host].concat())
            })
        };
        (host(&sample) == host(text.trim())).then(|| Route(text.trim().to_owned()))
    }

    /// The link as it stands in the document.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has a place of that name.
    pub fn has(&self, name: &str) -> bool {
        let mut found = false;
        filled(&self.0, &mut |place| {
            found |= place == name;
            None
        });
        found
    }

    /// The link with values in the places of their names, percent-encoded. Like any link it is relative to the document it stood in.
    pub fn fill(&self, values: &[(&str, &str)]) -> String {
        filled(&self.0, &mut |place| values.iter().find(|(name, _)| *name == place).map(|(_, value)| encode(value)))
    }
}

/// A text with what is in braces replaced; what `value` has nothing for stays.
pub(crate) fn filled(text: &str, value: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let (mut filled, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        rest = match after.split_once('}').and_then(|(place, after)| Some((value(place)?, after))) {
            Some((value, after)) => {
                filled.push_str(&value);
                after
            }
            None => {
                filled.push('{');
                after
            }
        };
    }
    filled.push_str(rest);
    filled
}

/// Refuses a route that lacks a place.
pub(crate) fn places(at: &mut At, name: &str, route: &Route, places: &[&str]) -> Option<()> {
    let lacks = places.iter().find(|place| !route.has(place));
    if lacks.is_some() {
        let what = "a link with every place in braces that its field has";
        at.problem_in(name, ProblemKind::Expected { what, found: "another text" });
    }
    lacks.is_none().then_some(())
}

impl Decode for Route {
    fn decode(value: &Value, at: &mut At) -> Option<Self> {
        let route = value.as_str().and_then(Route::new);
        if route.is_none() {
            at.expected("a relative, http or https link with a place such as {id} after its host", value);
        }
        route
    }

    fn hole() -> Self {
        Route(String::new())
    }
}

#[cfg(feature = "schema")]
impl crate::schema::Schema for Route {
    const NAME: Option<&'static str> = Some("Route");

    fn schema(_: &mut crate::schema::Defs) -> crate::schema::Node {
        node!({
            "description": "A relative, http or https link with places such as `{id}` after its host, for percent-encoded values.",
            "type": "string",
            "minLength": 1,
            "maxLength": 2000,
            "pattern": (crate::schema::pattern::route()),
            "examples": ["patron/entries/{id}"],
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Route;

    #[test]
    fn what_is_filled_in_is_encoded_and_leads_nowhere_else() {
        let route = Route::new("enrolments/{challenge}?reader={profile}").unwrap();
        assert_eq!(
            route.fill(&[("challenge", "a/../b"), ("profile", "é{challenge}")]),
            "enrolments/a%2f..%2fb?reader=%c3%a9%7bchallenge%7d"
        );
        assert_eq!(route.fill(&[("challenge", "c")]), "enrolments/c?reader={profile}");
        assert!(route.has("profile") && !route.has("id"));
    }

    #[test]
    fn a_route_does_not_let_a_value_choose_its_host_or_its_scheme() {
        for good in
            ["{id}", "/x/{id}", "https://a.example/{id}", "//a.example/{id}", "?at=https://b.example/{id}", "plain"]
        {
            assert!(Route::new(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "https://{id}/",
            "https://a.example{id}/",
            "//{id}/x",
            "//{id}",
            "{id}:alert(1)",
            "javascript:{id}",
            "h{id}://x/",
        ] {
            assert!(Route::new(bad).is_none(), "{bad}");
        }
    }
}
