//! The alliance as a whole: what is on, what is coming, where you left off, and its members.

mod home;
mod lead;
mod lists;
mod member;

pub use home::home;
pub use member::member_page;
