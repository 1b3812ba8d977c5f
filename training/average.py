"""The weighted mean of two students of one family: average.py FIRST.pt SECOND.pt --share 0.6 --out OUT.pt
(the share is the second one's). A continued run and its start, averaged, parse better than either."""
import argparse
from pathlib import Path

import torch

if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("first", type=Path)
    p.add_argument("second", type=Path)
    p.add_argument("--share", type=float, default=0.6)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    a, b = (torch.load(x, weights_only=True) for x in (args.first, args.second))
    mean = {k: a["ema"][k] * (1 - args.share) + v * args.share for k, v in b["ema"].items()}
    torch.save(b | {"ema": mean}, args.out)
