"""Training packs: entity labels for the teacher (names), the treebanks (gold) and text that the teacher annotated (silver), the
last two with the teacher's entities corrected by the gazetteer, and with copies in damaged letter case.

    packs.py names  --shared DIR --work work
    packs.py gold   --shared DIR --work work --encoder DIR
    packs.py silver --shared DIR --work work --encoder DIR [--minutes N]"""
import argparse
import json
import random
import time
from pathlib import Path

import numpy as np

import conllu
import data
import gazetteer
import gum
import labels as label_sets
import lemmas
import texts


def gold_sentences(shared):
    return [s for name in ("ewt-train", "gum-free-train") for s in conllu.read(shared / f"treebanks/{name}.conllu.zst")]


def common_words(shared):
    """Lower-cased forms that the treebanks use as ordinary words: an alias that is one of them ("ICE") is no sure name."""
    return {conllu.fold(f) for s in gold_sentences(shared) for f, u in zip(s.forms, s.upos) if u != "PROPN" and f.islower()}


def make_gazetteer(shared):
    return gazetteer.Gazetteer(shared / "actors/actors.jsonl.zst", texts.tokenize, common_words(shared))


def make_lemmas(shared):
    return lemmas.Lemmas(gold_sentences(shared), conllu.open_text(shared / "text/un_general_debate_1990_2020.txt.zst"))


def read_spans(path):
    """The model's spans, of the types we keep (spaCy has LANGUAGE too)."""
    return [[tuple(x) for x in json.loads(line) if x[2] in label_sets.ENTITY_TYPES] for line in open(path)]


LITTLE = set("a an the and but or nor of in on at to for by with from as up over into than vs via".split())


def title_case(forms):
    return [f if i and f.lower() in LITTLE else f[0].upper() + f[1:] for i, f in enumerate(forms)]


def damaged(sentences, entities, tops, rng, share):
    """Copies as headlines (title case, no full stop), in capitals, in lower case, and without the final full stop."""
    out, out_entities, out_tops = [], [], []
    for n, s in enumerate(sentences):
        kind = rng.random()
        if kind >= share or len(s) > 60:
            continue
        kind /= share
        cut = s.forms[-1] == "." and not any(h == len(s) for h in s.heads)
        if kind < 0.35 and len(s) <= 25:
            forms, strip = title_case(s.forms), True
        elif kind < 0.60:
            forms, strip = [f.upper() for f in s.forms], rng.random() < 0.5
        elif kind < 0.70:
            forms, strip = [f.lower() for f in s.forms], rng.random() < 0.5
        else:
            forms, strip = s.forms, True
        size = len(s) - (1 if strip and cut else 0)
        if size == 0 or (forms is s.forms and size == len(s)):
            continue
        c = conllu.Sentence(s.doc, *(list(v[:size]) for v in (forms, s.lemmas, s.upos, s.xpos, s.heads, s.deprels, s.spaces)))
        out.append(c)
        out_entities.append(None if entities[n] is None else entities[n][:size])
        if tops is not None:
            out_tops.append(tuple(t[:size] for t in tops[n]))
    return out, out_entities, out_tops


def flat_tops(tops):
    return np.concatenate([t[0] for t in tops]), np.concatenate([t[1] for t in tops])


def names(args):
    """What the teacher learns of entities. Names: where GUM settles them; numbers, times and peoples: everywhere, by spaCy."""
    sets = label_sets.load(args.work / "labels.json")
    sentences = gold_sentences(args.shared)
    known = make_gazetteer(args.shared)
    spans = [known.correct(s.forms, x, s) for s, x in zip(sentences, read_spans(args.work / "gold.spacy"))]
    votes = gazetteer.Votes()
    for s, x in zip(sentences, spans):
        votes.add(s.forms, x)
    typed = gum.types(args.shared / "treebanks/gum-free-train.conllu.zst")
    spans = [votes.settle(s, x) for s, x in zip(sentences, spans)]
    spans = [gum.settle(s, x, typed[s.sent_id]) if s.sent_id in typed else x for s, x in zip(sentences, spans)]
    pack = data.make_pack(sentences, sets, [gazetteer.biluo(len(s), x) for s, x in zip(sentences, spans)])
    at = 0
    for s, x in zip(sentences, spans):
        if s.sent_id not in typed:
            unsure = {i for a, b, t in x if t in gazetteer.NAMES - {"NORP"} for i in range(a, b + 1)}
            unsure |= {i for i, u in enumerate(s.upos) if u == "PROPN"}
            for i in unsure:
                pack["entity"][at + i] = -1
        at += len(s)
    np.savez(args.work / "names.npz", **pack)
    print(f"{int((pack['entity'] >= 0).sum()):,} of {at:,} words with an entity label")


