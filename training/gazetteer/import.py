#!/usr/bin/env python3
"""Makes data/gazetteer/*.tsv from the draft of actor facts and the hand tables beside this script.

    python3 training/gazetteer/import.py DRAFT data/gazetteer

DRAFT is the folder that holds actors.jsonl.zst (see data/README.md for its sources). A hand table
(hand/<table>.tsv) has the columns of the table that it changes. A row whose id is new adds a record;
a row whose id is known changes it: a filled cell replaces, a list cell adds its items (an item that
starts with "-" removes, a list that starts with "=" replaces), and a name "-" deletes the record.
"""
import collections, csv, difflib, io, json, re, subprocess, sys, unicodedata, urllib.parse
from pathlib import Path

HERE = Path(__file__).parent
COLUMNS = ["id", "name", "country", "sector", "cameo", "wikidata", "from", "to", "weight", "aliases",
           "weak", "demonyms", "adjectives", "metonyms", "stands_for", "roles", "wikipedia", "source"]
LISTS = {"aliases", "weak", "demonyms", "adjectives", "metonyms", "roles"}
TABLES = ["states", "governments", "offices", "ministries", "legislatures", "militaries", "security", "judiciary",
          "igos", "ngos", "parties", "groups", "companies", "media", "places", "peoples", "persons"]
TABLE_OF = {"state": "states", "gov": "governments", "office": "offices", "ministry": "ministries",
            "legislature": "legislatures", "military": "militaries", "security": "security",
            "judiciary": "judiciary", "igo": "igos", "ngo": "ngos", "party": "parties", "group": "groups",
            "company": "companies", "media": "media", "place": "places", "people": "peoples", "person": "persons"}
SOURCES = {"hand": "hand", "derived": "", "datasets/country-codes (PDDL)": "country-codes"}


def source_names(sources):
    out = []
    for s in sources:
        short = ("hand" if s == "hand" else "country-codes" if s.startswith("datasets/") else
                 "factbook" if s.startswith("CIA") else "wikidata" if s.startswith("every-politician") else
                 "archigos" if s.startswith("Archigos") else "reign" if s.startswith("REIGN") else
                 "phoenix" if s.startswith("Phoenix") else "cow" if s.startswith("COW") else
                 "ucdp" if s.startswith("UCDP") else "us-legislators" if s.startswith("unitedstates") else
                 "" if s == "derived" or s.startswith("open-data") else "?" + s)
        if short and short not in out:
            out.append(short)
    return sorted(out)


