//! Finding words whoever wrote them: without capitals, accents and vowel signs, in scripts with spaces and without. Pure.
//!
//! The browser takes letters apart (its tables cost no bytes here); what is left of them, and what counts as found, is
//! decided in this file.

/// Takes letters apart (NFKD) and makes them small.
pub type Decompose<'f> = &'f dyn Fn(&str) -> String;

/// A text as it is compared.
pub fn fold(text: &str, decompose: Decompose<'_>) -> String {
    if text.is_ascii() {
        return text.chars().filter(|it| *it != '\'').map(|it| it.to_ascii_lowercase()).collect();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in decompose(text).chars() {
        match letter {
            // Accents; vowel signs and pauses of Arabic and Hebrew, which hardly anybody types; the stroke that stretches a line;
            // hamza, which many leave out; marks that are not seen; apostrophes.
            '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' => {}
            '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{640}' | '\u{621}' => {}
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {}
            '\'' | '\u{2018}' | '\u{2019}' => {}
            'ى' | 'ی' => folded.push('ي'),
            'ة' => folded.push('ه'),
            'ٱ' => folded.push('ا'),
            'ک' => folded.push('ك'),
            '٠'..='٩' | '۰'..='۹' => folded.push(char::from_digit(u32::from(letter) & 15, 10).unwrap_or(letter)),
            'ς' => folded.push('σ'),
            'ı' => folded.push('i'),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            other => folded.push(other),
        }
    }
    folded
}

/// Whether a folded letter stands between words.
fn parts_words(letter: char) -> bool {
    letter.is_ascii_punctuation()
        || letter.is_whitespace()
        || matches!(letter, '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{205e}' | '\u{3000}'..='\u{303f}' | '،' | '؛' | '؟' | '۔' | '×' | '÷')
}

/// Whether a letter belongs to a script that is written without spaces.
fn unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}')
        || matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A word that is looked for.
#[derive(Clone, PartialEq, Debug)]
pub struct Word {
    text: String,
    unspaced: bool,
    /// What it consists of, where the script does not say.
    parts: Vec<String>,
}

/// So many words are looked for.
const MOST_WORDS: usize = 12;

/// The words of what somebody typed; `segment` knows the words of scripts without spaces.
pub fn words(typed: &str, decompose: Decompose<'_>, segment: &dyn Fn(&str) -> Vec<String>) -> Vec<Word> {
    let folded = fold(typed, decompose);
    let mut words: Vec<Word> = Vec::new();
    for run in folded.split(parts_words).filter(|run| !run.is_empty()) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let kind = unspaced(first);
            let end = rest.find(|letter| unspaced(letter) != kind).unwrap_or(rest.len());
            let (text, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let parts = if kind && text.chars().count() > 2 { segment(text) } else { Vec::new() };
            let word = Word { text: text.to_owned(), unspaced: kind, parts };
            if words.len() < MOST_WORDS && !words.contains(&word) {
                words.push(word);
            }
            rest = after;
        }
    }
    words
}

/// A text that is searched.
pub struct Field {
    /// Its language, where the document says.
    pub lang: Option<Box<str>>,
    /// How much it matters that something is found in it.
    pub weight: u8,
    /// As it is shown.
    pub text: Box<str>,
    /// As it is compared.
    pub folded: Box<str>,
}

/// How well all words are found in some texts together; `None` when one of them is not. A text in the `asked` language counts
/// double. With `near`, a word with one slip in it is found too.
pub fn score(words: &[Word], fields: &[Field], asked: &str, near: bool) -> Option<u32> {
    let mut sum = 0_u32;
    for word in words {
        let best = fields.iter().map(|field| {
            let own = field.lang.as_deref().is_some_and(|lang| lang == asked);
            worth(word, &field.folded, near) * u32::from(field.weight) * if own { 2 } else { 1 }
        });
        sum = sum.saturating_add(best.max().filter(|best| *best > 0)?);
    }
    Some(sum)
}

/// How well a word is found in a folded text: as a word, as the beginning of one, inside one, nearly, or not at all.
fn worth(word: &Word, text: &str, near: bool) -> u32 {
    if word.unspaced {
        return if text.contains(&word.text) {
            4
        } else if !word.parts.is_empty() && word.parts.iter().all(|part| text.contains(part.as_str())) {
            2
        } else {
            0
        };
    }
    let mut best = 0;
    for (at, found) in text.match_indices(word.text.as_str()) {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
        let stands = |side: Option<char>| side.is_none_or(|letter| parts_words(letter) || unspaced(letter));
        best = best.max(match (stands(before), stands(after)) {
            (true, true) => 4,
            (true, false) => 3,
            // The article and the prepositions of Arabic stand on the word itself.
            _ if text.get(..at).is_some_and(arabic_prefix) => 3,
            _ if word.text.chars().count() > 3 => 1,
            _ => 0,
        });
        if best == 4 {
            break;
        }
    }
    if best == 0 && near && slip(text, &word.text) { 1 } else { best }
}

/// Whether a text ends in what Arabic puts before a word: the article, and "and", "in", "for" before it.
fn arabic_prefix(before: &str) -> bool {
    let start = before.rsplit(parts_words).next().unwrap_or_default();
    matches!(start, "ال" | "وال" | "بال" | "كال" | "فال" | "لل" | "ل" | "و" | "ب" | "ف" | "ك")
}

