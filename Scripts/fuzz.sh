#!/bin/bash
# Feeds what reads files with bytes that libFuzzer makes up, watched by the address sanitizer.
#
#   Scripts/fuzz.sh             a minute for each target
#   Scripts/fuzz.sh 300         five minutes for each
#   Scripts/fuzz.sh 300 png     one target: png, safetensors, yaml, names, json
#
# Starts from Tests/Fuzz/Corpus, which is only read. What is found besides is kept in
# .build/fuzz/corpus; an input that breaks something is left in .build/fuzz/found.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
targets=(png safetensors yaml names json)
if [ $# -gt 1 ]; then targets=("${@:2}"); fi
package=Tests/Fuzz
scratch=.build/fuzz

if [ -f Package.resolved ]; then cp Package.resolved "$package/"; fi
# The library and all that it uses, with counters; libFuzzer brings the main function.
swift build --package-path "$package" --scratch-path "$scratch" -c release --product Fuzz \
  --sanitize address -Xswiftc -sanitize=fuzzer -Xcc -fsanitize=fuzzer-no-link -Xcc -O1
release=$(swift build --package-path "$package" --scratch-path "$scratch" -c release \
  --show-bin-path)
swiftc -sanitize=fuzzer,address -o "$scratch/fuzz" "$release/libFuzz.a" -lpng16 -lz -lpthread

mkdir -p "$scratch/found"
for target in "${targets[@]}"; do
  mkdir -p "$scratch/corpus/$target"
  echo "fuzz: $target for $seconds s"
  FOREFRAME_FUZZ=$target ASAN_OPTIONS=detect_leaks=0 "$scratch/fuzz" \
    -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=16384 \
    -print_final_stats=1 -artifact_prefix="$scratch/found/$target-" \
    "$scratch/corpus/$target" "$package/Corpus/$target" 2>&1 |
    grep -vE '^#[0-9]+[[:space:]]+(NEW|REDUCE|RELOAD|pulse)|NEW_FUNC' || {
    echo "fuzz: $target: see $scratch/found" >&2
    exit 1
  }
done
echo "fuzz: nothing found"
