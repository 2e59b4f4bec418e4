#!/bin/bash
# Compiles the core for wasm32 (WASI, 128-bit lanes) without exceptions, links it, and, where node is at hand, runs the
# golden run in it: its checksums must be those of tests/golden, as on every other instruction set.
#
#   scripts/check_wasm.sh [BUILD_DIR]     build/wasm if not given
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build=${1:-build/wasm}
mkdir -p "$build/include"
# Highway alone: glibc's own headers beside it in /usr/include are not those of WASI.
ln -sfn /usr/include/hwy "$build/include/hwy"

compile=(clang++-14 --target=wasm32-wasi -std=c++20 -msimd128 -fno-exceptions -fno-rtti
  -ffp-contract=off -fno-fast-math -fno-trapping-math -fno-math-errno
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  -Isim -Itests -isystem "$build/include")

# The files of a layer, as its CMakeLists.txt lists them.
files_of() {  # files_of LAYER FOLDER
  sed -n "/^tachy_layer($1\$/,/^ *PUBLIC/s|^  \([a-z_]*\.cpp\)\$|$2/\1|p" "$2/CMakeLists.txt"
}
mapfile -t core < <(files_of model sim/model; files_of regimen sim/regimen; files_of day sim/day; files_of core sim/engine)

# All sources at once, which is several times faster.
printf '#include "%s"\n' "${core[@]/#/$PWD/}" >"$build/core.cpp"
"${compile[@]}" -O1 -c "$build/core.cpp" -o "$build/core.o"
"${compile[@]}" -O1 -c sim/engine/block_kernel.cpp -o "$build/one_lane.o"
"${compile[@]}" -O1 -DTACHY_LANES=wasm128 -c sim/engine/block_kernel.cpp -o "$build/wasm128.o"
"${compile[@]}" -O1 -c tests/engine/golden_wasm.cpp -o "$build/golden.o"
clang++-14 --target=wasm32-wasi -Wl,-z,stack-size=1048576 -Wl,--stack-first \
  "$build"/{core,one_lane,wasm128,golden}.o -o "$build/golden.wasm"
echo "wasm check: the core is ${#core[@]} files and two kernels, $(stat -c %s "$build/golden.wasm") bytes linked"

if ! command -v node >/dev/null; then
  echo "wasm check: no node here, so the golden run was not run"
  exit 0
fi
run='import { readFileSync } from "node:fs"; import { WASI } from "node:wasi";
const [program, ...args] = process.argv.slice(1);
const wasi = new WASI({ version: "preview1", args: [program, ...args] });
const { instance } = await WebAssembly.instantiate(readFileSync(program), wasi.getImportObject());
process.exitCode = wasi.start(instance);'
for kernel in wasm128 one_lane; do
  node --no-warnings --input-type=module -e "$run" "$build/golden.wasm" "$kernel" >"$build/$kernel.txt"
  diff "$build/$kernel.txt" tests/golden/measures.txt
  echo "wasm check: $kernel gives the golden checksums in node $(node --version)"
done
