#!/usr/bin/env python3
"""Draws what the naltrexone crossover of 2018 says about the opioid hypothesis, as PNG and SVG.

    tachy crossover --json > crossover.json
    scripts/crossover_figure.py crossover.json -o DIR

Needs matplotlib and numpy.
"""
import argparse
from pathlib import Path

from figures_libraries import read_printed, require_libraries

NEEDED = ("matplotlib", "numpy")


def main():
    parser = argparse.ArgumentParser(description="Draw the crossover of 2018 by opioid hypothesis, as PNG and SVG.")
    parser.add_argument("crossover", type=Path, help="what tachy crossover --json printed")
    parser.add_argument("-o", "--output", type=Path, default=Path("."), help="folder for the figure")
    options = parser.parse_args()

    require_libraries("crossover_figure.py", NEEDED)
    from figures import page
    from figures.crossover import crossover_page

    crossover = read_printed("crossover_figure.py", options.crossover, "tachy crossover --json", "hypotheses")
    options.output.mkdir(parents=True, exist_ok=True)
    print(*page.save(crossover_page(crossover), options.output / "crossover-2018"), sep="\n")


if __name__ == "__main__":
    main()
