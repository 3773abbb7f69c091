//! What is asked for: words and filters, as they stand in the address.

use crate::platform::url;

/// What can be filtered by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Campaigns, exhibits and so on.
    Kind,
    /// Whose it is, or who hosts it.
    Member,
    /// For whom it is.
    Audience,
    /// When it is: now, soon, past, or on a day.
    When,
    /// The languages it is written in.
    Language,
}

/// All filters, in the order they stand on the page.
pub const FILTERS: [Filter; 5] = [Filter::Kind, Filter::Member, Filter::Audience, Filter::When, Filter::Language];

impl Filter {
    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Filter::Kind => "kind",
            Filter::Member => "member",
            Filter::Audience => "for",
            Filter::When => "when",
            Filter::Language => "in",
        }
    }
}

/// What is asked for.
#[derive(Clone, Default, PartialEq)]
pub struct Asked {
    /// What was typed.
    pub words: String,
    filters: [String; 5],
}

/// Letters of what is typed, or of a filter, that are looked at.
const MOST: usize = 200;

impl Asked {
    /// Reads what stands behind the question mark of an address.
    pub fn parse(query: &str) -> Asked {
        let mut asked = Asked::default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = url::decode(&value.replace('+', " ")).unwrap_or_default();
            let value: String = value.chars().take(MOST).collect();
            match FILTERS.into_iter().find(|filter| filter.name() == name) {
                Some(filter) => asked.set(filter, value),
                None if name == "q" => asked.words = value,
                None => {}
            }
        }
        asked
    }

    /// As it stands in an address.
    pub fn query(&self) -> String {
        let filters = FILTERS.into_iter().map(|filter| (filter.name(), self.get(filter)));
        let pairs = std::iter::once(("q", self.words.trim())).chain(filters).filter(|(_, value)| !value.is_empty());
        pairs.map(|(name, value)| [name, "=", &url::encode(value)].concat()).collect::<Vec<_>>().join("&")
    }

    /// The value of a filter; empty where it is not set.
    pub fn get(&self, filter: Filter) -> &str {
        self.filters.get(filter as usize).map(String::as_str).unwrap_or_default()
    }

    /// Sets a filter.
    pub fn set(&mut self, filter: Filter, value: String) {
        if let Some(place) = self.filters.get_mut(filter as usize) {
            *place = value;
        }
    }

    /// The filters that are set.
    pub fn filtered(&self) -> Vec<Filter> {
        FILTERS.into_iter().filter(|filter| !self.get(*filter).is_empty()).collect()
    }

    /// Without filters.
    pub fn cleared(&self) -> Asked {
        Asked { words: self.words.clone(), ..Asked::default() }
    }
}
