"""A trained student with more layers on top, which change little at first: to learn on from there.

    deepen.py --model work/student-1.pt --labels work/labels.json --layers '[{"kind": "scan", "hidden": 128}]' --out work/deeper.pt"""
import argparse
import json
from pathlib import Path

import torch

import labels as label_sets
import student

GAIN = 0.1  # of the new layers' norms


def main(args):
    torch.manual_seed(args.seed)
    saved = torch.load(args.model, weights_only=True)
    config = json.loads(saved["config"])
    old = len(config["layers"])
    config["layers"] += json.loads(args.layers)
    state = student.Student(config, label_sets.load(args.labels)).state_dict()
    state.update(saved["ema"])
    for i in range(old, len(config["layers"])):
        state[f"layers.{i}.norm.weight"] = torch.full_like(state[f"layers.{i}.norm.weight"], GAIN)
    torch.save({**saved, "ema": state, "config": json.dumps(config), "step": 0}, args.out)


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", type=Path, required=True)
    p.add_argument("--labels", type=Path, required=True)
    p.add_argument("--layers", required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--seed", type=int, default=5)
    main(p.parse_args())
