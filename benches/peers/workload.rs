//! The workload of the benchmarks: an invented record of any size, from a seed.
//!
//! The shape is that of news. Most claims are touched once, a few thousands of times; a few
//! agents speak all the time, most hardly ever; half of all statements repeat one or two earlier
//! ones on their claim, the first of them most of all. Ties, denials, retractions, non-answers,
//! grades, dates and links between claims occur as often as in records made by hand. Whatever is
//! written is in the long form, and without errors.
//!
//! One pass, one claim in memory at a time. Only whole numbers decide, so a seed gives the same
//! bytes on every machine.

use std::io::{self, Write};
use std::ops::Range;

/// Where the parts of a record go.
pub(crate) struct Sinks<T, C> {
    /// The whole record as Turtle.
    pub(crate) turtle: T,
    /// A row a statement: statement, claim, agent, stance, whether it is in a document.
    pub(crate) statements: C,
    /// A row a repetition: the later statement, the earlier one.
    pub(crate) relays: C,
    /// A row an agent: its number and its grade, if it has one.
    pub(crate) agents: C,
}

/// How much was written.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Counts {
    pub(crate) statements: u64,
    pub(crate) claims: u64,
    pub(crate) agents: u64,
    pub(crate) documents: u64,
    pub(crate) ties: u64,
    pub(crate) relays: u64,
}

/// `SplitMix64`: Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, 2014.
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.bits() % bound.max(1)
    }

    fn chance(&mut self, thousandths: u64) -> bool {
        self.below(1000) < thousandths
    }

    fn pick<V: Copy>(&mut self, values: &[V]) -> V {
        values[self.below(values.len() as u64) as usize]
    }

    /// A number below `bound`, each with a probability of about one over itself: Zipf's law.
    fn ranked(&mut self, bound: u64) -> u64 {
        let doublings = u64::from(bound.max(1).ilog2()) + 1;
        loop {
            let low = 1 << self.below(doublings);
            let number = low + self.below(low);
            if number <= bound.max(1) {
                return number - 1;
            }
        }
    }

    /// How many statements a claim has: 1 in 55 of 100 cases, 5.6 on average, 8,191 at most.
    fn crowd(&mut self) -> u64 {
        let mut low = 1;
        while low < 4096 && self.chance(450) {
            low *= 2;
        }
        low + self.below(low)
    }
}

const PREFIXES: &str = "\
# SYNTHETIC: invented for benchmarks, from a seed. Nobody said any of this.
@prefix : <https://bench.example/> .
@prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
";

const WORDS: [&str; 32] = [
    "harbour", "ledger", "minister", "contract", "bridge", "archive", "engine", "council",
    "payment", "witness", "cable", "factory", "report", "visit", "letter", "account", "signal",
    "border", "inquiry", "vessel", "permit", "auction", "pipeline", "server", "clinic", "budget",
    "tunnel", "harvest", "licence", "deposit", "convoy", "tender",
];

const GRADES: [char; 6] = ['A', 'B', 'C', 'D', 'E', 'F'];
const TOPICS: u64 = 200;
/// The record spans ten years from the first of January 2015.
const DAYS: u64 = 3650;

/// The stances, in the order of their codes in the table of statements.
const STANCES: [&str; 9] = [
    "asserts",
    "confirms",
    "denies",
    "reports",
    "declines",
    "noResponse",
    "deflects",
    "neitherConfirmsNorDenies",
    "retracts",
];
const DENIES: usize = 2;
const REPORTS: usize = 3;
const NON_ANSWERS: Range<usize> = 4..8;
const DEFLECTS: usize = 6;
const RETRACTS: usize = 8;

/// What of a statement later ones on its claim may refer to.
#[derive(Clone, Copy)]
struct Said {
    number: u64,
    agent: u64,
}

/// The document that an agent is filling.
#[derive(Clone, Copy, Default)]
struct Open {
    number: u64,
    day: u64,
    room: u64,
}

