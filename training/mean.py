"""The mean of two students of which one learnt on from the other: it reads better than both.

    mean.py work/deeper.pt work/student-2.pt --out work/student-3.pt"""
import argparse
from pathlib import Path

import torch

if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("models", type=Path, nargs=2)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    first, second = (torch.load(path, weights_only=True) for path in args.models)
    mean = {name: (first["ema"][name] + weights) / 2 for name, weights in second["ema"].items()}
    torch.save({**second, "ema": mean}, args.out)
