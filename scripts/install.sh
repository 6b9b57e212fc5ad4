#!/usr/bin/env bash
# Makes the virtual environment FOLDER with this project and its EXTRAS in it, and sees to what pip cannot install.
set -euo pipefail

folder=${1:?usage: scripts/install.sh FOLDER}
extras=${EXTRAS:-cpu,triton,nvrtc,dask,docs,dev}

note() { printf '%s\n' "$*" >&2; }

# apt-get for root on Debian and its kin; elsewhere a note that says what to install.
system_package() {
  local package=$1 why=$2
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    note "note: $why: install $package (on Debian: apt-get install $package)"
    return 1
  fi
  note "installing $package: $why"
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o=Dpkg::Use-Pty=0 update </dev/null >/dev/null 2>&1 || true
  if ! DEBIAN_FRONTEND=noninteractive apt-get -qq -o=Dpkg::Use-Pty=0 install -y --no-install-recommends "$package" \
      </dev/null >/dev/null 2>&1; then
    note "note: apt-get could not install $package; $why"
    return 1
  fi
}

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3 /usr/bin/python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  note "error: transkernel needs Python 3.11 or newer; name one with PYTHON="
  return 1
}

make_environment() {
  local python=$1
  "$python" -m venv "$folder" >/dev/null 2>&1 && return
  rm -rf "$folder"
  system_package python3-venv "Python's venv module is missing" || return 1
  "$python" -m venv "$folder"
}

# A registry that stumbles is asked again; only the last failure is shown.
pip_install() {
  local attempt log
  log=$(mktemp)
  for attempt in 1 2 3; do
    if "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$@" </dev/null >"$log" 2>&1; then
      rm -f "$log"
      return
    fi
    note "note: pip did not succeed (attempt $attempt of 3)"
    [ "$attempt" = 3 ] || sleep $((attempt * 5))
  done
  cat "$log" >&2
  rm -f "$log"
  return 1
}

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
