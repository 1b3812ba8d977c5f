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


SPELLINGS = {}


def folded(name):
    """The key of a name, as src/lexicon/gazetteer/fold.rs makes it, near enough to find doubles."""
    if not SPELLINGS:
        for line in (HERE / "../../data/gazetteer/spellings.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            common, variants = line.split("\t")
            SPELLINGS.update({respelt(v): respelt(common) for v in variants.split("|")})
    words = [respelt(w) for w in slug(name).split("-")]
    return " ".join(SPELLINGS.get(w, w) for w in words if w not in ("al", "el"))


def respelt(word):
    word = slug(word)
    if len(word) < 5:
        return word
    word = re.sub(r"ou|oo", "u", word).replace("ee", "i").replace("q", "k")
    word = re.sub(r"(.)\1", r"\1", word) if len(word) > 5 else word
    return re.sub(r"(iy|yy|ij|yi|ii)$", "y", re.sub(r"ski$", "sky", word))


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
                capital = re.sub(r"\s+in [A-Z].*$| \(.*", "", r["capital"])
                book.add("place:" + slug(capital), name=capital, country=code, stands_for="gov:" + code,
                         source=common["source"])
        elif kind == "government" and id.startswith("gov:"):
            code = r["iso3"]
            book.add(id, name="Government of " + ("the " if states.get(code, {}).get("name", "").startswith(
                ("United", "Netherlands", "Philippines", "Maldives", "Bahamas", "Gambia", "Comoros", "Solomon", "Marshall",
                 "Central", "Czech R", "Dominican R", "Vatican")) else "") + states.get(code, {"name": r["name"].removeprefix("Government of ")})["name"],
                     metonyms=[re.sub(r"\s+in [A-Z].*$| \(.*", "", strip_the(m["text"])) for m in r.get("metonyms", [])],
                     country=code, source=common["source"])
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
            foreign = r"(C[aâ]mara|Congreso|Asamblea|Chambre|Assembl[eé]e|Assembleia|Senado|S[eé]nat|Barlaman|Conseil|Majlis|Senat)\b"
            kept = [a for a in aliases if not derived(a) and not plain.match(a) and "(" not in a and not re.match(foreign, a)]
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
    id = "group:" + parts[1].strip("_").replace("_", "-") if curated else "group:" + ":".join(parts[1:])
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
    return a == b or min(len(a), len(b)) > 5 and difflib.SequenceMatcher(None, a, b).ratio() >= 0.85


def overlap(a, b):
    """Do two lists of roles have head offices of one time? Fathers and sons touch, they do not overlap."""
    def spans(roles):
        for role in roles:
            _, _, cls, start, end = role.split("@")
            if cls in HEADS:
                end = end.rstrip("+") or "2026-12"
                yield (int(start[:4] or 1900) + int(start[5:7] or 1) / 12, int(end[:4]) + int(end[5:7] or 12) / 12)
    return any(min(x[1], y[1]) - max(x[0], y[0]) >= 0.5 * min(x[1] - x[0], y[1] - y[0]) > -0.01
               for x in spans(a) for y in spans(b))


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
                            score >= 0.5 and overlap(r["roles"], other["roles"]) and len(mine) > 1 and len(theirs) > 1 \
                            and near(mine[-1], theirs[-1]) and near(mine[0], theirs[0]):
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


IGO_OFFICES = {"United Nations": "igo:UN", "General Assembly": "igo:UNGA", "International Court of Justice": "igo:ICJ",
               "NATO": "igo:NATO", "European Commission": "igo:EU", "European Council": "igo:EU", "European Union": "igo:EU",
               "IAEA": "igo:IAEA", "WHO": "igo:WHO", "IMF": "igo:IMF", "World Bank": "igo:WB", "ICC": "igo:ICC",
               "World Trade Organization": "igo:WTO", "African Union": "igo:AU", "OSCE": "igo:OSCE",
               "Council of Europe": "igo:PACE", "Arab Parliament": "igo:LAS"}


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
        if cls == "minister" and re.search(r"(?i)(foreign|external|european and international) affairs|(international|foreign|external) relations", title) \
                and not re.search(r"(?i)deputy|state|vice|secretary of", title):
            cls = "foreign"
        if cls == "igo_head":
            if title.startswith("Permanent Rep"):
                cls, iso = "un_rep", r.get("iso3", "")
            for words, body in IGO_OFFICES.items():
                if words in title:
                    iso = body
            if title.startswith("Judge"):
                cls = "judiciary"
            elif re.match("Vice|Deputy|Under-", title):
                cls = "other"
            elif "High Representative" in title:
                cls = "foreign"
            elif "European Council" in title:
                cls = "other"
            elif "General Assembly" in title:
                cls = "speaker"
        if cls in ("foreign", "defence", "interior", "finance"):
            if re.search(r"(?i)spoke", title):
                cls = "spokesperson"
            elif re.search(r"(?i)security (and defen[cs]e )?council", title):
                cls = "security"
            elif re.search(r"(?i)first secretary of state", title):
                cls = "deputy_hog"
            elif re.search(r"(?i)procurement|materiel|personnel|veterans|industry|science", title) and cls == "defence" \
                    or re.match(r"(?i)secretary of state( for .*)?$", title) and iso not in ("USA", "VAT") \
                    and not re.search(r"(?i)foreign|defen[cs]e|interior|home|finance|treasury", title):
                cls = "minister"
            elif re.search(r"(?i)deputy|under-?\s?secretary|assistant|parliamentary|vice|minister of state|secretary to the|"
                           r"state secretary|delegate|junior|chief secretary|economic secretary|exchequer secretary|financial secretary", title):
                cls = "deputy_minister"
            elif re.search(r"(?i)foreign (trade|economic|investment)|trade|intelligence", title) and cls == "foreign" \
                    and not re.search(r"(?i)foreign affairs", title):
                cls = "minister"
        if "Federal Council" in title and iso != "CHE":
            cls = "speaker"
        # what the extracts file under another class than the office has
        if title in ("Premier of the State Council", "Prime Minister of Montenegro",
                     "Prime Minister of the Palestinian National Authority"):
            cls = "hog"
        elif title == "President of the Palestinian National Authority":
            cls = "hos"
        elif title == "Ambassador to the United Nations":
            cls = "un_rep"
        elif cls == "un_rep" and not re.search(r"United Nations|\bUN\b|Security Council", title):
            cls = "ambassador"
        elif title == "National Security Advisor":
            cls = "security"
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
            same = other[2] == role[2] and other[3] == role[3]
            if same and role[0].startswith(other[0]) and len(role[0]) > len(other[0]) and abs(len(other[1]) - len(role[1])) < 20:
                # The same office, dated better.
                merged[merged.index(other)] = role if role[1] else (role[0], other[1]) + role[2:]
                break
            if same and other[0][:7] == role[0][:7]:
                if role[1] and not role[1].endswith("+") and (not other[1] or other[1].endswith("+")):
                    merged[merged.index(other)] = role
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
    # The article's title is the name that English uses.
    title = re.sub(r"\s*\(.*\)$", "", wiki)
    if title and title != name:
        r.setdefault("aliases", []).append(name)
        name = title
    book.add(key, name=name, aliases=[a for a in r.get("aliases", []) if len(a) > 4 and a != name and (" " in a or "-" in a)],
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


def find_person(book, name, country, classes=frozenset()):
    """A person of the book by name and country: exactly, else by near tokens, else by the only longer name in office."""
    if not BY_COUNTRY:
        for id, r in book.records.items():
            if id.startswith("person:"):
                for scope in {r.get("country")} | {x.split("@")[1] for x in r["roles"]}:
                    BY_COUNTRY[scope][id] = r
    wanted, mine = folded(name), tokens_of(name)
    nearest, longer = None, []
    for id, r in BY_COUNTRY[country].items():
        for other in [r.get("name", "")] + r["aliases"]:
            if folded(other) == wanted:
                return id
            theirs = tokens_of(other)
            if len(theirs) == len(mine) > 1 and all(near(a, b) for a, b in zip(mine, theirs)) and mine[-1][:2] == theirs[-1][:2]:
                nearest = id
            elif len(mine) > 1 and theirs[:len(mine)] == mine and classes & {x.split("@")[2] for x in r["roles"]} - {"other"}:
                longer.append(id)
    return nearest or (longer[0] if len(set(longer)) == 1 else None)


def add_role(roles, role):
    """A role by hand replaces the same role that a source leaves open or dates within some weeks."""
    _, scope, cls, start, end = role.split("@")
    month = lambda d: int(d[:4] or 0) * 12 + int(d[5:7] or 1)
    for other in list(roles):
        _, o_scope, o_cls, o_start, o_end = other.split("@")
        close = abs(month(o_start) - month(start)) <= 2 or len(o_start) == 4 and start.startswith(o_start)
        if (o_scope, o_cls) == (scope, cls) and close:
            if o_end and not o_end.endswith("+") and not end and len(o_start) > 4:
                return
            roles.remove(other)
    roles.append(role)


def apply_hand(book, path, quiet=False):
    for row in read_table(path):
        id = row["id"]
        name = (row.get("name") or "").strip()
        if not id:
            held = {x.split("@")[2] for x in row.get("roles", "").split("|") if x}
            known = find_person(book, name, row["country"], held)
            id = known or f"person:{slug(name)}-{row['country'].lower() or 'int'}"
            if id in book.records:
                row["name"] = row["country"] = ""
                if slug(name) != slug(book.records[id]["name"]) and name not in book.records[id]["aliases"]:
                    book.records[id]["aliases"].append(name)
        if name == "-":
            if id not in book.records:
                print(f"{path.name}: nothing to delete: {id}", file=sys.stderr)
            book.records.pop(id, None)
            continue
        new = id not in book.records
        if new and not row["id"] and row.get("roles", "") == "" and "roles" not in row:
            if not quiet:
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


def sharpen_by_list(book, path):
    """The draft keeps a bare year where its list of leaders has the day."""
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("|")
        if line.startswith("#") or len(parts) != 6 or not parts[0]:
            continue
        iso, name, _, cls, start, end = parts
        id = find_person(book, name, iso, {cls})
        for at, role in enumerate(book.records[id]["roles"] if id else []):
            title, scope, its, a, b = role.split("@")
            if (scope, its) == (iso, cls) and start.startswith(a) and (len(a) == 4 or a == start):
                b = end if end and (not b or b.endswith("+") or end.startswith(b)) else b
                book.records[id]["roles"][at] = "@".join([title, scope, its, start, b])


ONE_AT_A_TIME = {"hos", "hog", "foreign", "defence", "interior", "finance"}


def close_by_successor(book):
    """An office that one person holds at a time ends, where no source says when, as the next begins."""
    offices = collections.defaultdict(list)
    # A crown passes in all its realms on one day.
    for name, at in [("Elizabeth II", 4), ("Charles III", 3)]:
        for r in (r for r in book.records.values() if r["name"] == name):
            for n, role in enumerate(r["roles"]):
                parts = role.split("@")
                if parts[2] == "hos" and (parts[at][:4] == "2022" or at == 4):
                    parts[at] = "2022-09-08"
                    r["roles"][n] = "@".join(parts)
    for r in book.records.values():
        for role in r["roles"]:
            title, scope, cls, start, end = role.split("@")
            bare = re.sub(r"(?i)\b(acting|interim|transitional|caretaker|the|of|for|and)\b", "", title).strip().lower()
            bare = re.sub(r"\W+", " ", bare).strip().replace("secretary", "minister").replace("foreign affairs", "foreign")
            if cls in ONE_AT_A_TIME and not re.search(r"presidency|regent|monarch|king|prince|state|commission", bare):
                offices[scope, cls, bare if cls in ("hos", "hog") else ""].append((start, end, r, role))
    for holders in offices.values():
        # A bare year is the day on which the one before left, or the next came, in that year.
        for start, end, r, role in list(holders):
            title, scope, cls, a, b = role.split("@")
            before = [h[1] for h in holders if h[2] is not r and len(h[1]) >= 7 and h[1][:4] == a and "+" not in h[1] and h[0] < h[1][:4]]
            after = [h[0] for h in holders if h[2] is not r and len(h[0]) >= 7 and h[0][:4] == b]
            a = max(before) if len(a) == 4 and before else a
            b = min(after) if len(b) == 4 and after and min(after) > a else b
            new = "@".join([title, scope, cls, a, b])
            if new != role and role in r["roles"]:
                r["roles"][r["roles"].index(role)] = new
                holders[holders.index((start, end, r, role))] = (a, b, r, new)
        holders.sort(key=lambda h: h[0])
        for at, (start, end, r, role) in enumerate(holders):
            if end and not end.endswith("+"):
                continue
            later = next((h for h in holders[at + 1:] if h[2] is not r and h[0][:7] > start[:7] and len(h[0]) >= 7
                          and h[0] >= end.rstrip("+")), None)
            if later:
                title, scope, cls, _, _ = role.split("@")
                r["roles"][r["roles"].index(role)] = "@".join([title, scope, cls, start, later[0]])


NEAR_COUNTRIES = {"HKG": "CHN", "NCY": "CYP", "DDR": "DEU"}


def merge_doubles(book):
    """Persons of one name and one country, or of one name and no known country, one of them without a
    Wikidata id, are one."""
    groups = collections.defaultdict(set)

    def countries(r):
        scopes = {r.get("country")} | {x.split("@")[1] for x in r["roles"] if len(x.split("@")[1]) == 3}
        return {NEAR_COUNTRIES.get(c, c) for c in scopes if c}

    for id, r in book.records.items():
        if id.startswith("person:"):
            for name in [r["name"]] + r["aliases"]:
                if " " in folded(name):
                    groups[folded(name)].add(id)
    for name, ids in sorted(groups.items()):
        ids = sorted((id for id in ids if id in book.records), key=lambda id: (not id.startswith("person:Q"), id))
        for id in ids:
            if id.startswith("person:Q") or id not in book.records:
                continue
            r = book.records[id]
            same = [other for other in ids if other != id and other in book.records and (other.startswith("person:Q") or other < id)
                    and (countries(r) & countries(book.records[other]) or not countries(r) or not countries(book.records[other]))]
            if len(same) != 1:
                continue
            other = book.records[same[0]]
            del book.records[id]
            for role in r["roles"]:
                if role.startswith("public figure@"):
                    continue
                if role not in other["roles"]:
                    add_role(other["roles"], role)
            book.add(other["id"], aliases=[r["name"]] + r["aliases"], country=r.get("country"))
            other["source"] = ",".join(sorted(set((other.get("source", "") + "," + r.get("source", "")).split(",")) - {""}))
            print("double:", id, "is", other["id"], file=sys.stderr)


def months(role):
    _, _, _, start, end = role.split("@")
    end = end.rstrip("+") or "2026-12"
    return int(start[:4] or 1900) * 12 + int(start[5:7] or 1), int(end[:4]) * 12 + int(end[5:7] or 12)


def shared(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def name_offices_of_leaders(book):
    """Leader lists say who led, not in which office: it is the one that most leaders of the country held,
    unless somebody else is known to have held it then."""
    offices = collections.defaultdict(collections.Counter)
    held = collections.defaultdict(list)
    for r in book.records.values():
        heads = [x for x in r["roles"] if x.split("@")[2] in ("hos", "hog")]
        for x in heads:
            held[tuple(x.split("@")[1:3])].append((months(x), r["id"]))
        for lead in (x for x in r["roles"] if x.split("@")[2] == "leader"):
            for x in heads:
                title, scope, cls, _, _ = x.split("@")
                if scope == lead.split("@")[1] and shared(months(x), months(lead)) > 6 and "cting" not in title:
                    offices[scope][cls, title] += 1
    named = 0
    for r in book.records.values():
        for lead in [x for x in r["roles"] if x.split("@")[2] == "leader" and x.startswith("leader@")]:
            _, scope, _, start, end = lead.split("@")
            if scope not in offices or scope == "IRN":
                continue
            (cls, title), _ = offices[scope].most_common(1)[0]
            span = months(lead)
            mine = [x for x in r["roles"] if x.split("@")[1] == scope and x.split("@")[2] in ("hos", "hog")
                    and shared(months(x), span) * 2 >= span[1] - span[0]]
            others = max((shared(m, span) for m, id in held[scope, cls] if id != r["id"]), default=0)
            if not mine and others * 2 <= span[1] - span[0]:
                r["roles"].append("@".join([title, scope, cls, start, end]))
                named += 1
    print("offices of leaders named:", named)


def settle_acronyms(book):
    """Short acronyms and common words of obscure bodies name them only where the context says so."""
    taken = set()
    for r in book.records.values():
        if r["id"].split(":")[0] in ("state", "gov", "place", "people") or "hand" in r.get("source", ""):
            taken |= {slug(n) for n in [r["name"]] + r["aliases"] + r["demonyms"] + r["adjectives"] + r["metonyms"]}
    for id in list(book.records):
        r = book.records[id]
        prefix = id.split(":")[0]
        if prefix not in ("party", "igo", "group") or "hand" in r.get("source", ""):
            continue
        if slug(r["name"]) in taken or re.search(r"\b[a-z]$|\bor$|^The [a-z]", r["name"]):
            del book.records[id]
            continue
        for alias in list(r["aliases"]):
            acronym = re.fullmatch(r"[A-Z0-9+-]{1,6}", alias)
            if slug(alias) in taken or not acronym and " " not in alias and len(alias) < 6:
                r["aliases"].remove(alias)
            elif acronym and (len(alias) <= 3 or prefix == "igo"):
                r["aliases"].remove(alias)
                r["weak"].append(alias)


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
    sharpen_by_list(book, draft / "hand/leaders_2022_2026.tsv")
    BY_COUNTRY.clear()
    # Other names first, so that the tables after it find the persons they mean; and last, for their persons.
    names = HERE / "hand/names.tsv"
    apply_hand(book, names, quiet=True)
    for path in sorted((HERE / "hand").glob("*.tsv")):
        if path != names:
            apply_hand(book, path)
    apply_hand(book, names)
    merge_same(book)
    merge_doubles(book)
    settle_acronyms(book)
    name_offices_of_leaders(book)
    close_by_successor(book)
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
