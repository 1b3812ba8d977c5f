"""Lemmas for silver text. A teacher that reads word pieces guesses endings poorly ("acquir"); what the treebanks say of a form,
and which candidate is a word at all in the large raw corpus, is surer."""
import re
from collections import Counter, defaultdict

import conllu

VOWELS = set("aeiou")


class Lemmas:
    def __init__(self, gold, raw_text):
        self.words = Counter(re.findall(r"[a-z]+", raw_text.lower()))
        self.known = defaultdict(Counter)
        for s in gold:
            for f, l, u, x in zip(s.forms, s.lemmas, s.upos, s.xpos):
                self.known[conllu.fold(f), u, x][l] += 1
                self.words[conllu.fold(l)] += 5

    def best(self, candidates, otherwise):
        found = max(candidates, key=lambda c: self.words.get(c, 0), default=otherwise)
        return found if self.words.get(found, 0) else otherwise

    def __call__(self, form, upos, xpos, guess):
        low = conllu.fold(form).replace("\u2019", "'")
        if upos == "PROPN" or xpos in {"NNP", "NNPS"}:
            if xpos == "NNPS" and low.endswith("s") and guess == form:
                return form[:-3] + "y" if low.endswith("ies") else form[:-1]
            return guess if guess else form
        votes = self.known.get((low, upos, xpos))
        if votes:
            return max(votes.items(), key=lambda kv: (kv[1], kv[0]))[0]
        if upos in {"ADJ", "NOUN"} and form[0].isupper():
            return guess  # "Israeli" keeps its capital, "The" at the start of a sentence does not: the teacher knows which
        plural = [low[:-1]] if low.endswith("s") else []
        plural += [low[:-2]] if low.endswith("es") else []
        plural += [low[:-3] + "y"] if low.endswith("ies") else []
        if upos == "NOUN" and xpos == "NNS":
            if low.endswith("men"):
                return low[:-2] + "an"
            return self.best(plural, low[:-1] if low.endswith("s") else low)
        if upos in {"VERB", "AUX"}:
            if xpos == "VBZ":
                return self.best(plural, low[:-1] if low.endswith("s") else guess)
            for tags, ending in (({"VBD", "VBN"}, "ed"), ({"VBG"}, "ing")):
                if xpos in tags and low.endswith(ending) and len(low) > len(ending) + 1:
                    stem = low[: -len(ending)]
                    double = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS
                    candidates = [stem, stem + "e"] + ([stem[:-1]] if double else []) + ([stem[:-1] + "y"] if ending == "ed" and stem.endswith("i") else [])
                    return self.best(candidates, guess)
            return guess if xpos in {"VBD", "VBN"} else low
        if xpos in {"JJR", "JJS", "RBR", "RBS"}:
            ending = "er" if xpos.endswith("R") else "est"
            if low.endswith(ending):
                stem = low[: -len(ending)]
                return self.best([stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else stem] + ([stem[:-1]] if stem[-1:] == stem[-2:-1] else []), low)
        return low
