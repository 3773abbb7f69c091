//! Colours live in `style/tokens.css` alone: a theme can change what has a name, and contrast is
//! checked there.

use super::Finding;

const TOKENS: &str = "style/tokens.css";
const FUNCTIONS: &[&str] = &["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(", "color("];

/// Checks a style sheet.
pub fn check(path: &str, css: &str) -> Vec<Finding> {
    if path == TOKENS {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut in_comment = false;
    for (index, line) in css.lines().enumerate() {
        let line = without_comments(line, &mut in_comment);
        if has_colour(&line) {
            found.push(format!("{path}:{}: a raw colour; give it a name in {TOKENS}.", index + 1));
        }
    }
    found
}

fn has_colour(line: &str) -> bool {
    // What stands before the colon is a name or a selector; a selector may begin with a hash.
    let Some((_, value)) = line.split_once(':') else {
        return false;
    };
    let function = FUNCTIONS.iter().any(|function| {
        value.match_indices(function).any(|(at, _)| {
            let within = value[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '-');
            // Relative to a token is what tokens are for.
            !within && !value[at + function.len()..].trim_start().starts_with("from var(")
        })
    });
    function || has_hex(value)
}

fn has_hex(value: &str) -> bool {
    value.match_indices('#').any(|(at, _)| {
        let digits = value[at + 1..].chars().take_while(char::is_ascii_hexdigit).count();
        let ends = !value[at + 1 + digits..]
            .starts_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
        let in_url = value[..at].ends_with(['(', '"', '\'']);
        matches!(digits, 3 | 4 | 6 | 8) && ends && !in_url && !value.contains('{')
    })
}

fn without_comments(line: &str, in_comment: &mut bool) -> String {
    let mut out = String::new();
    let mut rest = line;
    loop {
        let mark = if *in_comment { "*/" } else { "/*" };
        let Some((head, tail)) = rest.split_once(mark) else {
            if !*in_comment {
                out.push_str(rest);
            }
            return out;
        };
        if !*in_comment {
            out.push_str(head);
        }
        *in_comment = !*in_comment;
        rest = tail;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_colours_are_found() {
        for css in [
            "a { color: #fff; }",
            "  background: oklch(0.9 0 0);",
            "border: 1px solid rgb(0 0 0 / 10%)",
            "fill: #a1b2c3d4",
        ] {
            let one = if css.contains('{') { css.replace("{ ", "{\n") } else { css.to_owned() };
            assert_eq!(check("style/ui.css", &one).len(), 1, "{css}");
        }
    }

    #[test]
    fn names_selectors_and_tokens_are_fine() {
        for css in [
            "color: var(--accent);",
            "#add:hover {",
            "background: oklch(from var(--surface) calc(l + 0.1) c h);",
            "border-color: color-mix(in oklch, var(--a), transparent);",
            "/* #fff\n #000: */ color: var(--b)",
            "mask: url(\"#abc\");",
        ] {
            assert_eq!(check("style/ui.css", css), Vec::<String>::new(), "{css}");
        }
        assert!(check(TOKENS, "--a: #fff").is_empty());
    }
}
