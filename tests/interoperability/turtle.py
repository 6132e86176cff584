"""Exports mean the same to others.

sayso itself reads an export back by two parsers before it hands it out, both written in Rust by the
same people. This reads it by rdflib, whose parsers share nothing with them, and compares graphs up
to the names of blank nodes:

  Turtle (long), TriG and N-Triples  with the N-Quads, triple by triple
  Turtle (short)                     with what pyoxigraph reads; and, where the data is small, its
                                     expansion by ontology/expand.rq with the N-Quads

Run, after `cargo build --release`:

  python3 -m venv target/tools/python
  target/tools/python/bin/pip install -r tests/interoperability/requirements.txt
  target/tools/python/bin/python tests/interoperability/turtle.py
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

try:
    import pyoxigraph
    import rdflib
    import rdflib.compare
except ImportError as missing:
    print(f"SKIPPED: {missing}; exports were not read by a third parser", file=sys.stderr)
    # 77 says "skipped" to those who know; .ci/run installs what is needed, and takes it for a failure.
    sys.exit(77)

# Lexical forms stay as they were written: 0.90 is not 0.9 here.
rdflib.NORMALIZE_LITERALS = False

ROOT = Path(__file__).resolve().parents[2]
SAYSO = ROOT / "target" / "release" / "sayso"
VERDICTS = rdflib.URIRef("https://w3id.org/sayso/ns#verdicts")
# Running expand.rq takes rdflib a quarter of a minute for a whole dataset.
SMALL = 60

PIECES = [
    "\0", "\1", "\a", "\b", "\t", "\n", "\v", "\f", "\r", "\x1b[31m", "\x7f", "\x85", "\xad", "\u202e",
    "\u2066", "\u2028", "\ufeff", "\ufffe", "\uffff", "\U0010ffff", "\U000e0041", "é", "e\u0301", '"',
    '"""', "'", "\\", "\\n", "\\u0041", "%s", "<b>", "]]>", "&amp;", "`x`", "_:b ?v @en ^^ . #",
]


def hostile():
    """A dataset whose labels mean something to every parser."""
    source = random.Random(20240311)
    labels = ["", "x" * 100_000] + PIECES
    labels += ["".join(source.choices(PIECES, k=6)) for _ in range(60)]
    lines = [
        "@prefix : <https://example.org/w#> .",
        "@prefix sayso: <https://w3id.org/sayso/ns#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix é.x-: <https://example.org/é/> .",
    ]
    for number, label in enumerate(labels):
        text = "".join(f"\\U{ord(character):08X}" for character in label)
        lines.append(f':c{number} rdfs:label "{text}" , "{text}"@fr-BE , "{text}"^^<https://example.org/type> .')
        lines.append(f"[] sayso:by é.x-:a{number} ; sayso:asserts :c{number} ; sayso:confidence 0.{number}0 ;")
        lines.append(f'   sayso:anchor [ rdfs:comment "{text}" ] .')
    return "\n".join(lines)


def export(*arguments):
    ran = subprocess.run([SAYSO, "export", *arguments], cwd=ROOT, capture_output=True, check=False)
    if ran.returncode != 0:
        sys.exit(f"sayso export {' '.join(arguments)} ended with {ran.returncode}:\n{ran.stderr.decode()}")
    return ran.stdout


def by_rdflib(text, syntax):
    """The data, whatever its graphs, and the verdicts."""
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=syntax)
    data, verdicts = rdflib.Graph(), rdflib.Graph()
    for subject, predicate, thing, graph in dataset.quads():
        (verdicts if graph == VERDICTS else data).add((subject, predicate, thing))
    return data, verdicts


def by_pyoxigraph(text, syntax):
    def term(value):
        if isinstance(value, pyoxigraph.BlankNode):
            return rdflib.BNode(value.value)
        if isinstance(value, pyoxigraph.NamedNode):
            return rdflib.URIRef(value.value)
        if value.language:
            return rdflib.Literal(value.value, lang=value.language)
        string = value.datatype.value == str(rdflib.XSD.string)
        return rdflib.Literal(value.value, datatype=None if string else value.datatype.value)

    data, verdicts = rdflib.Graph(), rdflib.Graph()
    for quad in pyoxigraph.parse(text, format=syntax):
        graph = verdicts if getattr(quad.graph_name, "value", None) == str(VERDICTS) else data
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return data, verdicts


def compare(what, expected, found):
    if len(expected) == 0:
        sys.exit(f"{what}: there is nothing to compare")
    if rdflib.compare.isomorphic(expected, found):
        return
    _, only_expected, only_found = rdflib.compare.graph_diff(expected, found)
    print(f"{what}: not the same triples", file=sys.stderr)
    for sign, graph in (("-", only_expected), ("+", only_found)):
        for triple in sorted(graph)[:5]:
            print(f"  {sign} {' '.join(term.n3()[:200] for term in triple)}", file=sys.stderr)
    sys.exit(1)


def main():
    begun = time.monotonic()
    expansion = (ROOT / "ontology" / "expand.rq").read_text(encoding="utf-8")
    compared = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hostile.ttl"
        file.write_text(hostile(), encoding="utf-8")
        for of in (
            ["--dataset", "vsse-breach"],
            ["--dataset", "vsse-breach", "--metadata", "--license", "CC-BY-4.0", "--generated-at", "2025-03-01"],
            ["--dataset", "vsse-breach", "--claim", "mail server"],
            ["--dataset", "tour"],
            ["--dataset", "tour", "--status", "disputed", "--source", "weather service", "--metadata"],
            ["--data", "tests/fixtures/vsse/short.ttl"],
            ["--data", str(file)],
            ["--data", str(file), "--claim", ":c7", "--metadata", "--title", '\x1b"\\\u202e\n'],
        ):
            name = " ".join(of)
            reference, _ = by_rdflib(export(*of, "--format", "nquads"), "nquads")
            compare(f"{name}: N-Quads", by_pyoxigraph(export(*of, "--format", "nquads"), pyoxigraph.RdfFormat.N_QUADS)[0], reference)
            compare(f"{name}: Turtle (long)", reference, by_rdflib(export(*of, "--form", "long"), "turtle")[0])
            trig = export(*of, "--format", "trig")
            data, verdicts = by_rdflib(trig, "trig")
            compare(f"{name}: TriG", reference, data)
            compare(f"{name}: TriG, verdicts", by_pyoxigraph(trig, pyoxigraph.RdfFormat.TRIG)[1], verdicts)
            if "--metadata" not in of:
                triples = export(*of, "--format", "ntriples")
                compare(f"{name}: N-Triples", reference, by_rdflib(triples, "nt11")[0])
            short = export(*of)
            read, _ = by_rdflib(short, "turtle")
            compare(f"{name}: Turtle (short)", by_pyoxigraph(short, pyoxigraph.RdfFormat.TURTLE)[0], read)
            if len(read) <= SMALL:
                compare(f"{name}: Turtle (short), expanded", reference, read.query(expansion).graph)
            compared += 1
    print(f"{compared} exports mean the same to rdflib, in every format ({time.monotonic() - begun:.0f} s)")


if __name__ == "__main__":
    main()
