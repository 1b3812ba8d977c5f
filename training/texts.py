"""Tokenised text for the later stages, one sentence a line as JSON {"doc", "forms", "spaces"}.

    texts.py gold --out work/gold.tok                   the treebanks' training and development sentences
    texts.py raw --shared DIR --out work/silver.tok     free text, widened towards news

With --tokenizer, raw text goes through that program (raw text on stdin, CoNLL-U on stdout), so that training sees what the
product's own tokenizer gives; without it a small stand-in with the same conventions is used."""
import argparse
import json
import random
import re
import subprocess
from pathlib import Path

import conllu
import names

CLITICS = re.compile(r"(?i)^(.+?)(n't|'s|'re|'ve|'ll|'d|'m|')$")
# Prefixes that the treebanks leave joined to their word; every other hyphen is a word of its own.
JOINED = re.compile(r"(?i)^(non|pre|post|re|co|e|ex|anti|multi|semi|pro|mid|un|sub|inter|intra|counter|over|under|bi|tri|neo|pan|self)-\w")
ABBREVIATIONS = set("Mr. Mrs. Ms. Dr. St. Gen. Col. Lt. Sgt. Maj. Capt. Gov. Sen. Rep. Rev. Hon. Prof. Jr. Sr. vs. etc. e.g. i.e. No. Jan. Feb. Mar. Apr. "
                    "Aug. Sept. Sep. Oct. Nov. Dec. U.S. U.N. U.K. E.U. a.m. p.m. Inc. Ltd. Corp. Co.".split())
TOKEN = re.compile(r"\.\.\.|--+|[^\W_]+(?:[.,:][0-9]+)*(?:['\u2019][^\W_]+)*|['\u2019]s\b|\S")


def tokenize(text):
    """Words and whether a space follows each: punctuation, clitics and most hyphens are split off."""
    forms, spaces = [], []
    for chunk in text.split():
        plain = chunk.replace("\u2019", "'")
        parts = []
        at = 0
        while at < len(chunk):
            rest = chunk[at:]
            abbreviation = next((a for a in ABBREVIATIONS if plain[at:].startswith(a)), None)
            initials = re.match(r"(?:[A-Z]\.)+(?![A-Za-z])", rest)
            joined = JOINED.match(rest)
            if initials:
                word = initials.group()
            elif abbreviation and not rest[len(abbreviation): len(abbreviation) + 1].isalnum():
                word = rest[: len(abbreviation)]
            elif joined:
                word = re.match(r"[^\W_]+-[^\W_]+", rest).group()
            else:
                word = TOKEN.match(rest).group()
            at += len(word)
            clitic = CLITICS.match(word.replace("\u2019", "'")) if len(word) > 1 else None
            if word.lower() == "cannot":
                parts += [word[:3], word[3:]]
            elif clitic:
                cut = len(clitic.group(1))
                parts += [word[:cut], word[cut:]]
            else:
                parts.append(word)
        forms += parts
        spaces += [False] * (len(parts) - 1) + [True]
    return forms, spaces


def split_sentences(forms, spaces):
    """Sentences of a tokenised paragraph: after . ? ! and closing quotes, before an upper-case letter or a digit."""
    out, start = [], 0
    for i in range(len(forms)):
        last = i == len(forms) - 1
        if not last and forms[i] in {".", "?", "!", "...", ";"} | CLOSERS:
            k = i
            while k > start and forms[k] in CLOSERS:
                k -= 1
            following = forms[i + 1]
            if forms[k] not in {".", "?", "!"} or not spaces[i] or following in CLOSERS - {'"'} or following[0].islower():
                continue
            last = True
        if last:
            out.append((forms[start: i + 1], spaces[start: i + 1]))
            start = i + 1
    return out


CLOSERS = {"\u201d", '"', ")", "]", "\u2019", "'"}


