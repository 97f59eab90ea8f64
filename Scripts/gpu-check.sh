#!/bin/bash
# Checks and measures Foreframe on a machine with a GPU, in under eight minutes and without a network.
#
#     gpu-check.sh FOREFRAME [FOLDER] [PEERS]
#
#   FOREFRAME   a static binary
#   FOLDER      where results go (default: gpu-check): results.json, results.md, and all logs
#   PEERS       a script that measures the same networks with PyTorch; used if python3 has torch
#               with a GPU. Takes --shape, --batch, --task, --device cuda, --precision bf16,
#               --channels-last and --compile, and prints one JSON object with median_s and
#               gflop_per_s.
#
# FOREFRAME_CHECK_DEVICE (default: opencl) is the device; with opencl and FOREFRAME_KERNELS=gpu the
# script runs on a processor, too, to be tried out: FOREFRAME_CHECK_NETWORKS=small:1 then takes
# another network than openstl:1, openstl:16 and openstl:64. Kernels and networks are measured in every
# precision that the device offers; why it refuses one stands in device.json. Kernels are built beside the
# self-test, so that none is built while something is timed. What matters most comes first: where time
# runs out, the rest is named in the results.
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
ran=()
failed=()

# limited SECONDS COMMAND...: within them and within the time that is left.
limited() {
  local most=$1 left=$((deadline - SECONDS))
  shift
  if [ "$left" -lt "$most" ]; then most=$left; fi
  if [ "$most" -le 0 ]; then return 124; fi
  timeout -k 5 "$most" "$@"
}

# step NAME SECONDS COMMAND...: stdout, which is JSON, goes to NAME.json, all else to NAME.log. A command
# that fails after it has printed its document, as a self-test does, has it kept.
step() {
  local name=$1 status=0
  shift
  echo "gpu-check: $name" >&2
  limited "$@" > "$folder/$name.json" 2> "$folder/$name.log" || status=$?
  ran+=("$name")
  if [ "$status" -eq 0 ]; then return 0; fi
  failed+=("$name")
  echo "gpu-check: $name failed or had no time left ($status); see $folder/$name.log" >&2
  if [ "$(tail -c 2 "$folder/$name.json")" != '}' ]; then
    echo "{\"failed\": $status}" > "$folder/$name.json"
  fi
  return 1
}

# field FILE NAME: the first value of that name in a JSON document, or a dash.
field() {
  local value
  value=$(grep -o "\"$2\": *[^,}]*" "$1" 2> /dev/null | head -n 1 | sed 's/^[^:]*: *//; s/"//g')
  echo "${value:--}"
}

# figure STEP NAME: the same of a step's document, if it was run this time.
figure() {
  local name
  for name in "${ran[@]}"; do
    if [ "$name" = "$1" ]; then
      field "$folder/$1.json" "$2"
      return
    fi
  done
  echo -
}

# precisions FILE: those of the first device in a JSON document.
precisions() {
  tr -d ' \n"' < "$1" | sed -n 's/.*precisions:\[\([^]]*\)\].*/\1/p' | head -n 1 | tr ',' ' '
}

# ms SECONDS, fixed NUMBER
ms() { awk -v s="$1" 'BEGIN { if (s == "-") print s; else printf "%.2f", s * 1000 }'; }
fixed() { awk -v x="$1" 'BEGIN { if (x == "-") print x; else printf "%.0f", x }'; }

# networks_in PRECISION
networks_in() {
  local network task
  for network in $networks; do
    for task in infer train; do
      step "${network/:/-}-$task-$1" 60 "$foreframe" bench model --shape "${network%:*}" \
        --batch "${network#*:}" --task "$task" --device "$device" --precision "$1" --profile --json
    done
  done
}

# torch_networks NAME OPTIONS...: with PyTorch, if it is there.
torch_networks() {
  if [ $torch = no ]; then return; fi
  local name=$1 network task
  shift
  for network in $networks; do
    for task in infer train; do
      step "$name-${network/:/-}-$task" 40 python3 "$peers" --shape "${network%:*}" \
        --batch "${network#*:}" --task "$task" --device cuda "$@"
    done
  done
}

# warm_up: what is measured later, once, as many at a time as there are cores: so the driver builds every
# kernel before any is timed.
warm_up() {
  local network task precision
  for precision in $offered; do
    echo "kernels --runs 1 --device $device --precision $precision"
    for network in $networks; do
      for task in infer train; do
        echo "model --shape ${network%:*} --batch ${network#*:} --task $task --runs 1" \
          "--device $device --precision $precision"
      done
    done
  done | limited 150 xargs -P "$(nproc)" -I '{}' sh -c "timeout 90 '$foreframe' bench {}" \
    > "$folder/warm-up.log" 2>&1
}

