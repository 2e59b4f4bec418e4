#!/bin/bash
# Tests the page: types, the committed page against its sources, and the page in a browser.
#   tests/explorer/run.sh TACHY
# Skips, with a message and exit code 77, where npm or Chromium is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

for needed in npm node chromium; do
  if ! command -v "$needed" >/dev/null; then echo "explorer: no $needed here, not tested (scripts/setup.sh all)"; exit 77; fi
done
scripts/explorer.sh copy || { echo "explorer: the npm packages could not be installed, not tested"; exit 77; }
tree=$PWD
(
  cd build/explorer/npm
  node_modules/.bin/tsc
  node build.mjs "$tree" fresh.html
  # What gzip makes of the module may differ between machines; the rest may not.
  without_module() { sed 's|<script type="text/plain" id="module">[^<]*|<module>|' "$1"; }
  cmp <(without_module fresh.html) <(without_module "$tree/output/explorer/tachy-explorer.html") ||
    { echo "explorer: the committed page is older than its sources or the scenarios: scripts/explorer.sh page" >&2; exit 1; }
)
TACHY=$1 node --test --test-reporter=spec tests/explorer/page_test.mjs
