#!/bin/bash
# Runs the operation table on Oclgrind: no race, invalid access, uninitialised value or wrong call.
#
#   Scripts/oclgrind.sh             the kernels for processors, then those for GPUs
#   Scripts/oclgrind.sh processor   the first alone
#   Scripts/oclgrind.sh gpu         the second alone
#   Scripts/oclgrind.sh swift test -c release --filter ...   another command
#
# Kernels for GPUs run fewer rows: Winograd's algorithm on small images only, and no transposed
# convolution or filter gradient that is the gradient of another row in the same shape. Every kernel in
# float32 runs, and every tile, whole or in parts.
set -euo pipefail
cd "$(dirname "$0")/.."

library=
for folder in /usr/lib/oclgrind /usr/local/lib /usr/lib /opt/homebrew/lib; do
  if [ -e "$folder/liboclgrind-rt-icd.so" ]; then
    library=$folder/liboclgrind-rt-icd.so
    break
  fi
done
if [ -z "$library" ]; then
  if [ "$(uname)" = Darwin ]; then
    echo "oclgrind: not packaged for macOS; left out" >&2
    exit 0
  fi
  echo "oclgrind: not installed (Scripts/setup.sh test)" >&2
  exit 1
fi

# Foreframe opens the OpenCL library at run time, which the `oclgrind` command's preloading does not
# see; so the simulator is registered as the only implementation.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "$library" > "$work/oclgrind.icd"
export OCL_ICD_VENDORS=$work
export OCLGRIND_DATA_RACES=1
export OCLGRIND_CHECK_API=1
export OCLGRIND_UNINITIALIZED=1
# Its 32 KiB by default would not hold the largest tile for GPUs.
export OCLGRIND_LOCAL_MEM_SIZE=65536
# Oclgrind's own compiler passes insert instructions that its check for uninitialised values lacks.
export OCLGRIND_BUILD_OPTIONS=-disable-llvm-passes
# Nor can that check follow a write to a part of a buffer; this library writes in another way.
clang -shared -fPIC -O1 -o "$work/writes.so" Scripts/oclgrind-writes.c -l:libOpenCL.so.1
export FOREFRAME_OPENCL_LIBRARY=$work/writes.so
# A simulator's results are nobody's to remember.
export FOREFRAME_CACHE=none

check() {
  # Reports are read from stderr: a log file of Oclgrind's own stays empty when a process ends by exit().
  local status=0
  "$@" 2> >(tee "$work/log" >&2) || status=$?
  wait
  if grep -qE 'Entity: (Global|Local|Private)|OpenCL runtime error' "$work/log"; then
    echo "oclgrind: errors in the kernels or in the calls, see above" >&2
    exit 1
  fi
  if [ $status -ne 0 ]; then exit $status; fi
}

case ${1-} in
processor | gpu) families=("$1") ;;
"") families=(processor gpu) ;;
*)
  check "$@"
  exit 0
  ;;
esac

swift build -c release --quiet
for family in "${families[@]}"; do
  case $family in
  processor) rows= ;;
  gpu) rows=--quick ;;
  esac
  check env FOREFRAME_KERNELS="$family" \
    .build/release/foreframe devices --self-test --device opencl:Oclgrind $rows
done