struct Writer<T, C> {
    sinks: Sinks<T, C>,
    random: Random,
    counts: Counts,
    /// The open document of each agent.
    open: Vec<Open>,
    /// Which topics have occurred.
    topics: [bool; TOPICS as usize],
    /// What was said on the claim at hand that has a side.
    said: Vec<Said>,
}

/// Writes a record with so many statements.
///
/// # Errors
///
/// Those of the sinks.
pub(crate) fn write<T: Write, C: Write>(
    statements: u64,
    seed: u64,
    sinks: Sinks<T, C>,
) -> io::Result<Counts> {
    let mut writer = Writer {
        sinks,
        random: Random(seed),
        counts: Counts {
            agents: agents_for(statements),
            ..Counts::default()
        },
        open: Vec::new(),
        topics: [false; TOPICS as usize],
        said: Vec::new(),
    };
    writer.header()?;
    writer.agents()?;
    writer.ties()?;
    while writer.counts.statements < statements {
        writer.claim(statements)?;
    }
    writer.sinks.turtle.flush()?;
    writer.sinks.statements.flush()?;
    writer.sinks.relays.flush()?;
    writer.sinks.agents.flush()?;
    Ok(writer.counts)
}

/// Agents grow more slowly than statements: a hundred times as many statements, ten times as many
/// agents. 100,000 statements have some 1,300.
fn agents_for(statements: u64) -> u64 {
    4 * statements.isqrt().max(5)
}

impl<T: Write, C: Write> Writer<T, C> {
    fn header(&mut self) -> io::Result<()> {
        self.sinks.turtle.write_all(PREFIXES.as_bytes())?;
        writeln!(
            self.sinks.statements,
            "statement,claim,agent,stance,documented"
        )?;
        writeln!(self.sinks.relays, "statement,target")?;
        writeln!(self.sinks.agents, "agent,grade")
    }

    fn agents(&mut self) -> io::Result<()> {
        let agents = self.counts.agents;
        self.open = vec![Open::default(); agents as usize];
        for agent in 0..agents {
            let is_anonymous = agent > 0 && self.random.chance(30);
            let grade = self.random.chance(600).then(|| self.random.pick(&GRADES));
            let turtle = &mut self.sinks.turtle;
            write!(turtle, ":a{agent} a sayso:Agent")?;
            if is_anonymous {
                let voucher = self.random.below(agent);
                write!(
                    turtle,
                    " , sayso:AnonymousSource ; sayso:vouchedBy :a{voucher}"
                )?;
            }
            write!(turtle, " ; rdfs:label \"Agent {agent}\"@en")?;
            if let Some(grade) = grade {
                write!(turtle, " ; sayso:reliability sayso:{grade}")?;
            }
            writeln!(turtle, " .")?;
            let grade = grade.map(String::from).unwrap_or_default();
            writeln!(self.sinks.agents, "{agent},{grade}")?;
        }
        Ok(())
    }

    /// One tie for eight agents: groups stay small, as owners of many papers are few.
    fn ties(&mut self) -> io::Result<()> {
        let agents = self.counts.agents;
        for tie in 0..agents / 8 {
            let one = self.random.below(agents);
            let other = (one + 1 + self.random.below(agents - 1)) % agents;
            let kind = match self.random.below(100) {
                0..50 => "OwnedBy",
                50..70 => "SameAs",
                70..80 => "SharedDesk",
                80..90 => "SpokespersonOf",
                90..97 => "ClientOf",
                _ => "Government",
            };
            let turtle = &mut self.sinks.turtle;
            write!(turtle, ":t{tie} a sayso:Tie ; sayso:kind sayso:{kind}")?;
            if matches!(kind, "OwnedBy" | "SpokespersonOf" | "ClientOf") {
                write!(
                    turtle,
                    " ; sayso:dependent :a{one} ; sayso:principal :a{other}"
                )?;
            } else {
                write!(turtle, " ; sayso:between :a{one} , :a{other}")?;
            }
            if self.random.chance(300) {
                let from = self.random.below(DAYS);
                write!(turtle, " ; sayso:validFrom {}", date(from))?;
                if self.random.chance(500) {
                    let until = from + self.random.below(DAYS);
                    write!(turtle, " ; sayso:validUntil {}", date(until))?;
                }
            }
            writeln!(
                turtle,
                " ; dcterms:source <https://register.example/{tie}> ."
            )?;
            self.counts.ties += 1;
        }
        Ok(())
    }

