#!/bin/bash
# From a fresh clone to pictures: installs what is missing, builds the program, runs the maintenance
# scenario, prints the comparison of its arms, writes the report and draws the figures, all into results/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ $# -gt 0 ]; then
  echo "usage: scripts/demo.sh     (no options; builds, runs, compares, reports, draws)"
  [ "$1" = --help ] || [ "$1" = -h ] && exit 0
  exit 2
fi

scenario=scenarios/policy/maintenance.yaml
outcome=results/maintenance.h5
report=results/maintenance.html
tachy=build/release/tachy

step() { printf '\n== %s\n' "$*"; }  # the times given: two cores, nothing else running

step "Set-up: Debian packages that are missing (a few minutes when there are many)"
scripts/setup.sh demo
echo "All packages are there."

step "Build the program (about two minutes; seconds when it is built already)"
cmake --preset release
cmake --build --preset release --target tachy --parallel "$(nproc)"

step "Run $scenario: 5,000 patients, five regimens, two years, 100 draws of what is not known (20 s)"
mkdir -p results
"$tachy" run "$scenario" -o "$outcome" --force

step "Compare the regimens (a second)"
"$tachy" compare "$outcome"

step "Write the report (two seconds)"
"$tachy" report "$outcome" -o "$report"

step "Draw the figures (about ten seconds)"
"$tachy" economics "$outcome" --json >results/economics.json
scripts/figures.py "$outcome" --economics results/economics.json -o results

step "Done in $SECONDS s"
echo "Report:       $PWD/$report   (open it in a browser)"
echo "Outcome file: $PWD/$outcome"
echo "Figures:      $PWD/results/*.png and *.svg"
echo "The patients are hypothetical. This is not dosing guidance."
