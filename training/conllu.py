"""Reading and writing CoNLL-U, and the edit scripts that turn a form into its lemma."""
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Sentence:
    doc: str
    forms: list = field(default_factory=list)
    lemmas: list = field(default_factory=list)
    upos: list = field(default_factory=list)
    xpos: list = field(default_factory=list)
    heads: list = field(default_factory=list)  # 0 = root, else 1-based
    deprels: list = field(default_factory=list)
    spaces: list = field(default_factory=list)  # a space follows the word
    sent_id: str = ""

    def __len__(self):
        return len(self.forms)


def open_text(path):
    """The text of a plain or zstd-compressed file."""
    path = Path(path)
    if path.suffix == ".zst":
        import zstandard
        with open(path, "rb") as f:
            return zstandard.ZstdDecompressor().stream_reader(f).read().decode("utf-8")
    return path.read_text(encoding="utf-8")


def read(path):
    """Sentences of a treebank; multi-word ranges and empty nodes are left out."""
    sentences, doc, sent_id, cur, last_in_range, range_space = [], "", "", None, 0, True
    for line in open_text(path).split("\n"):
        if line.startswith("# newdoc id = "):
            doc = line[14:]
        elif line.startswith("# sent_id = "):
            sent_id = line[12:]
        elif line.startswith("#"):
            continue
        elif not line:
            if cur is not None and len(cur):
                sentences.append(cur)
            cur = None
        else:
            c = line.split("\t")
            if cur is None:
                cur, last_in_range = Sentence(doc, sent_id=sent_id), 0
            space = "SpaceAfter=No" not in c[9] if len(c) > 9 else True
            if "-" in c[0]:
                last_in_range, range_space = int(c[0].split("-")[1]), space
                continue
            if "." in c[0]:
                continue
            number = int(c[0])
            if number < last_in_range:
                space = False
            elif number == last_in_range:
                space = range_space
            cur.forms.append(c[1])
            cur.lemmas.append(c[2] if c[2] != "_" or c[1] == "_" else c[1])
            cur.upos.append(c[3])
            cur.xpos.append(c[4])
            cur.heads.append(int(c[6]) if c[6] != "_" else -1)
            cur.deprels.append(c[7])
            cur.spaces.append(space)
    if cur is not None and len(cur):
        sentences.append(cur)
    return sentences


def lemma_script(form, lemma):
    """`<case><cut>,<append>`: case is `l` (fold to lower case first) or `k` (keep), then cut
    `cut` characters from the end and append. The shorter script wins; on a tie `l` does."""
    best = None
    for case, base in (("l", fold(form)), ("k", form)):
        shared = 0
        while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
            shared += 1
        cost = len(base) - shared + len(lemma) - shared
        if best is None or cost < best[0]:
            best = (cost, f"{case}{len(base) - shared},{lemma[shared:]}")
    return best[1]


def apply_script(script, form):
    """The lemma, or None where the script cuts more than the form has."""
    base = fold(form) if script[0] == "l" else form
    cut, append = script[1:].split(",", 1)
    cut = int(cut)
    return None if cut > len(base) else base[: len(base) - cut] + append


def fold(text):
    """Lower case, character by character, where the result is a single character."""
    return "".join(low if len(low := ch.lower()) == 1 else ch for ch in text)
