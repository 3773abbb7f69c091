//! The interface speaks every language whole: the same keys and placeholders in every catalogue, no
//! key the source asks for missing, none that nobody asks for.
//!
//! Catalogues are flat JSON in i18next's form: `{{name}}` is a placeholder, `_one`, `_other` … are
//! the plural forms of a language, which differ from one to the next.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Finding;
use super::source::Source;

/// The forms each language needs, by CLDR; the interface's languages.
const FORMS: &[(&str, &[&str])] = &[
    ("en", &["one", "other"]),
    ("zh-Hans", &["other"]),
    ("es", &["one", "many", "other"]),
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
];
const ALL_FORMS: &[&str] = &["zero", "one", "two", "few", "many", "other"];

/// Each bundle has catalogues of its own, so that an embed does not load the app's texts: what stands
/// before the language in a file's name.
const BUNDLES: &[&str] = &["", "log.", "embed.", "studio."];

/// The app's texts that home does not load, and who may ask for them beside the app's own.
const LOG_PLACES: &[&str] = &["src/account/", "src/challenge/", "src/passport/", "src/reader/", "src/ui/problem.rs"];

/// Checks the catalogues, given with their paths, against each other and the source.
pub fn check(catalogues: &[(String, Value)], sources: &[Source]) -> Vec<Finding> {
    let mut found = Vec::new();
    let log = catalogues.iter().find(|(path, _)| path.ends_with("/log.en.json")).map(|(_, log)| entries(log));
    let log = log.unwrap_or_default();
    for bundle in BUNDLES {
        let name = |language: &str| format!("{bundle}{language}.json");
        let of = |language: &str| {
            let name = name(language);
            catalogues.iter().find(|(path, _)| path.rsplit('/').next() == Some(&name))
        };
        if !bundle.is_empty() && FORMS.iter().all(|(language, _)| of(language).is_none()) {
            continue;
        }
        for (language, _) in FORMS.iter().filter(|(language, _)| of(language).is_none()) {
            found.push(format!("public/locales/{}: is missing.", name(language)));
        }
        let Some((model_path, model)) = of("en") else {
            continue;
        };
        let model = entries(model);
        for (path, catalogue) in FORMS.iter().filter_map(|(language, _)| of(language)) {
            found.extend(wrong_values(path, catalogue));
            found.extend(compare(path, &model, &entries(catalogue)));
        }
        found.extend(asked_for(bundle, &model, &log, sources));
        if bundle.is_empty() {
            let twice = log.keys().filter(|key| model.contains_key(*key));
            found.extend(twice.map(|key| format!("{model_path}: `{key}` is in the log's catalogue too.")));
        }
        found.extend(left_over(model_path, &model, sources));
    }
    found
}

/// A key without its plural form, with what its texts hold in braces, and its forms.
#[derive(Default)]
struct Entry {
    placeholders: BTreeSet<String>,
    forms: BTreeSet<String>,
}

fn entries(catalogue: &Value) -> BTreeMap<String, Entry> {
    let mut all: BTreeMap<String, Entry> = BTreeMap::new();
    for (key, value) in catalogue.as_object().into_iter().flatten() {
        let (stem, form) = split(key);
        let entry = all.entry(stem.to_owned()).or_default();
        entry.placeholders.extend(placeholders(value.as_str().unwrap_or_default()));
        entry.forms.extend(form.map(str::to_owned));
    }
    all
}

fn wrong_values(path: &str, catalogue: &Value) -> Vec<Finding> {
    let Some(all) = catalogue.as_object() else {
        return vec![format!("{path}: has to be an object of keys and texts.")];
    };
    let empty = all.iter().filter(|(_, value)| value.as_str().is_none_or(|text| text.trim().is_empty()));
    empty.map(|(key, _)| format!("{path}: `{key}` has no text.")).collect()
}

fn compare(path: &str, model: &BTreeMap<String, Entry>, here: &BTreeMap<String, Entry>) -> Vec<Finding> {
    let mut found = Vec::new();
    let forms = FORMS.iter().find(|(language, _)| *language == language_of(path)).map_or(ALL_FORMS, |(_, forms)| forms);
    for (key, expected) in model {
        let Some(entry) = here.get(key) else {
            found.push(format!("{path}: `{key}` is missing."));
            continue;
        };
        // A form such as «one book» may do without its number, so the count may be left out.
        let differ = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).any(|name| name != "count");
        if differ(&expected.placeholders, &entry.placeholders) || differ(&entry.placeholders, &expected.placeholders) {
            found.push(format!(
                "{path}: `{key}` has the placeholders {:?}, and English has {:?}.",
                entry.placeholders, expected.placeholders
            ));
        }
        if expected.forms.is_empty() != entry.forms.is_empty() {
            found.push(format!("{path}: `{key}` counts in one language and not in the other."));
        } else if !expected.forms.is_empty() {
            for form in forms.iter().filter(|form| !entry.forms.contains(**form)) {
                found.push(format!("{path}: `{key}_{form}` is missing: the language has this plural form."));
            }
        }
    }
    for key in here.keys().filter(|key| !model.contains_key(*key)) {
        found.push(format!("{path}: `{key}` is in no other catalogue."));
    }
    found
}

