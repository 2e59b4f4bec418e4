#!/bin/bash
# Installs the Debian packages that tachy needs and that are missing.
#
#   scripts/setup.sh build     to build the program
#   scripts/setup.sh demo      ... and draw figures
#   scripts/setup.sh test      ... and run the tests
#   scripts/setup.sh all       ... with clang, also for wasm, the sanitizers, and browsers for the explorer
#
# When nothing is missing it does nothing and needs neither network nor rights. Otherwise it installs with
# apt as root or with a sudo that asks for no password; failing that it prints the one command to run.
set -euo pipefail

build=(g++ cmake ninja-build pkg-config git libtbb-dev libhdf5-dev libssl-dev libyaml-cpp-dev libboost-dev
  libhwy-dev libfmt-dev libcli11-dev nlohmann-json3-dev libeigen3-dev)
figures=(python3 python3-matplotlib python3-h5py python3-numpy)
tests=(doctest-dev librandom123-dev binutils clang-format-14 python3-netcdf4 python3-xarray python3-yaml
  python3-jsonschema)
compilers=(clang-14 libclang-rt-14-dev lld-14 wasi-libc libclang-rt-14-dev-wasm32 libc++-14-dev-wasm32
  libc++abi-14-dev-wasm32)
explorer=(binaryen chromium firefox-esr)
command -v npm >/dev/null || explorer+=(nodejs npm)  # some other node may be there already

case "${1:-}" in
  build) wanted=("${build[@]}") ;;
  demo) wanted=("${build[@]}" "${figures[@]}") ;;
  test) wanted=("${build[@]}" "${figures[@]}" "${tests[@]}") ;;
  all) wanted=("${build[@]}" "${figures[@]}" "${tests[@]}" "${compilers[@]}" "${explorer[@]}") ;;
  *) echo "usage: scripts/setup.sh build|demo|test|all" >&2; exit 2 ;;
esac

missing_packages() {
  local present
  present=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null |
    awk '$2 == "installed" {print $1}' || true)
  printf '%s\n' "${wanted[@]}" | grep -vxF -f <(echo "$present") || true
}

if ! command -v dpkg-query >/dev/null; then
  echo "This is not a Debian system. tachy needs what these Debian 12 packages hold: ${wanted[*]}" >&2
  exit 0  # CMake names whatever is really missing
fi

mapfile -t missing < <(missing_packages)
[ "${#missing[@]}" -gt 0 ] || exit 0

by_hand() {
  echo "$1 Please run this, then start again:" >&2
  echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
  exit 1
}

if [ "$(id -u)" -eq 0 ]; then
  as_root=(env)
elif sudo -n true 2>/dev/null; then
  as_root=(sudo -n env)
else
  by_hand "Some Debian packages are missing."
fi

echo "Installing: ${missing[*]}"
apt=("${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq)
"${apt[@]}" update || echo "The package lists could not be refreshed; going on with those at hand." >&2
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >/dev/null ||
  by_hand "The packages could not be installed."
