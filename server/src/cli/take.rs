//! `import`: a static member becomes a live one.

use super::{Done, Import, Pictures, open};
use crate::config::Config;
use crate::house::import::{self, Source, Wishes};
use atrium_contract::json::{Value, parse};
use url::Url;

/// `import`.
pub async fn run(config: &Config, options: &Import) -> Done {
    let source = Source::open(&options.from)?;
    let at = match &options.at {
        None => None,
        Some(text) => {
            let url = Url::parse(&format!("{}/", text.trim_end_matches('/')));
            Some(url.map_err(|error| format!("--at: `{text}` is no address: {error}."))?)
        }
    };
    let codes = match &options.codes {
        None => Value::default(),
        Some(path) => {
            let name = path.display();
            let text = std::fs::read_to_string(path).map_err(|error| format!("{name} cannot be read: {error}."))?;
            parse(&text)
                .map_err(|place| format!("{name} is not JSON: line {}, column {}.", place.line, place.column))?
        }
    };
    let wishes = Wishes { at, pictures: options.pictures == Pictures::Bring, codes, dry_run: options.dry_run };
    let house = open::house(config).await?;
    let report = import::run(&house, &source, &wishes).await?;
    let would = if options.dry_run { "would be " } else { "" };
    for (word, list) in [("made", &report.made), ("changed", &report.changed)] {
        for place in list {
            println!("{would}{word}: {place}");
        }
    }
    println!(
        "{} documents {would}made, {} {would}changed, {} as they were; {} files brought.",
        report.made.len(),
        report.changed.len(),
        report.same,
        report.files
    );
    if !report.wrong.is_empty() {
        println!("\nWhat was wrong ({}):", report.wrong.len());
        for sentence in &report.wrong {
            println!("- {sentence}");
        }
    }
    println!("\nThe member's document is at {}.", house.addresses.member());
    Ok(())
}
