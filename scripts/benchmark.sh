#!/bin/bash
# Measures tachy on this machine: scripts/benchmark.sh [--largest]. Takes about five minutes; see
# tests/benchmark/README.md for what is measured. Best on an idle machine; how idle it was is printed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case "${1:-}" in
  "" | --largest) ;;
  *) echo "usage: scripts/benchmark.sh [--largest]" >&2; exit 2 ;;
esac

cmake --preset bench >/dev/null
cmake --build --preset bench --target tachy tachy_benchmark
build/bench/tests/benchmark/tachy_benchmark "$@"
echo
python3 tests/benchmark/cost_of_options.py build/bench/tachy
