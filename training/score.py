"""Scores of predicted sentences against gold ones, on gold tokens. Every word counts, punctuation too;
relations are compared without their subtypes (as in the CoNLL 2018 shared task's LAS), nsubj F and obj F likewise
(so nsubj:pass counts as nsubj)."""

CORE = {"nsubj", "obj", "iobj", "csubj", "ccomp", "xcomp"}


def base(rel):
    return rel.split(":")[0]


def syntax(gold, predicted):
    n = upos = xpos = lemma = uas = las = core = core_right = 0
    counts = {"nsubj": [0, 0, 0], "obj": [0, 0, 0], "ccomp": [0, 0, 0], "obl": [0, 0, 0], "conj": [0, 0, 0]}
    for g, p in zip(gold, predicted):
        assert len(g) == len(p)
        for i in range(len(g)):
            n += 1
            upos += g.upos[i] == p.upos[i]
            xpos += g.xpos[i] == p.xpos[i]
            lemma += g.lemmas[i] == p.lemmas[i]
            head, rel = g.heads[i] == p.heads[i], base(g.deprels[i]) == base(p.deprels[i])
            uas += head
            las += head and rel
            if base(g.deprels[i]) in CORE:
                core += 1
                core_right += head
            for name, c in counts.items():
                in_gold, in_pred = base(g.deprels[i]) == name, base(p.deprels[i]) == name
                c[0] += in_gold and in_pred and head
                c[1] += in_gold
                c[2] += in_pred
    out = {"words": n, "UPOS": upos / n, "XPOS": xpos / n, "lemma": lemma / n, "UAS": uas / n, "LAS": las / n,
           "core heads": core_right / max(core, 1)}
    for name, (tp, g, p) in counts.items():
        out[name + " F"] = 2 * tp / max(g + p, 1)
    return out


def spans(tags):
    """(first, last, label) of BILUO tags, or of IOB2 tags; a broken sequence starts a new span."""
    out, start, label = [], None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        kind, name = tag[0], tag[2:]
        if start is not None and (kind in "BUO" or name != label):
            out.append((start, i - 1, label))
            start = None
        if kind != "O" and start is None:
            start, label = i, name
    return out


def entities(gold, predicted):
    """Typed and untyped span F of two lists of span lists."""
    tp = tp_span = g = p = 0
    for a, b in zip(gold, predicted):
        g, p = g + len(a), p + len(b)
        tp += len(set(a) & set(b))
        tp_span += len({x[:2] for x in a} & {x[:2] for x in b})
    return {"typed F": 2 * tp / max(g + p, 1), "span F": 2 * tp_span / max(g + p, 1),
            "typed P": tp / max(p, 1), "typed R": tp / max(g, 1)}


def table(rows):
    """Markdown of {name: scores}."""
    keys = list(dict.fromkeys(k for r in rows.values() for k in r))
    lines = ["| | " + " | ".join(keys) + " |", "|---" * (len(keys) + 1) + "|"]
    for name, r in rows.items():
        cells = [f"{r[k]:,}" if isinstance(r.get(k), int) else f"{r[k]:.4f}" if k in r else "" for k in keys]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
