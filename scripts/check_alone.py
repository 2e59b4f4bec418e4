#!/usr/bin/env python3
"""Checks that every source compiles by itself, with the includes that it names.

    scripts/check_alone.py BUILD_DIR

Layers are compiled many sources at a time, so that one may live on what another includes. BUILD_DIR was configured
with TACHY_UNITY=OFF (the preset dev is); every source below sim/ and output/ is read once, no code is made of it.
Prints what the compiler says; exit code 1 if a source does not compile.
"""
import concurrent.futures
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def sources(build):
    """One command for each source of the product, however often it is compiled."""
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        folder = Path(entry["file"]).relative_to(ROOT).parts[0]
        if folder in ("sim", "output"):
            commands.setdefault(entry["file"], entry)
    return commands


def compiles(entry):
    command = shlex.split(entry["command"]) + ["-fsyntax-only"]
    return subprocess.run(command, cwd=entry["directory"], check=False).returncode == 0


def main():
    commands = sources(Path(sys.argv[1]))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faulty = [file for file, good in zip(commands, pool.map(compiles, commands.values())) if not good]
    for file in faulty:
        print(f"{file}: does not compile by itself")
    print(f"{len(commands)} sources, {len(faulty)} faults")
    return 1 if faulty or not commands else 0


if __name__ == "__main__":
    sys.exit(main())
