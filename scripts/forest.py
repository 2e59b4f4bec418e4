#!/usr/bin/env python3
"""Draws forest plots of a validation, one for each side of the split, as PNG and SVG.

    tachy validate --json > validation.json
    scripts/forest.py validation.json -o DIR

Needs matplotlib and numpy.
"""
import argparse
from pathlib import Path

from figures_libraries import read_printed, require_libraries

NEEDED = ("matplotlib", "numpy")
SPLITS = ("calibrate", "validate")


def main():
    parser = argparse.ArgumentParser(description="Draw forest plots of a validation, as PNG and SVG.")
    parser.add_argument("validation", type=Path, help="what tachy validate --json printed")
    parser.add_argument("-o", "--output", type=Path, default=Path("."), help="folder for the figures")
    options = parser.parse_args()

    require_libraries("forest.py", NEEDED)
    from figures import page
    from figures.forest import forest

    validation = read_printed("forest.py", options.validation, "tachy validate --json", "summary")
    options.output.mkdir(parents=True, exist_ok=True)
    for split in SPLITS:
        drawn = forest(validation, split)
        if drawn:
            print(*page.save(drawn, options.output / f"forest_{split}"), sep="\n")


if __name__ == "__main__":
    main()