    fn claim(&mut self, statements: u64) -> io::Result<()> {
        let claim = self.counts.claims;
        self.counts.claims += 1;
        let left = statements - self.counts.statements;
        let crowd = self.random.crowd().min(left);
        // Claims come up one after the other over the years.
        let mut day = self.counts.statements * DAYS / statements;
        let turtle = &mut self.sinks.turtle;
        write!(
            turtle,
            ":c{claim} a sayso:Claim ; rdfs:label \"Claim {claim}:"
        )?;
        for _ in 0..4 {
            write!(turtle, " {}", self.random.pick(&WORDS))?;
        }
        let topic = self.random.ranked(TOPICS);
        write!(turtle, "\"@en ; dcterms:subject :topic{topic}")?;
        for (property, thousandths) in [("entails", 10), ("contradicts", 10), ("presupposes", 5)] {
            if claim > 0 && self.random.chance(thousandths) {
                let other = claim - 1 - self.random.below(claim.min(50));
                write!(turtle, " ; sayso:{property} :c{other}")?;
            }
        }
        writeln!(turtle, " .")?;
        if !std::mem::replace(&mut self.topics[topic as usize], true) {
            // Somebody must know what there is to know of it.
            let agent = self.random.below(self.counts.agents);
            writeln!(turtle, ":a{agent} sayso:authorityOver :topic{topic} .")?;
        }
        self.said.clear();
        for _ in 0..crowd {
            day += u64::from(self.random.chance(250));
            self.statement(claim, day)?;
        }
        // Those who must know, and those who gain: mostly somebody who has spoken.
        if let Some(first) = self.said.first().copied() {
            for (property, thousandths) in [("authorityOver", 20), ("interestIn", 20)] {
                if self.random.chance(thousandths) {
                    let Said { agent, .. } = first;
                    writeln!(self.sinks.turtle, ":a{agent} sayso:{property} :c{claim} .")?;
                }
            }
        }
        Ok(())
    }

