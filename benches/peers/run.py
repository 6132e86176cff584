#!/usr/bin/env python3
"""Runs sayso and its peers side by side on an invented record, and writes docs/performance.md.

    python3 benches/peers/run.py --sizes 1M,10M --runs 5

Who runs what is told in contenders.toml. The peers are installed into target/peers and nowhere
else. Runs are interleaved: every contender once, then every contender again, so that a busy minute
hurts all alike. Where answers differ, nothing was measured, and the run ends.
"""

import argparse
import datetime
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path

import report

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOME = ROOT / "target" / "peers"
PYTHON = HOME / "environment" / "bin" / "python"
RELEASE = ROOT / "target" / "release"
RESULTS = HOME / "results.json"
SEED = 1
# What is measured: another commit with the same of these is the same program.
PROGRAM = ["src", "crates", "Cargo.toml", "Cargo.lock", "benches/peers/workload.rs", "queries"]
# What one run may take, if nothing else is said.
SECONDS = 600


def main():
    arguments = parse()
    if arguments.report:
        write_report(json.loads(RESULTS.read_text()), arguments.output)
        return
    table = tomllib.loads((HERE / "contenders.toml").read_text())
    wanted = set(arguments.only or [measure["id"] for measure in table["measure"]])
    if unknown := wanted - {measure["id"] for measure in table["measure"]}:
        sys.exit(f"there is no measure {', '.join(sorted(unknown))}")
    HOME.mkdir(parents=True, exist_ok=True)
    # Building makes a load of its own.
    load = os.getloadavg()[0]
    build()
    versions = install(arguments.installed_only)
    results = {"machine": machine(load), "versions": versions, "seed": SEED}
    results |= {"gibibytes": arguments.gibibytes, "commands": [command_line(arguments)], "sizes": []}
    if arguments.add:
        before = json.loads(RESULTS.read_text())
        if not is_same_program(before["machine"], results["machine"]):
            sys.exit("what was measured before is another sayso, or another machine; measure it again")
        results["machine"]["load"] = max(before["machine"]["load"], results["machine"]["load"])
        results["commands"] = before["commands"] + results["commands"]
        results["sizes"] = before["sizes"]
    given_up = set()
    for statements in arguments.sizes:
        bench = Bench(table, wanted, statements, arguments, set(versions), given_up)
        # After each measure: what was measured is not lost with a run that is ended.
        for measured in bench.run():
            kept = results | {"sizes": with_size(results["sizes"], measured)}
            RESULTS.write_text(json.dumps(kept, indent=1))
        results = kept
    write_report(results, arguments.output)


def with_size(sizes, measured):
    """The sizes with what was measured now, in the place of what was measured before."""
    others = [size for size in sizes if size["statements"] != measured["statements"]]
    for before in sizes:
        if before["statements"] == measured["statements"]:
            anew = {row["measure"] for row in measured["rows"]}
            rows = [row for row in before["rows"] if row["measure"] not in anew]
            answers = before["answers"] | measured["answers"]
            if answers != measured["answers"] | before["answers"]:
                sys.exit("what was measured before gave other answers; measure it again")
            measured = measured | {"rows": rows + measured["rows"], "answers": answers}
    return sorted([*others, measured], key=lambda size: size["statements"])


def is_same_program(one, other):
    """Whether two commits, on one machine, are one program."""
    if one["processor"] != other["processor"]:
        return False
    commits = [one["commit"], other["commit"]]
    return commits[0] == commits[1] or (
        not any("dirty" in commit for commit in commits)
        and subprocess.run(["git", "diff", "--quiet", *commits, "--", *PROGRAM], cwd=ROOT).returncode == 0
    )


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "--sizes", type=sizes, default="1M", help="statements, such as 100k,1M,10M (default: 1M)"
    )
    parser.add_argument("--runs", type=int, default=5, help="of each contender (default: 5)")
    parser.add_argument("--only", action="append", metavar="MEASURE", help="load, first, … (repeatable)")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for one run (default: 600)")
    parser.add_argument("--gibibytes", type=float, default=24, help="for one run (default: 24)")
    parser.add_argument(
        "--installed-only", action="store_true", help="install nothing; leave out missing peers"
    )
    parser.add_argument("--add", action="store_true", help="to what the last run measured, on one page")
    parser.add_argument("--report", action="store_true", help="write the page again, measure nothing")
    parser.add_argument("--keep", action="store_true", help="keep the workload and what was built")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "performance.md")
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("--runs is at least 1")
    return arguments


def sizes(text):
    factors = {"k": 1_000, "M": 1_000_000}
    numbers = [
        int(part[:-1]) * factors[part[-1]] if part[-1:] in factors else int(part)
        for part in text.split(",")
    ]
    if min(numbers) < 1:
        raise ValueError
    return sorted(numbers)


def command_line(arguments):
    words = [report.size(statements) for statements in arguments.sizes]
    command = f"python3 benches/peers/run.py --sizes {','.join(words)} --runs {arguments.runs}"
    for measure in arguments.only or []:
        command += f" --only {measure}"
    if arguments.seconds != SECONDS:
        command += f" --seconds {arguments.seconds:g}"
    return command + (" --add" if arguments.add else "")


