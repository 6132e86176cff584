"""Holds `sayso check` and the SHACL shapes of the vocabulary together.

Usage: python shacl.py PATH-OF-SAYSO [FILE…]

Each file is judged twice by pySHACL, which shares nothing with sayso: as it was typed, and as `ontology/expand.rq`, run by
rdflib, expands it. Both must come to the same as `sayso check`: the same codes, and errors where that has errors. The code
of a shape is its dcterms:identifier. Without files, they are those of tests/fixtures/shacl and tests/fixtures/bad. A file
of tests/fixtures/shacl also says by its name what it holds: `good-…` no error, `CODE--…` that code and no other.
"""

import functools
import json
import logging
import pathlib
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor

import rdflib

rdflib.NORMALIZE_LITERALS = False  # keep 0.90 and "soon"^^xsd:date as they were written
logging.disable(logging.WARNING)  # rdflib warns of each ill-typed literal; the shapes do so too

import pyshacl  # noqa: E402
from rdflib.namespace import DCTERMS, RDF, SH  # noqa: E402
from rdflib.plugins.sparql import prepareQuery  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAYSO = "https://w3id.org/sayso/ns#"
SEVERITY = {SH.Violation: "error", SH.Warning: "warning", SH.Info: "note"}

# What only sayso finds, and why no shape does.
NO_SHAPE = {
    "syntax": "not RDF, so there is no graph to hold against shapes; rdflib must refuse the file",
    "not-utf-8": "as syntax",
    "more-errors": "as syntax",
    "remote-context": "as syntax",
    "costly-contexts": "as syntax",
    "verdicts-in-data": "shapes see one graph, and no file of Turtle has two",
    "term-too-long": "a limit of sayso's own; to RDF a text may have any length",
    "unattested": "rests on chains and groups: a fixpoint, which no path can say",
    "relays-later": "compares stretches of time, of which a year is all of it; in SHACL a year and a day have no order",
    "retraction-too-early": "as relays-later",
    "one-text": "as retraction-by-another",
    "tie-lends-nothing": "as relays-later",
    "contradicts-itself": "rests on closures of links between claims, and on what meets in them",
    "circle-of-standing": "a circle, which no path of SHACL can say to be one",
    "retraction-by-another": "rests on groups, which ties make only while they are in force",
    "report-taken-back": "as retraction-by-another",
    "says-and-repeats": "as retraction-by-another",
    "pseudonym-beside-source": "compares what is in several files",
    "possible-slip": "compares the letters of names",
    "no-copy": "needs the copies of documents",
    "changed-copy": "as no-copy",
    "changed-capture": "as no-copy",
    "anchor-mismatch": "as no-copy",
}

# Codes that sayso leaves out where it has said the first of a pair on the same file: they follow from it.
FOLLOWS = {
    "unknown-term": {
        "missing-speaker", "missing-stance", "missing-claim", "not-a-stance", "bad-grade", "bad-tie-kind",
    },
    "wrong-namespace": {"missing-speaker", "missing-stance", "missing-claim"},
}

# What the expansion of a wrong file no longer has: a quotation that leads to no publisher expands to nothing.
GONE = {"document-without-publisher", "text-for-a-thing"}


@functools.cache
def shapes():
    return rdflib.Graph().parse(ROOT / "ontology/shapes.ttl")


@functools.cache
def expansion():
    return prepareQuery((ROOT / "ontology/expand.rq").read_text(encoding="utf-8"))


