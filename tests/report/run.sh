#!/bin/bash
# Tests the report: types, the committed page against its sources, and pages in a browser.
#   tests/report/run.sh TACHY
# Skips, with a message and exit code 77, where npm or Chromium is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

for needed in npm node chromium; do
  if ! command -v "$needed" >/dev/null; then echo "report: no $needed here, not tested (scripts/setup.sh all)"; exit 77; fi
done
scripts/report.sh copy || { echo "report: the npm packages could not be installed, not tested"; exit 77; }
tree=$PWD
(
  cd build/explorer/npm
  node_modules/.bin/tsc
  node build-report.mjs "$tree" fresh-report.html
  cmp fresh-report.html "$tree/output/report/tachy-report.html" ||
    { echo "report: the committed page is older than its sources, validation.md or limits.md: scripts/report.sh" >&2; exit 1; }
)
TACHY=$(realpath "$1") node --test --test-reporter=spec tests/report/page_test.mjs