/// The keys a bundle's own files ask for. What they share with the app (`ui`) asks the app's catalogue.
fn asked_for(
    bundle: &str,
    model: &BTreeMap<String, Entry>,
    log: &BTreeMap<String, Entry>,
    sources: &[Source],
) -> Vec<Finding> {
    let own = |source: &&Source| match source.folder() {
        "embed" => bundle == "embed.",
        "studio" => bundle == "studio.",
        _ => bundle.is_empty(),
    };
    let mut found = Vec::new();
    for source in sources.iter().filter(own) {
        for (at, text) in source.strings.iter().filter(|(at, _)| is_key(&source.code, *at)) {
            let of_log = LOG_PLACES.iter().any(|place| source.path.starts_with(place)) && log.contains_key(text);
            if !model.contains_key(text) && !of_log {
                found.push(source.finding(*at, &format!("`{text}` is in no catalogue of this bundle.")));
            }
        }
    }
    found
}

fn left_over(path: &str, model: &BTreeMap<String, Entry>, sources: &[Source]) -> Vec<Finding> {
    let used: BTreeSet<&str> =
        sources.iter().flat_map(|source| source.strings.iter().map(|(_, text)| text.as_str())).collect();
    model
        .keys()
        .filter(|key| !used.contains(key.as_str()))
        .map(|key| format!("{path}: nobody asks for `{key}`."))
        .collect()
}

/// The first argument of `t!` or `t_count!`.
fn is_key(code: &str, at: usize) -> bool {
    let before = code[..at].trim_end();
    ["t!(", "t_count!("].iter().any(|call| {
        before
            .strip_suffix(call)
            .is_some_and(|rest| !rest.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_'))
    })
}

fn split(key: &str) -> (&str, Option<&str>) {
    match key.rsplit_once('_') {
        Some((stem, form)) if ALL_FORMS.contains(&form) => (stem, Some(form)),
        _ => (key, None),
    }
}

fn placeholders(text: &str) -> Vec<String> {
    text.split("{{").skip(1).filter_map(|part| part.split_once("}}")).map(|(name, _)| name.trim().to_owned()).collect()
}

fn language_of(path: &str) -> &str {
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".json");
    // `studio.es.json` is the studio's own catalogue in Spanish.
    stem.rsplit('.').next().unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(en: Value, others: Value, code: &str) -> Vec<String> {
        let mut all = vec![("l/en.json".to_owned(), en)];
        for language in ["zh-Hans", "es", "ar"] {
            all.push((format!("l/{language}.json"), others.get(language).cloned().unwrap_or_else(|| others.clone())));
        }
        check(&all, &[Source::new("src/ui/a.rs", code)])
    }

    #[test]
    fn whole_catalogues_pass() {
        let en = json!({"a.b": "Hello {{who}}", "n_one": "one", "n_other": "{{count}}"});
        let others = json!({
            "zh-Hans": {"a.b": "{{who}}!", "n_other": "{{count}}"},
            "es": {"a.b": "{{who}}", "n_one": "x", "n_many": "x", "n_other": "x"},
            "ar": {"a.b": "{{who}}", "n_zero": "x", "n_one": "x", "n_two": "x", "n_few": "x", "n_many": "x", "n_other": "x"},
        });
        assert_eq!(found(en, others, "t!(\"a.b\", who = x); t_count!(\"n\", 3)"), Vec::<String>::new());
    }

    #[test]
    fn a_bundle_with_its_own_catalogues_answers_for_its_own_files() {
        let all: Vec<(String, Value)> = ["en", "zh-Hans", "es", "ar"]
            .iter()
            .flat_map(|language| {
                [
                    (format!("l/{language}.json"), json!({"a": "x"})),
                    (format!("l/embed.{language}.json"), json!({"e": "x"})),
                ]
            })
            .collect();
        let sources = |embed: &str| [Source::new("src/ui/a.rs", "t!(\"a\")"), Source::new("src/embed/a.rs", embed)];
        assert_eq!(check(&all, &sources("t!(\"e\")")), Vec::<String>::new());
        assert!(
            check(&all, &sources("t!(\"e\") t!(\"a\")"))
                .iter()
                .any(|finding| finding.contains("`a` is in no catalogue"))
        );
        assert!(
            check(&all[..7], &sources("t!(\"e\")")).iter().any(|finding| finding.contains("embed.ar.json: is missing"))
        );
    }

    #[test]
    fn what_is_missing_or_left_over_is_found() {
        let one = |en: Value, others: Value, code: &str, words: &str| {
            let found = found(en, others, code);
            assert!(found.iter().any(|finding| finding.contains(words)), "{words}: {found:?}");
        };
        one(json!({"a": "x", "b": "y"}), json!({"a": "x"}), "t!(\"a\") t!(\"b\")", "l/ar.json: `b` is missing");
        one(json!({"a": "x"}), json!({"a": "x", "c": "z"}), "t!(\"a\")", "`c` is in no other");
        one(json!({"a": "{{who}}"}), json!({"a": "{{wer}}"}), "t!(\"a\")", "placeholders");
        one(json!({"n_one": "x", "n_other": "x"}), json!({"n_other": "x"}), "t_count!(\"n\", 1)", "`n_two` is missing");
        one(json!({"a": " "}), json!({"a": "x"}), "t!(\"a\")", "`a` has no text");
        one(json!({"a": "x"}), json!({"a": "x"}), "t!(\"a\") t!(\"gone\")", "`gone` is in no catalogue");
        one(json!({"a": "x", "old": "x"}), json!({"a": "x", "old": "x"}), "t!(\"a\")", "nobody asks for `old`");
        assert!(check(&[], &[]).len() == 4);
    }
}
