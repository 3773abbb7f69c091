//! Rewrites one built page: one style sheet, the new names, small scripts, no comments, the policy.

use std::ops::Range;
use std::path::Path;

use super::Bundle;
use super::csp;
use super::html::{Element, elements, replace};
use super::lean::{Kind, Lean};
use super::program::File;
use crate::digest;
use crate::files;
use crate::problem::{Done, Problem};

/// A page and the style sheet it links.
pub struct Page {
    /// The whole page.
    pub html: String,
    /// The sheet's name and content, if the page links any.
    pub sheet: Option<(String, String)>,
    /// Trunk's sheets, which are now in the one.
    pub joined: Vec<String>,
}

/// What stands in a page and what it links, for [`rewrite`] to put in its small form.
pub fn texts(stage: &Path) -> Done<Vec<(Kind, String)>> {
    let html = files::read_text(&stage.join("index.html"))?;
    let all = elements(&html);
    let mut texts: Vec<(Kind, String)> =
        scripts(&html, &all).map(|(kind, range)| (kind, html[range].to_owned())).collect();
    texts.push((Kind::Style, sheet(stage, &all)?.1));
    Ok(texts)
}

/// The scripts that stand in a page with their text.
fn scripts<'a>(html: &'a str, all: &'a [Element]) -> impl Iterator<Item = (Kind, Range<usize>)> + 'a {
    all.iter().filter(|element| element.name == "script").filter_map(|element| {
        let range = element.text.clone().filter(|range| !html[range.clone()].trim().is_empty())?;
        match element.get("type") {
            None | Some("text/javascript") => Some((Kind::Page, range)),
            Some("module") => Some((Kind::Module, range)),
            Some(_) => None,
        }
    })
}

/// The sheets a page links, as files of the stage, and their text in one.
///
/// In the source each part has its own file; on a slow line every further request before the first paint is felt.
fn sheet(stage: &Path, all: &[Element]) -> Done<(Vec<String>, String)> {
    let hrefs = all.iter().filter(|element| is_sheet(element)).map(|link| link.get("href").unwrap_or_default());
    let names: Vec<String> = hrefs.map(|href| href.rsplit('/').next().unwrap_or(href).to_owned()).collect();
    let texts = names.iter().map(|name| files::read_text(&stage.join(name))).collect::<Done<Vec<_>>>()?;
    Ok((names, texts.join("\n")))
}

/// Rewrites the page Trunk made for a bundle.
pub fn rewrite(
    stage: &Path,
    bundle: &Bundle,
    base: &str,
    program: &[File],
    alliance: Option<&str>,
    lean: &Lean,
) -> Done<Page> {
    let html = files::read_text(&stage.join("index.html"))?;
    let all = elements(&html);
    let mut changes: Vec<(Range<usize>, String)> = all
        .iter()
        .filter(|element| element.name == "!--")
        .map(|comment| (comment.range.clone(), String::new()))
        .collect();

    let links: Vec<&Element> = all.iter().filter(|element| is_sheet(element)).collect();
    let (joined, text) = sheet(stage, &all)?;
    let sheet = links.first().map(|first| {
        let text = lean.of(&text).to_owned();
        let name = format!("{}-{}.css", bundle.name, digest::short(text.as_bytes()));
        // At the root for every page, so that one address in a sheet means one thing.
        changes.push((first.range.clone(), format!("<link rel=\"stylesheet\" href=\"{base}{name}\">")));
        changes.extend(links.iter().skip(1).map(|link| (link.range.clone(), String::new())));
        (name, text)
    });
    changes.extend(scripts(&html, &all).map(|(_, range)| (range.clone(), lean.of(&html[range]).to_owned())));
    if let Some(alliance) = alliance {
        changes.push((
            alliance_meta(&all, bundle)?,
            format!("<meta name=\"atrium-alliance\" content=\"{}\">", escape(alliance)),
        ));
    }

    let mut html = replace(&html, changes);
    for file in program {
        html = html.replace(&file.from, &file.to);
    }
    // Scripts that follow each other are one: each has a digest in the policy, and no digest can be compressed.
    let html = unindented(&html).replace(";</script>\n<script>", ";");
    let html: String = html.lines().map(|line| without_slash(line) + "\n").collect();
    Ok(Page { html: with_policy(&html, bundle)?, sheet, joined })
}

/// A link to a sheet for all media; one for print only stays as it is.
fn is_sheet(element: &Element) -> bool {
    element.name == "link"
        && element.has("rel", "stylesheet")
        && element.get("media").is_none()
        && !element.has("rel", "alternate")
}

fn alliance_meta(all: &[Element], bundle: &Bundle) -> Done<Range<usize>> {
    all.iter()
        .find(|element| element.name == "meta" && element.get("name") == Some("atrium-alliance"))
        .map(|element| element.range.clone())
        .ok_or_else(|| {
            Problem::new(format!(
                "{} has no <meta name=\"atrium-alliance\">, so --alliance has nothing to set.",
                bundle.html
            ))
        })
}

