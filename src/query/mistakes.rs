//! Where mistakes are that the parser tells of only at the end of what they are in: in BIND, and in
//! what is selected of groups.

use std::collections::BTreeSet;
use std::ops::Range;

/// Functions that make one value of a group.
const AGGREGATES: [&str; 7] = [
    "count",
    "sum",
    "min",
    "max",
    "avg",
    "sample",
    "group_concat",
];

/// What a mistake is, and at which byte it stands.
pub(super) struct Mistake {
    pub(super) at: usize,
    pub(super) message: String,
}

/// A word, a variable or a sign of a query.
struct Token<'q> {
    text: &'q str,
    at: usize,
}

/// The mistake that a sentence of the parser is about, if its place can be told. O(length).
pub(super) fn find(text: &str, sentence: &str) -> Option<Mistake> {
    let tokens = tokens(text);
    if sentence.starts_with("BIND is overriding") {
        return binding(&tokens);
    }
    if sentence.starts_with("The SELECT overrides") {
        return selects(&tokens).find_map(|select| overriding(&tokens, &select));
    }
    if sentence.starts_with("Duplicated variable") {
        return selects(&tokens).find_map(|select| twice(&tokens, &select));
    }
    if sentence.starts_with("SELECT * is not") {
        let select = selects(&tokens).find(|select| {
            tokens
                .get(select.start)
                .is_some_and(|token| token.text == "*")
                && !grouped(&tokens, select).is_empty()
        });
        let at = tokens.get(select?.start)?.at;
        let message = "SELECT * with GROUP BY: name what is selected, the groups and aggregates such as (COUNT(?x) AS ?n)";
        return Some(Mistake {
            at,
            message: message.to_owned(),
        });
    }
    if sentence.contains("variable that is unbound") {
        return misplaced(&tokens)
            .or_else(|| selects(&tokens).find_map(|select| ungrouped(&tokens, &select)));
    }
    None
}

/// The words of a query with their places; strings, IRIs and comments are left out.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let at = text.len() - rest.len();
        let after = &rest[character.len_utf8()..];
        match character {
            '#' => rest = after.find('\n').map_or("", |end| &after[end..]),
            '"' | '\'' => rest = super::after_string(after, character),
            '<' => {
                let end = after.find(|c: char| c == '>' || c.is_whitespace() || c == '<');
                let end = end.filter(|end| after[*end..].starts_with('>'));
                rest = end.map_or(after, |end| &after[end + 1..]);
            }
            '?' | '$' => {
                let end = after.find(|c: char| !(c.is_alphanumeric() || c == '_'));
                let end = end.unwrap_or(after.len());
                if end > 0 {
                    let text = &after[..end];
                    // A variable is told from a word by its sign, whichever that is.
                    tokens.push(Token {
                        text: &rest[..=text.len()],
                        at,
                    });
                }
                rest = &after[end..];
            }
            _ if character.is_alphanumeric() || character == '_' => {
                let end =
                    rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '-')));
                let end = end.unwrap_or(rest.len());
                tokens.push(Token {
                    text: &rest[..end],
                    at,
                });
                rest = &rest[end..];
            }
            _ => {
                if matches!(character, '(' | ')' | '{' | '}' | '*') {
                    tokens.push(Token {
                        text: &rest[..1],
                        at,
                    });
                }
                rest = after;
            }
        }
    }
    tokens
}

fn is_word(token: &Token<'_>, word: &str) -> bool {
    token.text.eq_ignore_ascii_case(word)
}

/// The name of a variable.
fn variable<'q>(token: &Token<'q>) -> Option<&'q str> {
    token.text.strip_prefix(['?', '$'])
}

/// The place behind the bracket that closes the one at a place.
fn closing(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (number, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "(" | "{" => depth += 1,
            ")" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return number + 1;
        }
    }
    tokens.len()
}

