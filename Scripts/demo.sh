#!/bin/bash
# Predicts the next 10 frames of a bundled sequence with a bundled model, then scores the model on
# the whole test split with persistence beside it. Everything is written below out/demo.
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
    echo "demo: there is an OpenCL device, so it is used (FOREFRAME_DEVICE=cpu for the native path)"
  else
    device=auto
    echo "demo: there is no OpenCL device, so the CPU is used"
  fi
fi

sequence=$(find "$data/test" -mindepth 1 -maxdepth 1 -type d | sort | head -n 1)

"$foreframe" predict "$sequence" -m "$model" -o "$out/frames" -n 10 \
  --device "$device" --animate --overwrite > /dev/null
"$foreframe" evaluate "$data" -m "$model" --split test \
  --device "$device" --report "$out/report" --overwrite

echo
echo "predicted frames: $out/frames"
echo "animation:        $out/frames/animation.apng"
echo "report:           $out/report/report.html"
