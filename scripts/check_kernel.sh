#!/bin/bash
# Checks the compiled kernels in a build directory; results are equal on every machine only if all hold:
#   - no fused multiply-add instruction (it rounds once where others round twice);
#   - no call of libm (its answers differ between versions and processors);
#   - code compiled for one instruction set is local or named after it: a function with a common name could
#     be linked into the rest of the program and stop it on an older processor.
#
#   scripts/check_kernel.sh BUILD_DIR
set -euo pipefail

build=${1:?usage: check_kernel.sh BUILD_DIR}
faults=0 objects=0
fault() {
  echo "$1" >&2
  faults=$((faults + 1))
}

fma='\bv?fn?m(add|sub|la|ls)[a-z0-9]*\b'
libm='^_?_?(sin|cos|tan|asin|acos|atan2?|sinh|cosh|tanh|exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|erfc?|[lt]gamma|hypot|fma)[fl]?(_finite)?$'

while IFS= read -r object; do
  set=$(sed -E 's/.*tachy_kernel_([a-z0-9_]+)\.dir.*/\1/' <<<"$object")
  objects=$((objects + 1))

  fused=$(objdump -d --no-show-raw-insn "$object" | grep -cE "$fma" || true)
  [ "$fused" -eq 0 ] || fault "$set: $fused fused multiply-add instructions in $object"

  called=$(nm -u "$object" | awk '{print $NF}' | sed 's/@.*//' | grep -E "$libm" | paste -sd' ' || true)
  [ -z "$called" ] || fault "$set: calls libm: $called"

  [ "$set" = one_lane ] && continue  # compiled for every processor, like the rest of the program
  mangled="${#set}$set"
  common=$(nm --defined-only "$object" | awk '$2 ~ /^[TWi]$/ {print $3}' | grep -vF "$mangled" | c++filt || true)
  [ -z "$common" ] || fault "$set: code with a name that other code may share:"$'\n'"$common"
done < <(find "$build" -path '*tachy_kernel_*.dir/*.o' | sort)

if [ "$objects" -eq 0 ]; then fault "no kernel object below $build: build the program first"; fi
echo "kernel check: $objects objects, $faults faults"
[ "$faults" -eq 0 ]
