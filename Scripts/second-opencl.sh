#!/bin/bash
# Sets up a second OpenCL implementation for tests: Intel's for x86-64 CPUs, from the Python index.
#
#     eval "$(Scripts/second-opencl.sh FOLDER)"    then: make test, foreframe devices, clinfo ...
#
# The folder gets a virtual environment (about 830 MB). The two lines printed on stdout set
# LD_LIBRARY_PATH and OCL_ICD_VENDORS, so that this implementation alone is seen.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: $0 FOLDER" >&2
  exit 64
fi
if [ "$(uname -sm)" != "Linux x86_64" ]; then
  echo "second-opencl: Intel's CPU implementation is for Linux on x86-64" >&2
  exit 69
fi

mkdir -p "$1"
folder=$(cd "$1" && pwd)
library=$folder/lib/libintelocl.so

if [ ! -e "$library" ]; then
  python3 -m venv "$folder" >&2
  "$folder/bin/pip" install intel-opencl-rt intel-cmplr-lib-rt tbb >&2
fi

# The package's own registration names a path of the machine it was built on.
mkdir -p "$folder/vendors"
echo "$library" > "$folder/vendors/intel-cpu.icd"

printf 'export LD_LIBRARY_PATH=%q\n' "$folder/lib"
printf 'export OCL_ICD_VENDORS=%q\n' "$folder/vendors"
