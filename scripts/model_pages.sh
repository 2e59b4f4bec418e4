#!/bin/bash
# Writes the pages of sim/model/printed that come from the program: validation.md with its forest plots, and the
# table and figure of crossover-2018.md. It looks at the validate side: enter the look in sim/model/validation-diary.md.
#
#   scripts/model_pages.sh TACHY     the program, e.g. build/tachy
set -euo pipefail
cd "$(dirname "$0")/.."
tachy=${1:?"usage: scripts/model_pages.sh TACHY, e.g. build/tachy"}
pages=sim/model/printed
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$tachy" validate --no-color >"$work/validation.txt"
"$tachy" validate --json >"$work/validation.json"
/usr/bin/python3 scripts/forest.py "$work/validation.json" -o "$work" >/dev/null
cp "$work"/forest_calibrate.svg "$work"/forest_validate.svg "$pages"
{
  printf '# Validation\n\nPrinted by `scripts/model_pages.sh` from `tachy validate`; do not edit. How to read it:\n'
  printf '[scenarios/trials/README.md](../../../scenarios/trials/README.md). Looks taken: [diary](../validation-diary.md).\n\n'
  printf '![Fitted endpoints](forest_calibrate.svg)\n\n![Predicted endpoints](forest_validate.svg)\n\n```\n'
  cat "$work/validation.txt"
  printf '```\n'
} >"$pages/validation.md"

"$tachy" crossover --json >"$work/crossover.json"
/usr/bin/python3 scripts/crossover_figure.py "$work/crossover.json" -o "$work" >/dev/null
cp "$work/crossover-2018.svg" "$pages"
"$tachy" crossover >"$work/crossover.txt"
awk -v table="$work/crossover.txt" '
  /^<!-- table: begin -->/ { print; print "\n```"; while ((getline line < table) > 0) print line; print "```\n"; skip = 1 }
  /^<!-- table: end -->/ { skip = 0 }
  !skip' "$pages/crossover-2018.md" >"$work/page.md"
cp "$work/page.md" "$pages/crossover-2018.md"
echo "Written: $pages/validation.md, $pages/crossover-2018.md and their figures."
