//! A challenge: join without an account, log in two taps, see how far one has come.

mod awards;
mod checklist;
mod codes;
mod days;
mod desk;
mod dock;
mod draft;
mod form;
mod goal;
mod head;
mod history;
mod house;
mod join;
mod more;
mod page;
mod reckon;
mod rows;
mod sign;
mod standing;
mod steps;
mod terms;
mod words;
mod work;

pub use page::page;
