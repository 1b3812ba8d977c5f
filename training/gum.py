"""GUM marks every entity with a coarse type. Its types settle what a model of names only guesses."""
import re

import conllu

OPEN_CLOSE = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([a-z]+)-[^()]*(\))?|(\d+)(?:\[\d+/\d+\])?\)")
COARSE = {"person": "PERSON", "organization": "ORG", "place": "GPE", "event": "EVENT"}
PLACES = {"GPE", "LOC", "FAC"}


def types(path):
    """{sent_id: [(first, last, type)]} of the mentions that lie within one sentence, widest first."""
    out, spans, open_, sent_id, at = {}, [], [], "", -1
    for line in conllu.open_text(path).split("\n"):
        if line.startswith("# sent_id = "):
            sent_id, at, spans, open_ = line[12:], -1, [], []
        elif not line and sent_id:
            out[sent_id] = sorted(spans, key=lambda s: (s[0], -s[1]))
            sent_id = ""
        elif line and line[0] != "#":
            c = line.split("\t")
            if not c[0].isdigit():
                continue
            at += 1
            value = next((x[7:] for x in c[9].split("|") if x.startswith("Entity=")), "")
            for m in OPEN_CLOSE.finditer(value):
                if m.group(1):
                    if m.group(3):
                        spans.append((at, at, m.group(2)))
                    else:
                        open_.append((m.group(1), at, m.group(2)))
                else:
                    k = next((k for k in range(len(open_) - 1, -1, -1) if open_[k][0] == m.group(4)), None)
                    if k is not None:
                        _, start, kind = open_.pop(k)
                        spans.append((start, at, kind))
    return out


def settle(s, spans, mentions):
    """Runs of proper nouns take the type of the smallest mention whose head they hold."""
    spans = [list(x) for x in spans]
    i = 0
    while i < len(s):
        if s.upos[i] != "PROPN":
            i += 1
            continue
        j = i
        while j + 1 < len(s) and s.upos[j + 1] == "PROPN":
            j += 1
        # the mentions whose syntactic head is one of these words
        found = []
        for a, b, kind in mentions:
            heads = [k for k in range(a, b + 1) if not a <= s.heads[k] - 1 <= b]
            if len(heads) == 1 and i <= heads[0] <= j and kind in COARSE:
                found.append((b - a, a, b, kind))
        if found:
            _, a, b, kind = min(found)
            a, b = max(a, i), min(b, j)
            over = [x for x in spans if x[0] <= b and a <= x[1]]
            label = COARSE[kind]
            if not over and kind != "event":
                spans.append([a, b, label])
            elif len(over) == 1 and over[0][2] in PLACES | {"PERSON", "ORG", "EVENT", "PRODUCT"} and kind != "event":
                if not (label == "GPE" and over[0][2] in PLACES):
                    over[0][2] = label
        i = j + 1
    return sorted(tuple(x) for x in spans)
