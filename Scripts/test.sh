#!/bin/bash
# Builds the tests and runs them in three lanes at a time, so that two cores have work while a test waits.
# Prints a line for each suite that ends, and everything about failures. The runner's own output, complete,
# is kept in .build/tests-*.log.
#
#   Scripts/test.sh                          every test, with the rows that `make test` has time for
#   Scripts/test.sh --everything             every test with every row, as in `make test-all`
#   Scripts/test.sh --filter AgreementTests  a part; options of `swift test`
#
# A run that dies half-way, finds no test, or skips one must not look like success: the runner's closing
# line has to be there. Only what the machine lacks may be skipped, and is named.
set -euo pipefail
cd "$(dirname "$0")/.."

# What the tests in one process may have OpenCL's drivers compile at most, when not every row is run.
# Raising it makes the first run of every test slower.
most_kernels=1000

export FOREFRAME_TESTS=${FOREFRAME_TESTS:-usual}
if [ "${1-}" = --everything ]; then
  FOREFRAME_TESTS=all
  shift
fi

# Prints what a person wants to read of the runner's lines of a part.
follow() {
  local part=$1 line tests=0 cases=0 skipping=
  while IFS= read -r line; do
    if [ -n "$skipping" ]; then
      # An argument of more than one line.
      [[ $line == *" started." ]] && skipping=
      continue
    fi
    case $line in
    *"Test run with "*) printf '%s\n' "$line" ;;
    *" started.") ;;
    "◇ Test case passing "*) skipping=yes ;;
    "↳ Testing Library Version"* | "↳ Target Platform"* | "["[0-9]*/[0-9]*"]"*) ;;
    "Another instance of SwiftPM"*"ignored since"*) ;;
    "✔ Test "*" passed after "* | "✘ Test "*" failed after "*)
      tests=$((tests + 1))
      if [[ $line =~ \ with\ ([0-9]+)\ test\ case ]]; then
        cases=$((cases + BASH_REMATCH[1]))
      else
        cases=$((cases + 1))
      fi
      [[ $line == "✘"* ]] && printf '%s\n' "$line"
      ;;
    "✔ Suite "* | "✘ Suite "*)
      if [[ $line =~ Suite\ (.*)\ (passed|failed)\ after\ ([0-9.]+)\ seconds ]]; then
        printf '%-6s %-12s %-26s %3d tests %5d cases %7.1f s\n' "${BASH_REMATCH[2]}" "$part" \
          "${BASH_REMATCH[1]}" $tests $cases "${BASH_REMATCH[3]}"
        tests=0 cases=0
      else
        printf '%s\n' "$line"
      fi
      ;;
    *) printf '%s\n' "$line" ;;
    esac
  done
}

# Runs a part of the tests, one after the other, and checks how it ended. Nothing is imported as
# @testable; saying so keeps the build products of `make build`.
run() {
  local part=$1 log=.build/tests-$1.log status=0 skipped kernels
  shift
  swift test --skip-build --ignore-lock -c release --disable-xctest --disable-testable-imports \
    --no-parallel "$@" 2>&1 | tee "$log" | follow "$part" || status=1
  if ! grep -Eq 'Test run with [1-9][0-9]* tests? .*(passed|failed) after' "$log"; then
    echo "test: $part: the runner's closing line is missing; its last lines are" >&2
    tail -n 20 "$log" >&2
    return 1
  fi
  skipped=$(grep -E '^.{1,4}(Test|Suite) .* skipped(\.|: ".*")?$' "$log" || true)
  if grep -v ': "needs ' <<<"$skipped" | grep . >&2; then
    echo "test: $part: the tests above were skipped" >&2
    return 1
  fi
  if [ -n "$skipped" ]; then
    printf 'test: not run, since this machine lacks what they need:\n%s\n' "$skipped" >&2
  fi
  kernels=$(sed -nE 's/^OpenCL: .* and ([0-9]+) kernels built$/\1/p' "$log" | tail -n 1)
  if [ "$FOREFRAME_TESTS" != all ] && [ "${kernels:-0}" -gt $most_kernels ]; then
    echo "test: $part: $kernels kernels were built, more than $most_kernels (Scripts/test.sh)" >&2
    return 1
  fi
  return $status
}

SECONDS=0
echo "test: building"
swift build -c release --build-tests --quiet
echo "test: built after $SECONDS s"

if [ $# -gt 0 ]; then
  run part "$@"
  exit
fi

# OpenCL's compilers work on one core, and most of the time of these tests is theirs. Where only the results
# count, PoCL compiles without optimisation, in half the time (`make test-all` has it optimise). Tuning runs
# kernels more than it compiles them.
gpu='^OpenCLTests\.(GPU[^T]|Matrix|WideGraph|RandomGraph|ProgramCache)'
tuning='^OpenCLTests\.GPUTuning'
# These wait for a shell or for files to appear.
waiting='^CommandTests\.(Completion|Watch)'
parts=(Commands Waiting OpenCL OpenCL-GPU OpenCL-tuning CPUTests HostTests ForeframeTests)
plain=-cl-opt-disable
[ "$FOREFRAME_TESTS" != all ] || plain=

lane() {
  local status=0 part
  for part; do
    case $part in
    Commands) POCL_EXTRA_BUILD_FLAGS=$plain run Commands --filter '^CommandTests\.' --skip "$waiting" ;;
    Waiting) POCL_EXTRA_BUILD_FLAGS=$plain run Waiting --filter "$waiting" ;;
    OpenCL) POCL_EXTRA_BUILD_FLAGS=$plain run OpenCL --filter '^OpenCLTests\.' --skip "$gpu|$tuning" ;;
    OpenCL-GPU) POCL_EXTRA_BUILD_FLAGS=$plain run OpenCL-GPU --filter "$gpu" ;;
    OpenCL-tuning) run OpenCL-tuning --filter "$tuning" ;;
    *) run "$part" --filter "^$part\." ;;
    esac || status=1
  done
  return $status
}

status=0
lane Commands Waiting &
others=$!
lane OpenCL-GPU &
others="$others $!"
lane OpenCL CPUTests HostTests ForeframeTests OpenCL-tuning || status=1
for other in $others; do wait "$other" || status=1; done

# Everything that ran: what it was, and with how many rows.
for part in "${parts[@]}"; do
  sed -nE "s/^.*Test run with (.*) (passed|failed) after ([0-9.]+) seconds.*/test: $part: \1 \2 after \3 s/p" \
    ".build/tests-$part.log"
  sed -nE "s/^OpenCL: (.* built)$/test: $part: \1/p" ".build/tests-$part.log"
done
rows=$(for part in "${parts[@]}"; do cat ".build/tests-$part.log"; done |
  sed -nE 's/^.* Test .* with ([0-9]+) test cases? (passed|failed).*/\1/p' |
  awk '{ sum += $1 } END { print sum + 0 }')
if [ "$FOREFRAME_TESTS" = all ]; then
  echo "test: all $rows rows, $SECONDS s"
else
  echo "test: $rows rows, $SECONDS s; \`make test-all\` runs the rows that are left, in every tile and precision"
fi
exit $status
