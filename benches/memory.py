"""Peak memory and time of `legation annotate` on a large corpus as JSON Lines, and on one long line.

    cargo build --release && python3 benches/memory.py TEXT [MEGABYTES]

TEXT is plain text; it is repeated, with the lines in another order each time, until there are MEGABYTES of it (default 1000).
The long line has a tenth of that. Both files are made in the folder for temporary files, and removed.
"""
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "target/release/legation")


def paragraphs(text):
    """Paragraphs without end, in a fresh but fixed order each round."""
    known, order = [p for p in re.split(r"\s*\n\s*", text) if p], random.Random(1)
    while True:
        order.shuffle(known)
        yield from known


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def corpus(path, size, name):
    """Documents of about 400 words."""
    number, document, written = 0, [], 0
    with open(name, "w", encoding="utf-8") as file:
        for paragraph in paragraphs(read(path)):
            document.append(paragraph)
            if sum(map(len, document)) > 2400:
                number += 1
                written += file.write(json.dumps({"id": f"d{number}", "date": "2020-03-01", "text": "\n\n".join(document)}) + "\n")
                document = []
                if written > size:
                    return


def line(path, size, name):
    written = 0
    with open(name, "w", encoding="utf-8") as file:
        for paragraph in paragraphs(read(path)):
            written += file.write(" ".join(paragraph.split()) + " ")
            if written > size:
                return


def measure(name, suffix, write, path, size):
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        # in a process of its own: a program that is started counts the memory of who started it as its own
        writer = multiprocessing.Process(target=write, args=(path, size, file.name))
        writer.start()
        writer.join()
        began = time.perf_counter()
        process = subprocess.Popen([PROGRAM, "annotate", file.name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        taken = time.perf_counter() - began
    print(f"{name}, {size / 1e6:,.0f} MB: {used.ru_maxrss / 1024:,.0f} MB at most, {taken:,.0f} s, exit code {os.waitstatus_to_exitcode(status)}", flush=True)


def main():
    path = sys.argv[1]
    size = float(sys.argv[2] if len(sys.argv) > 2 else 1000) * 1e6
    measure("JSON Lines", ".jsonl", corpus, path, size)
    measure("one line", ".txt", line, path, size / 10)


main()
