"""Holds what `sayso import` makes of large public files against counts that share nothing with it.

Usage: python imports.py PATH-OF-SAYSO [DATA]

DATA is a folder with attack/ics-attack-*.json and misp-galaxy/threat-actor.json; by default that of $SAYSO_TEST_DATA,
or ../shared/data beside this repository. Where it is absent the script says SKIPPED and ends with 77. What was made is
read by rdflib, what should have been made is counted on the JSON, with the public-suffix list of another library.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib
import urllib.parse

import publicsuffixlist
import rdflib
from rdflib.namespace import DCTERMS, RDF

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAYSO = rdflib.Namespace("https://w3id.org/sayso/ns#")
SUFFIXES = publicsuffixlist.PublicSuffixList()

# What is known of hosts is data, and no program: it is read here too.
KINDS = {
    place: kind
    for kind, places in tomllib.loads((ROOT / "crates/graph/src/address/web/hosts.toml").read_text()).items()
    for place in places
}
REGISTRANTS = tomllib.loads((ROOT / "crates/graph/src/address/web/papers.toml").read_text())["registrant"]
SAME_HOST = {
    other: name
    for name, others in tomllib.loads((ROOT / "crates/graph/src/address/web/leads-on.toml").read_text())["same-host"].items()
    for other in others
}
# Where an account is needed and the address does not tell it.
UNTOLD = re.compile(
    r"youtube\.com/(watch|playlist|live|shorts|embed)|scribd\.com/doc|books\.google|drive\.google|docs\.google|pastebin\.com/(?!u/)|reddit\.com/r/"
    r"|linkedin\.com/(pulse|feed)|facebook\.com/notes|telegra\.ph/|app\.box\.com|dropbox\.com|mp\.weixin\.qq\.com/s(/|$)|documentcloud\.org"
    r"|slideshare\.net/slideshow|vimeo\.com/\d|groups\.google|medium\.com/p/|t\.me/c/|x\.com/i/"
)
# Hosts on which the first part of the path is who published.
ACCOUNTS = {
    "twitter.com", "x.com", "mobile.twitter.com", "github.com", "medium.com", "facebook.com", "t.me", "slideshare.net",
    "youtube.com", "gist.github.com", "raw.githubusercontent.com", "vk.com", "weibo.com", "gitlab.com",
}
NO_CLAIMS = {
    "identity", "location", "report", "x-mitre-collection", "marking-definition", "extension-definition",
    "language-content", "note", "grouping", "observed-data", "opinion", "relationship", "sighting",
}


def normal(url):
    """An address in one form; None for what is none."""
    archived = re.search(r"web\.archive\.org/web/[^/]+/(.*)", url)
    cached = re.search(r"webcache\.googleusercontent\.com/search\?q=cache:[^:]*:([^&+ ]*)", url)
    archived = archived or cached
    if archived:
        url = archived.group(1)
        url = re.sub(r"^(https?):/+", r"\1://", url)
        if "://" not in url:
            url = "https://" + url
    parts = urllib.parse.urlsplit(url.strip())
    if parts.scheme not in ("http", "https", "ftp") or not parts.hostname:
        return None
    host = re.sub(r"^www\d*\.(?=.*\.)", "", parts.hostname.lower().rstrip("."))
    path = urllib.parse.quote(urllib.parse.unquote(parts.path), safe="/~@:!$&'()*+,;=").rstrip("/")
    query = "&".join(p for p in parts.query.split("&") if p and not re.match(r"utm_|fbclid|gclid|_hs|mkt_tok|cmpid|mc_", p))
    if host == "youtu.be":
        host, query, path = "youtube.com", "v=" + path[1:], "/watch"
    host = SAME_HOST.get(host, host)
    plain = re.sub(r"^(?:m|mobile|amp|print)\.(?=.*\.)", "", host)
    host = SAME_HOST.get(plain, plain)
    host = re.sub(r"^(\w+)\.m\.wikipedia", r"\1.wikipedia", host)
    host = re.sub(r"\.blogspot\..*", ".blogspot.com", host)
    if host not in ACCOUNTS:
        path = re.sub(r"^/(?:amp|print)(?=/.)|(?<=.)/(?:amp|print|printview)$", "", path)
        path = re.sub(r"/(?:index\.html?|index\.php|default\.aspx)$", "", path, flags=re.I)
    doi = re.search(r"(?:^|[/=:])(10\.\d{4,9})(?:/|%2F)([^&?]+)", path + "?" + query, re.I)
    if doi:
        suffix = re.sub(r"(/(full|pdf|abstract|epdf|html))+$|\.pdf$", "", doi.group(2).lower())
        return f"doi.org/{doi.group(1)}/{suffix}"
    preprint = re.search(r"arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d+)", host + path)
    if preprint:
        return "arxiv.org/abs/" + preprint.group(1)
    abstract = re.search(r"abstract(?:_id)?=(\d+)", query) if host.endswith("ssrn.com") else None
    if abstract:
        return "ssrn.com/abstract/" + abstract.group(1)
    fragment = "#" + parts.fragment if parts.fragment[:1] in ("!", "/") else ""
    return host + path + ("?" + query if query else "") + fragment


def marks(text):
    return {name.strip() for name in re.findall(r"\(Citation: ?((?:[^()]|\([^()]*\))*)\)", text or "")}


def kind(document):
    """What kind of host this is on, if it is none that publishes what is its own."""
    host, path = re.match(r"([^/?#]*)/?(.*)", document).groups()
    path = re.split(r"[?#]", path)[0]
    for name in (host.split(".", n)[n] for n in range(host.count(".") + 1)):
        places = [p for p in KINDS if p == name or p.startswith(name + "/")]
        for place in sorted(places, key=len, reverse=True):
            start = place.removeprefix(name).strip("/")
            if path == start or path.startswith(start + "/") or not start:
                return KINDS[place]
    return None


def speaks(document, own):
    """Whether somebody speaks there who is not the one that compiled the file."""
    host = document.split("/")[0].split("?")[0]
    if own(document):
        return False
    if document.startswith("doi.org/"):
        return document.split("/")[1] in REGISTRANTS
    if kind(document) not in (None, "publisher", "compiler"):
        return False
    known = re.fullmatch(r"[\d.]+", host) or SUFFIXES.publicsuffix(host, accept_unknown=False)
    return bool(known) and not UNTOLD.search(document)


class Expected(collections.Counter):
    """What should be made, by name."""

    def __init__(self):
        super().__init__()
        self.documents = set()
        self.cited = set()
        self.own = lambda document: False

    def cite(self, claim, url, is_live=True):
        document = normal(url)
        if document is None:
            return
        self.documents.add(document)
        if is_live and speaks(document, self.own):
            self.cited.add((claim, document))


INSTANCE = re.compile(r"^[^/]*/(?:events|attributes|objects|galaxies|galaxy_clusters)/(?:view|index)/")


def attack(path):
    expected = Expected()
    expected.own = lambda document: "mitre" in publisher(document) or bool(INSTANCE.search(document))
    for thing in json.loads(path.read_text())["objects"]:
        entries = thing.get("external_references", [])
        links = [e for e in entries if "url" in e and "external_id" not in e]
        is_live = not (thing.get("revoked") or thing.get("x_mitre_deprecated"))
        texts = " ".join(thing.get(f, "") for f in ("description", "x_mitre_detection"))
        of_alias = {}
        for entry in entries:
            if "url" not in entry:
                of_alias.setdefault(entry["source_name"], set()).update(marks(entry.get("description")))
        seen = {e: marks(thing.get(f"x_mitre_{e}_citation")) for e in ("first_seen", "last_seen") if e in thing}
        if thing["type"] == "relationship":
            claims = {"": {e["source_name"].strip() for e in links}}
            other = set()
        elif thing["type"] in NO_CLAIMS or "created" not in thing:
            continue
        else:
            own = marks(texts)
            other = set().union(*of_alias.values(), *seen.values())
            names = {e["source_name"].strip() for e in links}
            claims = {"described": {n for n in names if n in own or n not in other}}
            for alias in {*thing.get("aliases", []), *thing.get("x_mitre_aliases", [])} - {thing["name"]}:
                claims["alias " + alias] = of_alias.get(alias, set())
            claims.update(seen)
        explained = {e["source_name"].strip() for e in entries}
        everything = marks(texts) | other
        expected["unresolved"] += len(everything - explained)
        for part, names in claims.items():
            expected["claims"] += 1
            expected["by the author"] += 1 if is_live else 2
            expected["retractions"] += not is_live
            for entry in links:
                if entry["source_name"].strip() in names:
                    expected.cite(thing["id"] + part, entry["url"], is_live)
    return expected


def misp(path):
    expected = Expected()
    source = re.sub(r"\W", "", json.loads(path.read_text())["source"].lower())
    expected.own = lambda document: source in re.sub(r"\W", "", document.split("/")[0]) or bool(INSTANCE.search(document))
    for cluster in json.loads(path.read_text())["values"]:
        meta = cluster["meta"]
        as_list = lambda value: value if isinstance(value, list) else [value]  # noqa: E731
        claims = {"described"} | {"alias " + s for s in meta.get("synonyms", []) if s != cluster["value"]}
        for field in ("country", "cfr-suspected-state-sponsor"):
            claims |= {field + v for v in as_list(meta.get(field, []))}
        for field in ("cfr-suspected-victims", "suspected-victims"):
            claims |= {"victim" + v for v in as_list(meta.get(field, []))}
        claims |= {r["type"] + r["dest-uuid"] for r in cluster.get("related", [])}
        expected["claims"] += len(claims)
        expected["by the author"] += len(claims)
        for url in meta.get("refs", []):
            expected.cite(cluster["uuid"], url)
    return expected


def publisher(document):
    host, rest = re.match(r"([^/?#]*)[/?#]?(.*)", document).groups()
    if host == "doi.org":
        return REGISTRANTS.get(rest.split("/")[0], "")
    for service, outlet in (("github.io", "github.com"), ("medium.com", "medium.com"), ("substack.com", "substack.com"),
                            ("tumblr.com", "tumblr.com"), ("livejournal.com", "livejournal.com"), ("t.me", "t.me")):
        if host.endswith("." + service) and host != "open.substack.com":
            return outlet + "/" + host.removesuffix("." + service).split(".")[-1]
    host = host.replace(".files.wordpress.com", ".wordpress.com")
    for service in ("wordpress.com", "blogspot.com", "widen.net", "egnyte.com", "wpengine.com",
                    "blogs.com", "ghost.io", "lookbookhq.com", "atlassian.net", "box.com", "typepad.com", "sharepoint.com"):
        if host.endswith("." + service):
            return host.removesuffix("." + service).split(".")[-1] + "." + service
    if host in ACCOUNTS:
        first = rest.split("/")
        account = first[1] if first[0] in ("s", "channel", "user", "c", "orgs") and len(first) > 1 else first[0]
        host = {"gist.github.com": "github.com", "raw.githubusercontent.com": "github.com"}.get(host, host)
        return f"{host}/{account.lower().lstrip('@')}"
    if host in ("brighttalk.com", "linkedin.com", "pastebin.com"):
        return host + "/" + rest.split("/")[1].lower()
    if host.endswith("contentstack.io"):
        return "contentstack.io/" + rest.split("/")[2].lower()
    if "hubspot" in host and rest.startswith("hubfs/"):
        return "hubspot.com/" + rest.split("/")[1]
    if host == "sites.google.com":
        return host + "/" + rest.split("/")[1]
    if re.fullmatch(r"[\d.]+", host):
        return host
    return SUFFIXES.privatesuffix(host) or host


def two_publishers(graph, cited):
    """How many claims several publishers make in documents of their own."""
    by = collections.defaultdict(set)
    for statement in cited:
        for claim in graph.objects(statement, SAYSO.asserts):
            by[claim] |= set(graph.objects(statement, SAYSO.by))
    return sum(len(publishers) > 1 for publishers in by.values())


def found(sayso, form, path, folder):
    subprocess.run([sayso, "init", "--empty", folder], check=True, capture_output=True)
    run = subprocess.run([sayso, "import", form, path.resolve()], cwd=folder, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "checked: nothing to report" in run.stdout, run.stdout
    graph = rdflib.Graph()
    (file,) = pathlib.Path(folder, "datasets", form).glob("*.ttl")
    graph.parse(file)
    spoken = {s: set(graph.objects(s, SAYSO["in"])) for s in graph.subjects(SAYSO.by)}
    captures = set(graph.subjects(SAYSO.sha256))
    stances = [SAYSO[n] for n in ("asserts", "reports", "retracts", "confirms", "denies")]
    claims = {o for stance in stances for o in graph.objects(None, stance)}
    documents = set(graph.objects(None, SAYSO["in"]))
    # What a statement points to. A thing points to where catalogues have it: that is no document here.
    documents |= {to for said, to in graph.subject_objects(DCTERMS.references) if (said, SAYSO.by, None) in graph}
    documents |= set(graph.subjects(RDF.type, SAYSO.Document))
    cited = {s for s, places in spoken.items() if places and not places & captures}
    unresolved = re.search(r"(\d+) citations in texts without an entry", run.stdout)
    return {
        "claims": len(claims),
        "statements": len(spoken),
        "retractions": len(set(graph.subjects(SAYSO.retracts))),
        "by the author": len(spoken) - len(cited),
        "cited": len(cited),
        "documents": len({str(d).removeprefix("https://w3id.org/sayso/document/") for d in documents - captures}),
        "two publishers": two_publishers(graph, cited),
        "publishers": {str(o).removeprefix("https://w3id.org/sayso/publisher/") for s in cited for o in graph.objects(s, SAYSO.by)},
        "unresolved": int(unresolved.group(1)) if unresolved else 0,
    }


def main():
    sayso = pathlib.Path(sys.argv[1]).resolve()
    data = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else os.environ.get("SAYSO_TEST_DATA", ROOT / "../shared/data"))
    files = [("stix", attack, p) for p in sorted(data.glob("attack/ics-attack-*.json"))]
    files += [("misp-galaxy", misp, p) for p in data.glob("misp-galaxy/threat-actor.json")]
    if not files:
        print(f"SKIPPED: no files to import at {data}")
        return 77
    is_wrong = False
    for form, count, path in files:
        expected = count(path)
        several = collections.defaultdict(set)
        for claim, document in expected.cited:
            several[claim].add(publisher(document))
        wanted = {
            "claims": expected["claims"],
            "statements": expected["by the author"] + len(expected.cited),
            "retractions": expected["retractions"],
            "by the author": expected["by the author"],
            "cited": len(expected.cited),
            "documents": len(expected.documents),
            "two publishers": sum(len(of) > 1 for of in several.values()),
            "publishers": {publisher(document) for _, document in expected.cited},
            "unresolved": expected["unresolved"],
        }
        with tempfile.TemporaryDirectory() as folder:
            made = found(sayso, form, path, folder)
        for name, want in wanted.items():
            have = made[name]
            if isinstance(want, set):
                only = f"only expected {sorted(want - have)}, only made {sorted(have - want)}"
                print(f"{path.name}: {name}: {len(have)}" + ("" if have == want else f", expected {len(want)}: {only}"))
            else:
                print(f"{path.name}: {name}: {have}" + ("" if have == want else f", expected {want}"))
            is_wrong |= have != want
    return int(is_wrong)


if __name__ == "__main__":
    sys.exit(main())
