//! A text as words, with those set apart that somebody else is quoted with.
//!
//! Words are compared without their capitals, accents and apostrophes, and without what stands
//! between them. What is inside quotation marks is told from what is outside; a quotation that
//! nobody closes ends with its paragraph, and one that nobody opens begins with it.

use std::hash::Hasher;
use std::ops::Range;

use deunicode::deunicode;
use rustc_hash::FxHasher;

/// Whose a word is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Voice {
    /// The author's.
    Own,
    /// Of somebody who is quoted.
    Quoted,
    /// Of a passage that very many texts have.
    SetAside,
}

/// A word of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    pub(super) hash: u64,
    /// The first character.
    pub start: u32,
    /// Behind the last one.
    pub end: u32,
    /// Whose it is.
    pub voice: Voice,
}

/// A text as words.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// All of them, in order.
    pub words: Vec<Word>,
}

impl Reading {
    /// How many words have a voice.
    pub fn count(&self, voice: Voice) -> usize {
        self.words.iter().filter(|word| word.voice == voice).count()
    }

    /// Stretches of the author's own words, uninterrupted.
    pub(super) fn stretches(&self) -> Vec<Range<usize>> {
        self.stretches_of(Voice::Own)
    }

    /// Stretches of words of one voice, uninterrupted.
    pub(super) fn stretches_of(&self, voice: Voice) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = 0;
        for same in self.words.chunk_by(|one, next| one.voice == next.voice) {
            let end = start + same.len();
            if same[0].voice == voice {
                found.push(start..end);
            }
            start = end;
        }
        found
    }

    /// Sets words aside, if they are the author's own.
    pub(super) fn set_aside(&mut self, from: usize, number: usize) {
        for word in self.words.iter_mut().skip(from).take(number) {
            if word.voice == Voice::Own {
                word.voice = Voice::SetAside;
            }
        }
    }

    /// A hash of all words, whoever's they are: equal for texts that differ in their punctuation
    /// and capitals alone.
    pub fn hash(&self) -> u64 {
        let mut hasher = FxHasher::default();
        for word in &self.words {
            hasher.write_u64(word.hash);
        }
        hasher.finish()
    }

    /// The same words, those that are quoted in the place of the author's own.
    pub(super) fn of_quotations(&self) -> Self {
        let turned = self.words.iter().map(|word| Word {
            voice: match word.voice {
                Voice::Quoted => Voice::Own,
                _ => Voice::Quoted,
            },
            ..*word
        });
        Self {
            words: turned.collect(),
        }
    }
}

/// Reads a text. O(characters).
pub fn read(text: &[char]) -> Reading {
    let quoted = quoted(text);
    let mut words = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !text[at].is_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        // Scripts without spaces between words: each sign is one.
        if !is_sign(text[start]) {
            while at < text.len() && goes_on(text, at) {
                at += 1;
            }
        }
        let voice = if quoted[start] {
            Voice::Quoted
        } else {
            Voice::Own
        };
        words.push(Word {
            hash: hash(&text[start..at]),
            start: start as u32,
            end: at as u32,
            voice,
        });
    }
    Reading { words }
}

/// Whether a word goes on: with a letter, a mark on the letter before, or an apostrophe inside.
fn goes_on(text: &[char], at: usize) -> bool {
    let character = text[at];
    let is_letter = |it: char| it.is_alphanumeric() && !is_sign(it);
    is_letter(character)
        || matches!(character, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}')
        || (is_apostrophe(character) && text.get(at + 1).is_some_and(|next| is_letter(*next)))
}

/// Whether a character is a word of a script that has no spaces.
fn is_sign(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{edf}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2bc}')
}

fn hash(word: &[char]) -> u64 {
    let mut hasher = FxHasher::default();
    let letters = word
        .iter()
        .filter(|it| !is_apostrophe(**it) && !matches!(**it, '\u{ad}' | '\u{200b}'..='\u{200d}'));
    for letter in letters {
        if letter.is_ascii() {
            hasher.write_u8(letter.to_ascii_lowercase() as u8);
        } else if is_sign(*letter) {
            hasher.write_u32(*letter as u32);
        } else if !matches!(letter, '\u{300}'..='\u{36f}') {
            let plain = deunicode(letter.encode_utf8(&mut [0; 4])).to_ascii_lowercase();
            plain.bytes().for_each(|byte| hasher.write_u8(byte));
        }
    }
    // The smallest hash is chosen: short words must not be it every time.
    super::mixed(hasher.finish().wrapping_add(1))
}

