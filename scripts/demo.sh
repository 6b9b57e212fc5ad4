#!/usr/bin/env bash
# Translates one kernel of the corpus, shows the two sources one after the other, then runs both and compares.
set -euo pipefail

transkernel=${1:-transkernel}
kernel=${2:-corpus/norm/softmax_rows.cu}
out=demo-out
name=$(basename "$kernel" .cu)

heading() { printf '\n=== %s\n\n' "$*"; }

heading "$kernel"
cat "$kernel"
heading "transkernel convert $kernel --to opencl -o $out"
"$transkernel" convert "$kernel" --to opencl -o "$out/" --force
heading "$out/$name.cl"
cat "$out/$name.cl"
heading "transkernel verify $kernel --to opencl"
"$transkernel" verify "$kernel" --to opencl
