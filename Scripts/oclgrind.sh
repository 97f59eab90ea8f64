#!/bin/bash
# Runs the operation table on Oclgrind: no race, no invalid access, no uninitialised read.
# Other commands can be given:  Scripts/oclgrind.sh swift test -c release --filter ...
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
: > "$work/log"
export OCL_ICD_VENDORS=$work
export OCLGRIND_LOG=$work/log
export OCLGRIND_DATA_RACES=1
export OCLGRIND_UNINITIALIZED=1
export OCLGRIND_CHECK_API=1
# Its compiler inserts instructions that its own uninitialised-value check does not know: without
# these options kernels are cut short and their results are wrong.
export OCLGRIND_BUILD_OPTIONS="-disable-llvm-passes"

if [ $# -eq 0 ]; then
  set -- .build/release/foreframe devices --self-test --device opencl:Oclgrind
fi
status=0
"$@" || status=$?

if [ -s "$work/log" ]; then
  head -n 60 "$work/log" >&2
  echo "oclgrind: errors in the kernels or in the calls, see above" >&2
  exit 1
fi
exit $status
