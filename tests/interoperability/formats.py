"""What is exported for programs is read by others than its writer.

  JSON-LD           by rdflib and by PyLD, compared with the N-Triples triple by triple
  nanopublications  by rdflib, each with its four graphs; compared with what pyoxigraph reads
  GraphML           by NetworkX, with the types that it declares
  DOT               by pydot

Run it as turtle.py, beside which it lies.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

# The file beside this one, not the drawing turtle of the standard library.
sys.path.insert(0, str(Path(__file__).resolve().parent))
from turtle import compare, export, hostile  # noqa: E402

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


def nanopublications(name, of):
    text = export(*of, "--format", "nanopub")
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format="trig")
    quads = list(dataset.quads())
    known = [subject for subject, _, thing, _ in quads if thing == NP.Nanopublication]
    graphs = {graph for _, _, _, graph in quads}
    if len(known) == 0 or len(graphs) != 4 * len(known):
        sys.exit(f"{name}: {len(known)} nanopublications have {len(graphs)} graphs")
    others = {quad.graph_name.value for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG)}
    if others != {str(graph) for graph in graphs}:
        sys.exit(f"{name}: rdflib and pyoxigraph read different graphs")


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
            nanopublications(name, of)
            networks(name, of, Path(folder))
            read += 1
    print(f"{read} exports can be read by rdflib, PyLD, NetworkX and pydot ({time.monotonic() - begun:.0f} s)")


main()
