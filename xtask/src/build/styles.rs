//! One style sheet a page: those it links are joined in their order, without comments.
//!
//! In the source each part has its own file; on a slow line every further request before the first
//! paint is felt.

/// Joins sheets in order.
pub fn join(sheets: &[String]) -> String {
    sheets.iter().map(|sheet| lean(sheet)).collect::<Vec<_>>().join("\n")
}

/// Without comments, indentation and blank lines; strings and everything else stay as they are.
fn lean(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut quote = None;
    let mut letters = css.chars().peekable();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(_), '\\') => {
                out.push(letter);
                out.extend(letters.next());
            }
            (Some(open), _) => {
                if letter == open {
                    quote = None;
                }
                out.push(letter);
            }
            (None, '"' | '\'') => {
                quote = Some(letter);
                out.push(letter);
            }
            (None, '/') if letters.peek() == Some(&'*') => {
                letters.next();
                let mut before = ' ';
                for inner in letters.by_ref() {
                    if before == '*' && inner == '/' {
                        break;
                    }
                    before = inner;
                }
            }
            (None, '\n') => {
                while out.ends_with([' ', '\t']) {
                    out.pop();
                }
                while letters.peek().is_some_and(|next| next.is_whitespace()) {
                    letters.next();
                }
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            (None, _) => out.push(letter),
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_strings_stay() {
        let sheet = "/* why */\n@layer a, b;\n\n  p::before {\n    content: \"/* kept \\\" */\n  x\"; /* gone */\n    color: red;\n  }\n";
        assert_eq!(lean(sheet), "@layer a, b;\np::before {\ncontent: \"/* kept \\\" */\n  x\";\ncolor: red;\n}");
    }

    #[test]
    fn order_is_kept() {
        assert_eq!(join(&["a{}\n".into(), "/* c */b{}".into()]), "a{}\nb{}");
    }
}