def by_program(program, paragraphs):
    """The product's tokenizer; one paragraph after the other, separated by empty lines."""
    text = "\n\n".join(paragraphs)
    done = subprocess.run([program], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    forms, spaces = [], []
    for line in done.split("\n"):
        if not line and forms:
            yield forms, spaces
            forms, spaces = [], []
        elif line and line[0] != "#":
            c = line.split("\t")
            if c[0].isdigit():
                forms.append(c[1])
                spaces.append("SpaceAfter=No" not in c[9])
    if forms:
        yield forms, spaces


def unwrap(lines):
    """Some speeches keep the line ends of their printed page: a line without an end joins the next one."""
    out, open_ = [], False
    for line in map(str.strip, lines):
        if open_ and line:
            out[-1] += " " + line
        else:
            out.append(line)
        open_ = bool(line) and line[-1] not in ".?!:;\"\u201d)"
    return out


def free_text(shared, rng, un_words, wikinews=True):
    """Paragraphs: all of Wikinews, and a sample of the UN speeches."""
    news = [json.loads(l) for l in conllu.open_text(shared / "text/wikinews_2019_2020.jsonl.zst").split("\n") if l and wikinews]
    for article in news:
        yield "wikinews", [article["title"]] + [p.strip() for p in article["text"].split("\n") if p.strip()]
    speeches = conllu.open_text(shared / "text/un_general_debate_1990_2020.txt.zst").split("\n\n")
    rng.shuffle(speeches)
    words = 0
    for speech in speeches:
        paragraphs = [p for p in unwrap(speech.split("\n")) if len(p.split()) > 8]
        rng.shuffle(paragraphs)
        take = paragraphs[: max(1, len(paragraphs) // 3)]
        words += sum(len(p.split()) for p in take)
        yield "un", take
        if words > un_words:
            break


def usable(forms):
    return 3 <= len(forms) <= 70 and max(map(len, forms)) < 40 and sum(f[0].isalpha() for f in forms) > len(forms) / 2


def main(args):
    rng = random.Random(args.seed)
    with open(args.out, "w", encoding="utf-8") as out:
        def write(doc, forms, spaces):
            out.write(json.dumps({"doc": doc, "forms": forms, "spaces": spaces}, ensure_ascii=False) + "\n")

        if args.command == "gold":
            for name in ("ewt-train", "gum-free-train"):
                for s in conllu.read(args.shared / f"treebanks/{name}.conllu.zst"):
                    write(s.doc, s.forms, s.spaces)
            return
        pool = names.Pool(args.shared / "actors/actors.jsonl.zst", rng, tokenize)
        words = 0
        for source, paragraphs in free_text(args.shared, rng, args.un_words, not args.un_only):
            if args.tokenizer:
                sentences = list(by_program(args.tokenizer, paragraphs))
            else:
                sentences = [s for p in paragraphs for s in split_sentences(*tokenize(p))]
            for forms, spaces in sentences:
                if not usable(forms):
                    continue
                plain = True
                # UN prose becomes news: other names in the same places, and someone who says it, somewhere, some day.
                if source == "un" and rng.random() < 0.45:
                    forms, spaces = pool.swap(forms, spaces)
                if source == "un" and rng.random() < 0.30:
                    forms, spaces = pool.reported(forms, spaces)
                elif rng.random() < 0.08:
                    forms, spaces = pool.dateline(forms, spaces)
                write(source, forms, spaces)
                words += len(forms)
        for _ in range(args.invented):
            forms, spaces = pool.invented()
            write("invented", forms, spaces)
            words += len(forms)
        print(f"{words:,} words")


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("command", choices=["gold", "raw"])
    p.add_argument("--shared", type=Path, default=Path("../../shared"))
    p.add_argument("--tokenizer")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--un-words", type=int, default=900_000)
    p.add_argument("--un-only", action="store_true", help="a further part: no Wikinews")
    p.add_argument("--invented", type=int, default=4000)
    p.add_argument("--seed", type=int, default=1)
    main(p.parse_args())