/// Puts the policy right after the character set: it holds for what follows it.
fn with_policy(html: &str, bundle: &Bundle) -> Done<String> {
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", csp::policy(html));
    let all = elements(html);
    let charset =
        all.iter().find(|element| element.name == "meta" && element.get("charset").is_some()).ok_or_else(|| {
            Problem::new(format!("{} has no <meta charset>: it has to stand first in <head>.", bundle.html))
        })?;
    let end = charset.range.end;
    Ok(replace(html, vec![(end..end, format!("\n{meta}"))]))
}

/// A line; where it is one element that never has content, without the slash at its end, which HTML does not ask for.
fn without_slash(line: &str) -> String {
    let empty =
        ["<meta ", "<base ", "<link "].iter().any(|tag| line.starts_with(tag)) && line.matches('<').count() == 1;
    line.strip_suffix(" />").filter(|_| empty).map_or_else(|| line.to_owned(), |element| [element, ">"].concat())
}

/// Without blank lines and indentation: no page of ours has text where they matter.
fn unindented(html: &str) -> String {
    let lines: Vec<&str> = html.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const BUNDLE: Bundle = Bundle { name: "app", bin: "atrium", html: "index.html", place: "" };

    fn rewritten(html: &str, alliance: Option<&str>) -> Page {
        // Tests run side by side, and two of them begin with the same page.
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let stage = std::env::temp_dir().join(format!("atrium-page-{}-{number}", std::process::id()));
        for (name, text) in [("index.html", html), ("a-1.css", "a{}"), ("b-2.css", "b{}")] {
            files::write(&stage.join(name), text).map_err(|p| p.to_string()).ok();
        }
        let program = [File { from: "atrium-old.js".into(), to: "atrium-new.js".into(), at: stage.clone() }];
        let lean = Lean::given(&[("a{}\nb{}", "a{}b{}"), (" old( ) ", "old()")]);
        let page = rewrite(&stage, &BUNDLE, "/sub/", &program, alliance, &lean);
        let _ = files::remove(&stage);
        match page {
            Ok(page) => page,
            Err(problem) => Page { html: problem.to_string(), sheet: None, joined: Vec::new() },
        }
    }

    const PAGE: &str = "<head><meta charset=\"utf-8\">\n<!-- why -->\n<meta name=\"atrium-alliance\" content=\"demo/a.json\">\
        <link rel=\"stylesheet\" href=\"/sub/a-1.css\"><link rel=\"stylesheet\" media=\"print\" href=\"/sub/p.css\">\n\
        <link rel=\"stylesheet\" href=\"/sub/b-2.css\"></head>\
        <script> old( ) </script><script type=\"module\">import '/sub/atrium-old.js'</script>";

    #[test]
    fn sheets_become_one_and_names_are_new() {
        let page = rewritten(PAGE, None);
        let (name, text) = page.sheet.unwrap_or_default();
        assert_eq!(text, "a{}b{}");
        assert_eq!(page.html.matches("stylesheet").count(), 2, "one sheet, and the print sheet: {}", page.html);
        assert!(page.html.contains(&format!("href=\"/sub/{name}\"")) && name.starts_with("app-"));
        assert!(page.html.contains("atrium-new.js") && !page.html.contains("why"));
    }

    #[test]
    fn the_policy_names_the_script_as_it_is_served() {
        let html = rewritten(PAGE, None).html;
        assert!(html.contains(&digest::csp_source("import '/sub/atrium-new.js'")), "{html}");
        assert!(
            html.find("Content-Security-Policy")
                .is_some_and(|at| html.find("stylesheet").is_some_and(|sheet| at < sheet))
        );
        assert!(html.contains("<script>old()</script>") && html.contains(&digest::csp_source("old()")), "{html}");
        assert!(rewritten("<head></head>", None).html.contains("no <meta charset>"));
    }

    #[test]
    fn scripts_that_follow_each_other_are_one() {
        let html = rewritten(
            &PAGE.replace("<script> old( ) </script>", "<script>a();</script>\n  <script>b();</script>"),
            None,
        )
        .html;
        assert!(html.contains("<script>a();b();</script>") && html.contains(&digest::csp_source("a();b();")), "{html}");
    }

    #[test]
    fn only_what_never_has_content_loses_its_slash() {
        assert_eq!(without_slash("<base href=\"/\" />"), "<base href=\"/\">");
        for line in ["<svg><path d=\"M0 0\" /></svg>", "<link rel=\"icon\" /><path />", "<path d=\"M0 0\" />"] {
            assert_eq!(without_slash(line), line);
        }
    }

    #[test]
    fn another_alliance_can_be_named() {
        let html = rewritten(PAGE, Some("https://a.example/x?a&b\"")).html;
        assert!(html.contains("content=\"https://a.example/x?a&amp;b&quot;\"") && !html.contains("demo/a.json"));
    }
}
