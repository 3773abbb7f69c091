//! A challenge: join without an account, log in two taps, see how far one has come.

mod checklist;
mod days;
mod desk;
mod dock;
mod draft;
mod form;
mod goal;
mod head;
mod history;
mod join;
mod more;
mod page;
mod rows;
mod standing;
mod steps;
mod words;
mod work;

pub use page::page;