def build():
    say("building")
    cargo = ["cargo", "build", "--release", "--quiet", "--bin", "sayso"]
    for example in ("generate", "bare_parse", "verdicts"):
        cargo += ["--example", example]
    subprocess.run(cargo, cwd=ROOT, check=True)


def install(installed_only):
    """Installs the peers; returns which there are, and their versions."""
    requirements = HERE / "requirements.txt"
    if not installed_only:
        say("installing the peers into", PYTHON.parent.parent.relative_to(ROOT))
        if not PYTHON.exists():
            subprocess.run([sys.executable, "-m", "venv", PYTHON.parent.parent], check=True)
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--requirement", requirements], check=True)
    if not PYTHON.exists():
        return {}
    ask = """
import importlib.metadata, json, sys
found = {d.metadata["Name"].lower(): d.version for d in importlib.metadata.distributions()}
print(json.dumps({name: found[name] for name in sys.argv[1:] if name in found}))
"""
    names = [line.split("==")[0] for line in requirements.read_text().split()]
    return json.loads(subprocess.check_output([PYTHON, "-c", ask, *names]))


def machine(load):
    def first(path, key):
        for line in Path(path).read_text().splitlines():
            if line.startswith(key):
                return line.split(":", 1)[1].strip()
        return "unknown"

    def said(*command):
        return subprocess.check_output(command, cwd=ROOT, text=True).strip()

    is_changed = "-dirty" if said("git", "status", "--porcelain", "--", *PROGRAM) else ""
    return {
        "date": datetime.date.today().isoformat(),
        "processor": first("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory": int(first("/proc/meminfo", "MemTotal").split()[0]) * 1024,
        "system": f"{os.uname().sysname} {os.uname().release}",
        "load": load,
        "rust": said("rustc", "--version"),
        "python": sys.version.split()[0],
        "sayso": said(str(RELEASE / "sayso"), "--version"),
        "commit": said("git", "describe", "--always", "--exclude", "*") + is_changed,
    }


class Bench:
    """All measures on a record of one size."""

    def __init__(self, table, wanted, statements, limits, installed, given_up):
        self.table, self.wanted, self.limits = table, wanted, limits
        self.statements, self.installed, self.given_up = statements, installed, given_up
        self.folder = HOME / f"record-{statements}"
        self.state = HOME / f"state-{statements}"
        self.record = self.folder / "datasets" / "record.ttl"
        self.answers = {}
        self.built = {}
        self.words = {
            "sayso": RELEASE / "sayso",
            "generate": RELEASE / "examples" / "generate",
            "bare_parse": RELEASE / "examples" / "bare_parse",
            "verdicts": RELEASE / "examples" / "verdicts",
            "oxigraph": PYTHON.parent / "oxigraph",
            "python": PYTHON,
            "worker": HERE / "worker.py",
            "folder": self.folder,
            "workspace": self.folder,
            "record": self.record,
            "state": self.state,
            "here": HERE,
            "queries": ROOT / "queries",
        }

    def run(self):
        """Measures; gives all that is known so far after each measure."""
        say(f"{self.statements:,} statements: generating")
        for folder in (self.folder, self.state):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        generate = [self.words["generate"], str(self.statements), str(SEED), self.folder]
        started = time.perf_counter()
        counts = json.loads(subprocess.check_output(generate))
        counts["seconds"] = time.perf_counter() - started
        (self.folder / "sayso.toml").touch()
        self.record.parent.mkdir()
        (self.folder / "record.ttl").rename(self.record)
        counts["bytes"] = self.record.stat().st_size
        rows = []
        for measure in self.table["measure"]:
            if measure["id"] in self.wanted:
                rows += self.measure(measure)
                answers = {key: value for key, (value, _) in self.answers.items()}
                yield {"statements": self.statements, "counts": counts, "answers": answers, "rows": rows}
        if not self.limits.keep:
            shutil.rmtree(self.folder)
            shutil.rmtree(self.state)

    def measure(self, measure):
        contenders = [c for c in self.table["contender"] if c["measure"] == measure["id"]]
        queries = self.table["saved"] if measure["id"] == "queries" else [None]
        rows = [self.row(contender, query) for query in queries for contender in contenders]
        for number in range(self.limits.runs):
            for row in rows:
                if "absent" not in row and self.is_ready(row):
                    say(f"{measure['id']} {number + 1}/{self.limits.runs}: {row['name']}", row["query"] or "")
                    self.once(row)
        for row in rows:
            contender = row.pop("contender")
            if "disk" in contender and "absent" not in row:
                row["disk"] = size_of(Path(self.fill(contender["disk"], row)))
        return rows

    def is_ready(self, row):
        """Whether what the row asks was built; if nobody has tried yet, builds it."""
        name = row["contender"].get("after")
        if name is None:
            return True
        if name not in self.built:
            (contender,) = (c for c in self.table["contender"] if c["name"] == name)
            first = self.row(contender, None)
            if "absent" not in first and self.is_ready(first):
                say("building:", name)
                self.once(first)
            self.built.setdefault(name, False)
        if not self.built[name]:
            row["absent"] = f"nothing to ask: {name} did not finish in {self.limits.seconds:g} s"
        return self.built[name]

    def row(self, contender, query):
        row = {"measure": contender["measure"], "name": contender["name"], "query": query}
        row |= {"ours": contender.get("ours", False), "contender": contender}
        row |= {"seconds": [], "processor": [], "memory": []}
        missing = [name for name in contender.get("needs", []) if name not in self.installed]
        if missing:
            row["absent"] = f"not installed: {', '.join(missing)}"
        elif self.statements > contender.get("largest", self.statements):
            row["absent"] = f"not tried above {contender['largest']:,} statements"
        elif (contender["name"], query) in self.given_up:
            row["absent"] = "did not finish on a smaller record"
        return row

    def fill(self, word, row):
        return word.format(**self.words, query=row["query"])

    def once(self, row):
        contender = row["contender"]
        if "fresh" in contender:
            shutil.rmtree(self.fill(contender["fresh"], row), ignore_errors=True)
        command = [self.fill(word, row) for word in contender["command"]]
        inside = self.fill(contender["inside"], row) if "inside" in contender else HOME
        with open(HOME / "output", "w+b") as output, open(HOME / "errors", "w+b") as errors:
            run = Run(command, inside, output, errors, self.limits)
            if run.failure:
                tail = (HOME / "errors").read_bytes().decode(errors="replace").strip().splitlines()
                row["absent"] = run.failure if run.is_limit else f"{run.failure}: {' '.join(tail[-1:])}"
                self.given_up.add((contender["name"], row["query"]))
                self.built[contender["name"]] = False
                say("   ", row["absent"])
                return
        self.built.setdefault(contender["name"], True)
        answer = HOME / "output"
        seconds = run.seconds
        if contender.get("timing") == "inside":
            seconds = json.loads(answer.read_text())["seconds"]
        row["seconds"].append(seconds)
        row["processor"].append(run.processor)
        row["memory"].append(run.memory)
        if "check" in contender:
            check = [self.fill(word, row) for word in contender["check"]]
            answer.write_bytes(subprocess.check_output(check, cwd=inside))
        self.compare(row, answer)

    def compare(self, row, path):
        """Ends the run where this answer is not that of those before."""
        kind = row["contender"].get("answer")
        if kind == "json":
            found = json.loads(path.read_text())
            found = {key: found[key] for key in row["contender"]["keys"]}
        elif kind == "row":
            names, values = path.read_text().splitlines()
            found = dict(zip(names.split(","), map(int, values.split(","))))
        elif kind == "table":
            found = {row["query"]: digest(path)}
        else:
            return
        who = row["name"]
        for key, value in found.items():
            other, by = self.answers.setdefault(key, (value, who))
            if value != other:
                sys.exit(f"{key}: {by} answers {other}, {who} answers {value}; nothing can be compared")


class Run:
    """One process, its time, and the most memory that it and its children held at once."""

    def __init__(self, command, inside, output, errors, limits):
        self.memory, self.failure, self.is_limit = 0, None, False
        self.limits, self.ended = limits, threading.Event()
        started = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            cwd=inside,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            start_new_session=True,
        )
        watcher = threading.Thread(target=self.watch, args=(started,))
        watcher.start()
        _, status, usage = os.wait4(self.process.pid, 0)
        self.seconds = time.perf_counter() - started
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.ended.set()
        watcher.join()
        self.processor = usage.ru_utime + usage.ru_stime
        self.memory = max(self.memory, usage.ru_maxrss * 1024)
        if self.failure is None and self.process.returncode != 0:
            self.failure = f"ended with {self.process.returncode}"

    def watch(self, started):
        while not self.ended.wait(0.02):
            self.memory = max(self.memory, sum(map(resident, family(self.process.pid))))
            if time.perf_counter() - started > self.limits.seconds:
                self.stop(f"not done after {self.limits.seconds:g} s")
            elif self.memory > self.limits.gibibytes * 2**30:
                self.stop(f"needs more than {self.limits.gibibytes:g} GiB")

    def stop(self, reason):
        self.failure, self.is_limit = reason, True
        os.killpg(self.process.pid, signal.SIGKILL)
        self.ended.wait()


def family(process):
    """A process and its descendants."""
    found = [process]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            pass
    return found


def resident(process):
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def size_of(path):
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def digest(path):
    """The rows of a table, whatever their order."""
    lines = path.read_bytes().replace(b"\r\n", b"\n").splitlines()
    rows = sorted(lines[1:])
    fingerprint = hashlib.sha256(b"\n".join(rows)).hexdigest()
    return f"{len(rows)} rows, {fingerprint[:16]}"


def write_report(results, path):
    table = tomllib.loads((HERE / "contenders.toml").read_text())
    path.write_text(report.page(results, table))
    say("wrote", path)


def say(*words):
    print(*words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
