//! Whether a work was read before.

use crate::{entry::ReadWork, fold::folded, isbn};
use std::collections::HashSet;

/// The works that counted so far. To look for one takes as long among ten as among ten thousand.
#[derive(Default)]
pub(crate) struct Works {
    /// Every name a work of them goes by.
    names: HashSet<String>,
}

/// What stands between the parts of a name; no title has it, for control characters are blanks to it.
const BETWEEN: &str = "\0";
/// Under these stand works with an ISBN and works without: the same ISBN decides where both have one.
const WITH: &str = "1";
const WITHOUT: &str = "0";

impl Works {
    /// Whether the work is among them: the same ISBN, else the same title and author, however they are spelt. An author that
    /// is not said may be anyone.
    pub fn have(&self, work: &ReadWork) -> bool {
        let (title, author) = spelt(work);
        let isbn = number(work);
        let under = |group: &str| {
            let any = [group, &title].join(BETWEEN);
            let has = |author: &str| self.names.contains(&[any.as_str(), author].join(BETWEEN));
            !title.is_empty()
                && self.names.contains(&any)
                && author.as_deref().is_none_or(|author| has(author) || has(BETWEEN))
        };
        match &isbn {
            Some(isbn) => self.names.contains(isbn) || under(WITHOUT),
            None => under(WITH) || under(WITHOUT),
        }
    }

    /// With one more.
    pub fn add(&mut self, work: &ReadWork) {
        let (title, author) = spelt(work);
        let isbn = number(work);
        let group = if isbn.is_some() { WITH } else { WITHOUT };
        let any = [group, &title].join(BETWEEN);
        self.names.extend(isbn);
        self.names.insert([any.as_str(), author.as_deref().unwrap_or(BETWEEN)].join(BETWEEN));
        self.names.insert(any);
    }
}

/// Its ISBN in 13 digits, however it was typed. A false one is none.
fn number(work: &ReadWork) -> Option<String> {
    isbn::parse(work.isbn.as_deref()?).ok()
}

/// Title and author; an author of blanks names nobody.
fn spelt(work: &ReadWork) -> (String, Option<String>) {
    let author = work.author.as_deref().map(folded).filter(|author| !author.is_empty());
    (folded(work.title.as_deref().unwrap_or_default()), author)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(isbn: Option<&str>, title: Option<&str>, author: Option<&str>) -> ReadWork {
        let said = |text: Option<&str>| text.map(str::to_owned);
        ReadWork { isbn: said(isbn), title: said(title), author: said(author) }
    }

    /// As it is said in words, of two.
    fn same(one: &ReadWork, other: &ReadWork) -> bool {
        if let (Some(one), Some(other)) = (number(one), number(other)) {
            return one == other;
        }
        let ((title, author), (other_title, other_author)) = (spelt(one), spelt(other));
        !title.is_empty()
            && title == other_title
            && (author.is_none() || other_author.is_none() || author == other_author)
    }

    #[test]
    fn a_work_is_found_as_if_it_were_compared_with_each() {
        let mut all = Vec::new();
        for isbn in [None, Some("9780140449136"), Some("0-14-044913-2"), Some("9780140449143"), Some("9780140449144")] {
            for title in [None, Some(""), Some("Emma"), Some("EMMA"), Some("Persuasion")] {
                for author in [None, Some(""), Some("Jane Austen"), Some("jane austen"), Some("Other")] {
                    all.push(work(isbn, title, author));
                }
            }
        }
        for one in &all {
            for two in &all {
                let mut works = Works::default();
                works.add(one);
                works.add(two);
                for other in &all {
                    assert_eq!(works.have(other), same(one, other) || same(two, other), "{one:?} {two:?} {other:?}");
                }
            }
        }
    }
}
