//! A desk in thirty lines: opens a workspace, asks, says why, and adds what somebody said.
//!
//! `cargo run --example desk -- FOLDER` with a folder that `sayso init` made; it is not written to.

use std::error::Error;

use oxrdf::NamedNode;
use sayso::ask::Request;
use sayso::engine::{Engine, Found, Options};
use sayso::model::Stance;
use sayso::names::Kind;
use sayso::record::Into;
use sayso::record::saying::Saying;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name a workspace")?;
    let engine = Engine::open(&Options::workspace(folder))?;
    let view = engine.view();
    let request = engine.read("which claims are corroborated?")?.request;
    println!("understood as: {}", request.command(engine.data()));
    print!("{}", engine.run(&request, &view)?.text(100)?);
    // Every answer is a value first: here the claims, by number.
    let all = Request::which(sayso::ask::Which::All);
    let answer = engine.run(&all, &view)?;
    let Found::Claims(claims) = answer.found() else {
        return Ok(());
    };
    let claim = claims.first().ok_or("there are no claims")?.claim;
    print!("{}", engine.run(&Request::why(claim), &view)?.text(100)?);
    let iri = |kind: Kind, number: u32| {
        let term = kind.terms(&engine.data().evidence)[number as usize];
        NamedNode::new(engine.data().graph.terms.text(term))
    };
    let agent = NamedNode::new("https://example.org/somebody")?;
    let mut saying = Saying::new(agent, Stance::Denies, iri(Kind::Claim, claim)?);
    saying.quoted_in = vec![iri(Kind::Document, 0)?];
    let change = engine.record(&[saying.draft()], &Into::Fitting)?;
    println!("{}", sayso::render::recorded::text(&change, false, 100));
    Ok(())
}