def entities_of(teacher_spans, sentence, known, votes):
    """The teacher's spans, with what the gazetteer and the rest of the corpus are sure of."""
    return votes.settle(sentence, known.correct(sentence.forms, teacher_spans, sentence))


def annotate(args, forms, keep=None):
    """Sentences as the teacher annotates them."""
    import teacher
    import torch
    torch.set_num_threads(args.threads)
    sets = label_sets.load(args.work / "labels.json")
    model = teacher.load(args.work / "teacher.pt", args.encoder, sets)
    return teacher.predict(model, sets, teacher.Pieces(args.encoder), forms, keep=keep)


def gold(args):
    sets = label_sets.load(args.work / "labels.json")
    sentences = gold_sentences(args.shared)
    known, votes = make_gazetteer(args.shared), gazetteer.Votes()
    found = [s.entities for s in annotate(args, [s.forms for s in sentences])]
    for s, x in zip(sentences, found):
        votes.add(s.forms, known.correct(s.forms, x, s))
    typed = gum.types(args.shared / "treebanks/gum-free-train.conllu.zst")
    entities = []
    for s, x in zip(sentences, found):
        x = entities_of(x, s, known, votes)
        if s.sent_id in typed:
            x = gum.settle(s, x, typed[s.sent_id])
        entities.append(gazetteer.biluo(len(s), x))
    rng = random.Random(args.seed)
    np.savez(args.work / "gold.npz", **data.make_pack(sentences, sets, entities))
    extra, extra_entities, _ = damaged(sentences, entities, None, rng, 0.5)
    np.savez(args.work / "gold-damaged.npz", **data.make_pack(extra, sets, extra_entities))
    print(f"{sum(map(len, sentences)):,} gold words, {sum(map(len, extra)):,} in damaged copies")


def silver(args):
    import torch
    import teacher
    torch.set_num_threads(args.threads)
    sets = label_sets.load(args.work / "labels.json")
    pieces = teacher.Pieces(args.encoder)
    model = teacher.load(args.work / "teacher.pt", args.encoder, sets)
    rows = [json.loads(line) for line in open(args.work / "silver.tok")]
    known, votes, lemma_of = make_gazetteer(args.shared), gazetteer.Votes(), make_lemmas(args.shared)
    # News first: where time ends the run, the UN part is what is cut.
    order = sorted(range(len(rows)), key=lambda i: (rows[i]["doc"] == "un", i))
    sentences, tops, began, words = [], [], time.time(), 0
    for start in range(0, len(order), 2000):
        chunk = order[start: start + 2000]
        chunk_tops = [None] * len(chunk)

        def keep(i, arcs, heads, best, confidence):
            top = np.argsort(-arcs, 1)[:, : data.TOP].astype(np.int16)
            if top.shape[1] < data.TOP:
                top = np.concatenate([top, np.full((len(top), data.TOP - top.shape[1]), -1, np.int16)], 1)
            probs = np.exp(np.take_along_axis(arcs, np.maximum(top, 0).astype(np.int64), 1)) * (top >= 0)
            probs = 0.7 * probs + 0.3 * (top == heads[:, None])  # the decoded tree counts for something of its own
            chunk_tops[i] = (top, (probs / np.maximum(probs.sum(1, keepdims=True), 1e-6)).astype(np.float16))

        out = teacher.predict(model, sets, pieces, [rows[i]["forms"] for i in chunk], keep=keep)
        for s in out:
            s.lemmas = [lemma_of(*x) for x in zip(s.forms, s.upos, s.xpos, s.lemmas)]
            votes.add(s.forms, known.correct(s.forms, s.entities, s))
            words += len(s)
        sentences += out
        tops += chunk_tops
        print(f"{words:,} words, {words / (time.time() - began):.0f} a second", flush=True)
        if args.minutes and time.time() - began > args.minutes * 60:
            break
    entities = [gazetteer.biluo(len(s), entities_of(s.entities, s, known, votes)) for s in sentences]
    rng = random.Random(args.seed)
    np.savez(args.work / "silver.npz", **data.make_pack(sentences, sets, entities, flat_tops(tops)))
    extra, extra_entities, extra_tops = damaged(sentences, entities, tops, rng, 0.2)
    np.savez(args.work / "silver-damaged.npz", **data.make_pack(extra, sets, extra_entities, flat_tops(extra_tops)))
    print(f"{words:,} silver words, {sum(map(len, extra)):,} in damaged copies")


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("command", choices=["names", "gold", "silver"])
    p.add_argument("--shared", type=Path, default=Path("../../shared"))
    p.add_argument("--work", type=Path, required=True)
    p.add_argument("--encoder", type=Path)
    p.add_argument("--minutes", type=float, help="stop after so long")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    {"names": names, "gold": gold, "silver": silver}[args.command](args)
