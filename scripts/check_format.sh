#!/bin/bash
# Checks that the C++ sources are formatted as .clang-format says: scripts/check_format.sh [--fix]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case "${1:-}" in
  "") how=(--dry-run -Werror) ;;
  --fix) how=(-i) ;;
  *) echo "usage: scripts/check_format.sh [--fix]" >&2; exit 2 ;;
esac

# Tracked files and new ones alike; outside a git checkout, whatever is there.
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  mapfile -t files < <(git ls-files --cached --others --exclude-standard -- '*.cpp' '*.hpp' | sort)
else
  mapfile -t files < <(find sim output tests -name '*.[ch]pp' | sort)
fi
clang-format-14 "${how[@]}" "${files[@]}"
echo "format check: ${#files[@]} files"
