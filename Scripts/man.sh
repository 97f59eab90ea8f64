#!/bin/sh
# Gathers the manual pages that `swift package generate-manual` has written, under the names that
# `man` looks for.
#
#     Scripts/man.sh out/man    out/man/man1/foreframe-predict.1 and so on
set -eu
cd "$(dirname "$0")/.."

target=$1/man1
mkdir -p "$target"
found=no
for page in $(find .build/plugins -name 'foreframe*.1'); do
  name=$(basename "$page" .1 | tr . -)
  cp "$page" "$target/$name.1"
  found=yes
done
[ $found = yes ] || { echo "no manual pages in .build/plugins: swift package generate-manual" >&2; exit 1; }
ls "$target"
