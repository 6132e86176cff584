//! Random datasets, as Turtle in lines that can be put into any order.

use crate::oracle::generate::Random;

pub(super) const PREFIXES: &str = "@prefix :        <https://example.org/desk#> .
@prefix sayso:   <https://w3id.org/sayso/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema:  <https://schema.org/> .
@prefix oa:      <http://www.w3.org/ns/oa#> .
@prefix rdf:     <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs:    <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd:     <http://www.w3.org/2001/XMLSchema#> .
";

/// A random dataset: one triple a line, so that the order can be changed.
pub(super) struct Lines {
    pub(super) lines: Vec<String>,
}

impl Lines {
    pub(super) fn turtle(&self) -> String {
        format!("{PREFIXES}{}\n", self.lines.join("\n"))
    }

    fn say(&mut self, subject: &str, predicate: &str, object: &str) {
        self.lines.push(format!("{subject} {predicate} {object} ."));
    }

    /// Adds what nobody should write: second claims, speakers, stances and targets.
    pub(super) fn spoil(&mut self, random: &mut Random) {
        for _ in 0..random.below(4) {
            let Some(line) = random.pick(&self.lines) else {
                return;
            };
            let mut parts = line.splitn(3, ' ');
            let (Some(subject), Some(predicate)) = (parts.next(), parts.next()) else {
                return;
            };
            let object = match predicate {
                "sayso:by" => ":agent9",
                "sayso:target" | "sayso:relays" => ":statement0",
                "sayso:stance" => "sayso:denies",
                _ if predicate.starts_with("sayso:") => ":claim9",
                _ => continue,
            };
            self.say(subject, predicate, object);
        }
    }
}

const STANCES: [&str; 8] = [
    "asserts",
    "confirms",
    "denies",
    "reports",
    "declines",
    "noResponse",
    "deflects",
    "neitherConfirmsNorDenies",
];

const TIMES: [&str; 6] = [
    "\"2025-02-28\"^^xsd:date",
    "\"2025-02\"^^xsd:gYearMonth",
    "\"2025\"^^xsd:gYear",
    "\"2025-02-28T09:30:00Z\"^^xsd:dateTime",
    "\"2025-02-28T10:30:00.000+01:00\"^^xsd:dateTime",
    "\"2025-02-28+01:00\"^^xsd:date",
];

const TEXTS: [&str; 12] = [
    "\"plain\"",
    "\"plain\"^^xsd:string",
    "\"He said \\\"no\\\"\"@en",
    "\"two\\nlines\"@en-GB",
    "\"two\\nlines\"@EN-gb",
    "\"\"\"a \"long\"\nstring\"\"\"",
    "\"back\\\\slash, and \\\\n that is no newline\"",
    "\"tab\\tand\\rreturn\"",
    "\"\\u00e9\\U0001F4F0 déjà-vu\"@fr",
    "\"\"",
    "\"$1 \\\\1 $\"",
    "\"? after everything\"",
];

const NUMBERS: [&str; 6] = ["0.90", "0.9", "9.0e-1", "1", "\"01\"^^xsd:integer", ".5"];

/// A random dataset that the query can expand in one run: within its limits, and well-formed.
pub(super) fn generate(seed: u64) -> Lines {
    let mut generator = Generator {
        random: Random::new(seed),
        lines: Lines { lines: Vec::new() },
        blanks: 0,
    };
    generator.all();
    generator.lines
}

struct Generator {
    random: Random,
    lines: Lines,
    blanks: usize,
}

impl Generator {
    fn one(&mut self, of: &[&str]) -> String {
        of[self.random.below(of.len())].to_owned()
    }

    fn some(&mut self, of: &[String]) -> String {
        of[self.random.below(of.len())].clone()
    }

    fn blank(&mut self) -> String {
        self.blanks += 1;
        format!("_:b{}", self.blanks)
    }

    /// An IRI, or in so many of a hundred cases a blank node.
    fn node(&mut self, kind: &str, index: usize, blank: usize) -> String {
        if self.random.chance(blank) {
            self.blank()
        } else {
            format!(":{kind}{index}")
        }
    }

