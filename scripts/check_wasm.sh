#!/bin/bash
# Compiles the core for wasm32 (WASI, 128-bit lanes) without exceptions, links it, and, where node is at hand, runs the
# golden run in it: its checksums must be those of tests/golden, as on every other instruction set. The loader, which
# keeps its exceptions, is read for wasm32 and not linked: yaml-cpp and fmt would have to be compiled for it.
#
#   scripts/check_wasm.sh [BUILD_DIR]     build/wasm if not given
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build=${1:-build/wasm}
mkdir -p "$build/include"
# These alone: glibc's own headers beside them in /usr/include are not those of WASI.
for library in hwy fmt yaml-cpp nlohmann; do ln -sfn "/usr/include/$library" "$build/include/$library"; done

compile=(clang++-14 --target=wasm32-wasi -std=c++20 -msimd128
  -ffp-contract=off -fno-fast-math -fno-trapping-math -fno-math-errno
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  -Isim -Itests -isystem "$build/include")

# The files of a layer, as its CMakeLists.txt lists them.
files_of() {  # files_of LAYER FOLDER
  sed -n "/^tachy_layer($1\( LEAN\)\?\$/,/^ *PUBLIC/s|^  \([a-z_/]*\.cpp\)\$|$2/\1|p" "$2/CMakeLists.txt"
}
mapfile -t core < <(files_of model sim/model; files_of regimen sim/regimen; files_of day sim/day; files_of core sim/engine)

# All sources at once, which is several times faster.
printf '#include "%s"\n' "${core[@]/#/$PWD/}" >"$build/core.cpp"
pure=("${compile[@]}" -fno-exceptions -fno-rtti)
"${pure[@]}" -O1 -c "$build/core.cpp" -o "$build/core.o"
"${pure[@]}" -O1 -c sim/engine/block_kernel.cpp -o "$build/one_lane.o"
"${pure[@]}" -O1 -DTACHY_LANES=wasm128 -c sim/engine/block_kernel.cpp -o "$build/wasm128.o"
"${pure[@]}" -O1 -c tests/engine/golden_wasm.cpp -o "$build/golden.o"
clang++-14 --target=wasm32-wasi -Wl,-z,stack-size=1048576 -Wl,--stack-first \
  "$build"/{core,one_lane,wasm128,golden}.o -o "$build/golden.wasm"
echo "wasm check: the core is ${#core[@]} files and two kernels, $(stat -c %s "$build/golden.wasm") bytes linked"

# All but what reads from disk; a page hands the loader its files in memory (sim/scenario/text/files.hpp). Sixteen at
# once, as tachy_layer does.
mapfile -t loader < <(files_of scenario sim/scenario)
if [ "${#loader[@]}" -lt 40 ]; then echo "wasm check: only ${#loader[@]} files of the loader found" >&2; exit 1; fi
for ((i = 0; i < ${#loader[@]}; i += 16)); do
  printf '#include "%s"\n' "${loader[@]:i:16}" | grep -v /files_on_disk.cpp >"$build/loader.cpp"
  "${compile[@]}" -I. -fexceptions -DJSON_HAS_FILESYSTEM=0 -DJSON_HAS_EXPERIMENTAL_FILESYSTEM=0 -fsyntax-only "$build/loader.cpp"
done
echo "wasm check: the loader compiles, $((${#loader[@]} - 1)) files"

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
