#!/bin/sh
# Writes the manual pages and checks that each verb has one, that `man` can read it, and that it has every
# option that the verb's help has.
set -eu
cd "$(dirname "$0")/.."

pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT
swift package generate-manual --multi-page >/dev/null
Scripts/man.sh "$pages" >/dev/null

# The page as a person sees it; without `man` its source, in which a hyphen may be escaped.
read_page() {
  if command -v man >/dev/null && command -v col >/dev/null; then
    MANWIDTH=200 man -l "$1" 2>/dev/null | col -b
  else
    sed 's/\\-/-/g' "$1"
  fi
}

status=0
foreframe=.build/release/foreframe
for verb in $($foreframe --help | sed -n '/^SUBCOMMANDS:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p'); do
  page=$pages/man1/foreframe-$verb.1
  if [ ! -s "$page" ]; then
    echo "test-man: no page for $verb" >&2
    status=1
    continue
  fi
  text=$(read_page "$page")
  for option in $($foreframe "$verb" --help | grep -oE '^  (-[a-z], )?--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
    case $text in
    *"$option"*) ;;
    *)
      echo "test-man: the page of $verb has no $option" >&2
      status=1
      ;;
    esac
  done
done
count=$(ls "$pages/man1" | wc -l)
[ "$count" -gt 5 ] || status=1
[ $status -eq 0 ] && echo "test-man: $count pages, with every option"
exit $status
