"""Writes a trained student as `data/model/en.bin` (FORMAT.md): int8 weights with one scale a row.

    export.py --model work/student.pt --labels work/labels.json --out ../data/model/en.bin"""
import argparse
import json
import struct
from pathlib import Path

import numpy as np
import torch

import labels as label_sets

VERSION = 2
LINEAR = {"upos": "upos", "xpos": "xpos", "lemma_in": "lemma.in", "lemma_out": "lemma.out", "entity_in": "entity.in", "entity_out": "entity.out",
          "arc_dep": "arc.dep", "arc_head": "arc.head", "arc_u": "arc.u", "rel_dep": "rel.dep", "rel_head": "rel.head", "rel_out": "rel.out"}


def quantise(matrix):
    """int8 rows and their scales; every scale is the one of a few candidates that loses least."""
    largest = np.abs(matrix).max(1, keepdims=True)
    best_error = np.full((len(matrix), 1), np.inf, np.float32)
    best_q, best_s = np.zeros(matrix.shape, np.int8), np.zeros((len(matrix), 1), np.float32)
    for share in (1.0, 0.95, 0.9, 0.85, 0.8):
        s = (np.maximum(largest * share, 1e-12) / 127).astype(np.float32)
        q = np.clip(np.rint(matrix / s), -127, 127)
        error = ((q * s - matrix) ** 2).sum(1, keepdims=True)
        better = (error < best_error)[:, 0]
        best_q[better], best_s[better], best_error[better] = q[better].astype(np.int8), s[better], error[better]
    return best_q, best_s[:, 0]


def tensors(state, config, vocab):
    """All tensors by the names of FORMAT.md."""
    get = lambda name: state[name].float().numpy()
    out = {"vocab": vocab}

    def linear(name, source):
        out[name + ".w"], out[name + ".s"] = quantise(get(source + ".weight"))
        out[name + ".b"] = get(source + ".bias")

    def norm(name, source):
        out[name + ".g"], out[name + ".b"] = get(source + ".weight"), get(source + ".bias")

    for k, name in enumerate(("norm", "prefix", "suffix", "shape")):
        out[f"emb.{name}.q"], out[f"emb.{name}.s"] = quantise(get(f"emb.{k}.weight"))
    out["entity.clues.q"], out["entity.clues.s"] = quantise(get("entity_clues.weight"))
    linear("mix", "mix.linear")
    norm("mix.norm", "mix_norm")
    for i, layer in enumerate(config["layers"]):
        if layer["kind"] == "conv":
            linear(f"layer.{i}", f"layers.{i}.maxout.linear")
        else:
            linear(f"layer.{i}.in", f"layers.{i}.into")
            linear(f"layer.{i}.out", f"layers.{i}.out")
        norm(f"layer.{i}.norm", f"layers.{i}.norm")
    norm("final.norm", "final_norm")
    for source, name in LINEAR.items():
        linear(name, source)
    for source, name in (("arc_root", "arc.root"), ("arc_distance", "arc.distance"), ("rel_root", "rel.root")):
        out[name] = get(source)
    return out


def write(path, labels, config, arrays):
    kinds = {"int8": "i8", "float32": "f32", "uint64": "u64"}
    blob, table = bytearray(), []
    for name, a in arrays.items():
        blob += bytes(-len(blob) % 64)
        table.append({"name": name, "dtype": kinds[str(a.dtype)], "shape": list(a.shape), "offset": len(blob)})
        blob += np.ascontiguousarray(a).tobytes()
    header = json.dumps({"labels": labels, "config": config, "tensors": table}, ensure_ascii=False, separators=(",", ":")).encode()
    head = b"LEGM" + struct.pack("<II", VERSION, len(header)) + header
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(head + bytes(-len(head) % 64) + blob)
    print(f"{path.stat().st_size:,} bytes")


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", type=Path, required=True)
    p.add_argument("--labels", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    saved = torch.load(args.model, weights_only=True)
    config = json.loads(saved["config"])
    arrays = tensors(saved["ema"], config, saved["vocab"].numpy().view(np.uint64))
    write(args.out, label_sets.load(args.labels), config, arrays)
