//! The page `docs/queries.md`, which is written from the headers of the queries.

use std::fs;

use sayso::query::saved::embedded;

use super::examples;
use crate::program::root;

/// What `docs/queries.md` says.
fn page() -> String {
    let queries = embedded();
    let mut page = format!(
        "# Saved queries

{} SPARQL queries come with sayso. `sayso query NAME` runs one, `sayso queries NAME` shows it whole, and
`--format csv` writes the answer for other programs; see [the command line](command-line.md#sayso-query-name). They are files in
[queries/](../queries): copy one into the `queries/` of your workspace to change it.

- A parameter is given with `-p NAME=VALUE`. Without a value and a default it stays open, and the answer is on everything;
  but those that walk along repetitions, ties or entailments are not run without one, for they would pair everything with everything.
- The statements are those of the whole record. Options such as `--said-by` and `--strict` cut the verdicts alone: status, independence,
  support, what a claim rests on, flags.
- Names in the answers are those of the data, so an answer can be followed up with `sayso why`.
- The order of the rows is fixed, so two answers can be compared line by line. Times are compared as they are written; zones are not
  converted.

The examples are for the dataset [vsse-breach](../datasets/vsse-breach/README.md). Where nothing of the kind is on record, the answer is
`no results`.

| query | |
|---|---|
",
        queries.len()
    );
    for query in &queries {
        page.push_str(&format!(
            "| [`{0}`](#{0}) | {1} |\n",
            query.name,
            cell(&query.title)
        ));
    }
    for query in &queries {
        let stop = if query.title.ends_with('?') { "" } else { "." };
        page.push_str(&format!(
            "\n## {}\n\n**{}{stop}** {}\n",
            query.name, query.title, query.summary
        ));
        if !query.parameters.is_empty() {
            page.push_str("\n| parameter | type | unless given | |\n|---|---|---|---|\n");
        }
        for parameter in &query.parameters {
            let default = match parameter.default.as_deref() {
                None if parameter.is_required => "not run".to_owned(),
                None => "open".to_owned(),
                Some("") => "empty".to_owned(),
                Some(value) => format!("`{value}`"),
            };
            page.push_str(&format!(
                "| `{}` | {} | {default} | {} |\n",
                parameter.name,
                parameter.kind,
                cell(&parameter.summary)
            ));
        }
        let mut command = format!("sayso query {}", query.name);
        for (name, value) in examples(query) {
            let is_plain = value
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || ":.-".contains(c));
            let value = if is_plain {
                value
            } else {
                format!("\"{value}\"")
            };
            command.push_str(&format!(" -p {name}={value}"));
        }
        page.push_str(&format!("\n```sh\n{command}\n```\n"));
    }
    page
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[test]
fn the_page_tells_the_queries_as_they_are() {
    let path = root().join("docs/queries.md");
    let page = page();
    if std::env::var_os("SAYSO_UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, &page).expect("the page can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written.replace("\r\n", "\n") == page,
        "docs/queries.md is not up to date; SAYSO_UPDATE=1 cargo test --release queries writes it anew"
    );
}
