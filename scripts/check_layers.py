#!/usr/bin/env python3
"""Checks that every layer includes only what the architecture lets it use.

    scripts/check_layers.py [ROOT]

Each folder below sim/, and output/, is one layer; so is output/explorer, the module of a page. The core (base, model, regimen, day, and the engine's
files of tachy_core with what they include) may also know no file, clock, thread or libm: a result must not
depend on them; nor may it throw. Output does not run the simulation.
Prints file:line and what is allowed for each breach; exit code 1 if there is one.
"""
import re
import sys
from pathlib import Path

MODEL = ("model", "base")
DAY = ("regimen", *MODEL)
ENGINE = ("day", *DAY)
TRACE = ("engine", *ENGINE)
OUTPUT = ("economics", "trace", *TRACE)
RUN = ("output", "scenario", *OUTPUT)
STUDY = ("run", *RUN)
LAYERS = {  # layer: the layers it may include, besides itself
    "base": (),
    "model": ("base",),
    "economics": MODEL,
    "regimen": MODEL,
    "day": DAY,
    "engine": ENGINE,
    "trace": TRACE,
    "scenario": ("economics", *DAY),
    "output": OUTPUT,
    "explorer": ("scenario", "trace", *TRACE),
    "run": RUN,
    "study": STUDY,
    "bench": ENGINE + ("engine",),
    "cli": ("study", "bench", *STUDY),
}
LIBRARIES = {  # library: how its includes begin, and the layers that may use it, besides cli
    "Highway": (r"hwy/", ("base",)),
    "Boost": (r"boost/", ("bench",)),
    "yaml-cpp": (r"yaml-cpp/", ("scenario",)),
    "TBB": (r"(one)?tbb/", ("engine",)),
    "Eigen": (r"Eigen/", ("study",)),
    "HDF5": (r"(hdf5|H5)", ("output",)),
    "OpenSSL": (r"openssl/", ("output",)),
    "fmt": (r"fmt/", ("scenario", "output", "explorer", "run", "study", "bench")),
    "CLI11": (r"CLI/", ()),
    "nlohmann-json": (r"nlohmann/", ("scenario", "output", "explorer", "run", "study")),
}
CORE = ("base", "model", "regimen", "day")
CORE_OF_ENGINE = "sim/engine/CMakeLists.txt"  # lists the engine's own files of the core, as tachy_core
IMPURE = {
    "files and streams": "iostream fstream istream ostream sstream iomanip ios cstdio stdio.h filesystem "
    "unistd.h fcntl.h",
    "threads": "thread mutex shared_mutex condition_variable future atomic semaphore barrier latch stop_token "
    "execution pthread.h",
    "a clock": "chrono ctime time.h sys/time.h",
    "libm": "cmath math.h complex tgmath.h ctgmath",
    "random numbers that are not addressed": "random",
}
THROWS = re.compile(r"\b(throw|try|catch)\b")
COMMENT_OR_TEXT = re.compile(r'//.*|"(\\.|[^"\\])*"')
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')


def includes(path):
    """(line number, name) of each include of a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if found := INCLUDE.match(line):
            yield number, found[1]


def layer_of(path, root):
    parts = path.relative_to(root).parts
    if parts[0] == "output":
        return "explorer" if parts[1] == "explorer" else "output"
    return parts[1]


def resolve(name, path, root):
    """The project's own file that an include names, or None."""
    for folder in (path.parent, root / "sim", root):
        if (folder / name).is_file():
            return (folder / name).resolve()
    return None


def core_of_engine(root):
    """The engine's files that the core is made of."""
    listed = root / CORE_OF_ENGINE
    if not listed.is_file():
        return set()
    library = re.search(r"tachy_layer\(core(.*?)PUBLIC", listed.read_text(encoding="utf-8"), re.S)
    names = re.findall(r"[a-z_]+\.cpp", library[1]) if library else []
    reached, waiting = set(), [listed.parent / name for name in [*names, "block_kernel.cpp"]]
    while waiting:
        path = waiting.pop()
        if path in reached or not path.is_file():
            continue
        reached.add(path)
        own = (resolve(name, path, root) for _, name in includes(path))
        waiting += [file for file in own if file and layer_of(file, root) == "engine"]
    return reached


def fault_of(name, path, root, in_core):
    """Why this file may not include this name, or None."""
    layer = layer_of(path, root)
    if layer == "output" and name == "engine/run.hpp" and not path.name.startswith("part_file"):
        return "output does not run the simulation"
    if target := resolve(name, path, root):
        other = layer_of(target, root)
        known = other == layer or other in LAYERS[layer]
        return None if known else f"{layer} may use {words(LAYERS[layer])}"
    for library, (begins, allowed) in LIBRARIES.items():
        if re.match(begins, name) and layer not in (*allowed, "cli"):
            return f"{library} is for {words((*allowed, 'cli'))}"
    if re.match(LIBRARIES["TBB"][0], name) and layer == "engine" and path.name != "parallel.cpp":
        return "loops on several threads are for engine/parallel.cpp"
    if in_core:
        for what, names in IMPURE.items():
            if name in names.split():
                return f"the core knows nothing of {what}"
    return None


def throws(path):
    """Numbers of the lines that throw or catch, comments and texts left out."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if THROWS.search(COMMENT_OR_TEXT.sub("", line)):
            yield number


def words(names):
    return ", ".join(names) if names else "no other layer"


def check(root):
    """Every breach below root, as lines of text, and how many files were read."""
    root = root.resolve()
    faults, core = [], core_of_engine(root)
    sources = [p for top in ("sim", "output") for p in sorted((root / top).rglob("*.[ch]pp"))]
    for path in sources:
        layer = layer_of(path, root)
        place = path.relative_to(root)
        if layer not in LAYERS:
            faults.append(f"{place}:1: '{layer}' is not a layer; the layers are {words(LAYERS)}")
            continue
        in_core = layer in CORE or path in core
        for number, name in includes(path):
            if fault := fault_of(name, path, root, in_core):
                faults.append(f"{place}:{number}: may not include {name}: {fault}")
        if in_core:
            faults += [f"{place}:{number}: the core knows nothing of exceptions" for number in throws(path)]
    return faults, len(sources)


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    faults, files = check(root)
    for fault in faults:
        print(fault)
    print(f"layer check: {files} files, {len(faults)} faults")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
