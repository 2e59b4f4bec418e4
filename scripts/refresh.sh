#!/bin/bash
# Prints anew what the program prints into pages: the schema, tables of parameters and of the worked patient, and
# the numbers that prose repeats (0.482<!--=r_enantiomer_weight-->). A test fails when one of them is out of date.
#
#   scripts/refresh.sh                what is quick
#   scripts/refresh.sh --all          also the golden checksums, validation, crossover and money (some minutes);
#                                     that looks at the validate side: enter the look in sim/model/validation-diary.md
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-}" in
  "" | --all) ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

build() {  # build PRESET TARGET
  [ -f "build/$1/build.ninja" ] || cmake --preset "$1"
  cmake --build --preset "$1" --target "$2"
}

build test test_verification
build test tachy
build/test/tachy schema >scenarios/schema.json
TACHY_REFRESH_PAGES=1 build/test/tests/verification/test_verification
if [ "${1:-}" = --all ]; then
  build test test_engine
  TACHY_REFRESH_GOLDEN=1 build/test/tests/engine/test_engine --test-suite='*golden*'
  build release tachy
  scripts/model_pages.sh build/release/tachy
  scripts/economics_pages.py build/release/tachy
  TACHY_REFRESH_PAGES=1 build/test/tests/verification/test_verification  # numbers taken from those pages
fi
git --no-pager diff --stat
