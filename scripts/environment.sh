# What scripts that make virtual environments share; sourced. They set `folder`, the environment's, and may set
# `attempts`, how often a registry that stumbles is asked.

note() { printf '%s\n' "$*" >&2; }

# apt-get for root on Debian and its kin; elsewhere a note that says what to install. It waits for another that is at
# work, which may be ours.
system_package() {
  local package=$1 why=$2
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    note "note: $why: install $package (on Debian: apt-get install $package)"
    return 1
  fi
  note "installing $package: $why"
  local apt=(apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300)
  DEBIAN_FRONTEND=noninteractive "${apt[@]}" update </dev/null >/dev/null 2>&1 || true
  if ! DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y --no-install-recommends "$package" \
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

# A registry that stumbles is asked again; only the last failure is shown. Python compiles what it imports, which is far
# less than what is installed.
pip_install() {
  local attempt log wanted=${attempts:-3}
  log=$(mktemp)
  for ((attempt = 1; attempt <= wanted; attempt++)); do
    if "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --no-compile "$@" </dev/null >"$log" 2>&1; then
      rm -f "$log"
      return
    fi
    note "note: pip did not succeed (attempt $attempt of $wanted)"
    [ "$attempt" = "$wanted" ] || sleep $((attempt * 5))
  done
  cat "$log" >&2
  rm -f "$log"
  return 1
}
