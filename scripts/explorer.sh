#!/bin/bash
# Builds the teaching page from its sources: the engine and the loader as a WebAssembly module, then the page around it.
# Whoever only uses the page needs none of this: both are committed (output/explorer/README.md).
#
#   scripts/explorer.sh            module and page
#   scripts/explorer.sh page       the page alone, around the module that is there
#   scripts/explorer.sh copy       only the sources of the page and the npm packages, to where it is built
#
# Needs what `scripts/setup.sh all` installs, and the network for what Debian has no package of that could be linked:
# the source of yaml-cpp, the part of emscripten that unwinds exceptions, and the npm packages named in package-lock.json.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tree=$PWD
build=$tree/build/explorer
page=output/explorer
mkdir -p "$build"

# Debian's own sources and packages, from this machine's mirror, checked by apt, without a change to its lists.
fetch_from_debian() {
  local lists=$build/apt
  [ -e "$lists/done" ] && return
  mkdir -p "$lists/lists/partial"
  local mirror archive
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Release: bookworm' | head -1)
  archive="[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:?"no Debian 12 sources on this machine"} bookworm main"
  printf 'deb %s\ndeb-src %s\n' "$archive" "$archive" >"$lists/sources.list"
  local apt=(apt-get -qq -o "Dir::Etc::SourceList=$lists/sources.list" -o Dir::Etc::SourceParts=-
    -o "Dir::State::Lists=$lists/lists" -o APT::Sandbox::User=root)
  "${apt[@]}" update
  (cd "$lists" && "${apt[@]}" source --download-only yaml-cpp && "${apt[@]}" download emscripten)
  mkdir -p "$lists/yaml-cpp"
  tar -xf "$lists"/yaml-cpp_*.orig.tar.xz -C "$lists/yaml-cpp" --strip-components=1
  local library=./usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten
  dpkg-deb --fsys-tarfile "$lists"/emscripten_*.deb |
    tar -x -C "$lists" --strip-components=8 "$library/libc++abi-except.a" "$library/libunwind-except.a"
  rm "$lists"/emscripten_*.deb
  touch "$lists/done"
}

build_module() {
  fetch_from_debian
  cmake -S "$page" -B "$build/module" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_TOOLCHAIN_FILE="$PWD/$page/wasm32.cmake" \
    -DYAML_CPP_SOURCE="$build/apt/yaml-cpp" -DEXCEPTION_LIBRARIES="$build/apt" >/dev/null
  cmake --build "$build/module"
  wasm-opt -O2 --strip-debug --strip-producers --enable-simd --enable-exception-handling --enable-bulk-memory \
    "$build/module/explorer.wasm" -o "$page/tachy.wasm"
}

# In a copy, so that nothing but sources stands in the tree.
copy_page() {
  local copy=$build/npm
  mkdir -p "$copy"
  rm -rf "$copy"/{page,report}
  cp -r "$page"/{page,build.mjs,licences.mjs,package.json,package-lock.json,tsconfig.json} "$copy"
  cmp -s "$copy/package-lock.json" "$copy/installed" && return
  (cd "$copy" && npm ci --no-audit --no-fund --silent) && cp "$copy/package-lock.json" "$copy/installed"
}

build_page() {
  copy_page
  (cd "$build/npm" && node_modules/.bin/tsc && node build.mjs "$tree")
}

case "${1:-}" in
  "") build_module && build_page ;;
  page) build_page ;;
  copy) copy_page ;;
  *) echo "usage: scripts/explorer.sh [page | copy]" >&2; exit 2 ;;
esac
