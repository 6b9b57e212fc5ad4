#!/usr/bin/env bash
# Makes the virtual environment FOLDER with this project and its EXTRAS in it, and sees to what pip cannot install.
set -euo pipefail

folder=${1:?usage: scripts/install.sh FOLDER}
extras=${EXTRAS:-cpu,triton,nvrtc,dask,docs,dev}

source "$(dirname "$0")/environment.sh"

has_opencl_driver() { compgen -G '/etc/OpenCL/vendors/*.icd' >/dev/null; }

python=$(find_python)
if ! [ -x "$folder/bin/python" ]; then
  note "making $folder with $("$python" --version)"
  make_environment "$python"
fi

note "installing transkernel[$extras] (Intel's CPU runtime, in the extra cpu, is 277 MB to fetch, Triton 286 MB)"
pip_install --editable ".[$extras]"

command -v g++ >/dev/null || command -v clang++ >/dev/null || command -v c++ >/dev/null ||
  system_package g++ "the original runs on the CPU through a C++ compiler" || true
has_opencl_driver || system_package pocl-opencl-icd "a second OpenCL implementation to compare with" || true
command -v chromium >/dev/null || command -v google-chrome >/dev/null ||
  system_package chromium "the report is looked at in a real browser" || true
