#!/bin/bash
# Makes Tuning/shipped.json anew on this machine, for the native path and for every OpenCL device given:
#
#     Scripts/tune-table.sh [opencl:0 ...]
#
# Entries of other families stay. Nothing else should run meanwhile; it takes a quarter of an hour for
# each device. Raise TuningTable.kernelRevision first when the kernels have changed a lot: then what
# was measured with the old ones is ignored, and dropped here.
set -euo pipefail
cd "$(dirname "$0")/.."

table=Tuning/shipped.json
tune() { .build/release/foreframe tune --family --output "$table" --device "$device" "$@"; }

for device in cpu "$@"; do
  tune --shape openstl --batch 1 --task infer
  tune --shape openstl --batch 4
  tune --shape openstl --batch 16 --task train
  tune --shape small --batch 1 --batch 8 --batch 16
  tune --shape full64 --batch 1
  tune --shape paper --batch 4
  tune --model Models/moving-digits.safetensors --batch 1 --task infer
  tune -c Configs/moving-digits.yaml
done
touch Sources/CKernels/ShippedTuning.c
