#!/bin/bash
# Runs every test and checks that the runner came to its end: a run that dies half-way, finds no test,
# or skips one must not look like success.
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
if grep -E '^.{1,4}(Test|Suite) .* skipped(\.|: ".*")?$' "$log" >&2; then
  echo "test: the tests above were skipped" >&2
  exit 1
fi
