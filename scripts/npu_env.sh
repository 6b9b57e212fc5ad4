#!/usr/bin/env bash
# Makes the environments NAME... (jax, tpu, pyasc; all three where none is named) under build/npu/, each with what
# scripts/npu/NAME.txt pins. Their packages do not go together with each other, nor with the project's own.
#   scripts/npu_env.sh --try NAME...   asks a registry once; what cannot be made is a note, and tests skip it
set -euo pipefail
source "$(dirname "$0")/environment.sh"

requirements=$(cd "$(dirname "$0")" && pwd)/npu
is_trial=
if [ "${1:-}" = --try ]; then
  is_trial=yes attempts=1
  shift
fi
names=("$@")
[ ${#names[@]} -gt 0 ] || names=(jax tpu pyasc)

make_one() {
  local wanted="$requirements/$1.txt"
  folder=build/npu/$1
  if [ -x "$folder/bin/python" ] && cmp -s "$wanted" "$folder/made-of.txt"; then return; fi
  note "making $folder: $(sed -n '1s/^# //p' "$wanted")"
  [ -x "$folder/bin/python" ] || make_environment "$(find_python)" || return 1
  pip_install --requirement "$wanted" || return 1
  cp "$wanted" "$folder/made-of.txt"
}

for name in "${names[@]}"; do
  make_one "$name" && continue
  [ "$is_trial" ] || exit 1
  note "note: $name could not be made; what needs it is skipped"
done
