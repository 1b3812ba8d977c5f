"""What the student sees of a word: four strings, hashed. Described in FORMAT.md; the Rust side does the same."""
from conllu import fold

FNV_OFFSET, FNV_PRIME, MASK = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1
PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})


def fnv1a(tag, text):
    """FNV-1a, 64 bits, over the tag byte and then the UTF-8 bytes of the text."""
    h = FNV_OFFSET
    for byte in tag.encode() + text.encode("utf-8", "surrogatepass"):
        h = ((h ^ byte) * FNV_PRIME) & MASK
    return h


def is_digit(ch):
    return "0" <= ch <= "9"


def shape(text):
    """ASCII digits 0, upper case X, other letters x, the rest as it is; a run of one class keeps 4 at most."""
    out, last, run = [], "", 0
    for ch in text:
        c = "0" if is_digit(ch) else "X" if ch.isupper() else "x" if ch.isalpha() else ch
        run = run + 1 if c == last else 1
        last = c
        if run <= 4:
            out.append(c)
    return "".join(out)


def features(form):
    """(norm, prefix, suffix, shape) of a form."""
    plain = form.translate(PLAIN)
    low = fold(plain)
    norm = "".join("0" if is_digit(ch) else ch for ch in low)
    return norm, low[:3], low[-3:], shape(plain)


def hashes(form):
    return tuple(fnv1a(tag, text) for tag, text in zip("npsh", features(form)))