    fn all(&mut self) {
        let agents = self.agents();
        let claims = self.claims(&agents);
        let documents = self.documents(&agents);
        self.ties(&agents, &documents);
        self.statements(&agents, &claims, &documents);
        if self.random.chance(20) {
            self.lines.say(":elsewhere", ":property", "_:foreign");
            self.lines.say("_:foreign", ":property", "_:foreign");
        }
        self.random.shuffle(&mut self.lines.lines);
    }

    fn agents(&mut self) -> Vec<String> {
        let mut agents = Vec::new();
        for index in 0..=self.random.below(3) + 1 {
            let agent = self.node("agent", index, 15);
            if agent.starts_with('_') || self.random.chance(30) {
                let label = self.one(&TEXTS);
                self.lines.say(&agent, "rdfs:label", &label);
            }
            if self.random.chance(30) {
                self.lines.say(&agent, "sayso:reliability", "sayso:B");
            }
            if self.random.chance(15) {
                self.lines.say(&agent, "a", "sayso:AnonymousSource");
                self.lines.say(&agent, "sayso:vouchedBy", ":agent9");
            }
            agents.push(agent);
        }
        agents
    }

    fn claims(&mut self, agents: &[String]) -> Vec<String> {
        let mut claims: Vec<String> = Vec::new();
        for index in 0..=self.random.below(3) {
            let claim = self.node("claim", index, 15);
            if claim.starts_with('_') || self.random.chance(40) {
                let label = self.one(&TEXTS);
                self.lines.say(&claim, "rdfs:label", &label);
            }
            // A blank claim must not hold a blank node: the query would leave it unhashed.
            if self.random.chance(20) {
                self.lines.say(&claim, "dcterms:subject", ":topic");
            }
            if self.random.chance(20) {
                let link = self.one(&[
                    "sayso:entails",
                    "sayso:contradicts",
                    "sayso:presupposes",
                    "sayso:sameClaim",
                ]);
                self.lines.say(&claim, &link, ":claim7");
            }
            let agent = self.some(agents);
            let over = self.one(&[":topic", ":claim0", ":claim8"]);
            if self.random.chance(20) {
                self.lines.say(&agent, "sayso:authorityOver", &over);
            }
            if self.random.chance(10) {
                self.lines.say(&agent, "sayso:interestIn", ":claim0");
            }
            claims.push(claim);
        }
        claims
    }

    fn documents(&mut self, agents: &[String]) -> Vec<String> {
        let named: Vec<String> = agents
            .iter()
            .filter(|agent| agent.starts_with(':'))
            .cloned()
            .chain([":outlet".to_owned()])
            .collect();
        let mut documents = Vec::new();
        for index in 0..=self.random.below(2) {
            let document = self.node("document", index, 15);
            // A blank document must not hold a blank publisher; a named one may.
            let publishers = if document.starts_with('_') {
                named.as_slice()
            } else {
                agents
            };
            for _ in 0..=self.random.below(2) {
                let publisher = self.some(publishers);
                self.lines.say(&document, "dcterms:publisher", &publisher);
            }
            for _ in 0..self.random.below(3) {
                let time = self.one(&TIMES);
                self.lines.say(&document, "dcterms:issued", &time);
            }
            if self.random.chance(50) {
                self.lines.say(
                    &document,
                    "schema:url",
                    "<https://news.example/a?b=c&d=%20>",
                );
            }
            documents.push(document);
        }
        documents
    }

    fn ties(&mut self, agents: &[String], documents: &[String]) {
        for index in 0..self.random.below(2) {
            let tie = self.node("tie", index, 50);
            self.lines.say(&tie, "sayso:kind", "sayso:OwnedBy");
            let (a, b) = (self.some(agents), self.some(agents));
            if self.random.chance(50) {
                self.lines.say(&tie, "sayso:between", &a);
                self.lines.say(&tie, "sayso:between", &b);
            } else {
                self.lines.say(&tie, "sayso:dependent", &a);
                self.lines.say(&tie, "sayso:principal", &b);
            }
            let source = self.some(documents);
            self.lines.say(&tie, "dcterms:source", &source);
        }
    }

