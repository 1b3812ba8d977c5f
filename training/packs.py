"""Training packs out of treebanks (gold) and of the teacher's annotation (silver), both corrected by the gazetteer, and copies with
damaged letter case. Names of the treebanks are a spaCy model's, settled by our tables; the teacher has learnt names from those.

    packs.py gold   --shared DIR --work work
    packs.py silver --shared DIR --work work --encoder DIR [--minutes N]"""
import argparse
import json
import random
import time
from pathlib import Path

import numpy as np

import conllu
import data
import ewt
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


def corpus_votes(work, names):
    votes = gazetteer.Votes()
    for line, spans in zip(open(work / "gold.tok"), read_spans(work / "gold.spacy")):
        forms = json.loads(line)["forms"]
        votes.add(forms, names.correct(forms, spans))
    return votes


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


def gold(args):
    sentences = gold_sentences(args.shared)
    sets = label_sets.build(sentences)
    label_sets.save(sets, args.work / "labels.json")
    names = make_gazetteer(args.shared)
    votes = corpus_votes(args.work, names)
    typed = gum.types(args.shared / "treebanks/gum-free-train.conllu.zst")
    of_ewt, entities = ewt.table(), []
    for s, spans in zip(sentences, read_spans(args.work / "gold.spacy")):
        spans = votes.settle(s, names.correct(s.forms, spans, s))
        spans = gum.settle(s, spans, typed[s.sent_id]) if s.sent_id in typed else ewt.settle(s, spans, of_ewt)
        entities.append(gazetteer.biluo(len(s), spans))
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
    names = make_gazetteer(args.shared)
    pieces = teacher.Pieces(args.encoder)
    model = teacher.load(args.work / "teacher.pt", args.encoder, sets)
    rows = [json.loads(line) for line in open(args.work / "silver.tok")]
    lemma_of = make_lemmas(args.shared)
    # News first: where time ends the run, the UN part is what is cut.
    order = sorted(range(len(rows)), key=lambda i: (rows[i]["doc"] == "un", i))
    done, began, words, part = [], time.time(), 0, args.part
    first, last = args.first, args.last or len(order)
    for start in range(first, min(last, len(order)), 2000):
        chunk = order[start: min(start + 2000, last)]
        tops = [None] * len(chunk)

        def keep(i, arcs, heads):
            top = np.argsort(-arcs, 1)[:, : data.TOP].astype(np.int16)
            if top.shape[1] < data.TOP:
                top = np.concatenate([top, np.full((len(top), data.TOP - top.shape[1]), -1, np.int16)], 1)
            probs = np.exp(np.take_along_axis(arcs, np.maximum(top, 0).astype(np.int64), 1)) * (top >= 0)
            probs = 0.7 * probs + 0.3 * (top == heads[:, None])  # the decoded tree counts for something of its own
            tops[i] = (top, (probs / np.maximum(probs.sum(1, keepdims=True), 1e-6)).astype(np.float16))

        out, spans = teacher.predict(model, sets, pieces, [rows[i]["forms"] for i in chunk], keep=keep)
        for n, i in enumerate(chunk):
            out[n].lemmas = [lemma_of(*x) for x in zip(out[n].forms, out[n].upos, out[n].xpos, out[n].lemmas)]
            found = names.correct(out[n].forms, spans[n], out[n])
            done.append((out[n], gazetteer.biluo(len(out[n]), found), tops[n]))
            words += len(out[n])
        print(f"{words:,} words, {words / (time.time() - began):.0f} a second", flush=True)
        if args.minutes and time.time() - began > args.minutes * 60:
            break
    sentences, entities, tops = map(list, zip(*done))
    rng = random.Random(args.seed)
    np.savez(args.work / f"silver{part}.npz", **data.make_pack(sentences, sets, entities, flat_tops(tops)))
    extra, extra_entities, extra_tops = damaged(sentences, entities, tops, rng, 0.2)
    np.savez(args.work / f"silver{part}-damaged.npz", **data.make_pack(extra, sets, extra_entities, flat_tops(extra_tops)))
    print(f"{words:,} silver words up to sentence {start + len(chunk)}, {sum(map(len, extra)):,} in damaged copies")


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("command", choices=["gold", "silver"])
    p.add_argument("--shared", type=Path, default=Path("../../shared"))
    p.add_argument("--work", type=Path, required=True)
    p.add_argument("--encoder", type=Path)
    p.add_argument("--first", type=int, default=0)
    p.add_argument("--last", type=int)
    p.add_argument("--part", default="")
    p.add_argument("--minutes", type=float, help="stop after so long")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    args = p.parse_args()
    {"gold": gold, "silver": silver}[args.command](args)