/// Whether some word of a text differs from this one by a letter too many, too few, wrong, or two swapped.
fn slip(text: &str, word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.len() > 3
        && text.split(parts_words).any(|other| {
            // Bytes are counted at once, letters are not.
            other.len().abs_diff(word.len()) <= 4 && differs_by_one(&letters, &other.chars().collect::<Vec<char>>())
        })
}

fn differs_by_one(one: &[char], other: &[char]) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    let rest = |list: &[char], from: usize| list.get(from..).map(<[char]>::to_vec);
    match (one, other) {
        ([], []) => true,
        ([a, b, after_one @ ..], [c, d, after_other @ ..]) if a == d && b == c && after_one == after_other => true,
        _ => {
            rest(one, 1).is_some_and(|it| Some(it) == rest(other, 1))
                || rest(one, 1).as_deref() == Some(other)
                || rest(other, 1).as_deref() == Some(one)
        }
    }
}

/// A stretch of a text around what was found in it.
#[derive(PartialEq, Debug, Default)]
pub struct Piece {
    /// The text goes on before it.
    pub cut_before: bool,
    /// The text goes on after it.
    pub cut_after: bool,
    /// Its runs, each with whether it was found.
    pub runs: Vec<(String, bool)>,
}

/// Letters that are shown of a text.
const SHOWN: usize = 180;

/// The piece of a text to show: around the first word that is found in it, else its beginning.
pub fn piece(text: &str, words: &[Word], decompose: Decompose<'_>) -> Piece {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let last = starts.len().saturating_sub(1);
    let at = |letter: usize| starts.get(letter.min(last)).copied().unwrap_or_default();
    // Folded in windows that overlap by more than a word: taking apart each letter of a long text by itself would be slow.
    let mut window = 0;
    let mut found = Vec::new();
    while window < last && found.is_empty() {
        let stretch = text.get(at(window)..at(window + SHOWN)).unwrap_or_default();
        let folded = fold(stretch, decompose);
        if words.iter().any(|word| forms(word).any(|form| folded.contains(form))) {
            found = marks(stretch, words, decompose);
        }
        window += SHOWN * 2 / 3;
    }
    let first = found.first().map_or(0, |(from, _)| from + window - SHOWN * 2 / 3);
    // Not from the middle of a word where words are told apart by spaces.
    let mut from = if first < SHOWN * 2 / 3 { 0 } else { first.saturating_sub(SHOWN / 3) };
    if from > 0 {
        let lead = text.get(at(from)..at(first)).unwrap_or_default();
        if let Some((space, _)) = lead.chars().enumerate().find(|(_, letter)| letter.is_whitespace()) {
            from += space + 1;
        }
    }
    let mut shown = text.get(at(from)..at(from + SHOWN)).unwrap_or_default();
    if from + SHOWN < last
        && let Some((whole, part)) = shown.rsplit_once(char::is_whitespace)
        && part.chars().count() < SHOWN / 6
    {
        shown = whole;
    }
    Piece { cut_before: from > 0, cut_after: from + SHOWN < last, runs: runs(shown, words, decompose) }
}

/// A text in runs: what was found in it, and what stands between.
pub fn runs(text: &str, words: &[Word], decompose: Decompose<'_>) -> Vec<(String, bool)> {
    let letters: Vec<char> = text.chars().collect();
    let mut runs = Vec::new();
    let mut from = 0;
    let mut push = |from: usize, to: usize, marked: bool| {
        if let Some(run) = letters.get(from..to).filter(|run| !run.is_empty()) {
            runs.push((run.iter().collect::<String>(), marked));
        }
    };
    for (start, end) in marks(text, words, decompose) {
        push(from, start, false);
        push(start, end, true);
        from = end;
    }
    push(from, letters.len(), false);
    runs
}

/// What a word may be found as.
fn forms(word: &Word) -> impl Iterator<Item = &str> {
    std::iter::once(word.text.as_str()).chain(word.parts.iter().map(String::as_str))
}

/// Where words are found: first and last letter, in order, none in another.
fn marks(text: &str, words: &[Word], decompose: Decompose<'_>) -> Vec<(usize, usize)> {
    // For each byte of the folded text the letter of the text it is from.
    let (mut folded, mut origin, mut silent) = (String::new(), Vec::new(), Vec::new());
    for (place, letter) in text.chars().enumerate() {
        folded.push_str(&fold(letter.encode_utf8(&mut [0; 4]), decompose));
        silent.push(origin.len() == folded.len());
        origin.resize(folded.len(), place);
    }
    let mut marked = vec![false; silent.len()];
    for word in words {
        for form in forms(word) {
            for (at, found) in folded.match_indices(form) {
                let before = folded.get(..at).and_then(|before| before.chars().next_back());
                let starts = before.is_none_or(parts_words) || folded.get(..at).is_some_and(arabic_prefix);
                let long = form.chars().count() > 3;
                if word.unspaced || starts || long {
                    let of = |byte: usize| origin.get(byte).copied();
                    if let (Some(from), Some(to)) = (of(at), of(at + found.len().saturating_sub(1))) {
                        marked.iter_mut().skip(from).take(to + 1 - from).for_each(|it| *it = true);
                    }
                }
            }
        }
    }
    // A vowel sign belongs to the letter before it.
    let mut before = false;
    for (marked, silent) in marked.iter_mut().zip(&silent) {
        *marked |= *silent && before;
        before = *marked;
    }
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for (place, _) in marked.iter().enumerate().filter(|(_, marked)| **marked) {
        match ranges.last_mut() {
            Some((_, end)) if *end == place => *end = place + 1,
            _ => ranges.push((place, place + 1)),
        }
    }
    ranges
}
