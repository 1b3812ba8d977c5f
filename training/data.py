"""Training packs (annotated sentences as flat arrays), table rows of words, and the decoding of lemmas and entities."""
import numpy as np

import conllu
from features import fnv1a, hashes

TOP = 4  # heads of the teacher that a pack keeps


def make_pack(sentences, sets, entities=None, tops=None):
    """Flat arrays of annotated sentences. `entities`: tag lists (None where unknown); `tops`: (heads, probabilities) of TOP columns."""
    index = {k: {v: i for i, v in enumerate(sets[k])} for k in sets}
    forms, form_index, words = [], {}, []
    columns = {k: [] for k in ("upos", "xpos", "deprel", "lemma", "heads", "entity")}
    for n, s in enumerate(sentences):
        for f in s.forms:
            if f not in form_index:
                form_index[f] = len(forms)
                forms.append(f)
            words.append(form_index[f])
        for key, values in (("upos", s.upos), ("xpos", s.xpos), ("deprel", s.deprels)):
            columns[key] += [index[key].get(v, -1) for v in values]
        columns["lemma"] += [index["lemma"].get(conllu.lemma_script(f, l), -1) for f, l in zip(s.forms, s.lemmas)]
        columns["heads"] += s.heads
        tags = entities[n] if entities is not None else None
        columns["entity"] += [-1] * len(s) if tags is None else [index["entity"][t] for t in tags]
    pack = {k: np.array(v, np.int16) for k, v in columns.items()}
    pack["forms"] = np.array("\n".join(forms))
    pack["words"] = np.array(words, np.int32)
    pack["lengths"] = np.array([len(s) for s in sentences], np.int32)
    if tops is None:
        top_heads = np.full((len(words), TOP), -1, np.int16)
        top_heads[:, 0] = pack["heads"]
        top_probs = np.zeros((len(words), TOP), np.float16)
        top_probs[:, 0] = 1
    else:
        top_heads, top_probs = tops
    pack["top_heads"], pack["top_probs"] = top_heads, top_probs
    return pack


def load_pack(path):
    with np.load(path) as z:
        pack = {k: z[k] for k in z.files}
    pack["forms"] = str(pack["forms"]).split("\n")
    return pack


def vocabulary(packs, rows):
    """The hashes of the most frequent norms, ascending."""
    from features import features
    counts = {}
    for pack in packs:
        of_form = [fnv1a("n", features(f)[0]) for f in pack["forms"]]
        for form, count in enumerate(np.bincount(pack["words"], minlength=len(of_form))):
            counts[of_form[form]] = counts.get(of_form[form], 0) + int(count)
    best = sorted((h for h in counts if counts[h] >= 2), key=lambda h: (-counts[h], h))[:rows]
    return np.array(sorted(best), np.uint64)


class Rows:
    """The four table rows of words."""

    def __init__(self, vocab, config):
        self.row = {int(h): i for i, h in enumerate(vocab)}
        self.config, self.known = config, {}

    def word(self, form):
        if form not in self.known:
            n, p, s, h = hashes(form)
            c = self.config
            self.known[form] = (self.row.get(n, c["norm_rows"] + n % c["norm_buckets"]), p % c["prefix_buckets"],
                                s % c["suffix_buckets"], h % c["shape_buckets"])
        return self.known[form]

    def __call__(self, forms):
        return np.array([self.word(f) for f in forms], np.int64).reshape(-1, 4)


class Store:
    """All packs in one, each repeated as often as asked."""

    KEYS = ("upos", "xpos", "deprel", "lemma", "heads", "entity", "top_heads", "top_probs")

    def __init__(self, packs, rows_of, longest=120):
        self.flat = {k: np.concatenate([p[k] for p, _ in packs]) for k in self.KEYS}
        self.flat["rows"] = np.concatenate([rows_of(p["forms"])[p["words"]].astype(np.int32) for p, _ in packs])
        lengths = np.concatenate([p["lengths"] for p, _ in packs])
        self.start = np.concatenate([[0], np.cumsum(lengths)])
        repeats = np.concatenate([np.full(len(p["lengths"]), times) for p, times in packs])
        repeats[lengths > longest] = 0
        self.sentences = np.repeat(np.arange(len(lengths)), repeats)
        self.lengths = lengths
        self.words = int(self.lengths[self.sentences].sum())

    def groups(self, budget, rng):
        """A fresh shuffle: sentences of like length together, groups in random order."""
        noise = np.array([rng.random() for _ in self.sentences]) * 3
        order = self.sentences[np.argsort(self.lengths[self.sentences] + noise, kind="stable")]
        groups, group, widest = [], [], 0
        for i in order:
            widest = max(widest, self.lengths[i])
            if group and (len(group) + 1) * widest > budget:
                groups.append(group)
                group, widest = [], self.lengths[i]
            group.append(i)
        groups.append(group)
        rng.shuffle(groups)
        return groups

    def batch(self, group):
        import torch
        lengths = self.lengths[group]
        width = lengths.max()
        at = np.minimum(self.start[group][:, None] + np.arange(width)[None], self.start[-1] - 1)
        words = np.arange(width)[None] < lengths[:, None]
        out = {"words": torch.from_numpy(words), "there": torch.from_numpy(words.astype(np.float32))[..., None]}
        for key, values in self.flat.items():
            v = values[at]
            if key == "top_probs":
                out[key] = torch.from_numpy(v.astype(np.float32))
                continue
            v = v.astype(np.int64)
            v[~words] = 0 if key in ("rows", "heads", "top_heads") else -1
            out[key] = torch.from_numpy(v)
        # A copy without its full stop may still have it among the heads that the teacher thought of.
        gone = out["top_heads"] > torch.from_numpy(lengths.astype(np.int64))[:, None, None]
        out["top_heads"][gone], out["top_probs"][gone] = 0, 0
        return out


def lemma(script, form, upos):
    found = conllu.apply_script(script, form)
    if found is None:
        return form if upos == "PROPN" else conllu.fold(form)
    return found


def allowed(tags):
    """`allowed[a, b]`: tag b may follow tag a; and who may start and end."""
    ok = np.zeros((len(tags), len(tags)), bool)
    for a, x in enumerate(tags):
        for b, y in enumerate(tags):
            ok[a, b] = (y[0] in "IL" and x[2:] == y[2:]) if x[0] in "BI" else y[0] in "OBU"
    return ok, np.array([t[0] in "OBU" for t in tags]), np.array([t[0] in "OLU" for t in tags])


_RULES = {}


def viterbi(scores, tags):
    """The best allowed tag sequence; on a tie the lowest class."""
    key = tuple(tags)
    if key not in _RULES:
        ok, start, end = allowed(tags)
        _RULES[key] = tuple(np.where(m, np.float32(0), np.float32(-1e9)).astype(np.float32) for m in (ok, start, end))
    ok, start, end = _RULES[key]
    best = scores[0].astype(np.float32) + start
    back = []
    for row in scores[1:]:
        step = best[:, None] + ok
        came = step.argmax(0)
        back.append(came)
        best = step[came, np.arange(len(tags))] + row.astype(np.float32)
    at = int((best + end).argmax())
    out = [at]
    for came in reversed(back):
        at = int(came[at])
        out.append(at)
    return out[::-1]