    fn statements(&mut self, agents: &[String], claims: &[String], documents: &[String]) {
        // Each with whether it refers to a blank statement.
        let mut statements: Vec<(String, bool)> = Vec::new();
        for index in 0..=self.random.below(6) {
            let statement = self.node("statement", index, 60);
            let is_blank = statement.starts_with('_');
            let agent = self.some(agents);
            self.lines.say(&statement, "sayso:by", &agent);
            let mut refers = false;
            let within: Vec<String> = statements
                .iter()
                .filter(|(other, deep)| !(is_blank && other.starts_with('_') && *deep))
                .map(|(other, _)| other.clone())
                .collect();
            if !within.is_empty() && self.random.chance(15) {
                let target = self.some(&within);
                refers |= target.starts_with('_');
                self.lines.say(&statement, "sayso:target", &target);
                self.lines.say(&statement, "sayso:stance", "sayso:retracts");
            } else {
                self.stance(&statement, claims);
            }
            for _ in 0..self.random.below(3) {
                if !within.is_empty() && self.random.chance(50) {
                    let relayed = self.some(&within);
                    refers |= relayed.starts_with('_');
                    self.lines.say(&statement, "sayso:relays", &relayed);
                }
            }
            for _ in 0..self.random.below(3) {
                let document = self.some(documents);
                let property = self.one(&["sayso:quotedIn", "sayso:quotedIn", "sayso:in"]);
                self.lines.say(&statement, &property, &document);
            }
            self.details(&statement, is_blank, agents);
            statements.push((statement, refers));
        }
    }

    fn stance(&mut self, statement: &str, claims: &[String]) {
        let claim = self.some(claims);
        let stance = format!("sayso:{}", self.one(&STANCES));
        let form = self.random.below(3);
        if form != 1 {
            self.lines.say(statement, &stance, &claim);
        }
        if form != 0 {
            self.lines.say(statement, "sayso:claim", &claim);
            self.lines.say(statement, "sayso:stance", &stance);
        }
    }

    fn details(&mut self, statement: &str, is_blank: bool, agents: &[String]) {
        let literals: [(&str, &[&str]); 6] = [
            ("sayso:saidAt", &TIMES),
            ("sayso:recordedAt", &TIMES),
            ("sayso:confidence", &NUMBERS),
            ("sayso:statedConfidence", &TEXTS),
            ("rdfs:label", &TEXTS),
            ("sayso:firstHand", &["true", "\"1\"^^xsd:boolean", "false"]),
        ];
        for (property, values) in literals {
            if self.random.chance(20) {
                let value = self.one(values);
                self.lines.say(statement, property, &value);
            }
        }
        if self.random.chance(20) {
            self.lines.say(statement, "a", "sayso:Statement");
        }
        if self.random.chance(10) {
            let asker = self.some(agents);
            self.lines.say(statement, "sayso:to", &asker);
        }
        if self.random.chance(10) {
            let other = self.some(agents);
            self.lines.say(statement, "sayso:deflectsTo", &other);
        }
        if self.random.chance(40) {
            let anchor = self.blank();
            self.lines.say(statement, "sayso:anchor", &anchor);
            self.lines.say(&anchor, "a", "oa:TextPositionSelector");
            let start = self.random.below(100).to_string();
            self.lines.say(&anchor, "oa:start", &start);
            if self.random.chance(30) {
                let text = self.one(&TEXTS);
                self.lines.say(&anchor, "rdfs:label", &text);
            }
            // The query does not hash an anchor within an anchor.
            if !is_blank && self.random.chance(50) {
                let inner = self.blank();
                self.lines.say(&anchor, "oa:refinedBy", &inner);
                self.lines.say(&inner, "oa:end", "007");
            }
        }
    }
}
