//! The fields of an object.

use super::Value;
use crate::sort;

/// The fields of an object, sorted by name: no order that whoever wrote the document chose can matter. Each name once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map(Vec<(String, Value)>);

impl Map {
    /// No fields.
    pub fn new() -> Map {
        Map::default()
    }

    /// Of fields with the same name the last one stands, as in every browser.
    pub(super) fn from_fields(mut fields: Vec<(String, Value)>) -> Map {
        // Nearly sorted or hostile, never quadratic: an object may have hundreds of thousands of fields.
        if !fields.is_sorted_by(|one, other| one.0 < other.0) {
            sort::by(&mut fields, &|one, other| one.0 < other.0);
            fields.dedup_by(|later, kept| {
                let again = later.0 == kept.0;
                if again {
                    std::mem::swap(later, kept);
                }
                again
            });
        }
        Map(fields)
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.as_str().cmp(name))
    }

    /// A field.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(self.place(name).ok()?).map(|(_, value)| value)
    }

    /// A field, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        let place = self.place(name).ok()?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    /// Whether there is a field of that name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.place(name).is_ok()
    }

    /// Sets a field.
    pub fn insert(&mut self, name: &str, value: Value) {
        *self.entry(name) = value;
    }

    /// A field to be changed; `null` is put there where there is none.
    pub fn entry(&mut self, name: &str) -> &mut Value {
        let place = self.place(name).unwrap_or_else(|place| {
            self.0.insert(place, (name.to_owned(), Value::Null));
            place
        });
        // The place was found, or filled, a line above.
        #[allow(clippy::indexing_slicing)]
        &mut self.0[place].1
    }

    /// The fields in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The fields in their order, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.0.iter_mut().map(|(name, value)| (name.as_str(), value))
    }

    /// The values, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.0.iter_mut().map(|(_, value)| value)
    }
}

impl FromIterator<(String, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(fields: I) -> Map {
        Map::from_fields(fields.into_iter().collect())
    }
}
