"""What is exported for programs is read by others than its writer.

  JSON-LD           by rdflib and by PyLD, compared with the N-Triples triple by triple
  nanopublications  by rdflib, each held against the rules of their guidelines, and compared with what pyoxigraph reads;
                    the rules are held against the test suite of their makers, where $SAYSO_TEST_DATA or ../shared/data has
                    it; and `sayso import` takes them
  GraphML           by NetworkX, with the types that it declares
  DOT               by pydot

Run it as turtle.py, beside which it lies.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

# The file beside this one, not the drawing turtle of the standard library.
sys.path.insert(0, str(Path(__file__).resolve().parent))
from turtle import ROOT, SAYSO, compare, export, hostile  # noqa: E402

try:
    import networkx
    import pydot
    import pyoxigraph
    import rdflib
    from pyld import jsonld
except ImportError as missing:
    print(f"SKIPPED: {missing}; exports were not read by other programs", file=sys.stderr)
    sys.exit(77)

rdflib.NORMALIZE_LITERALS = False
NP = rdflib.Namespace("http://www.nanopub.org/nschema#")


def graph(text, syntax):
    return rdflib.Graph().parse(data=text, format=syntax)


def refuse(address, _options):
    sys.exit(f"JSON-LD asks the network for {address}")


def json_ld(name, of, reference):
    text = export(*of, "--format", "jsonld")
    compare(f"{name}: JSON-LD by rdflib", reference, graph(text, "json-ld"))
    options = {"format": "application/n-quads", "documentLoader": refuse}
    quads = jsonld.to_rdf(json.loads(text), options)
    compare(f"{name}: JSON-LD by PyLD", reference, graph(quads, "nt11"))


def problems(text):
    """What is wrong with the nanopublications of a text."""
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="trig")
    graphs = {}
    found = []
    for subject, predicate, thing, graph in dataset.quads():
        graphs.setdefault(graph, []).append((subject, predicate, thing))
        if isinstance(thing, rdflib.Literal) and thing.ill_typed:
            found.append(f"{thing.n3()} is not of its type")
    known = {
        (subject, graph)
        for graph, triples in graphs.items()
        for subject, predicate, thing in triples
        if predicate == rdflib.RDF.type and thing == NP.Nanopublication
    }
    if not known:
        found.append("there is none")
    owned = []
    for name, head in sorted(known, key=str):
        parts = [head]
        for part in (NP.hasAssertion, NP.hasProvenance, NP.hasPublicationInfo):
            values = {thing for subject, predicate, thing in graphs[head] if (subject, predicate) == (name, part)}
            if len(values) != 1:
                found.append(f"{name} has {len(values)} of {part}")
            parts.extend(values)
        if len({name, *parts}) != 5 or len(parts) != 4:
            found.append(f"{name} does not have four graphs of other names")
            continue
        owned.extend(parts)
        start = str(name).rstrip("#/")
        found.extend(f"{part} does not begin as {name}" for part in parts if not str(part).startswith(start))
        found.extend(f"{part} is empty" for part in parts if not graphs.get(part))
        _, assertion, provenance, information = parts
        for graph, about in ((provenance, assertion), (information, name)):
            if all(about not in triple for triple in graphs.get(graph, [])):
                found.append(f"{graph} is not about {about}")
    if len(owned) != len(set(owned)) or set(graphs) - set(owned):
        found.append("graphs that belong to none or to two")
    return found


def nanopublications(name, of, folder):
    text = export(*of, "--format", "nanopub")
    wrong = problems(text)
    if wrong:
        sys.exit(f"{name}: {wrong}")
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="trig")
    graphs = {str(graph) for _, _, _, graph in dataset.quads()}
    others = {quad.graph_name.value for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG)}
    if others != graphs:
        sys.exit(f"{name}: rdflib and pyoxigraph read different graphs")
    (folder / "exported.trig").write_bytes(text)
    workspace = folder / "workspace"
    if not workspace.exists():
        subprocess.run([SAYSO, "init", "--empty", workspace], check=True, capture_output=True)
    run = [SAYSO, "import", "nanopublication", folder / "exported.trig", "--dry-run"]
    done = subprocess.run(run, cwd=workspace, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{name}: sayso does not take the nanopublications that it makes:\n{done.stderr}")


def suite():
    """Holds the rules against the test suite of nanopublications; says how many files it judged."""
    folder = Path(os.environ.get("SAYSO_TEST_DATA", ROOT / "../shared/data")) / "nanopub/testsuite"
    if not folder.is_dir():
        print(f"SKIPPED: there is no {folder}; the rules of nanopublications were not held against it", file=sys.stderr)
        return 0
    # What is wrong on purpose need not be told twice.
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    judged = 0
    # Hashes and signatures are no matter of an export.
    for kind, is_valid in (("valid", True), ("transform/plain", True), ("invalid/plain", False)):
        for file in sorted((folder / kind).rglob("*.trig")):
            found = problems(file.read_bytes())
            if bool(found) == is_valid:
                sys.exit(f"{file} is judged wrongly: {found}")
            judged += 1
    return judged


def networks(name, of, folder):
    (folder / "network.graphml").write_bytes(export(*of, "--format", "graphml"))
    network = networkx.read_graphml(folder / "network.graphml", force_multigraph=True)
    drawn = pydot.graph_from_dot_data(export(*of, "--format", "dot").decode())
    if drawn is None or len(drawn) != 1:
        sys.exit(f"{name}: pydot reads no graph")
    nodes = [node for node in drawn[0].get_nodes() if node.get_name() not in ("node", "edge")]
    found = (len(nodes), len(drawn[0].get_edges()))
    expected = (network.number_of_nodes(), network.number_of_edges())
    if found != expected or 0 in expected:
        sys.exit(f"{name}: GraphML has {expected} nodes and edges, DOT {found}")
    for _, values in network.nodes(data=True):
        if not isinstance(values.get("confidence", 0.0), float):
            sys.exit(f"{name}: a confidence that is no number")


def main():
    begun = time.monotonic()
    read = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hostile.ttl"
        file.write_text(hostile(), encoding="utf-8")
        for of in (
            ["--dataset", "vsse-breach"],
            ["--dataset", "tour"],
            ["--dataset", "tour", "--redact", "weather service"],
            ["--data", "tests/fixtures/vsse/short.ttl"],
            ["--data", str(file)],
        ):
            name = " ".join(of)
            if "--redact" not in of:
                json_ld(name, of, graph(export(*of, "--format", "ntriples"), "nt11"))
            nanopublications(name, of, Path(folder))
            networks(name, of, Path(folder))
            read += 1
    judged = suite()
    print(f"the rules of nanopublications judge {judged} files of their test suite as its makers do")
    print(f"{read} exports can be read by rdflib, PyLD, NetworkX and pydot ({time.monotonic() - begun:.0f} s)")


main()