step device 30 "$foreframe" devices --device "$device" --json
offered=$(precisions "$folder/device.json")
offered=${offered:-fp32}
torch=no
if [ -n "$peers" ] && limited 60 python3 -c \
  'import sys, torch; sys.exit(not torch.cuda.is_available())' 2> /dev/null; then
  torch=yes
fi

warm_up &
step self-test 150 "$foreframe" devices --self-test --device "$device" --json
wait
networks_in fp32
torch_networks torch
for precision in $offered; do
  if [ "$precision" != fp32 ]; then networks_in "$precision"; fi
done
for precision in $offered; do
  step "kernels-$precision" 90 "$foreframe" bench kernels --device "$device" \
    --precision "$precision" --json
done
torch_networks torch-bf16 --precision bf16
torch_networks torch-channels-last --channels-last
# The compiler takes its time: last, and once.
if [ $torch = yes ]; then
  step torch-compiled-openstl-16-train 90 python3 "$peers" --shape openstl --batch 16 \
    --task train --device cuda --compile
fi

# One JSON document of all of them.
{
  echo '{'
  for name in "${ran[@]}"; do
    printf '"%s": ' "$name"
    cat "$folder/$name.json"
    echo ,
  done
  echo '"failed_steps": ['
  separator=
  for name in ${failed[@]+"${failed[@]}"}; do
    printf '%s"%s"' "$separator" "$name"
    separator=', '
  done
  echo ']'
  echo '}'
} > "$folder/results.part"
mv "$folder/results.part" "$folder/results.json"

# And one table.
{
  echo "# $(field "$folder/device.json" name)"
  echo
  echo "driver $(field "$folder/device.json" driver), $(field "$folder/device.json" \
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
  sed -n '/"refused": {/,/}/p' "$folder/device.json" | grep -E '"(tf32|bf16)":' | sed 's/^ */refused: /'
  echo
  echo "ceilings: $(fixed "$(field "$folder/kernels-fp32.json" ceiling_gflop_per_s)") GFLOP/s of" \
    "multiply-adds in float32, $(fixed "$(field "$folder/kernels-fp32.json" ceiling_gb_per_s)")" \
    "GB/s copied"
  echo
  echo '| kernel | precision | ms | GFLOP/s | GB/s | share of the float32 ceiling |'
  echo '|---|---|---|---|---|---|'
  # A kernel's object has its name first.
  for precision in $offered; do awk -v precision="$precision" '
    function value(line) { sub(/^[^:]*: */, "", line); gsub(/[",]/, "", line); return line }
    /"kernel":/ { name = $0; sub(/^[^:]*: *"/, "", name); sub(/",? *$/, "", name) }
    /"median_s":/ { time = value($0) }
    /"gflop_per_s":/ { flops = value($0) }
    /"gb_per_s":/ { bytes = value($0) }
    /"share_of_ceiling":/ { share = value($0) }
    /"failed":/ && name != "" {
      printf "| %s | %s | %s | | | |\n", name, precision, value($0)
    }
    /"largest_error":/ && name != "" {
      printf "| %s | %s | %.3f | %.0f | %.0f | %s |\n", name, precision, time * 1000, flops, bytes, \
        share == "null" ? "-" : sprintf("%.0f %%", share * 100)
    }' "$folder/kernels-$precision.json"; done
  echo
  echo '| network, batch, task | precision | Foreframe, ms | GFLOP/s | PyTorch (defaults), ms | channels-last, ms | in bf16, ms |'
  echo '|---|---|---|---|---|---|---|'
  for network in $networks; do
    for task in infer train; do
      name=${network/:/-}-$task
      for precision in $offered; do
        echo "| $name | $precision | $(ms "$(figure "$name-$precision" median_s)")" \
          "| $(fixed "$(figure "$name-$precision" gflop_per_s)")" \
          "| $(ms "$(figure "torch-$name" median_s)")" \
          "| $(ms "$(figure "torch-channels-last-$name" median_s)")" \
          "| $(ms "$(figure "torch-bf16-$name" median_s)") |"
      done
    done
  done
  echo
  if [ $torch = yes ]; then
    echo "PyTorch compiled, openstl 16 train:" \
      "$(ms "$(figure torch-compiled-openstl-16-train median_s)") ms"
  else
    echo 'PyTorch was not measured: no script was given, or python3 has no torch with a GPU.'
  fi
  echo
  echo "${#failed[@]} steps failed or had no time left: ${failed[*]:-none}."
} > "$folder/results.md"

cat "$folder/results.md"
[ ${#failed[@]} -eq 0 ]
