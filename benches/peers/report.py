"""The page that run.py writes: medians, ranges, memory, and how often sayso's time a peer takes."""

import math
from statistics import median

HEAD = """\
# Performance

<!-- Written by benches/peers/run.py. Changes by hand are lost with the next run. -->

sayso and its peers side by side, in one run on one machine, on an invented record of the shape of real ones. How it is made, and what
each contender does, is told in [benches/peers](../benches/peers/README.md).
"""

READING = """\
## How to read the tables

- **Time** is the median of all runs of a size, with the least and the most in brackets. The runs are interleaved: each contender once, then each
  again. Files are in the page cache, as they are for somebody who asks twice.
- **Processor** is the median of the time on all cores, of the whole process.
- **Memory** is the largest resident set of the process and its children. Pages of mapped files count while they are resident; what
  is below some 20 MiB cannot be told apart.
- **× sayso** is the time as a multiple of that of the first row of sayso's in the table: above 1, sayso is faster.
- A contender has some minutes and {gibibytes:g} GiB for one run. Where it did not finish, that is said instead, with the limit.
- Before anything is written, all answers that can be compared have been: the run ends where two differ.
"""


def page(results, table):
    reading = READING.format(gibibytes=results["gibibytes"])
    parts = [HEAD, caveats(results, table), machine(results), reading]
    parts += [size_section(measured, table) for measured in results["sizes"]]
    if len(results["sizes"]) > 1:
        parts.append(growth(results["sizes"]))
    return "\n".join(part for part in parts if part)


def caveats(results, table):
    """What makes figures worth less than they look."""
    machine = results["machine"]
    said = []
    largest = max(measured["statements"] for measured in results["sizes"])
    if largest < 1_000_000:
        said.append(f"the largest record has only {size(largest)} statements, so fixed costs weigh heavily")
    few = [
        f"{measure['title'][0].lower()}{measure['title'][1:]}, {size(measured['statements'])}"
        for measured in results["sizes"]
        for measure in table["measure"]
        if 0 < runs(rows_of(measured, measure)) < 5
    ]
    if few:
        said.append(f"there were fewer than five runs of some ({'; '.join(few)})")
    if machine["load"] > 0.5:
        said.append(f"the machine was busy when they began (load {machine['load']:.1f} on {machine['cores']} cores)")
    if not said:
        return ""
    return f"**Take these figures for a trial of the benchmark:** {'; '.join(said)}.\n"


def machine(results):
    machine, versions = results["machine"], results["versions"]
    peers = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    rows = [
        ("date", machine["date"]),
        ("machine", f"{machine['processor']}, {machine['cores']} cores, {machine['memory'] / 2**30:.0f} GiB"),
        ("system", f"{machine['system']}, {machine['rust']}, Python {machine['python']}"),
        ("sayso", f"{machine['sayso'].removeprefix('sayso ')}, commit {machine['commit']}"),
        ("peers", peers or "none"),
        ("again", " then ".join(f"`{command}`" for command in results["commands"])),
    ]
    return table_of(["", ""], "ll", rows)


def size_section(measured, table):
    counts = measured["counts"]
    statements = measured["statements"]
    lines = [f"## {size(statements)} statements", ""]
    triples = measured["answers"].get("triples")
    lines.append(
        f"{counts['claims']:,} claims, {counts['agents']:,} agents, {counts['documents']:,} documents, {counts['relays']:,} repetitions"
        + (f"; {triples:,} triples" if triples else "")
        + f"; {counts['bytes'] / 1e6:,.1f} MB of Turtle, made in {seconds(counts['seconds'])}."
    )
    lines.append("")
    for measure in table["measure"]:
        rows = rows_of(measured, measure)
        if not rows:
            continue
        often = {1: "Once", 2: "Twice"}.get(runs(rows), f"{runs(rows)} times")
        lines += [f"### {measure['title']}, {size(statements)}", "", f"{measure['about']} {often} each.", ""]
        if measure["id"] == "queries":
            lines.append(queries(rows, measured["answers"]))
        else:
            lines.append(contenders(rows, triples))
        lines += notes(rows, table)
        answers = ", ".join(
            f"{key} {measured['answers'][key]:,}"
            for key in ("carried", "claims", "origins")
            if measure["id"] == "verdicts" and key in measured["answers"]
        )
        if answers:
            lines += [f"All who count origins agree: {answers}.", ""]
    return "\n".join(lines)


def rows_of(measured, measure):
    return [row for row in measured["rows"] if row["measure"] == measure["id"]]


def runs(rows):
    """How often each was run that finished."""
    return max((len(row["seconds"]) for row in rows), default=0)


