//! Where a decoder stands, and what it has found wrong so far.
//!
//! Everything that needs not know the type it reads is here, once: what is made anew for each type is what the browser pays for.

use super::{
    Field, Key,
    problem::{Problem, ProblemKind, found},
};
use crate::{
    id,
    json::{Map, Value},
    sort,
};

/// Items of one list that are read; the rest is left out with a problem.
const MOST_ITEMS: usize = 5_000;
/// Problems that are collected; whoever has more has the first ones to mend anyway.
const MOST_PROBLEMS: usize = 50;

/// How much is asked of what is read, by where it comes from.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Asked {
    /// A record that this device kept itself: it is taken as it is, all of it.
    Kept,
    /// A member's document: it is taken as it is, and long lists are cut.
    #[default]
    Little,
    /// A patron's own document, such as a ledger: no list is cut, and ids and instants must have their form.
    Form,
    /// What a patron sends to a backend: no text may be longer than it may be, either.
    Length,
}

/// Where the decoder stands, and what it has found wrong so far.
#[derive(Default)]
pub struct At {
    /// The JSON Pointer of this place.
    path: String,
    /// How much of it leads to the object that is being read.
    base: usize,
    /// A field that this object cannot do without was wrong.
    lost: bool,
    /// How much is asked of what is read.
    asked: Asked,
    problems: Vec<Problem>,
}

/// An object that is being read. It goes back to [`At::close`].
pub struct Opened<'v> {
    fields: &'v Map,
    base: usize,
    lost: bool,
}

impl At {
    pub(super) fn new(asked: Asked) -> At {
        At { asked, ..At::default() }
    }

    /// How much is asked of what is read.
    pub(crate) fn asked(&self) -> Asked {
        self.asked
    }

    /// Notes a problem at this place.
    pub fn problem(&mut self, kind: ProblemKind) {
        if self.problems.len() < MOST_PROBLEMS {
            let problem = Problem { pointer: self.path.clone(), kind };
            // A token is looked at in four looks; what is wrong with it is told once.
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
    }

    /// Notes that something else should stand here.
    pub fn expected(&mut self, what: &'static str, value: &Value) {
        self.problem(ProblemKind::Expected { what, found: found(value) });
    }

    /// Notes a problem one step further down.
    pub(crate) fn problem_in(&mut self, name: &str, kind: ProblemKind) {
        let here = self.enter(name);
        self.problem(kind);
        self.leave(here);
    }

    /// One step further down; [`At::leave`] with what it returns leads back.
    pub(crate) fn enter(&mut self, name: &str) -> usize {
        let here = self.path.len();
        self.path.push('/');
        for character in name.chars() {
            match character {
                '~' => self.path.push_str("~0"),
                '/' => self.path.push_str("~1"),
                plain => self.path.push(plain),
            }
        }
        here
    }

    /// As [`At::enter`], by a pointer.
    pub(crate) fn enter_pointer(&mut self, pointer: &str) -> usize {
        let here = self.path.len();
        self.path.push_str(pointer);
        here
    }

    /// Back to where [`At::enter`] began.
    pub(crate) fn leave(&mut self, here: usize) {
        self.path.truncate(here);
    }

    /// Begins to read an object.
    pub fn open<'v>(&mut self, value: &'v Value) -> Option<Opened<'v>> {
        let Value::Object(fields) = value else {
            self.expected("an object", value);
            return None;
        };
        let base = std::mem::replace(&mut self.base, self.path.len());
        Some(Opened { fields, base, lost: std::mem::take(&mut self.lost) })
    }

    /// Reads a field. When one that is required is missing or wrong, its hole stands in for it until [`At::close`] refuses the object.
    pub fn get<T: Field>(&mut self, object: &Opened<'_>, name: &'static str) -> T {
        let value = self.step(object, name);
        T::field(value, self)
    }

    #[inline(never)]
    fn step<'v>(&mut self, object: &Opened<'v>, name: &str) -> Option<&'v Value> {
        self.path.truncate(self.base);
        self.enter(name);
        object.fields.get(name).filter(|value| **value != Value::Null)
    }

    /// Whether nothing required was missing or wrong so far in the object that is being read.
    pub(crate) fn whole(&self) -> bool {
        !self.lost
    }

    /// The object that is being read lacks something it cannot do without.
    pub(crate) fn lose(&mut self) {
        self.lost = true;
    }

    /// Ends to read an object; `None` when something required was missing or wrong.
    #[inline(never)]
    pub fn close(&mut self, object: Opened<'_>) -> Option<()> {
        self.path.truncate(self.base);
        self.base = object.base;
        let lost = std::mem::replace(&mut self.lost, object.lost);
        (!lost).then_some(())
    }

    /// Goes through a list. `read` says whether an item could be read; of those that could, each key comes once.
    pub(super) fn each(&mut self, value: Option<&Value>, key: Key, read: &mut dyn FnMut(&Value, &mut At) -> bool) {
        let Some(value) = value else { return };
        let Value::Array(items) = value else { return self.expected("a list", value) };
        let mut items = items.as_slice();
        if items.len() > MOST_ITEMS && self.asked == Asked::Little {
            self.problem(ProblemKind::TooMany);
            items = items.get(..MOST_ITEMS).unwrap_or_default();
        }
        let twins = if key == Key::None { Vec::new() } else { twins(items, key) };
        let mut taken = vec![false; twins.len()];
        for (index, item) in items.iter().enumerate() {
            let here = self.enter(&index.to_string());
            match twins.get(index).and_then(|twin| taken.get_mut(*twin)) {
                Some(true) => self.problem(ProblemKind::Duplicate),
                Some(taken) => *taken = read(item, self),
                None => drop(read(item, self)),
            }
            self.leave(here);
        }
    }

    /// What was found wrong.
    pub fn problems(self) -> Vec<Problem> {
        self.problems
    }
}

/// For each item the place of one, the same for all, that stands for those with its key; items without an id stand for themselves.
///
/// By sorting, because a ledger may have hundreds of thousands of items.
fn twins(items: &[Value], key: Key) -> Vec<usize> {
    let keys: Vec<(Option<&str>, Option<&str>)> = items
        .iter()
        .map(|item| (named(item, "id"), if key == Key::IdOfMember { named(item, "member") } else { None }))
        .collect();
    let mut twins: Vec<usize> = (0..keys.len()).collect();
    let mut first: Option<usize> = None;
    for place in sort::order(keys.len(), &|one, other| keys.get(one) < keys.get(other)) {
        let of = |place: usize| keys.get(place).filter(|key| key.0.is_some());
        match first.filter(|first| of(*first).is_some() && of(*first) == of(place)) {
            Some(first) => {
                if let Some(twin) = twins.get_mut(place) {
                    *twin = first;
                }
            }
            None => first = Some(place),
        }
    }
    twins
}

fn named<'v>(item: &'v Value, name: &str) -> Option<&'v str> {
    item.get(name).and_then(Value::as_str).filter(|id| id::fits(id))
}