/// A BIND whose variable has a value before it, in the same group or around it.
fn binding(tokens: &[Token<'_>]) -> Option<Mistake> {
    for (number, token) in tokens.iter().enumerate() {
        if !is_word(token, "bind") {
            continue;
        }
        let end = closing(tokens, number + 1);
        let bound = tokens.get(end.checked_sub(2)?)?;
        let Some(name) = variable(bound) else {
            continue;
        };
        // The group that it is in begins at the bracket that is still open.
        let mut depth = 0_usize;
        let mut before = tokens[..number].iter().rev().take_while(|token| {
            match token.text {
                "}" => depth += 1,
                "{" if depth == 0 => return false,
                "{" => depth -= 1,
                _ => {}
            }
            true
        });
        if before.any(|token| variable(token) == Some(name)) {
            return Some(Mistake {
                at: bound.at,
                message: format!(
                    "BIND gives ?{name} a value, which it has already: take another name"
                ),
            });
        }
    }
    None
}

/// Where the things selected stand, of each SELECT.
fn selects<'t>(tokens: &'t [Token<'_>]) -> impl Iterator<Item = Range<usize>> + 't {
    let starts = tokens.iter().enumerate();
    let starts = starts.filter(|(_, token)| is_word(token, "select"));
    starts.map(|(number, _)| {
        let is_mode = |token: &Token<'_>| is_word(token, "distinct") || is_word(token, "reduced");
        let start = number + 1 + usize::from(tokens.get(number + 1).is_some_and(is_mode));
        let mut end = start;
        while let Some(token) = tokens.get(end) {
            let is_over =
                token.text == "{" || ["where", "from"].iter().any(|it| is_word(token, it));
            if is_over {
                break;
            }
            end = if token.text == "(" {
                closing(tokens, end)
            } else {
                end + 1
            };
        }
        start..end
    })
}

/// The body of a SELECT: its outermost braces.
fn body(tokens: &[Token<'_>], select: &Range<usize>) -> Range<usize> {
    let open = (select.end..tokens.len()).find(|number| tokens[*number].text == "{");
    let open = open.unwrap_or(tokens.len());
    open..closing(tokens, open)
}

/// What a SELECT is grouped by.
fn grouped<'q>(tokens: &[Token<'q>], select: &Range<usize>) -> BTreeSet<&'q str> {
    let mut names = BTreeSet::new();
    let mut is_group = false;
    for token in &tokens[body(tokens, select).end..] {
        let ends = ["having", "order", "limit", "offset", "values"];
        if token.text == "}" || ends.iter().any(|end| is_word(token, end)) {
            break;
        }
        is_group |= is_word(token, "group");
        names.extend(variable(token).filter(|_| is_group));
    }
    names
}