def judged_by_sayso(sayso, path):
    """The findings, as pairs of severity and code."""
    run = subprocess.run(
        [sayso, "check", "--format", "json", path], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if run.returncode not in (0, 1):
        raise RuntimeError(f"sayso check {path} ended with {run.returncode}: {run.stderr}")
    return {(finding["severity"], finding["code"]) for finding in json.loads(run.stdout)["findings"]}


def judged_by_shapes(graph, shapes_graph):
    """The results of validation, as pairs of severity and code; advice has no code."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes_graph, inference="none", inplace=True)
    pairs = set()
    for result in report.objects(None, SH.result):
        source = report.value(result, SH.sourceConstraint)
        code = shapes_graph.value(source, DCTERMS.identifier) if source is not None else None
        if code is None:
            code = shapes_graph.value(report.value(result, SH.sourceShape), DCTERMS.identifier)
        severity = SEVERITY[report.value(result, SH.resultSeverity)]
        if code is not None:
            pairs.add((severity, str(code)))
        elif severity == "error":
            pairs.add((severity, f"a shape without a code: {report.value(result, SH.resultMessage)}"))
    return pairs


def compare(found, shaped, gone=frozenset()):
    """What one side says and the other does not, codes that are gone on the other aside."""
    errors = {code for severity, code in found if severity == "error"}
    excused = set().union(*(FOLLOWS.get(code, set()) for code in errors))
    # While there are errors, sayso looks no further: then errors alone are compared.
    seen = {"error"} if errors else {"error", "warning", "note"}
    ours = {pair for pair in found if pair[0] in seen and pair[1] not in NO_SHAPE}
    ours -= {pair for pair in ours if pair[1] in gone} - shaped
    theirs = {pair for pair in shaped if pair[0] in seen and pair[1] not in excused}
    told = [f"only sayso finds {severity} {code}" for severity, code in sorted(ours - theirs)]
    told += [f"only the shapes find {severity} {code}" for severity, code in sorted(theirs - ours)]
    return told


def judge(sayso, path):
    """All that is wrong with the agreement on one file."""
    found = judged_by_sayso(sayso, path)
    errors = {code for severity, code in found if severity == "error"}
    told = []
    name = path.stem
    if path.parent.name == "shacl":
        expected = set() if name.startswith("good-") else {name.split("--")[0]}
        codes = errors or {code for _, code in found if code not in NO_SHAPE}
        if (name.startswith("good-") and errors) or (not name.startswith("good-") and codes != expected):
            told.append(f"its name promises {sorted(expected)}, and sayso finds {sorted(codes)}")
    try:
        typed = rdflib.Graph().parse(path, format="turtle")
    except Exception as error:  # rdflib raises whatever its parser met
        if not errors & {"syntax", "not-utf-8"}:
            told.append(f"rdflib cannot read what sayso can: {error}")
        return told
    if errors & {"syntax", "not-utf-8"}:
        return [*told, "rdflib reads what sayso cannot"]
    shapes_graph = shapes()
    expanded = typed.query(expansion()).graph
    quotes = (None, rdflib.URIRef(SAYSO + "quotedIn"), None) in typed
    for form, graph, gone in (("as typed", typed, set()), ("expanded", expanded, GONE if quotes else set())):
        shaped = judged_by_shapes(graph, shapes_graph)
        told += [f"{form}: {difference}" for difference in compare(found, shaped, gone)]
    return told


def homes():
    """Codes that have neither a shape nor a reason why not, and words that the shapes do not have as the vocabulary has them."""
    told = []
    shapes_graph = shapes()
    checks = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
    codes = {line[5:-1] for line in checks.splitlines() if line.startswith("### `")}
    shaped = {str(code) for code in shapes_graph.objects(None, DCTERMS.identifier)}
    for code in sorted(codes ^ (shaped | NO_SHAPE.keys())):
        told.append(f"the code {code} is in docs/checks.md, or in the shapes and the list of what has none, but not in both")
    for code in sorted(shaped & NO_SHAPE.keys()):
        told.append(f"the code {code} has a shape and a reason why it has none")
    ontology = rdflib.Graph().parse(ROOT / "ontology/sayso.ttl")
    terms = {str(term) for term in ontology.subjects() if str(term).startswith(SAYSO) and str(term) != SAYSO}
    properties = {str(term) for term in ontology.subjects(RDF.type, RDF.Property)} & terms
    words = rdflib.Graph()
    for term in terms:
        words.add((rdflib.URIRef(term), rdflib.URIRef("https://example.org/is"), rdflib.URIRef(term)))
    for term in properties:
        words.add((rdflib.BNode(), rdflib.URIRef(term), rdflib.BNode()))
    for constraint in ("unknown", "noProperty"):
        select = str(shapes_graph.value(rdflib.URIRef(f"https://w3id.org/sayso/shapes#{constraint}"), SH.select))
        for row in words.query(select.replace("$this", "")):
            told.append(f"shape:{constraint} is wrong of {row.value}: bring its list up to date with sayso.ttl")
    return told


def main():
    sayso = str(pathlib.Path(sys.argv[1]).resolve())
    files = [pathlib.Path(name).resolve() for name in sys.argv[2:]]
    if not files:
        files = [path for folder in ("shacl", "bad") for path in sorted((ROOT / "tests/fixtures" / folder).glob("*.ttl"))]
    if not files:
        sys.exit("there are no files to compare")
    is_wrong = False
    for difference in homes():
        is_wrong = True
        print(difference)
    with ProcessPoolExecutor() as pool:
        for path, told in zip(files, pool.map(judge, [sayso] * len(files), files)):
            for difference in told:
                is_wrong = True
                print(f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}: {difference}")
    good = sum(path.stem.startswith("good-") for path in files)
    print(f"{len(files)} files compared, {good} of them good: {'they differ' if is_wrong else 'sayso and the shapes agree'}")
    sys.exit(is_wrong)


if __name__ == "__main__":
    main()
