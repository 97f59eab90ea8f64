#!/bin/bash
# Builds the examples (Examples/) and runs each for a few steps on data that it makes itself.
set -euo pipefail
cd "$(dirname "$0")/.."
package=Examples

# The same versions of the packages that both depend on.
if [ -f Package.resolved ]; then cp Package.resolved "$package/"; fi
# Kernels without optimisation would take longer than their compilation.
swift build --package-path "$package" --scratch-path .build/examples -Xcc -O2 --quiet
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# check NAME PATTERN OPTION...: an example ends well, says what it found, and leaves its report.
check() {
  local name=$1 pattern=$2
  shift 2
  if ! .build/examples/debug/"$name" "$@" -o "$folder/$name" > "$folder/out" 2> "$folder/err"; then
    echo "test-examples: $name $* failed:" >&2
    cat "$folder/out" "$folder/err" >&2
    exit 1
  fi
  grep -Eq "$pattern" "$folder/out" || {
    echo "test-examples: $name $*: nothing like '$pattern' in" >&2
    cat "$folder/out" >&2
    exit 1
  }
  grep -q '</svg>' "$folder/$name/report.html"
  echo "passed $name $*"
  rm -rf "${folder:?}/$name"
}

check character-text '^validation: [0-2]\.[0-9]+ nats' --steps 40 --hidden 32 --length 20 --batch 16
check character-text '^validation: [0-3]\.[0-9]+ nats' --steps 20 --hidden 16 --length 10 --batch 8 \
  --stateful --cell mlstm --top-k 5
check series '^network' --steps 60
check series 'NRMSE after 84 values' --mackey-glass --units 60
check addition '^exact: ' --digits 1 --steps 40 --hidden 16
check gradients '^LSTM' --steps 10 --length 20 --hidden 8
