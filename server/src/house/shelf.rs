//! Everything public, ready to be sent: made when something is published, and looked at without a lock.

use super::answer::Answer;
use super::collection::Collection;
use super::library::Public;
use super::{House, cards, member};
use atrium_contract::json::{Value, parse};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A published document.
#[derive(Clone)]
struct Placed {
    version: i64,
    value: Arc<Value>,
    answer: Arc<Answer>,
}

/// Everything that is public at one moment.
pub struct Shelf {
    /// The state of the library this was made from.
    pub revision: i64,
    /// When the next scheduled document becomes public, in milliseconds since 1970.
    pub next: Option<i64>,
    /// The member's document.
    pub member: Arc<Value>,
    documents: BTreeMap<(Collection, String), Placed>,
    order: Vec<(Collection, String)>,
    answers: HashMap<String, Arc<Answer>>,
}

impl Shelf {
    /// Nothing yet.
    pub fn empty() -> Shelf {
        Shelf {
            revision: -1,
            next: None,
            member: Arc::default(),
            documents: BTreeMap::new(),
            order: Vec::new(),
            answers: HashMap::new(),
        }
    }

    /// The answer at a path.
    pub fn answer(&self, path: &str) -> Option<&Arc<Answer>> {
        self.answers.get(path)
    }

    /// A published document.
    pub fn document(&self, collection: Collection, id: &str) -> Option<Arc<Value>> {
        self.documents.get(&(collection, id.to_owned())).map(|placed| placed.value.clone())
    }

    /// The version of a document that is public.
    pub fn version(&self, collection: Collection, id: &str) -> Option<i64> {
        self.documents.get(&(collection, id.to_owned())).map(|placed| placed.version)
    }

    /// What is published of a collection, in the order in which it came to be.
    pub fn in_order(&self, collection: Collection) -> impl Iterator<Item = (&str, &Value)> {
        let keys = self.order.iter().filter(move |(other, _)| *other == collection);
        keys.filter_map(|key| Some((key.1.as_str(), &*self.documents.get(key)?.value)))
    }

    /// The ids of what is published, in their order.
    pub fn ids(&self, collection: Collection) -> impl Iterator<Item = &str> {
        self.documents.keys().filter(move |(other, _)| *other == collection).map(|(_, id)| id.as_str())
    }

    /// Lays out what is public now. What did not change is taken from the shelf before.
    pub fn lay_out(house: &House, public: Public, own: &Value, before: &Shelf) -> Shelf {
        let mut documents = BTreeMap::new();
        let mut order: Vec<(Collection, String)> = Vec::new();
        for row in public.rows {
            let key = (row.collection, row.id);
            let kept = before.documents.get(&key).filter(|placed| placed.version == row.version).cloned();
            let Some(placed) = kept.or_else(|| placed(row.version, row.document.as_deref()?)) else {
                tracing::error!(collection = key.0.word(), id = key.1, "a published document cannot be read");
                continue;
            };
            order.push(key.clone());
            documents.insert(key, placed);
        }
        let at = house.addresses.member();
        let made = |collection: Collection| {
            let of = order.iter().filter(|(other, _)| *other == collection);
            of.filter_map(|key| {
                let document = &documents.get(key)?.value;
                cards::card(document, &house.addresses.document(collection, &key.1), &at)
            })
            .collect::<Vec<_>>()
        };
        let member = Arc::new(member::shown(house, own, &made));
        let mut answers: HashMap<String, Arc<Answer>> = documents
            .iter()
            .map(|((collection, id), placed)| {
                (house.addresses.document(*collection, id).path().to_owned(), placed.answer.clone())
            })
            .collect();
        let mut put = |path: &str, value: &Value| {
            answers.insert(path.to_owned(), Arc::new(Answer::json(value.to_string())));
        };
        put(house.addresses.member().path(), &member);
        put(house.addresses.participation().path(), &house.participation());
        put(house.addresses.publication().path(), &member::publication(house));
        if let Some(alliance) = house.alliance(&member) {
            put(super::addresses::ALLIANCE, &alliance);
        }
        Shelf { revision: public.revision, next: public.next, member, documents, order, answers }
    }
}

fn placed(version: i64, document: &str) -> Option<Placed> {
    let value = Arc::new(parse(document).ok()?);
    let answer = Arc::new(Answer::json(value.to_string()));
    Some(Placed { version, value, answer })
}
