#!/bin/bash
# Builds and tests a package of somebody else's that uses this one (Tests/Consumer).
set -euo pipefail
cd "$(dirname "$0")/.."
package=Tests/Consumer

# The same versions of the packages that both depend on.
if [ -f Package.resolved ]; then cp Package.resolved "$package/"; fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Kernels without optimisation would take longer than their compilation.
swift test --package-path "$package" --scratch-path .build/consumer --disable-xctest -Xcc -O2 \
  2>&1 | tee "$log"
grep -Eq 'Test run with [1-9][0-9]* tests? .*passed after' "$log" || {
  echo "test-consumer: the runner's closing line is missing" >&2
  exit 1
}