def contenders(rows, triples):
    ours = next((row for row in rows if row["ours"] and row["seconds"]), None)
    cells = []
    for row in rows:
        if not row["seconds"] or "absent" in row:
            cells.append((row["name"], row.get("absent", "not run"), "", "", "", ""))
            continue
        ratio = times(median(row["seconds"]), median(ours["seconds"])) if ours and row is not ours else ""
        disk = ""
        if "disk" in row:
            disk = f"{row['disk'] / 1e6:,.1f} MB"
            if triples:
                disk += f", {row['disk'] / triples:.1f} B a triple"
        cells.append((row["name"], ranged(row["seconds"]), seconds(median(row["processor"])), memory(row), ratio, disk))
    header = ["", "time", "processor", "memory", "× sayso", "on disk"]
    if not any(row[-1] for row in cells):
        header, cells = header[:-1], [row[:-1] for row in cells]
    return table_of(header, "lrrrrr", cells)


def queries(rows, answers):
    by_query = {}
    for row in rows:
        by_query.setdefault(row["query"], []).append(row)
    names = [row["name"] for row in next(iter(by_query.values()))]
    cells, ratios = [], {}
    for query, (ours, *others) in by_query.items():
        cell = [query, f"{int(answers[query].split()[0]):,}" if query in answers else ""]
        for row in (ours, *others):
            done = row["seconds"] and "absent" not in row
            cell.append(ranged(row["seconds"]) if done else row.get("absent", "not run"))
        for row in others:
            if ours["seconds"] and row["seconds"] and not {"absent"} & (ours.keys() | row.keys()):
                ratio = median(row["seconds"]) / median(ours["seconds"])
                ratios.setdefault(row["name"], {})[query] = ratio
                cell.append(times(ratio, 1))
            else:
                cell.append("")
        cells.append(cell)
    text = table_of(["", "rows", *names, *("× sayso" for _ in names[1:])], "lrrrrr", cells)
    for name, found in ratios.items():
        worst = min(found, key=found.get)
        mean = math.exp(sum(map(math.log, found.values())) / len(found))
        text += f"\n{name} takes {times(mean, 1)} the time of sayso in the geometric mean; the worst for sayso is `{worst}`, with {times(found[worst], 1)}.\n"
    return text


def notes(rows, table):
    present = {(row["measure"], row["name"]) for row in rows}
    lines = [
        f"- {contender['name']}: {contender['note']}"
        for contender in table["contender"]
        if "note" in contender and (contender["measure"], contender["name"]) in present
    ]
    return [*lines, ""] if lines else []


def growth(sizes):
    """How sayso's figures grow from each size to the next."""
    header = ["", *(f"{size(one['statements'])} → {size(two['statements'])}" for one, two in zip(sizes, sizes[1:]))]
    names = {}
    for measured in sizes:
        for row in measured["rows"]:
            if row["ours"] and row["seconds"] and "absent" not in row:
                names.setdefault((row["name"], row["query"]), {})[measured["statements"]] = row
    cells = []
    for (name, query), rows in names.items():
        cell = [f"{name} {query}" if query else name]
        for one, two in zip(sizes, sizes[1:]):
            pair = [rows.get(measured["statements"]) for measured in (one, two)]
            if all(pair):
                time = times(median(pair[1]["seconds"]), median(pair[0]["seconds"]))
                held = times(max(pair[1]["memory"]), max(pair[0]["memory"]))
                cell.append(f"time {time}, memory {held}")
            else:
                cell.append("")
        cells.append(cell)
    about = "What sayso takes on the larger record, as a multiple of what it takes on the smaller one.\n\n"
    return "## Growth\n\n" + about + table_of(header, "l" + "r" * len(sizes), cells)


def table_of(header, alignment, rows):
    rule = ["---" if side == "l" else "--:" for side in alignment[: len(header)]]
    lines = [header, rule, *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def ranged(values):
    if len(values) == 1:
        return seconds(values[0])
    return f"**{seconds(median(values))}** ({seconds(min(values))} – {seconds(max(values))})"


def seconds(value):
    if value < 0.0995:
        return f"{value * 1000:.3g} ms"
    return f"{value:.3g} s" if value < 100 else f"{value:,.0f} s"


def memory(row):
    return f"{max(row['memory']) / 2**20:,.0f} MiB"


def times(one, other):
    ratio = one / other if other else math.inf
    return f"{ratio:.2g} ×" if ratio < 10 else f"{ratio:,.0f} ×"


def size(statements):
    for factor, letter in ((1_000_000, "M"), (1_000, "k")):
        if statements % factor == 0:
            return f"{statements // factor}{letter}"
    return str(statements)
