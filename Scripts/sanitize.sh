#!/bin/bash
# Runs the host and CPU tests under the address sanitizer, then under the thread sanitizer.
#
#   Scripts/sanitize.sh            both
#   Scripts/sanitize.sh thread     one
#   Scripts/sanitize.sh address --filter JSONTests
set -euo pipefail
cd "$(dirname "$0")/.."
kinds=(address thread)
if [ $# -gt 0 ]; then
  kinds=("$1")
  shift
fi

for kind in "${kinds[@]}"; do
  echo "sanitize: $kind"
  log=$(mktemp)
  # A report ends the process. Leaks are not looked for: Swift's runtime keeps what it needs to the end.
  ASAN_OPTIONS=detect_leaks=0:halt_on_error=1 TSAN_OPTIONS=halt_on_error=1 \
    swift test --sanitize "$kind" --scratch-path ".build/sanitize-$kind" -c release \
    --disable-xctest --disable-testable-imports --no-parallel \
    --filter "${FOREFRAME_SANITIZE:-HostTests|ForeframeTests|CPUTests}" "$@" 2>&1 | tee "$log" |
    grep -E 'Suite .* (passed|failed)|recorded an issue|Test run with|ERROR|WARNING|SUMMARY' || true
  grep -Eq 'Test run with [1-9][0-9]* tests? .*passed after' "$log" || {
    echo "sanitize: $kind: the runner's closing line is missing; see $log" >&2
    exit 1
  }
  rm -f "$log"
done
echo "sanitize: nothing found"
