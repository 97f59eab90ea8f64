#!/bin/bash
# Predicts bundled sequences: clouds and a camera scene without a model, digits with the bundled one. Then
# scores the model on its whole test split. Everything is written below out/demo.
set -euo pipefail
cd "$(dirname "$0")/.."

foreframe=.build/release/foreframe
model=Models/moving-digits.safetensors
data=Datasets/moving-digits
out=out/demo

# The demo shows the OpenCL path wherever there is a device for it, PoCL included; without one, and
# always outside the demo, `auto` decides. FOREFRAME_DEVICE=cpu shows the native path.
device=${FOREFRAME_DEVICE:-}
if [ -z "$device" ]; then
  if "$foreframe" devices 2> /dev/null | grep -q '^opencl:0'; then
    device=opencl
    echo "demo: there is an OpenCL device, so networks use it (FOREFRAME_DEVICE=cpu for the native path)"
  else
    device=auto
    echo "demo: there is no OpenCL device, so networks use the CPU"
  fi
fi

# Without a model: a folder of PNGs and nothing else.
for scene in clouds camera; do
  echo
  echo "demo: the next 10 frames of $scene, without a model"
  "$foreframe" predict "Datasets/$scene/test/0000" -o "$out/$scene" --animate --overwrite > /dev/null
done

echo
echo "demo: digits, with the bundled network"
"$foreframe" predict "$data/test/0000" -m "$model" -o "$out/digits" -n 10 \
  --device "$device" --animate --overwrite > /dev/null
"$foreframe" evaluate "$data" -m "$model" --split test \
  --device "$device" --report "$out/report" --overwrite

echo
echo "predicted frames: $out/clouds, $out/camera, $out/digits (animation.apng shows inputs and forecast)"
echo "report:           $out/report/report.html"
