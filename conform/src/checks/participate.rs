//! x
super::checks! {}
