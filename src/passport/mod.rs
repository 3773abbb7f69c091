//! A passport: the stamps that one reader has, and may still get, at all the houses of one campaign.
//!
//! It is put together on the device out of what is kept there: no house knows what the others have given, and nobody is asked
//! for it. The frame hands it to the pages that show it, which do not know it.

mod brief;
mod gather;
mod open;
mod page;
mod shape;
mod stamp;

pub use brief::brief;
pub use page::passports;
