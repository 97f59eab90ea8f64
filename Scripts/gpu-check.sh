#!/bin/bash
# Checks and measures Foreframe on a machine with a GPU, in under eight minutes and without a network.
#
#     gpu-check.sh FOREFRAME [FOLDER] [PEERS]
#
#   FOREFRAME   a static binary
#   FOLDER      where results go (default: gpu-check): results.json, results.md, and all logs
#   PEERS       a script that measures the same networks with PyTorch; used if python3 has torch
#               with a GPU. Takes --shape, --batch, --task, --device cuda, --channels-last and
#               --compile, and prints one JSON object with median_s and gflop_per_s.
#
# FOREFRAME_CHECK_DEVICE (default: opencl) is the device; with opencl and FOREFRAME_KERNELS=gpu the
# script runs on a processor, too, to be tried out: FOREFRAME_CHECK_NETWORKS=small:1 then takes
# another network than openstl:1, openstl:16 and openstl:64. Kernels and networks are measured in every
# precision that the device offers.
set -uo pipefail

if [ $# -lt 1 ] || [ $# -gt 3 ]; then
  echo "usage: $0 FOREFRAME [FOLDER] [PEERS]" >&2
  exit 64
fi
foreframe=$1
folder=${2:-gpu-check}
peers=${3:-}
device=${FOREFRAME_CHECK_DEVICE:-opencl}
networks=${FOREFRAME_CHECK_NETWORKS:-openstl:1 openstl:16 openstl:64}
deadline=$((SECONDS + 450))
mkdir -p "$folder"
failures=0

# left: the seconds that a step may take. What there is no time for is named in the results.
left() { echo $((deadline - SECONDS)); }

# step NAME SECONDS COMMAND...: stdout, which is JSON, goes to NAME.json, all else to NAME.log.
step() {
  local name=$1 most=$2
  shift 2
  if [ "$(left)" -lt "$most" ]; then most=$(left); fi
  echo "gpu-check: $name" >&2
  if [ "$most" -le 0 ]; then
    echo '{"failed": "no time was left"}' > "$folder/$name.json"
  elif ! timeout "$most" "$@" > "$folder/$name.json" 2> "$folder/$name.log"; then
    echo "gpu-check: $name failed or took more than $most s; see $folder/$name.log" >&2
    echo '{"failed": "see the log"}' > "$folder/$name.json"
  else
    return 0
  fi
  failures=$((failures + 1))
  return 1
}

# field FILE NAME: the first value of that name in a JSON document, or a dash.
field() {
  local value
  value=$(grep -o "\"$2\": *[^,}]*" "$1" 2> /dev/null | head -n 1 | sed 's/^[^:]*: *//; s/"//g')
  echo "${value:--}"
}

# precisions FILE: those of the first device in a JSON document.
precisions() {
  tr -d ' \n"' < "$1" | sed -n 's/.*precisions:\[\([^]]*\)\].*/\1/p' | head -n 1 | tr ',' ' '
}

# ms SECONDS, fixed NUMBER
ms() { awk -v s="$1" 'BEGIN { if (s == "-") print s; else printf "%.2f", s * 1000 }'; }
fixed() { awk -v x="$1" 'BEGIN { if (x == "-") print x; else printf "%.0f", x }'; }

step self-test 150 "$foreframe" devices --self-test --device "$device" --json
step device 30 "$foreframe" devices --device "$device" --json
offered=$(precisions "$folder/device.json")
offered=${offered:-fp32}
for precision in $offered; do
  step "kernels-$precision" 120 "$foreframe" bench kernels --device "$device" \
    --precision "$precision" --json
done
measured=()
for network in $networks; do
  for task in infer train; do
    shape=${network%:*} batch=${network#*:}
    name=$shape-$batch-$task
    for precision in $offered; do
      step "$name-$precision" 60 "$foreframe" bench model --shape "$shape" --batch "$batch" \
        --task "$task" --device "$device" --precision "$precision" --profile --json
    done
    measured+=("$name")
  done
done

torch=no
if [ -n "$peers" ] && python3 -c 'import sys, torch; sys.exit(not torch.cuda.is_available())' \
  2> /dev/null; then
  torch=yes
  for network in $networks; do
    for task in infer train; do
      shape=${network%:*} batch=${network#*:}
      options=(--shape "$shape" --batch "$batch" --task "$task" --device cuda)
      step "torch-$shape-$batch-$task" 30 python3 "$peers" "${options[@]}"
      step "torch-channels-last-$shape-$batch-$task" 30 python3 "$peers" "${options[@]}" \
        --channels-last
    done
  done
  # The compiler takes its time: last, and once.
  step "torch-compiled-openstl-16-train" 90 python3 "$peers" --shape openstl --batch 16 \
    --task train --device cuda --compile
fi

# One JSON document of all of them.
{
  echo '{'
  separator=
  for file in "$folder"/*.json; do
    name=$(basename "$file" .json)
    if [ "$name" = results ]; then continue; fi
    printf '%s"%s": ' "$separator" "$name"
    cat "$file"
    separator=,
  done
  echo '}'
} > "$folder/results.part"
mv "$folder/results.part" "$folder/results.json"

# And one table.
{
  echo "# $(field "$folder/self-test.json" name)"
  echo
  echo "driver $(field "$folder/self-test.json" driver), $(field "$folder/self-test.json" \
    compute_units) compute units; $("$foreframe" --version), $(date -u +%Y-%m-%d)"
  if command -v nvidia-smi > /dev/null; then
    nvidia-smi --query-gpu=name,driver_version,clocks.max.sm,power.limit --format=csv,noheader
  fi
  echo
  echo "self-test: trusted $(field "$folder/self-test.json" trusted)," \
    "$(field "$folder/self-test.json" cases) cases, largest error" \
    "$(field "$folder/self-test.json" largest_error), in tf32" \
    "$(field "$folder/self-test.json" largest_error_tf32), in bf16" \
    "$(field "$folder/self-test.json" largest_error_bf16); precisions: $offered"
  echo
  echo "ceilings: $(fixed "$(field "$folder/kernels-fp32.json" ceiling_gflop_per_s)") GFLOP/s of" \
    "multiply-adds in float32, $(fixed "$(field "$folder/kernels-fp32.json" ceiling_gb_per_s)")" \
    "GB/s copied"
  echo
  echo '| kernel | precision | ms | GFLOP/s | GB/s | share of the ceiling |'
  echo '|---|---|---|---|---|---|'
  # A kernel's object has its name first.
  for precision in $offered; do awk -v precision="$precision" '
    function value(line) { sub(/^[^:]*: */, "", line); gsub(/[",]/, "", line); return line }
    /"kernel":/ { name = $0; sub(/^[^:]*: *"/, "", name); sub(/",? *$/, "", name) }
    /"median_s":/ { time = value($0) }
    /"gflop_per_s":/ { flops = value($0) }
    /"gb_per_s":/ { bytes = value($0) }
    /"share_of_ceiling":/ { share = value($0) }
    /"largest_error":/ && name != "" {
      printf "| %s | %s | %.3f | %.0f | %.0f | %s |\n", name, precision, time * 1000, flops, bytes, \
        share == "null" ? "-" : sprintf("%.0f %%", share * 100)
    }' "$folder/kernels-$precision.json"; done
  echo
  echo '| network, batch, task | precision | Foreframe, ms | GFLOP/s | PyTorch, ms | PyTorch channels-last, ms |'
  echo '|---|---|---|---|---|---|'
  for name in "${measured[@]}"; do
    for precision in $offered; do
      own=$folder/$name-$precision.json
      echo "| $name | $precision | $(ms "$(field "$own" median_s)")" \
        "| $(fixed "$(field "$own" gflop_per_s)")" \
        "| $(ms "$(field "$folder/torch-$name.json" median_s)")" \
        "| $(ms "$(field "$folder/torch-channels-last-$name.json" median_s)") |"
    done
  done
  echo
  if [ $torch = yes ]; then
    echo "PyTorch compiled, openstl 16 train:" \
      "$(ms "$(field "$folder/torch-compiled-openstl-16-train.json" median_s)") ms"
  else
    echo 'PyTorch was not measured: no script was given, or python3 has no torch with a GPU.'
  fi
  echo
  echo "$failures steps failed or had no time left."
} > "$folder/results.md"

cat "$folder/results.md"
[ $failures -eq 0 ]
