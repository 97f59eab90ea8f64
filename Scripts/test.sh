#!/bin/bash
# Runs every test and checks that the runner came to its end: a run that dies half-way, finds no test,
# or skips one must not look like success. Only what the machine lacks may be skipped, and is named.
set -euo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Nothing is imported as @testable; saying so keeps the build products of `make build`.
swift test -c release --disable-xctest --disable-testable-imports "$@" 2>&1 | tee "$log"

if ! grep -Eq 'Test run with [1-9][0-9]* tests? .*passed after' "$log"; then
  echo "test: the runner's closing line is missing" >&2
  exit 1
fi
skipped=$(grep -E '^.{1,4}(Test|Suite) .* skipped(\.|: ".*")?$' "$log" || true)
if grep -v ': "needs ' <<<"$skipped" | grep . >&2; then
  echo "test: the tests above were skipped" >&2
  exit 1
fi
if [ -n "$skipped" ]; then
  printf 'test: not run, since this machine lacks what they need:\n%s\n' "$skipped" >&2
fi
