"""Names of shared/actors with their entity types, and the correction of a model's spans by them.
Small entity models err on the very names this project is about (countries as ORG, acronyms, leaders' surnames)."""
import json
import re
from collections import Counter

import conllu

ORG_KINDS = {"igo", "igo_mission", "igo_body", "forum", "coalition", "ngo", "agency", "company", "military", "legislature", "party", "intelligence",
             "police", "judiciary", "armed_group", "opposition", "pmc", "movement", "criminal", "media", "office", "military_unit", "ministry"}
STATE_KINDS = {"state", "territory", "former_state", "de_facto_state"}
PERSON_KINDS = {"leader", "person", "igo_head"}
SMALL = {"of", "the", "and", "for", "in", "on", "de", "du", "des", "da", "la", "al", "el", "-", "&", ",", "'s", "'", "to", "di", "y", "bin", "ibn", "ul", "i"}
SURNAMES = set("Putin Zelensky Zelenskyy Trump Biden Obama Clinton Xi Lavrov Erdogan Erdoğan Netanyahu Merkel Macron Assad Rouhani Khamenei Maduro Modi Duterte "
               "Abe Kishida Yoon Moon Pompeo Blinken Kerry Lukashenko Gaddafi Mubarak Sisi Morsi Mugabe Chavez Castro Lula Bolsonaro Sarkozy Hollande Cameron "
               "Johnson Blair Bush Cheney Rumsfeld Saddam Arafat Abbas Sharon Olmert Khan Sharif Musharraf Karzai Ghani Suu Guterres Annan Ban Raisi Zarif Kim Rubio "
               "Shoigu Medvedev Yeltsin Gorbachev Scholz Starmer Sunak Truss Trudeau Milei Orban Orbán Vucic Vučić Aliyev Pashinyan Nasrallah Sinwar Haniyeh Marcos Aquino Widodo".split())
ALWAYS_ORG = set("Kremlin Pentagon Hamas Hezbollah Hizbullah Hizballah Taliban Taleban Fatah KCNA TASS Reuters Xinhua Interfax AFP NATO Knesset Duma Bundestag Interpol "
                 "Europol Mossad Houthis Houthi ISIS ISIL Daesh Boko_Haram Al_Shabaab OPEC ASEAN ECOWAS UNICEF UNESCO UNHCR IAEA WHO IMF UN EU AU CIA FBI FSB IRGC BBC CNN "
                 "Politburo Congress Senate Yonhap Kyodo Fed".split())
ALWAYS_GPE = set("US U.S. USA U.S.A. UK U.K. UAE DPRK DRC USSR PRC".split())
NAMES = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"}
ARTICLES = {"the", "a", "an"}


def records(path):
    return [json.loads(line) for line in conllu.open_text(path).split("\n") if line]


def name_like(tokens):
    return all(t in SMALL or t[0].isupper() or t[0].isdigit() for t in tokens) and any(t[0].isupper() for t in tokens)


