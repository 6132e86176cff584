"""What peers with a Python face do, one task a process. Prints one JSON object.

Imports are inside the functions: a task pays for its own peer only, and runs where the others
are not installed.
"""

import json
import sys
import time
from pathlib import Path


def load_pyoxigraph(record, store):
    import pyoxigraph

    store = pyoxigraph.Store(store)
    store.bulk_load(path=record, format=pyoxigraph.RdfFormat.TURTLE)
    store.flush()
    return {"triples": len(store)}


def load_rdflib(record):
    import rdflib

    graph = rdflib.Graph()
    graph.parse(record, format="turtle")
    return {"triples": len(graph)}


def origins_pyoxigraph(source, query):
    import pyoxigraph

    if Path(source).is_dir():
        store = pyoxigraph.Store.read_only(source)
    else:
        store = pyoxigraph.Store()
        store.bulk_load(path=source, format=pyoxigraph.RdfFormat.TURTLE)
    text = Path(query).read_text()
    started = time.perf_counter()
    (row,) = store.query(text)
    seconds = time.perf_counter() - started
    names = ("carried", "claims", "origins")
    return {"seconds": seconds} | {name: int(row[name].value) for name in names}


def origins_duckdb(folder):
    import duckdb

    database = duckdb.connect(config={"threads": 2})
    for table in ("statements", "relays"):
        path = str(Path(folder, f"{table}.csv"))
        database.execute(f"CREATE TABLE {table} AS FROM read_csv(?)", [path])
    started = time.perf_counter()
    carried, claims, origins = database.execute(
        """
        WITH RECURSIVE carried(statement) AS (
            SELECT statement FROM statements WHERE documented = 1
            UNION
            SELECT target FROM carried JOIN relays USING (statement)
        ),
        origins AS (
            SELECT claim, count(DISTINCT agent) AS agents
            FROM statements SEMI JOIN carried USING (statement) ANTI JOIN relays USING (statement)
            WHERE stance IN ('asserts', 'confirms')
            GROUP BY claim
        )
        SELECT count(*), count(*) FILTER (agents >= 2), sum(agents) FROM origins
        """
    ).fetchone()
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "carried": carried, "claims": claims, "origins": int(origins)}


def columns(folder, table):
    """The columns of a table as lists of text, by name."""
    with open(Path(folder, f"{table}.csv"), encoding="utf-8") as lines:
        names = next(lines).rstrip("\n").split(",")
        rows = [line.rstrip("\n").split(",") for line in lines]
    values = zip(*rows) if rows else ([] for _ in names)
    return dict(zip(names, values))


def origins_rustworkx(folder):
    import numpy
    import rustworkx

    statements = columns(folder, "statements")
    relays = columns(folder, "relays")
    claim = numpy.array(statements["claim"], dtype=numpy.int64)
    agent = numpy.array(statements["agent"], dtype=numpy.int64)
    documented = numpy.array(statements["documented"]) == "1"
    is_origin = numpy.isin(numpy.array(statements["stance"]), ["asserts", "confirms"])
    later = numpy.array(relays["statement"], dtype=numpy.int64)
    earlier = numpy.array(relays["target"], dtype=numpy.int64)
    is_origin[later] = False
    del statements, relays

    # With multigraph=False each edge of the root would be looked for among all before it.
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(claim)))
    root = graph.add_node(None)
    graph.add_edges_from_no_data(list(zip(later.tolist(), earlier.tolist())))
    graph.add_edges_from_no_data([(root, int(number)) for number in numpy.flatnonzero(documented)])

    started = time.perf_counter()
    reached = rustworkx.descendants(graph, root)
    carried = numpy.fromiter(reached, dtype=numpy.int64, count=len(reached))
    carried = carried[is_origin[carried]]
    pairs = numpy.unique(claim[carried] * len(claim) + agent[carried])
    _, agents = numpy.unique(pairs // len(claim), return_counts=True)
    seconds = time.perf_counter() - started
    return {
        "seconds": seconds,
        "carried": len(agents),
        "claims": int((agents >= 2).sum()),
        "origins": len(pairs),
    }


def chains_isnad(folder):
    import isnad
    from isnad.core.corroboration import CorroborationEngine
    from isnad.types import NarratorGrade

    grades = {
        "A": NarratorGrade.RELIABLE,
        "B": NarratorGrade.RELIABLE,
        "C": NarratorGrade.ACCEPTABLE,
        "D": NarratorGrade.WEAK,
        "E": NarratorGrade.REJECTED,
    }
    registry = isnad.Registry()
    agents = columns(folder, "agents")
    for agent, grade in zip(agents["agent"], agents["grade"]):
        registry.register(agent, "news", grade=grades.get(grade, NarratorGrade.UNGRADED))
    statements = columns(folder, "statements")
    relays = columns(folder, "relays")
    speaker = statements["agent"]
    # Without any lineage isnad takes no two chains for independent: each agent is one of its own.
    lineage = {agent: {"model_family": agent} for agent in agents["agent"]}
    earlier = dict(zip(reversed(relays["statement"]), reversed(relays["target"])))

    started = time.perf_counter()
    chains = {}
    answers = ("asserts", "confirms", "reports")
    rows = zip(statements["claim"], statements["stance"], statements["documented"])
    for number, (claim, stance, documented) in enumerate(rows):
        if documented != "1" or stance not in answers:
            continue
        narrators = [speaker[number]]
        at = str(number)
        while at in earlier:
            at = earlier[at]
            narrators.append(speaker[int(at)])
        narrators.reverse()
        grade = isnad.grade(claim, narrators, registry, domain="news").chain_grade
        chains.setdefault(claim, []).append({"grade": grade, "narrators": narrators})
    engine = CorroborationEngine()
    upgraded = 0
    for base, *others in chains.values():
        if others:
            result = engine.evaluate_direct(base["grade"], base["narrators"], others, lineage)
            upgraded += result.upgraded
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "chains": sum(map(len, chains.values())), "upgraded": upgraded}


TASKS = {
    "load-pyoxigraph": load_pyoxigraph,
    "load-rdflib": load_rdflib,
    "origins-pyoxigraph": origins_pyoxigraph,
    "origins-duckdb": origins_duckdb,
    "origins-rustworkx": origins_rustworkx,
    "chains-isnad": chains_isnad,
}

if __name__ == "__main__":
    task, *arguments = sys.argv[1:]
    print(json.dumps(TASKS[task](*arguments)))