/// For each character whether it is inside a quotation.
fn quoted(text: &[char]) -> Vec<bool> {
    let mut quoted = vec![false; text.len()];
    for paragraph in paragraphs(text) {
        double(text, paragraph.clone(), &mut quoted);
        single(text, paragraph, &mut quoted);
    }
    quoted
}

/// Paragraphs: up to an empty line, or, in a text without any, up to the end of a line.
fn paragraphs(text: &[char]) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(|it| *it == '\n') {
        lines.push(start..start + line.len());
        start += line.len();
    }
    let is_empty = |line: &Range<usize>| text[line.clone()].iter().all(|it| it.is_whitespace());
    if !lines.iter().any(is_empty) {
        return lines;
    }
    let paragraphs = lines.split(is_empty).filter(|lines| !lines.is_empty());
    paragraphs
        .map(|lines| lines[0].start..lines[lines.len() - 1].end)
        .collect()
}

/// What a mark does at its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
}

/// Quotations in double marks and guillemets.
fn double(text: &[char], paragraph: Range<usize>, quoted: &mut [bool]) {
    let mut open: Option<usize> = None;
    for at in paragraph.clone() {
        let Some(mark) = mark(text, &paragraph, at, open.is_some()) else {
            continue;
        };
        match (mark, open) {
            // A quotation inside a quotation changes nothing.
            (Mark::Opens, Some(_)) => {}
            (Mark::Opens, None) => open = Some(at),
            (Mark::Closes, Some(start)) => {
                quoted[start..=at].fill(true);
                open = None;
            }
            // Nobody opened it, unless somebody closed it already.
            (Mark::Closes, None) => {
                let before = &mut quoted[paragraph.start..=at];
                if !before.iter().any(|it| *it) {
                    before.fill(true);
                }
            }
        }
    }
    if let Some(start) = open {
        quoted[start..paragraph.end].fill(true);
    }
}

/// What a double mark does. Straight ones, and those that some languages open and others close
/// with, are told by what stands beside them.
fn mark(text: &[char], paragraph: &Range<usize>, at: usize, is_open: bool) -> Option<Mark> {
    let beside = |at: Option<usize>| {
        let at = at.filter(|it| paragraph.contains(it));
        at.map_or(' ', |it| text[it])
    };
    let before = beside(at.checked_sub(1));
    let after = beside(Some(at + 1));
    let leans = || {
        let is_gap = |it: char| {
            it.is_whitespace() || matches!(it, '(' | '[' | '-' | '\u{2013}' | '\u{2014}')
        };
        match (is_gap(before), is_gap(after)) {
            (true, false) => Mark::Opens,
            (false, true) => Mark::Closes,
            _ if is_open => Mark::Closes,
            _ => Mark::Opens,
        }
    };
    match text[at] {
        '\u{201e}' | '\u{300c}' | '\u{300e}' | '\u{201f}' => Some(Mark::Opens),
        '\u{300d}' | '\u{300f}' => Some(Mark::Closes),
        // An inch, a second: a digit before it, and nothing open.
        '"' if before.is_ascii_digit() && !is_open => None,
        // French has spaces inside its guillemets, German turns them round.
        '\u{ab}' | '\u{bb}' => {
            let points_right = text[at] == '\u{bb}';
            let is_tight = before.is_alphanumeric() || after.is_alphanumeric();
            Some(match (points_right, is_tight) {
                (false, false) => Mark::Opens,
                (true, false) => Mark::Closes,
                _ => leans(),
            })
        }
        '"' | '\u{201c}' | '\u{201d}' | '\u{ff02}' => Some(leans()),
        _ => None,
    }
}

/// Quotations in single marks. An apostrophe looks the same: so they must open behind a space and
/// close before something that is no letter, in one paragraph.
fn single(text: &[char], paragraph: Range<usize>, quoted: &mut [bool]) {
    let is_letter = |at: usize| paragraph.contains(&at) && text[at].is_alphanumeric();
    let mut open: Option<usize> = None;
    for at in paragraph.clone() {
        let follows_gap = at == paragraph.start || !is_letter(at - 1);
        match (text[at], open) {
            ('\u{2018}' | '\u{201a}' | '\u{2039}', None) if follows_gap => open = Some(at),
            ('\'', None) if follows_gap && is_letter(at + 1) => open = Some(at),
            ('\u{2019}' | '\u{203a}' | '\'', Some(start)) if !is_letter(at + 1) => {
                quoted[start..=at].fill(true);
                open = None;
            }
            _ => {}
        }
    }
}