/// The expressions and the variables of a SELECT: where each stands.
fn selected(tokens: &[Token<'_>], select: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = select.start;
    while at < select.end {
        let end = if tokens[at].text == "(" {
            closing(tokens, at)
        } else {
            at + 1
        };
        parts.push(at..end);
        at = end;
    }
    parts
}

/// An aggregate where there are no groups: in FILTER or in BIND.
fn misplaced(tokens: &[Token<'_>]) -> Option<Mistake> {
    for (number, token) in tokens.iter().enumerate() {
        if !is_word(token, "filter") && !is_word(token, "bind") {
            continue;
        }
        let inside = &tokens[number..closing(tokens, number + 1)];
        let aggregate = inside.windows(2).find(|pair| {
            let is_aggregate = AGGREGATES.iter().any(|name| is_word(&pair[0], name));
            is_aggregate && pair[1].text == "("
        });
        if let Some(pair) = aggregate {
            return Some(Mistake {
                at: pair[0].at,
                message: format!(
                    "{} is of groups: it stands in SELECT, in HAVING or in ORDER BY",
                    pair[0].text.to_uppercase()
                ),
            });
        }
    }
    None
}

/// Something selected that is neither a group nor made of one.
fn ungrouped(tokens: &[Token<'_>], select: &Range<usize>) -> Option<Mistake> {
    let groups = grouped(tokens, select);
    let parts = selected(tokens, select);
    let is_aggregate = |token: &Token<'_>| AGGREGATES.iter().any(|name| is_word(token, name));
    let has_groups = !groups.is_empty() || tokens[select.clone()].iter().any(is_aggregate);
    if !has_groups {
        return None;
    }
    let mut made: BTreeSet<&str> = groups;
    for part in parts {
        let inside = &tokens[part.clone()];
        let mut at = 0;
        while at < inside.len() {
            let token = &inside[at];
            if is_aggregate(token) {
                at = closing(tokens, part.start + at + 1) - part.start;
                continue;
            }
            let is_name = at > 0 && is_word(&inside[at - 1], "as");
            match variable(token) {
                Some(name) if is_name => {
                    made.insert(name);
                }
                Some(name) if !made.contains(name) => {
                    return Some(Mistake {
                        at: token.at,
                        message: format!(
                            "?{name} is not one value for a group: put it into GROUP BY, or into an aggregate such as SAMPLE(?{name})"
                        ),
                    });
                }
                _ => {}
            }
            at += 1;
        }
    }
    None
}

/// An expression under a name that has a value already.
fn overriding(tokens: &[Token<'_>], select: &Range<usize>) -> Option<Mistake> {
    let body = body(tokens, select);
    let held: BTreeSet<&str> = tokens[body].iter().filter_map(variable).collect();
    named(tokens, select).find_map(|token| {
        let name = variable(token).filter(|name| held.contains(name))?;
        Some(Mistake {
            at: token.at,
            message: format!("?{name} has a value already: select the expression AS another name"),
        })
    })
}

/// The names that expressions are selected under.
fn named<'t, 'q>(
    tokens: &'t [Token<'q>],
    select: &Range<usize>,
) -> impl Iterator<Item = &'t Token<'q>> {
    let pairs = tokens[select.clone()].windows(2);
    pairs
        .filter(|pair| is_word(&pair[0], "as"))
        .map(|pair| &pair[1])
}

/// A name that is selected twice.
fn twice(tokens: &[Token<'_>], select: &Range<usize>) -> Option<Mistake> {
    let mut seen = BTreeSet::new();
    selected(tokens, select).into_iter().find_map(|part| {
        let inside = &tokens[part];
        let token = if inside.len() == 1 {
            &inside[0]
        } else {
            inside.get(inside.len().checked_sub(2)?)?
        };
        let name = variable(token)?;
        (!seen.insert(name)).then(|| Mistake {
            at: token.at,
            message: format!("?{name} is selected twice"),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    fn at(text: &str, sentence: &str) -> Option<usize> {
        find(text, sentence).map(|mistake| mistake.at)
    }

    #[test]
    fn mistakes_are_found_where_they_are() {
        let bind = "BIND is overriding an existing variable";
        let text = "SELECT ?a { ?a ?p ?b . BIND(1 + 2 AS ?c) BIND(\"?x\" AS ?b) }";
        assert_eq!(at(text, bind), text.rfind("?b"));
        let unbound = "The SELECT contains a variable that is unbound";
        for (text, place) in [
            ("SELECT ?a ?b { ?a ?p ?b } GROUP BY ?a", "?b {"),
            ("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b }", "?a ("),
            ("SELECT (?b + 1 AS ?n) { ?a ?p ?b } GROUP BY ?a", "?b +"),
            (
                "SELECT ?a { { SELECT ?a ?b { ?a ?p ?b } GROUP BY ?a } }",
                "?b {",
            ),
            ("SELECT ?a { ?a ?p ?b FILTER(COUNT(?a) > 1) }", "COUNT"),
        ] {
            assert_eq!(at(text, unbound), text.find(place), "{text}");
        }
        let text = "SELECT ?a (?b AS ?a) { ?a ?p ?b }";
        assert_eq!(
            at(text, "The SELECT overrides an existing variable"),
            Some(17)
        );
        let text = "SELECT ?a ?b ?a { ?a ?p ?b }";
        assert_eq!(at(text, "Duplicated variable name in SELECT"), Some(13));
    }
}
