#!/bin/sh
# Installs what building, the demo and the tests need, and nothing that is already there.
#
#     Scripts/setup.sh build    libpng, zlib, OpenCL headers, PoCL (an OpenCL device made of the CPU)
#     Scripts/setup.sh test     the same, Oclgrind (checks kernels for races and bad accesses), and
#                               shells in which completions are tried
#
# Knows apt (Debian, Ubuntu) and brew (macOS). Swift itself is only checked, never installed.
set -eu

mode=${1:-build}
case $mode in
  build | test) ;;
  *) echo "usage: $0 [build|test]" >&2; exit 64 ;;
esac

say() { echo "setup: $*" >&2; }

# Required to build: without these nothing works.
required_apt="libpng-dev zlib1g-dev opencl-headers"
required_brew="libpng opencl-headers"
# An OpenCL device where there is no GPU. The demo also works without, on the CPU alone.
opencl_apt="ocl-icd-opencl-dev ocl-icd-libopencl1 pocl-opencl-icd"
opencl_brew="ocl-icd pocl"
# The tests run the kernels in this simulator, too, and try completions in these shells.
test_apt="oclgrind zsh fish"

why() {
  case $1 in
    libpng*) echo "reads and writes PNG files" ;;
    zlib*) echo "compression, for PNG and gzip files" ;;
    opencl-headers) echo "declarations of OpenCL; the library is opened at run time" ;;
    ocl-icd*) echo "finds the OpenCL devices of this machine" ;;
    pocl*) echo "an OpenCL device made of the CPU" ;;
    zsh | fish) echo "a shell in which the tests try completions" ;;
    oclgrind) echo "an OpenCL simulator that reports races and invalid accesses" ;;
  esac
}

check_swift() {
  if ! command -v swift >/dev/null 2>&1; then
    say "swift was not found. Install Swift 6.2 or newer from https://www.swift.org/install,"
    say "put its usr/bin into PATH, and run this again."
    exit 1
  fi
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  major=${version%%.*}
  rest=${version#*.}
  minor=${rest%%.*}
  # A version without a dot (a snapshot) or one that cannot be read counts as unknown.
  case $major.$minor in
    *[!0-9.]* | .* | *.)
      say "the version of $(command -v swift) could not be read; 6.2 or newer is needed"
      return ;;
  esac
  if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
    say "Swift $version is too old: 6.2 or newer is needed (https://www.swift.org/install)."
    exit 1
  fi
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    say "not root, and there is no sudo. Run this as root: $*"
    return 1
  fi
}

# Prints those of its arguments that are not installed.
missing_apt() {
  for package; do
    case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
      installed) ;;
      *) echo "$package" ;;
    esac
  done
}

missing_brew() {
  for package; do
    brew list --versions "$package" >/dev/null 2>&1 || echo "$package"
  done
}

announce() {
  for package; do say "installing $package ($(why "$package"))"; done
}

updated=no
install_apt() {
  announce "$@"
  if [ $updated = no ]; then
    as_root apt-get update -q || say "apt-get update failed; trying with the lists at hand"
    updated=yes
  fi
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "$@"
}

install_brew() {
  announce "$@"
  brew install "$@"
}

# Installs what is missing of a list; $1 is the package tool.
ensure() {
  tool=$1
  shift
  # shellcheck disable=SC2046  # package names have no blanks
  set -- $("missing_$tool" "$@")
  [ $# -eq 0 ] || "install_$tool" "$@"
}

check_swift
if command -v apt-get >/dev/null 2>&1; then
  tool=apt required=$required_apt opencl=$opencl_apt extra=$test_apt
elif command -v brew >/dev/null 2>&1; then
  tool=brew required=$required_brew opencl=$opencl_brew extra=
else
  say "neither apt-get nor brew is here. Please install by other means:"
  say "  $required_apt (required), $opencl_apt (OpenCL), $test_apt (tests)"
  exit 0
fi

# shellcheck disable=SC2086  # lists of names
ensure $tool $required || { say "could not install: $required"; exit 1; }
# shellcheck disable=SC2086
if ! ensure $tool $opencl; then
  [ "$mode" = build ] || { say "could not install: $opencl"; exit 1; }
  say "no OpenCL device could be installed; the CPU will be used"
fi
if [ "$mode" = test ]; then
  # shellcheck disable=SC2086
  ensure $tool $extra || { say "could not install: $extra"; exit 1; }
  [ $tool = apt ] || say "Oclgrind is not packaged for brew; its run is left out here"
fi
