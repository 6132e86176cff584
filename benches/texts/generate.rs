//! Texts to look for copies in: a workspace with captures, of which one in five is a rewrite.
//!
//! ```text
//! cargo run --release --example texts -- /tmp/texts 10000
//! cd /tmp/texts && time sayso copies --output copies.txt
//! ```
//!
//! Each text has some 3 kB: words by a law as in natural language, in sentences, a part of them
//! in quotation marks, which all of a group of ten share as if from one press conference; a footer
//! that one in ten has; and in a rewrite two sentences of three are those of the text before it.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

use sayso::check::{Captures, Copy};

/// Characters of a text, about.
const LENGTH: usize = 3_000;
/// Different words.
const WORDS: u64 = 20_000;

/// Numbers without an end, the same every time (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    /// A word: small numbers are common.
    fn word(&mut self) -> String {
        let most = 1 + self.below(WORDS);
        let number = self.below(most);
        let mut word = String::new();
        let mut rest = number + 7;
        while rest > 0 {
            word.push(char::from(b'a' + (rest % 23) as u8));
            word.push(char::from(b"aeiou"[(rest % 5) as usize]));
            rest /= 23;
        }
        word
    }

    fn sentence(&mut self) -> String {
        let length = 8 + self.below(18);
        let words: Vec<String> = (0..length).map(|_| self.word()).collect();
        words.join(" ") + ". "
    }
}

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(folder), Some(number)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other("which folder, and how many texts?"));
    };
    let number: u64 = number.parse().map_err(io::Error::other)?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("datasets"))?;
    fs::create_dir_all(folder.join("captures"))?;
    fs::write(folder.join("sayso.toml"), "")?;
    let captures = Captures::new(folder.join("captures"));
    let mut numbers = Numbers(0x5eed);
    let mut turtle =
        "@prefix : <https://bench.example/texts#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:claim a sayso:Claim .\n"
            .to_owned();
    let footer = numbers.sentence() + &numbers.sentence();
    let mut said = String::new();
    let mut before: Vec<String> = Vec::new();
    for text in 0..number {
        if text % 10 == 0 {
            said = (0..6).map(|_| numbers.sentence()).collect();
        }
        let is_rewrite = text % 5 == 4;
        let mut sentences = Vec::new();
        let mut length = 0;
        while length + said.len() < LENGTH {
            let old = before.get(sentences.len()).cloned();
            let sentence = match old.filter(|_| is_rewrite && numbers.below(3) > 0) {
                Some(old) => old,
                None => numbers.sentence(),
            };
            length += sentence.len();
            sentences.push(sentence);
        }
        let middle = sentences.len() / 2;
        let mut page = sentences[..middle].concat();
        let _ = write!(
            page,
            "\n\n\u{201c}{said}\u{201d}\n\n{}",
            sentences[middle..].concat()
        );
        if text % 10 == 3 {
            page.push_str(&footer);
        }
        before = sentences;
        let hash = Copy::of("", page.as_bytes()).sha256;
        fs::write(captures.path(&hash), page)?;
        let day = 1 + text % 28;
        let _ = writeln!(
            turtle,
            ":d{text} a sayso:Document ; dcterms:publisher :p{} ; dcterms:issued \"2025-03-{day:02}\"^^xsd:date ; sayso:sha256 \"{hash}\" .",
            text % 997
        );
    }
    fs::write(folder.join("datasets/texts.ttl"), turtle)
}
