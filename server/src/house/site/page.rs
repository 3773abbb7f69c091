//! A page of the built app with what only the server knows: which alliance it opens on, whom its policy lets it ask, and what
//! a link to it looks like elsewhere. Scripts are not touched, so the hashes of the policy keep holding.

use std::fmt::Write;

/// What a page says about itself to whoever shows a link to it. Everything is plain text; it is escaped here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The title.
    pub title: String,
    /// A sentence or two.
    pub description: Option<String>,
    /// The whole address of the page.
    pub canonical: String,
    /// The whole address of a picture, and what it shows.
    pub picture: Option<(String, Option<String>)>,
    /// The name of the alliance.
    pub site: Option<String>,
    /// The language of these texts.
    pub language: Option<String>,
    /// `website` or `article`.
    pub kind: &'static str,
}

const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
const ALLIANCE: &str = "<meta name=\"atrium-alliance\" content=\"";
const DESCRIPTION: &str = "<meta name=\"description\" content=\"";

/// A page as the build wrote it, opened on the alliance of this server, and its policy.
pub fn opened(html: &str, alliance: &str, origins: &[String]) -> (String, Option<String>) {
    let html = put(html, ALLIANCE, "\"", &escape(alliance));
    let Some((_, rest)) = html.split_once(POLICY) else { return (html, None) };
    let policy = widened(rest.split('"').next().unwrap_or_default(), origins);
    let html = put(&html, POLICY, "\"", &policy);
    (html, Some(policy))
}

/// The policy that also lets the page ask these hosts for documents and pictures. What `https:` allows already is not named.
fn widened(policy: &str, origins: &[String]) -> String {
    let more: String = origins
        .iter()
        .filter(|origin| !origin.starts_with("https://"))
        .filter(|origin| !origin.contains([';', ',', '"', '\'', ' ']))
        .fold(String::new(), |mut all, origin| {
            let _ = write!(all, " {origin}");
            all
        });
    let parts = policy.split(';').map(str::trim).map(|part| {
        let asks = part.starts_with("connect-src ") || part.starts_with("img-src ");
        if asks { format!("{part}{more}") } else { part.to_owned() }
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// The page with its title, its description and what else is looked for when a link is shown.
pub fn described(html: &str, about: &About) -> String {
    let html = put(html, "<title>", "</title>", &escape(&about.title));
    let description = about.description.as_deref().unwrap_or_default();
    let html = if description.is_empty() { html } else { put(&html, DESCRIPTION, "\"", &escape(description)) };
    let mut tags = format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&about.canonical));
    let mut open_graph = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(tags, "<meta property=\"og:{name}\" content=\"{}\">", escape(value));
        }
    };
    open_graph("type", about.kind);
    open_graph("title", &about.title);
    open_graph("description", description);
    open_graph("url", &about.canonical);
    open_graph("site_name", about.site.as_deref().unwrap_or_default());
    open_graph("locale", about.language.as_deref().and_then(locale).unwrap_or_default());
    if let Some((picture, alt)) = &about.picture {
        open_graph("image", picture);
        open_graph("image:alt", alt.as_deref().unwrap_or_default());
        tags.push_str("<meta name=\"twitter:card\" content=\"summary_large_image\">\n");
    }
    match html.split_once("</head>") {
        Some((head, rest)) => [head, &tags, "</head>", rest].concat(),
        None => html,
    }
}

/// A language as Open Graph names it, with the country it is most written in.
fn locale(language: &str) -> Option<&'static str> {
    let known =
        [("en", "en_GB"), ("es", "es_ES"), ("ar", "ar_AR"), ("zh-Hant", "zh_TW"), ("zh-TW", "zh_TW"), ("zh", "zh_CN")];
    let fits = |tag: &str| language == tag || language.strip_prefix(tag).is_some_and(|rest| rest.starts_with('-'));
    known.into_iter().find(|(tag, _)| fits(tag)).map(|(_, locale)| locale)
}

/// What stands between the first `start` and the `end` after it, replaced.
fn put(html: &str, start: &str, end: &str, new: &str) -> String {
    let parts = html.split_once(start).and_then(|(before, rest)| Some((before, rest.split_once(end)?.1)));
    match parts {
        Some((before, after)) => [before, start, new, end, after].concat(),
        None => html.to_owned(),
    }
}

/// Text as it may stand in HTML, in an attribute too. Control characters are nothing anybody wants to see.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            control if control.is_control() => out.push(' '),
            plain => out.push(plain),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' https:; connect-src 'self' https:\">\
        <title>Atrium</title><meta name=\"description\" content=\"All.\" /><meta name=\"atrium-alliance\" content=\"demo/a.json\" /></head><script>x('</title>')</script>";

    #[test]
    fn members_by_http_are_let_through_and_nobody_else() {
        let origins =
            ["https://a.example".to_owned(), "http://localhost:8081".to_owned(), "http://x; script-src *".to_owned()];
        let (html, policy) = opened(PAGE, "/.well-known/cultural-alliance.json", &origins);
        let expected = "default-src 'none'; img-src 'self' https: http://localhost:8081; connect-src 'self' https: http://localhost:8081";
        assert_eq!(policy.as_deref(), Some(expected));
        assert!(html.contains(&format!("content=\"{expected}\"")));
        assert!(html.contains("<meta name=\"atrium-alliance\" content=\"/.well-known/cultural-alliance.json\" />"));
    }

    #[test]
    fn what_a_document_says_stays_text() {
        let about = About {
            title: "</title><script>alert(1)</script>".into(),
            description: Some("\" onload=\"x\n'".into()),
            canonical: "https://a.example/campaign/a/b".into(),
            picture: Some(("https://b.example/\"><script>".into(), None)),
            kind: "article",
            ..About::default()
        };
        let html = described(PAGE, &about);
        assert_eq!(html.matches("<script").count(), 1, "{html}");
        assert!(html.contains("<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>"));
        assert!(html.contains("content=\"&quot; onload=&quot;x &#39;\""));
        assert!(html.contains("<script>x('</title>')</script>"), "scripts stay as they were hashed");
    }
}
