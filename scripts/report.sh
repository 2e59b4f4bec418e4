#!/bin/bash
# Builds the page of `tachy report` from its sources. Whoever uses tachy needs none of this: the page is committed.
#
#   scripts/report.sh              the committed page
#   scripts/report.sh copy         only its sources, to where it is built
#
# The npm packages are those of the explorer (output/explorer/package-lock.json), and so is where they stand.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tree=$PWD
copy=$tree/build/explorer/npm

copy_page() {
  scripts/explorer.sh copy
  cp -r output/report/page "$copy/report"
  cp output/report/build.mjs "$copy/build-report.mjs"
}

case "${1:-}" in
  "") copy_page && cd "$copy" && node_modules/.bin/tsc && node build-report.mjs "$tree" ;;
  copy) copy_page ;;
  *) echo "usage: scripts/report.sh [copy]" >&2; exit 2 ;;
esac
