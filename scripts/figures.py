#!/usr/bin/env python3
"""Draws the figures of an outcome file, each as PNG and SVG.

    scripts/figures.py RESULT.h5 -o DIR

Needs matplotlib, h5py and numpy. Equal outcome files give equal SVG files with equal versions of these.
"""
import argparse
import sys
from pathlib import Path

from figures_libraries import require_libraries

NEEDED = ("matplotlib", "h5py", "numpy")


def main():
    parser = argparse.ArgumentParser(description="Draw the figures of an outcome file, as PNG and SVG.")
    parser.add_argument("result", type=Path, help="outcome file written by tachy run")
    parser.add_argument("-o", "--output", type=Path, default=Path("."), help="folder for the figures")
    options = parser.parse_args()

    require_libraries("figures.py", NEEDED)
    from figures import balance, calendar, courses, flow, page, states
    from figures.outcome import Outcome, OutcomeError

    drawings = {
        "flow": flow.flow_of_patients,
        "response_remission": courses.response_and_remission,
        "hamd17": courses.hamd17,
        "states": states.states,
        "misuse": courses.misuse,
        "dose_calendar": calendar.dose_calendar,
        "benefit_harm": balance.benefit_and_harm,
    }
    try:
        outcome = Outcome(options.result)
        options.output.mkdir(parents=True, exist_ok=True)
        if len(outcome.arms) == 1:
            del drawings["benefit_harm"]  # nothing to compare
        if outcome.flow is None:
            del drawings["flow"]
        for name, draw in drawings.items():
            print(*page.save(draw(outcome), options.output / name), sep="\n")
    except (OutcomeError, OSError) as error:
        sys.exit(f"figures.py: {error}")


if __name__ == "__main__":
    main()
