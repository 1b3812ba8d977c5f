"""The label sets, fixed once from the training treebanks and shared by teacher and student."""
import json
from collections import Counter

from conllu import lemma_script

ENTITY_TYPES = ["PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "DATE", "TIME",
                "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"]
FOLD_ONLY = "l0,"  # script 0: the lower-cased form


def build(sentences, scripts=400):
    upos, xpos, rel, script = Counter(), Counter(), Counter(), Counter()
    for s in sentences:
        upos.update(s.upos)
        xpos.update(s.xpos)
        rel.update(s.deprels)
        script.update(lemma_script(f, l) for f, l in zip(s.forms, s.lemmas))
    frequent = [k for k, c in sorted(script.items(), key=lambda kv: (-kv[1], kv[0])) if c >= 3 and k != FOLD_ONLY]
    return {
        "upos": sorted(upos),
        "xpos": sorted(xpos),
        "deprel": sorted(rel),
        "entity": ["O"] + [f"{p}-{t}" for t in ENTITY_TYPES for p in "BILU"],
        "lemma": [FOLD_ONLY] + frequent[: scripts - 1],
    }


def save(labels, path):
    path.write_text(json.dumps(labels, ensure_ascii=False, indent=0))


def load(path):
    return json.loads(path.read_text())