def slug(text):
    text = text.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ß", "ss")
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’`]", "", text.lower())).strip("-")


def clean(text):
    return re.sub(r"\s+", " ", text.replace("\t", " ").replace("|", "/").replace("@", " at ")).strip()


def strip_the(text):
    return text[4:] if text.startswith("the ") else text


class Book:
    def __init__(self):
        self.records = {}

    def add(self, id, **fields):
        record = self.records.setdefault(id, {"id": id, **{c: [] for c in LISTS}})
        for key, value in fields.items():
            if not value:
                continue
            if key in LISTS:
                for item in value:
                    item = clean(item) if key != "roles" else item
                    if item and item not in record[key] and not (key == "aliases" and item == record.get("name")):
                        record[key].append(item)
            elif not record.get(key):
                record[key] = clean(value)
        return record


# ---------------------------------------------------------------- the draft's kinds

# National forces that the draft also lists under a name of their own.
NATIONAL_FORCES = {"IDF": "ISR", "PLA": "CHN", "KPA": "PRK", "ROKA": "KOR", "JSDF": "JPN", "ROCAF": "TWN",
                   "USARMEDFORCES": "USA", "BRITARMY": "GBR", "FRARMY": "FRA", "BUNDESWEHR": "DEU", "RUAF": "RUS",
                   "AFU": "UKR", "TSK": "TUR", "INDARMY": "IND", "PAKARMY": "PAK", "SAF_SYR": "SYR",
                   "IRQARMY": "IRQ", "LAF": "LBN", "EGYARMY": "EGY", "SAUDIARMY": "SAU", "SDNARMY": "SDN",
                   "ENDF": "ETH", "RDF": "RWA", "FARDC": "COD", "TATMADAW": "MMR", "AFP_PHL": "PHL", "TNI": "IDN",
                   "VPA": "VNM", "ADF_AUS": "AUS", "CAF": "CAN", "FANB": "VEN", "UAEAF": "ARE", "REDARMY": "SUN"}
BRANCHES = {"USARMY": "USA:army", "USNAVY": "USA:navy", "USAF": "USA:air-force", "USMC": "USA:marines",
            "ROYALNAVY": "GBR:navy", "RAF": "GBR:air-force", "PLAN": "CHN:navy", "PLAAF": "CHN:air-force",
            "RUNAVY": "RUS:navy", "VKS": "RUS:air-force", "ARTESH": "IRN:army", "IRGC": "IRN:irgc",
            "CCG": "CHN:coast-guard", "PCG": "PHL:coast-guard", "TSK": "TUR"}
INTELLIGENCE = {"NIS": "KOR", "MOSSAD": "ISR:mossad", "MIT": "TUR", "BND": "DEU"}


def lists(r, *names):
    return [a for n in names for a in r.get(n, [])]


def derived(alias):
    """Aliases such as "Afghan officials" that generic.tsv makes for every country."""
    return re.search(r"(?i)\b(government|authorities|officials|regime|military|army|armed forces|forces|troops|"
                     r"foreign ministry|defen[cs]e ministry|interior ministry|finance ministry|parliament|"
                     r"Ministry of (Foreign Affairs|Defense))$", alias) and re.match(r"[A-Z]", alias)


FULL_NAMES = {}


def import_draft(book, draft):
    for row in read_table(HERE / "full_names.tsv"):
        FULL_NAMES[row["country"], row["given"]] = (row["name"], row["wikidata"])
    rows = subprocess.run(["zstd", "-dc", str(draft / "actors.jsonl.zst")], check=True, capture_output=True).stdout
    records = [json.loads(line) for line in rows.decode().splitlines()]
    states = {r["iso3"]: r for r in records if r["kind"] in ("state", "territory") and r["id"].startswith("state:")}
    sovereign = {r["iso3"] for r in records if r["kind"] == "state"}
    for r in records:
        kind, id = r["kind"], r["id"]
        common = dict(country=r.get("iso3"), wikidata=r.get("wikidata"), source=",".join(source_names(r.get("src", []))))
        if r.get("valid"):
            common["from"], common["to"] = r["valid"]
        aliases = [strip_the(a) for a in r.get("aliases", []) if not a.startswith("(")]
        if kind in ("state", "territory", "former_state", "de_facto_state"):
            native = [n.replace("*", "").strip() for n in r.get("names_other", [])]
            native = [n for n in native if not re.match(r"[\x00-\u024f’'ʻ\s-]+$", n)]
            words = {w for n in r.get("demonyms", []) + [r.get("adjective") or ""] for w in [n]}
            aliases = [a for a in aliases if not re.search(r"[()/;*\[]|\bnote\b", a) and a not in words]
            code = id.split(":")[1]
            common["country"] = code
            book.add(id, name=r["name"], aliases=aliases + native,
                     demonyms=[d for d in r.get("demonyms", []) if d != r.get("adjective") and re.fullmatch(r"[\w' -]+", d)
                               and not re.search(r"\b(note|term|English|used)\b", d)],
                     adjectives=r["adjective"].split(" or ") if r.get("adjective") not in (None, "NA", "none") else [], **common)
            if r.get("capital") and kind == "state":
                capital = r["capital"]
                book.add("place:" + slug(capital), name=capital, country=code, stands_for="gov:" + code,
                         source=common["source"])
        elif kind == "government" and id.startswith("gov:"):
            code = r["iso3"]
            book.add(id, name="Government of " + ("the " if states.get(code, {}).get("name", "").startswith(
                ("United", "Netherlands", "Philippines", "Maldives", "Bahamas", "Gambia", "Comoros", "Solomon", "Marshall",
                 "Central", "Czech R", "Dominican R", "Vatican")) else "") + states.get(code, {"name": r["name"].removeprefix("Government of ")})["name"],
                     metonyms=[strip_the(m["text"]) for m in r.get("metonyms", [])], country=code, source=common["source"])
        elif kind == "government":
            book.add("gov:" + slug(id.split(":")[1]).upper(), name=r["name"], aliases=aliases, **common)
        elif kind == "office":
            book.add(id, name=r["name"], aliases=aliases, stands_for="gov:" + r["iso3"], **common)
        elif kind == "ministry":
            kept = [a for a in aliases if not derived(a) and not a.endswith(" MFA")]
            if kept and id.startswith("ministry:"):
                book.add(id, name=r["name"], aliases=kept, **common)
        elif kind == "legislature":
            plain = re.compile(r"(National |Federal |House of |Chamber of |Council of |Legislative )?(Congress|Assembly|"
                               r"Parliament|Senate|Representatives|Deputies|Council|States|House)( \(.*\))?$")
            kept = [a for a in aliases if not derived(a) and not plain.match(a) and "(" not in a]
            name = r["name"].split(" (")[0]
            state = states.get(r["iso3"], {}).get("name", "")
            book.add(id, name=f"{name} of {state}" if plain.match(name) else name, aliases=kept, **common)
        elif kind == "military" and id.startswith("military:"):
            kept = [a for a in aliases if not derived(a)]
            book.add(id, name=r["name"], aliases=kept, **common)
        elif kind in ("military", "intelligence", "police", "judiciary", "agency", "military_unit"):
            key = id.split(":")[1]
            code = r.get("iso3", "")
            if key in NATIONAL_FORCES:
                target = "military:" + NATIONAL_FORCES[key]
                book.records.setdefault(target, {"id": target, **{c: [] for c in LISTS}})
                book.records[target]["name"] = r["name"]
                book.add(target, aliases=[a for a in aliases if not derived(a)], **common)
            elif kind in ("military", "military_unit"):
                book.add("military:" + BRANCHES.get(key, f"{code}:{slug(key)}"), name=r["name"], aliases=aliases, **common)
            elif kind == "judiciary":
                book.add(f"judiciary:{code}:supreme-court", name=r["name"], aliases=aliases, **common)
            elif kind == "agency":
                book.add(f"office:{code}:{slug(key)}" if key != "USAID" else "office:USA:usaid", name=r["name"], aliases=aliases, **common)
            else:
                book.add(f"security:{code}:{slug(key)}", name=r["name"], aliases=aliases, **common)
        elif kind in ("igo", "igo_mission", "igo_body", "forum", "coalition"):
            key = id.split(":", 1)[1]
            name = r["name"]
            if key.startswith("COW-"):
                name = re.sub(r"\s*\([A-Z0-9+/. -]+\)\s*$", "", name.split("/")[0]).strip()
                if (common.get("to") or "9999") < "1990" or "(" in name or len(name) > 90:
                    continue
                key = key.removeprefix("COW-")
            hq = common.pop("country", None)
            book.add("igo:" + slug(key).upper(), name=name, cameo=r.get("cameo"), aliases=aliases,
                     metonyms=[strip_the(m["text"]) for m in r.get("metonyms", [])], **common)
        elif kind == "ngo":
            hq = common.pop("country", None)
            book.add("ngo:" + slug(id.split(":", 1)[1]).upper(), name=r["name"], cameo=r.get("cameo"), aliases=aliases, **common)
        elif kind == "company":
            book.add("company:" + slug(id.split(":", 1)[1]).upper(), name=r["name"], aliases=aliases, **common)
        elif kind == "party":
            import_party(book, r, aliases, common)
        elif kind in ("armed_group", "criminal", "movement", "opposition", "pmc", "de_facto"):
            import_group(book, r, aliases, common)
        elif kind == "media":
            name = r["name"]
            key = name if re.fullmatch(r"[A-Z0-9]{2,8}", name) else slug(name)
            book.add("media:" + key, name=name, aliases=aliases, **common)
        elif kind == "place":
            book.add(id, name=r["name"], aliases=aliases, **common)
        elif id.startswith("person:"):
            import_person(book, r, common)
        elif kind == "alias_only":
            pass
        else:
            print("left out:", kind, id, file=sys.stderr)
    return sovereign


def import_party(book, r, aliases, common):
    name = r["name"]
    code = r.get("iso3", "")
    bad = re.search(r"(?i)\bformerly\b|\bincluded\b|\bor [A-Z]|[:;]|^and |coalition of|note|\bLab$|^\W", name)
    if bad or len(name) > 70 or len(name) < 3 or not name[0].isupper():
        return
    name = re.sub(r"\s*\([^)]*\)\s*", " ", name).strip()
    kept = [a for a in aliases if re.fullmatch(r"[A-ZÄÖÜÉÁŠČŽ][\wÀ-ž'’.+-]*( [\wÀ-ž'’.+-]+){0,5}", a)
            and not re.search(r"(?i)\bor\b|\bformerly\b|\bincluded\b|\bnote\b", a)]
    parts = r["id"].split(":")
    if parts[0] == "party":
        id = r["id"]
    else:
        id = f"party:{code}:{slug(parts[1])}"
    book.add(id, name=name, aliases=kept, **common)


def import_group(book, r, aliases, common):
    curated = "hand" in r.get("src", [])
    sources = source_names(r.get("src", []))
    name = r["name"]
    if not curated and not ({"ucdp", "factbook"} & set(sources)):
        return
    parts = r["id"].split(":")
    if not curated:
        if re.search(r"(?i)^(forces of|supporters of|residents|villagers|protesters|.* - .*)", name) or len(name) > 80:
            return
        if re.fullmatch(r"[A-Z0-9-]{2,5}", name):
            return
        aliases = [a for a in aliases if len(a) > 3 and not re.search(r"\d{4}", a)]
    sector = {"criminal": "criminal", "movement": "opposition", "opposition": "opposition"}.get(r["kind"])
    id = f"group:{parts[1]}" if curated else "group:" + ":".join(parts[1:])
    if curated:
        aliases = [a for a in aliases if "(" not in a and not re.search(r"^(Khaled|Mohammed Deif|Marwan|Ismail)", a)]
    book.add(id, name=name, aliases=aliases, sector=sector, **common)


KEEP = {"hos", "hog", "leader", "vice_president", "deputy_hog", "foreign", "defence", "interior", "finance", "security",
        "military", "un_rep", "igo_head", "opposition", "party", "speaker"}
KEEP_WITH_ARTICLE = {"ambassador", "office", "judiciary", "central_bank", "minister"}
# Titles that the draft counts among heads of state or government, though they are offices below the state.
NATIONAL_HEAD = re.compile(
    r"(?i)^(acting |interim |transitional |de facto )*(prime minister|president|monarch|king|queen|emir|amir|sultan|emperor|pope|"
    r"premier|chancellor|federal chancellor|taoiseach|supreme leader.*|governor[- ]general|grand duke|prince|"
    r"sovereign prince|captain[- ]regent.*|co-prince|chief adviser|chairman of the presidency|chairperson of the presidency|"
    r"chair(man|person)? of the (council of ministers|cabinet of ministers.*|presidential council|presidential leadership council|"
    r"sovereignty council|transitional sovereignty council|state administration council|transitional military council|"
    r"state affairs commission|national defence commission|state council|council of state|presidency of .*|supreme council.*|"
    r"presidium.*|national transitional council|.*military council.*)|head of (state|government|the .*junta|the cnsp)|"
    r"president of the (republic|state|federal council|council of state|council of ministers|presidential council|swiss confederation|"
    r"transitional.*|government|executive yuan|national transitional council|people's republic.*|presidency|russian federation)|"
    r"minister of state|yang di.?pertuan agong.*|o le ao o le malo|te beretitenti|member of the presidency|"
    r"effective leader|state counsellor|general secretary|minister-president of the state)"
    r"( \(.*\))?$")


def mend_name(name):
    """Percent signs and wrongly decoded letters that some leader lists have."""
    name = urllib.parse.unquote(name)
    if "Ã" in name:
        try:
            name = name.encode("cp1252").decode("utf-8")
        except UnicodeError:
            pass
    name = re.sub(r"\s*\((f|[1-9](st|nd|rd|th) time)\)", "", name)
    if re.fullmatch(r"[^,]+, [A-Z]", name):
        name = name.split(",")[0]
    return name


HEADS = {"hos", "hog", "leader"}


def tokens_of(name):
    return [t for t in slug(name).split("-") if len(t) > 1]


def near(a, b):
    return a == b or len(a) > 3 and difflib.SequenceMatcher(None, a, b).ratio() >= 0.8


def overlap(a, b):
    def span(role):
        _, _, cls, start, end = role.split("@")
        return cls, (start or "0000")[:7], (end.rstrip("+") or "9999")[:7]
    return any(x[0] in HEADS and y[0] in HEADS and x[1] <= y[2] and y[1] <= x[2]
               for x in map(span, a) for y in map(span, b))


def merge_leaders(book):
    """Leader lists know many heads by their family name alone: join them to the full record."""
    by_country = collections.defaultdict(list)
    for r in book.records.values():
        if r["id"].startswith("person:Q"):
            for scope in {r.get("country")} | {x.split("@")[1] for x in r["roles"]}:
                by_country[scope].append(r)
    merged = 0
    for id in [i for i in book.records if i.startswith("person:") and not i.startswith("person:Q")]:
        r = book.records[id]
        mine = tokens_of(r["name"])
        best = None
        for scope in {r.get("country")} | {x.split("@")[1] for x in r["roles"]}:
            for other in by_country[scope] if scope else []:
                for name in [other["name"]] + other["aliases"]:
                    theirs = tokens_of(name)
                    score = sum(any(near(t, u) for u in theirs) for t in mine) / len(mine) if mine else 0
                    same = len(mine) > 1 and sum(t in theirs for t in mine) >= 2 and score == 1
                    if score == 1 and (same or overlap(r["roles"], other["roles"])) or \
                            score >= 0.5 and overlap(r["roles"], other["roles"]) and near(mine[-1], theirs[-1]):
                        rank = (score, overlap(r["roles"], other["roles"]), sum(t in theirs for t in mine))
                        if not best or rank > best[0]:
                            best = (rank, other)
        if best:
            other = best[1]
            book.add(other["id"], roles=r["roles"], aliases=[r["name"]] if len(mine) > 1 else [])
            other["source"] = ",".join(sorted(set(other.get("source", "").split(",")) | set(r.get("source", "").split(",")) - {""}))
            del book.records[id]
            merged += 1
    print("leaders joined:", merged)


def import_person(book, r, common):
    id = r["id"]
    r["name"] = mend_name(r["name"])
    given = r["name"]
    if not id.startswith("person:Q") and (r.get("iso3"), given) in FULL_NAMES:
        r["name"], qid = FULL_NAMES[r["iso3"], given]
        if qid:
            id = r["id"] = "person:" + qid
        if len(tokens_of(given)) > 1 and slug(given) != slug(r["name"]):
            r.setdefault("aliases", []).append(given)
    if " and " in r["name"] or "&" in r["name"]:
        return
    if id.startswith("person:phx-"):
        return
    roles, wanted = [], False
    for x in r["roles"]:
        confirmed = any(s.startswith("CIA") for s in x.get("src", []))
        if x.get("lic") and not confirmed or x["cls"] in ("gov_member", "spouse"):
            continue
        cls, iso = x["cls"], x.get("iso3", "")
        title = clean(x["title"]).replace("effective leader", "leader")
        if cls in ("hos", "hog") and not NATIONAL_HEAD.match(x["title"]):
            cls = "other"
        start, end = x.get("from", ""), x.get("to", "")
        if not end and x.get("to_max"):
            end = x["to_max"]
        hand = "hand" in x.get("src", [])
        factbook = any(s.startswith("CIA") for s in x.get("src", []))
        if not end and x.get("asof") and not hand and not factbook:
            end = x["asof"] + "+"
        if end and end.rstrip("+")[:len(start)] < start[:len(end.rstrip("+"))]:
            end = start + "+"
        if (end.rstrip("+") or "9999") < "1990":
            continue
        roles.append((start, end, cls, iso, title, hand))
        if cls in KEEP or (cls in KEEP_WITH_ARTICLE and "enwiki" in r):
            wanted = True
    if not wanted and "hand" not in r.get("src", []):
        return
    # One role seen by two sources: keep the better dated.
    merged = []
    for role in sorted(roles):
        for other in merged:
            if other[2] == role[2] and other[3] == role[3] and (other[4] == role[4] or other[0][:7] == role[0][:7]):
                if other[0][:7] == role[0][:7]:
                    break
        else:
            merged.append(role)
    name = r["name"]
    if id.startswith("person:Q"):
        key = id
    else:
        key = "person:" + slug(name) + "-" + r.get("iso3", "int").lower()
    common.pop("from", None)
    common.pop("to", None)
    if key.startswith("person:Q"):
        common.pop("wikidata", None)
    wiki = r.get("enwiki", "")
    book.add(key, name=name, aliases=[a for a in r.get("aliases", []) if len(a) > 4 and a != name and " " in a or "-" in a],
             roles=["@".join([t, iso, cls, a, b]) for a, b, cls, iso, t, _ in merged],
             wikipedia=wiki if wiki != name else "=" if wiki else "", **common)


# ---------------------------------------------------------------- hand tables and output

def read_table(path):
    with open(path, newline="", encoding="utf-8") as handle:
        lines = [line for line in handle if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if None in row or None in row.values():
            sys.exit(f"{path.name}: a row of another width: {row}")
    return rows


BY_COUNTRY = collections.defaultdict(dict)


def find_person(book, name, country):
    """A person of the book by name and country: exactly, else by near tokens."""
    if not BY_COUNTRY:
        for id, r in book.records.items():
            if id.startswith("person:"):
                for scope in {r.get("country")} | {x.split("@")[1] for x in r["roles"]}:
                    BY_COUNTRY[scope][id] = r
    wanted, mine = slug(name), tokens_of(name)
    nearest = None
    for id, r in BY_COUNTRY[country].items():
        for other in [r.get("name", "")] + r["aliases"]:
            if slug(other) == wanted:
                return id
            theirs = tokens_of(other)
            if len(theirs) == len(mine) > 1 and all(near(a, b) for a, b in zip(mine, theirs)) and mine[-1][:2] == theirs[-1][:2]:
                nearest = id
    return nearest


def add_role(roles, role):
    """A role by hand replaces the same role that a source leaves open or dates within some weeks."""
    _, scope, cls, start, end = role.split("@")
    month = lambda d: int(d[:4] or 0) * 12 + int(d[5:7] or 1)
    for other in list(roles):
        _, o_scope, o_cls, o_start, o_end = other.split("@")
        if (o_scope, o_cls) == (scope, cls) and abs(month(o_start) - month(start)) <= 2:
            if o_end and not o_end.endswith("+") and not end:
                return
            roles.remove(other)
    roles.append(role)


def apply_hand(book, path):
    for row in read_table(path):
        id = row["id"]
        name = (row.get("name") or "").strip()
        if not id:
            known = find_person(book, name, row["country"])
            id = known or f"person:{slug(name)}-{row['country'].lower() or 'int'}"
            if id in book.records:
                row["name"] = row["country"] = ""
                if slug(name) != slug(book.records[id]["name"]):
                    book.records[id]["aliases"].append(name)
        if name == "-":
            if id not in book.records:
                print(f"{path.name}: nothing to delete: {id}", file=sys.stderr)
            book.records.pop(id, None)
            continue
        new = id not in book.records
        if new and not row["id"] and row.get("roles", "") == "" and "roles" not in row:
            print(f"{path.name}: nobody called {name} in {row['country']}", file=sys.stderr)
            continue
        record = book.records.setdefault(id, {"id": id, **{c: [] for c in LISTS}})
        if new and id.startswith("person:"):
            record["name"] = name
            BY_COUNTRY[row["country"]][id] = record
        if new and not name:
            print(f"{path.name}: unknown id without a name: {id}", file=sys.stderr)
        for column, cell in row.items():
            cell = (cell or "").strip()
            if not cell or column == "id":
                continue
            if column == "source":
                record["source"] = ",".join(sorted(set(filter(None, record.get("source", "").split(","))) | set(cell.split(","))))
                continue
            if column not in LISTS:
                record[column] = "" if cell == "-" else cell
                continue
            if cell.startswith("="):
                record[column] = []
                cell = cell[1:]
            for item in cell.split("|"):
                item = item.strip()
                if item.startswith("-"):
                    before = len(record[column])
                    record[column] = [x for x in record[column] if x != item[1:] and not (column == "roles" and x.startswith(item[1:]))]
                    if len(record[column]) == before:
                        print(f"{path.name}: {id}: nothing to remove: {item}", file=sys.stderr)
                elif column == "roles" and item.startswith("public figure@") and record["roles"]:
                    continue
                elif column == "roles" and item:
                    add_role(record[column], item)
                elif item and item not in record[column]:
                    record[column].append(item)


def merge_same(book):
    """A sourced party or group that a hand record already names is that record."""
    owner = {}
    for id, r in book.records.items():
        prefix = id.split(":")[0]
        if prefix in ("party", "group", "igo", "ngo") and "hand" in r.get("source", ""):
            for name in [r["name"]] + r["aliases"]:
                if len(name) > 5:
                    owner[prefix in ("party", "group"), r.get("country"), slug(name)] = id
    for id in list(book.records):
        r = book.records[id]
        prefix = id.split(":")[0]
        if prefix not in ("party", "group", "igo", "ngo") or "hand" in r.get("source", ""):
            continue
        for name in [r["name"]] + r["aliases"]:
            bare = slug(re.sub(r"\s*\(.*?\)", "", name))
            other = owner.get((prefix in ("party", "group"), r.get("country"), bare))
            if other:
                del book.records[id]
                break


def main():
    draft, out = Path(sys.argv[1]), Path(sys.argv[2])
    book = Book()
    import_draft(book, draft)
    merge_leaders(book)
    for path in sorted((HERE / "hand").glob("*.tsv")):
        apply_hand(book, path)
    merge_same(book)
    tables = collections.defaultdict(list)
    for id, record in book.records.items():
        tables[TABLE_OF[id.split(":")[0]]].append(record)
    out.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        rows = sorted(tables[table], key=lambda r: r["id"])
        used = [c for c in COLUMNS if c in ("id", "name") or any(r.get(c) for r in rows)]
        text = io.StringIO()
        text.write("\t".join(used) + "\n")
        for r in rows:
            weak = set(r["weak"])
            r["aliases"] = [a for a in r["aliases"] if a not in weak and a != r.get("name")]
            r["roles"].sort(key=lambda x: x.split("@")[3])
            cells = ["|".join(r[c]) if c in LISTS else r.get(c, "") for c in used]
            text.write("\t".join(cells) + "\n")
        (out / f"{table}.tsv").write_text(text.getvalue(), encoding="utf-8")
        print(f"{table:14}{len(rows):7}")


main()
