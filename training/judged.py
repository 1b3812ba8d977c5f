"""What readers judged: who did what to whom in sentences of the shared texts, judged.tsv; whether statements of ours are faithful to
their sentences, verdicts.tsv; and our own sentences, sentences/*.tsv.

judged.tsv names a text, where the sentence, the source and the target stand in it (code points), the act of PLOVER that the sentence
says of them, and whether it is so. The act is REV:EVENT where the target does it to the source, TIE where there is only a lasting tie,
NONE where there is nothing. The texts are third parties' and stay in ../shared; `found` makes them as they were judged.
"""
import json
import re
import subprocess
from collections import namedtuple
from pathlib import Path

HERE = Path(__file__).parent

Judged = namedtuple("Judged", "text sentence source target act status")


def unpacked(path):
    return subprocess.run(["zstd", "-dc", path], check=True, capture_output=True, text=True).stdout


def found(shared):
    """All texts by the ids that judged.tsv uses."""
    speeches = unpacked(shared / "text/un_general_debate_1990_2020.txt.zst").strip("\n")
    for number, text in enumerate(re.split(r"\n\n+", speeches), 1):
        yield f"un:{number}", re.sub(r"[\t\r\f]", " ", text)
    for line in unpacked(shared / "text/wikinews_2019_2020.jsonl.zst").split("\n"):
        if line:
            row = json.loads(line)
            yield f"wikinews:{row['url']}", row["text"]
    for line in open(shared / "gold/re3d_centcom.jsonl"):
        row = json.loads(line)
        yield f"re3d:{row['doc_id']}", row["text"]
    for line in open(shared / "gold/crossre_politics_train_dev.jsonl"):
        row = json.loads(line)
        text = re.sub(r" ([,.;:?!')%])", r"\1", row["text"]).replace("( ", "(").replace(" '", "'")
        yield f"crossre:{row['doc_id']}", text
    for name in ("ewt-train", "gum-free-train"):
        for document in re.split(r"(?m)^(?=# newdoc)", unpacked(shared / f"treebanks/{name}.conllu.zst")):
            if document.startswith("# newdoc"):
                parts = re.split(r"(?m)^# newpar", document)
                paragraphs = [" ".join(re.findall(r"(?m)^# text = ?(.*)", part)) for part in parts]
                yield f"{name}:{document.split(chr(10))[0].split('=')[1].strip()}", "\n\n".join(paragraphs)


def judged():
    for line in (HERE / "judged.tsv").read_text().splitlines():
        if not line.startswith("#"):
            text, *places, act, status = line.split("\t")
            a, b, c, d, e, f = map(int, places)
            yield Judged(text, (a, b), (c, d), (e, f), act, status)


def verdicts():
    """{(text, id of a statement, what it is taken for): how far it is faithful to its sentence, 0 to 1}"""
    lines = (HERE / "verdicts.tsv").read_text().splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {tuple(place): {"yes": 1.0, "marginal": 0.5, "no": 0.0}[verdict] for *place, verdict, _ in rows}


def own():
    """Event, place, sentence, source, target."""
    for path in sorted((HERE / "sentences").glob("*.tsv")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            _, text, source, target = line.split("\t")
            yield path.stem, f"{path.stem}:{number}", text, source, target


def cues():
    """Line of data/cues/stance.txt, what the cue makes of a statement (a modality, or "negated"), sentence."""
    for number, line in enumerate((HERE.parent / "data/cues/stance.txt").read_text().splitlines(), 1):
        cue, bar, text = line.partition(" | ")
        if bar and not line.startswith("#"):
            yield number, cue.rpartition(" = ")[2].strip(), text