    fn statement(&mut self, claim: u64, day: u64) -> io::Result<()> {
        let number = self.counts.statements;
        self.counts.statements += 1;
        let can_refer = !self.said.is_empty();
        let mut agent = self.random.ranked(self.counts.agents);
        let mut relays: [Option<u64>; 2] = [None; 2];
        let mut target = None;
        let stance = match self.random.below(1000) {
            0..12 if can_refer => {
                let taken_back = self.random.pick(&self.said);
                agent = taken_back.agent;
                target = Some(taken_back.number);
                RETRACTS
            }
            12..55 => self.random.below(NON_ANSWERS.len() as u64) as usize + NON_ANSWERS.start,
            55..150 => DENIES,
            150..760 if can_refer => {
                relays[0] = Some(self.earlier());
                if self.random.chance(250) {
                    relays[1] = Some(self.earlier()).filter(|other| relays[0] != Some(*other));
                }
                if self.random.chance(900) { REPORTS } else { 0 }
            }
            _ => usize::from(self.random.chance(250)),
        };
        let is_answer = stance <= REPORTS;
        let is_origin = is_answer && relays[0].is_none();
        let documented = self.random.chance(if is_origin { 800 } else { 950 });
        let document = if documented {
            Some(self.document(agent, day)?)
        } else {
            None
        };

        let turtle = &mut self.sinks.turtle;
        let random = &mut self.random;
        let name = STANCES[stance];
        write!(
            turtle,
            ":s{number} a sayso:Statement ; sayso:claim :c{claim} ; sayso:by :a{agent} ; sayso:stance sayso:{name}"
        )?;
        for (position, earlier) in relays.iter().flatten().enumerate() {
            let before = if position == 0 {
                " ; sayso:relays"
            } else {
                " ,"
            };
            write!(turtle, "{before} :s{earlier}")?;
            writeln!(self.sinks.relays, "{number},{earlier}")?;
            self.counts.relays += 1;
        }
        if let Some(target) = target {
            write!(turtle, " ; sayso:target :s{target}")?;
        }
        if NON_ANSWERS.contains(&stance) {
            let asker = random.ranked(self.counts.agents);
            write!(turtle, " ; sayso:to :a{asker}")?;
            if stance == DEFLECTS {
                let other = random.ranked(self.counts.agents);
                write!(turtle, " ; sayso:deflectsTo :a{other}")?;
            }
        }
        if let Some(document) = document {
            write!(turtle, " ; sayso:in :d{document}")?;
        }
        if random.chance(700) {
            write!(turtle, " ; sayso:saidAt {}", date(day))?;
        }
        if is_origin && random.chance(350) {
            let first_hand = random.chance(700);
            write!(turtle, " ; sayso:firstHand {first_hand}")?;
        }
        if is_answer && random.chance(60) {
            write!(turtle, " ; sayso:confidence 0.{}", 1 + random.below(9))?;
        }
        if is_answer && random.chance(30) {
            write!(turtle, " ; sayso:credibility {}", 1 + random.below(6))?;
        }
        if random.chance(50) {
            write!(turtle, " ; sayso:recordedAt {}", date(day + 3))?;
        }
        writeln!(turtle, " .")?;
        let documented = u8::from(documented);
        writeln!(
            self.sinks.statements,
            "{number},{claim},{agent},{name},{documented}"
        )?;
        if is_answer {
            self.said.push(Said { number, agent });
        }
        Ok(())
    }

    /// A statement on this claim to repeat: one of the first three as often as any other.
    fn earlier(&mut self) -> u64 {
        let first = self.random.chance(500);
        let among = if first {
            self.said.len().min(3)
        } else {
            self.said.len()
        };
        self.random.pick(&self.said[..among]).number
    }

    /// The document in which an agent speaks: the one that it is filling, or a new one after two
    /// months or when that is full.
    fn document(&mut self, agent: u64, day: u64) -> io::Result<u64> {
        let open = self.open[agent as usize];
        if open.room > 0 && day.abs_diff(open.day) <= 60 {
            self.open[agent as usize].room -= 1;
            return Ok(open.number);
        }
        let number = self.counts.documents;
        self.counts.documents += 1;
        let room = self.random.below(20);
        self.open[agent as usize] = Open { number, day, room };
        let turtle = &mut self.sinks.turtle;
        write!(
            turtle,
            ":d{number} a sayso:Document ; dcterms:publisher :a{agent} ; dcterms:issued {} ; schema:url <https://news.example/{number}>",
            date(day)
        )?;
        if self.random.chance(400) {
            let [one, two] = [self.random.bits(), self.random.bits()];
            write!(
                turtle,
                " ; sayso:sha256 \"{one:016x}{two:016x}{one:016x}{two:016x}\""
            )?;
        }
        writeln!(turtle, " .")?;
        Ok(number)
    }
}

/// A day as Turtle. Days are counted from the first of January 2015. Civil dates from days:
/// Hinnant, *chrono-Compatible Low-Level Date Algorithms*, 2013.
fn date(day: u64) -> String {
    let shifted = day + 735_904;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("\"{year:04}-{month:02}-{of_month:02}\"^^xsd:date")
}
