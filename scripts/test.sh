#!/bin/bash
# Builds and tests tachy. Works from any directory and any number of times; see --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'TEXT'
usage: scripts/test.sh [--quick | --all]

Installs what is missing, builds with g++ (warnings are errors), runs the tests and checks the format.

  --quick  the unit tests only, without the program itself: for the time between two changes
  --all    also: clang, address and undefined-behaviour sanitizers, thread sanitizer on the engine,
           fuzzing of all readers, every file compiled by itself, equal bytes from every compiler and
           optimisation level. It takes about three times as long.

The summary says how long each step took by the clock and in seconds of processor time; the last line says how
many checks passed and failed; exit code 0 when none failed.
To run some tests only: ctest --preset test -R NAME, or -L unit, cli, scripts, -LE slow
TEXT
}

extent=default
for argument in "$@"; do
  case "$argument" in
    --quick | --all) extent=${argument#--} ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_SLOPPINESS=pch_defines,time_macros
fi
jobs=$(nproc)
passed=0 failed=0 summary=()

# Sets `used` to the processor seconds of what this script has started and has seen end.
processor_seconds() {
  times >"$scratch/times"
  used=$(tail -1 "$scratch/times" | awk -F '[ms ]+' '{printf "%.0f", 60 * ($1 + $3) + $2 + $4}')
}

# step "what it shows" command...: runs it, notes how it went, goes on either way. A step that runs ctest
# counts as its tests.
step() {
  local what=$1 started=$SECONDS good=0 bad=0 mark=ok closing used before
  shift
  processor_seconds
  before=$used
  printf '\n== %s\n' "$what"
  if "$@" 2>&1 </dev/null | tee "$scratch/log"; then good=1; else bad=1 mark=FAILED; fi
  closing=$(grep -oE '[0-9]+ tests failed out of [0-9]+' "$scratch/log" | tail -1 || true)
  if [ -n "$closing" ]; then
    read -r bad _ _ _ _ good <<<"$closing"
    good=$((good - bad))
    if [ "$mark" = FAILED ] && [ "$bad" -eq 0 ]; then bad=1; fi
  fi
  passed=$((passed + good)) failed=$((failed + bad))
  processor_seconds
  summary+=("$(printf '%-6s %5d s %5d s  %s' "$mark" $((SECONDS - started)) $((used - before)) "$what")")
  [ "$mark" = ok ]
}

build() {  # build PRESET [TARGET...]
  local preset=$1
  shift
  cmake --preset "$preset" && cmake --build --preset "$preset" --parallel "$jobs" ${1:+--target "$@"}
}

run_tests() {  # run_tests PRESET [ctest options]
  local preset=$1
  shift
  ctest --preset "$preset" --parallel "$jobs" --timeout 900 "$@"
}

# The thread sanitizer of g++ 12 cannot run where the kernel spreads addresses widely: ask it not to.
run_tests_at_fixed_addresses() {
  if setarch -R true 2>/dev/null; then
    setarch -R ctest --preset "$@" --timeout 900
  else
    ctest --preset "$@" --timeout 900
  fi
}

# The same small run of every binary, with different numbers of threads: one content.
equal_bytes() {
  local preset threads=1
  for preset in test clang asan; do
    "build/$preset/tachy" run scenarios/policy/maintenance.yaml --draws 2 --patients 1500 --seed 7 \
      -j "$threads" -o "$scratch/$preset.h5" --force || return 1
    cmp "$scratch/test.h5" "$scratch/$preset.h5" || return 1
    echo "$preset, $threads threads: $(sha256sum <"$scratch/$preset.h5" | cut -c1-16)"
    threads=$((threads + 1))
  done
}

# fuzz READER RUNS BYTES SEEDS: any bytes at all, beginning from good and bad ones: the reader neither crashes nor hangs.
# HDF5 loses some memory whenever it refuses a file, so leaks are not looked for here.
fuzz() {
  mkdir -p "$scratch/corpus/$1"
  build/asan/fuzz_"$1" -seed=1 -runs="$2" -max_len="$3" -max_total_time=120 -timeout=60 -verbosity=0 -print_final_stats=1 \
    -detect_leaks=0 -artifact_prefix=build/asan/ "$scratch/corpus/$1" "$4"
}

fuzz_readers() {
  local seeds=tests/fuzz/corpus
  mkdir "$scratch/scenarios"
  find scenarios tests/bad_scenarios -name '*.yaml' -exec cp {} "$scratch/scenarios" \;
  fuzz scenario 14000 20000 "$scratch/scenarios" && fuzz plan 1000 4000 $seeds/plan && fuzz draws 2000 4000 $seeds/draws &&
    fuzz patients 1000 4000 $seeds/patients && fuzz part 2000 200 $seeds/part && fuzz outcome 150 64 $seeds/outcome
}

# Layers are compiled a dozen sources at a time, where one may live on the includes of another.
each_file_alone() {
  cmake --preset dev && cmake --build --preset dev --target tachy_build_facts && scripts/check_alone.py build/dev
}

test_quickly() {
  step "g++ builds the unit tests" build test unit_tests || return 0
  step "unit tests" run_tests test -L unit || true
}

test_with_gcc() {
  step "g++ builds without a warning" build test || return 0
  step "tests, g++" run_tests test || true
}

test_the_rest() {
  step "every file compiles by itself" each_file_alone || true
  # Everything is compiled by clang, without a warning, and tested for the sanitizers below; optimised, only the arithmetic
  # could differ.
  if step "clang, optimised: the program and the tests of its core" build clang tachy core_tests; then
    step "tests of the core, clang" run_tests clang -L core || true
  fi
  if step "address and undefined-behaviour sanitizers, fuzzers of the readers: build" build asan; then
    step "tests, address and undefined-behaviour sanitizers" run_tests asan || true
    step "the readers, 20,150 fuzzed inputs (findings go to build/asan)" fuzz_readers || true
  fi
  if step "thread sanitizer: build of the engine's tests" build tsan test_engine; then
    step "tests of the engine, thread sanitizer" run_tests_at_fixed_addresses tsan -R '^engine$' || true
  fi
  step "the core compiles for wasm and gives the golden run there" scripts/check_wasm.sh || true
  step "equal outcome files: g++ -O3, clang -O3, clang -O1 with sanitizers" equal_bytes || true
}

if [ "$extent" = all ]; then scripts/setup.sh all; else scripts/setup.sh test; fi
if [ "$extent" = quick ]; then
  test_quickly
else
  step "format" scripts/check_format.sh || true
  test_with_gcc
fi
if [ "$extent" = all ]; then test_the_rest; fi

processor_seconds
printf '\n== Summary (%d s by the clock, %d s of processor time)\n' "$SECONDS" "$used"
printf '%s\n' "         clock  cpu" "${summary[@]}"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
