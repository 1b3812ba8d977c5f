"""Entity types of the names in UD_English-EWT, by our own table `ewt_names.txt`: the treebank's tags say where names are, the table what they are."""
import conllu
import gazetteer
from pathlib import Path

TYPES = {"P": "PERSON", "O": "ORG", "F": "FAC", "L": "LOC", "G": "GPE", "N": "NORP", "D": "PRODUCT", "W": "WORK_OF_ART", "E": "EVENT", "A": "LAW", "X": None}
# within a name, if a proper noun follows
LINKS = {"-", "&", "\u2019s", "of"}
TITLES = set("President Mr. Mrs. Ms. Dr. Doctor Sir Prof. Professor Professors Senator Senators Sen. Gov. Governor Rep. Congressman Congresswoman Representative Chairman "
             "Director Secretary Judge Justice Minister General Gen. Lt. Lieutenant Col. Colonel Capt. Captain captain Major Maj. Sgt. Sheikh Shaikh Rev. Reverend Father King "
             "Queen Prince Princess Pope Mayor Chief Mullah Ayatollah Attorney Vice Deputy Prime Nobel Laureate".split())


def table(path=Path(__file__).with_name("ewt_names.txt")):
    """{words of a name: type, or None where it is no name of ours}"""
    out = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            kind, names = line.split(": ", 1)
            out.update((tuple(name.split(" ")), TYPES[kind]) for name in names.split(" / "))
    return out


def runs(s):
    """Runs of proper nouns with what links them, as (first, last + 1)."""
    name = [x in ("NNP", "NNPS") for x in s.xpos]
    out, i = [], 0
    while i < len(s):
        if not name[i]:
            i += 1
            continue
        j = i + 1
        while j < len(s) and (name[j] or s.forms[j] in LINKS and j + 1 < len(s) and name[j + 1]):
            j += 1
        out.append((i, j))
        i = j
    return out


def settle(s, spans, names):
    """`spans` corrected by the table, the longest name from the left of each run first."""
    out = list(spans)

    def put(a, b, kind):
        out[:] = [x for x in out if x[1] < a or b < x[0]]
        if kind:
            out.append((a, b, kind))

    for first, end in runs(s):
        i = first
        while i < end:
            longest = next((j for j in range(end, i, -1) if tuple(s.forms[i:j]) in names), None)
            # half a name says nothing of the whole
            if longest and not any(x[0] <= i and longest <= x[1] + 1 and x[1] - x[0] + 1 > longest - i for x in out):
                put(i, longest - 1, names[tuple(s.forms[i:longest])])
                i = longest
                continue
            titled = next((x for x in out if x[0] == i < x[1] and x[2] == "PERSON"), None)
            if s.forms[i] in TITLES and titled:
                put(i + 1, titled[1], "PERSON")
            i += 1
    return sorted(out)
