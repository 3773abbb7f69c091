//! Reads documents from files and says what is wrong with each: `cargo run -p atrium-contract --example read -- FILES…`.
//!
//! For whoever writes a backend by hand. Ends with an error when anything was refused or left out.

use atrium_contract::{
    account::Account,
    alliance::Alliance,
    award::Awards,
    board::Board,
    campaign::Campaign,
    challenge::Challenge,
    changes::Changes,
    decode::{Decode, document},
    draft::{Drafts, History},
    entry::Ledger,
    exhibit::Exhibit,
    list::ReadingList,
    member::Member,
    participation::Participation,
    publication::Publication,
    standing::Standing,
    theme::Theme,
};
use std::process::ExitCode;

fn told<T: Decode>(text: &str, kind: &'static str) -> Vec<String> {
    match document::<T>(text, kind) {
        Ok(decoded) => decoded.problems.iter().map(ToString::to_string).collect(),
        Err(refused) => refused.sentences().iter().map(|why| ["refused: ", why].concat()).collect(),
    }
}

fn read(text: &str) -> Vec<String> {
    let kind = serde_json::from_str::<serde_json::Value>(text).ok();
    let kind = kind.as_ref().and_then(|value| value.get("type")?.as_str());
    match kind {
        Some("Member") => told::<Member>(text, "Member"),
        Some("Campaign") => told::<Campaign>(text, "Campaign"),
        Some("Exhibit") => told::<Exhibit>(text, "Exhibit"),
        Some("Challenge") => told::<Challenge>(text, "Challenge"),
        Some("ReadingList") => told::<ReadingList>(text, "ReadingList"),
        Some("Theme") => told::<Theme>(text, "Theme"),
        Some("Ledger") => told::<Ledger>(text, "Ledger"),
        Some("Participation") => told::<Participation>(text, "Participation"),
        Some("Standing") => told::<Standing>(text, "Standing"),
        Some("Awards") => told::<Awards>(text, "Awards"),
        Some("Changes") => told::<Changes>(text, "Changes"),
        Some("Account") => told::<Account>(text, "Account"),
        Some("Board") => told::<Board>(text, "Board"),
        Some("Publication") => told::<Publication>(text, "Publication"),
        Some("Drafts") => told::<Drafts>(text, "Drafts"),
        Some("History") => told::<History>(text, "History"),
        // Whatever else it is, the first thing to get right is the document where everything starts.
        _ => told::<Alliance>(text, "Alliance"),
    }
}

fn main() -> ExitCode {
    let mut wrong = 0;
    for file in std::env::args().skip(1) {
        let told = match std::fs::read_to_string(&file) {
            Ok(text) => read(&text),
            Err(error) => vec![error.to_string()],
        };
        println!("{file}: {}", if told.is_empty() { "fine" } else { "" });
        told.iter().for_each(|sentence| println!("  {sentence}"));
        wrong += told.len();
    }
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