class Gazetteer:
    def __init__(self, path, tokenize, common_words):
        self.types, self.first, self.tokenize = {}, Counter(), tokenize
        everyone = records(path)
        # Weakest first: a later entry overrules an earlier one.
        for r in everyone:
            if r["kind"] in PERSON_KINDS:
                for n in [r["name"]] + r.get("aliases", []):
                    self.add(n, "PERSON", 2)
        for r in everyone:
            if r["kind"] in ORG_KINDS and r.get("quality") != "raw":
                for n in [r["name"]] + r.get("aliases", []):
                    single = len(tokenize(n)[0]) == 1
                    if not single or (sum(c.isupper() for c in n) >= 3 or "hand" in r.get("src", ())) and n.lower() not in common_words:
                        self.add(n, "ORG", 1)
        for r in everyone:
            if r["kind"] == "place" and r["name"].lower() not in common_words:
                self.add(r["name"], "PLACE", 1)
        for r in everyone:
            if r["kind"] in STATE_KINDS:
                for n in r.get("demonyms", []) + [r.get("adjective") or ""]:
                    self.add(n, "NORP", 1)
        for r in everyone:
            if r["kind"] in STATE_KINDS:
                for n in [r["name"], r.get("capital") or ""] + r.get("aliases", []) + r.get("former", []):
                    if n.lower() not in common_words:
                        self.add(n, "GPE", 1)
        for n in ALWAYS_ORG:
            self.add(n.replace("_", " "), "ORG", 1)
        for n in ALWAYS_GPE:
            self.add(n, "GPE", 1)
        self.surnames = SURNAMES

    def add(self, name, kind, shortest):
        tokens = self.tokenize(re.sub(r"\s*\(.*?\)", "", name))[0]
        if tokens and tokens[0].lower() == "the":
            tokens = tokens[1:]
        if len(tokens) >= shortest and len(tokens) <= 8 and name_like(tokens) and len("".join(tokens)) > 1:
            self.types[tuple(t.replace("\u2019", "'") for t in tokens)] = kind
            self.first[tokens[0]] = max(self.first[tokens[0]], len(tokens))

    def matches(self, forms):
        """Longest matches from the left: (first, last, type)."""
        forms = [f.replace("\u2019", "'") for f in forms]
        out, i = [], 0
        while i < len(forms):
            for n in range(min(self.first.get(forms[i], 0), len(forms) - i), 0, -1):
                kind = self.types.get(tuple(forms[i: i + n]))
                if kind:
                    out.append((i, i + n - 1, kind))
                    i += n - 1
                    break
            i += 1
        return out

    def correct(self, forms, spans, sentence=None):
        """The spans of a model, cleaned and corrected. `sentence` brings tags and heads where they are known."""
        upos = sentence.upos if sentence else None
        out = []
        for a, b, label in spans:
            if label in NAMES:
                while a <= b and forms[a].lower() in ARTICLES:
                    a += 1
                while b >= a and (forms[b].lower() in {"'s", "\u2019s", "'", "\u2019", ",", "."} and len(forms[b]) < 3):
                    b -= 1
                if a > b or not any(f[0].isupper() or f[0].isdigit() for f in forms[a: b + 1]):
                    continue
                if upos and label not in {"NORP", "LAW", "WORK_OF_ART", "EVENT", "PRODUCT"} and "PROPN" not in upos[a: b + 1]:
                    continue
            out.append([a, b, label])
        if sentence:  # a name goes on over its flat parts
            taken = {i for a, b, _ in out for i in range(a, b + 1)}
            for span in out:
                while span[2] in {"PERSON"} and span[1] + 1 < len(forms) and span[1] + 1 not in taken and upos[span[1] + 1] == "PROPN" \
                        and sentence.deprels[span[1] + 1] == "flat" and span[0] <= sentence.heads[span[1] + 1] - 1 <= span[1]:
                    span[1] += 1
                    taken.add(span[1])
        shouting = sum(f.isupper() for f in forms if f.isalpha()) > len(forms) / 2
        for a, b, kind in self.matches(forms):
            over = [s for s in out if s[0] <= b and a <= s[1]]
            if upos and not {"PROPN", "ADJ"} & set(upos[a: b + 1]) and kind != "NORP":
                continue
            exact = over and over[0][0] == a and over[0][1] == b
            if kind == "PLACE":
                if exact and over[0][2] not in {"GPE", "LOC"}:
                    over[0][2] = "GPE"
                elif not over and not shouting:
                    out.append([a, b, "GPE"])
            elif kind == "NORP":
                if exact and over[0][2] in {"GPE", "ORG", "LOC", "PERSON", "PRODUCT"} and a == b:
                    over[0][2] = "NORP"
                elif not over and not shouting:
                    out.append([a, b, "NORP"])
            elif exact:
                person = over[0][2] == "PERSON" and a == b and forms[a] not in ALWAYS_ORG | ALWAYS_GPE
                if not person:
                    over[0][2] = kind
            elif not over:
                if not (shouting and a == b):
                    out.append([a, b, kind])
            elif b > a and all(a <= s[0] and s[1] <= b for s in over):  # the known name is wider than what was found
                out = [s for s in out if s not in over] + [[a, b, kind]]
        for i, f in enumerate(forms):
            if f in self.surnames and (upos is None or upos[i] == "PROPN"):
                over = [s for s in out if s[0] <= i <= s[1]]
                if not over:
                    out.append([i, i, "PERSON"])
                elif over[0][0] == over[0][1]:
                    over[0][2] = "PERSON"
        return sorted((a, b, t) for a, b, t in out)


class Votes:
    """What a surface is called over a whole corpus: the majority overrules a single reading, and names what was overlooked."""

    def __init__(self):
        self.counts = {}

    def add(self, forms, spans):
        if sum(f.isupper() for f in forms) > len(forms) / 2:
            return  # capitals throughout: a model's guesses there are poor
        for a, b, label in spans:
            if label in NAMES:
                self.counts.setdefault(surface(forms, a, b), Counter())[label] += 1

    def best(self, key, least, share):
        votes = self.counts.get(key)
        if not votes:
            return None
        (label, count), total = max(votes.items(), key=lambda kv: (kv[1], kv[0])), sum(votes.values())
        return label if total >= least and count >= share * total else None

    def settle(self, sentence, spans):
        forms, spans = sentence.forms, [list(x) for x in spans]
        for x in spans:
            if x[2] in NAMES:
                x[2] = self.best(surface(forms, x[0], x[1]), 4, 0.7) or x[2]
        taken = {i for a, b, _ in spans for i in range(a, b + 1)}
        i = 0
        while i < len(forms):
            if sentence.upos[i] == "PROPN" and i not in taken:
                j = i
                while j + 1 < len(forms) and sentence.upos[j + 1] == "PROPN" and j + 1 not in taken:
                    j += 1
                label = self.best(surface(forms, i, j), 2, 0.6)
                if label:
                    spans.append([i, j, label])
                i = j
            i += 1
        return sorted(tuple(x) for x in spans)


def surface(forms, a, b):
    return " ".join(forms[a: b + 1]).lower()


def biluo(length, spans):
    tags = ["O"] * length
    for a, b, label in spans:
        if any(tags[i] != "O" for i in range(a, b + 1)):
            continue
        if a == b:
            tags[a] = "U-" + label
        else:
            tags[a], tags[b] = "B-" + label, "L-" + label
            for i in range(a + 1, b):
                tags[i] = "I-" + label
    return tags
