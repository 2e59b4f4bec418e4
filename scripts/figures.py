#!/usr/bin/env python3
"""Draws the figures of an outcome file, each as PNG and SVG, with a text that says in words what is shown; and its tables
as CSV and as HTML that Word opens.

    scripts/figures.py RESULT.h5 -o DIR
    tachy economics RESULT.h5 --json > economics.json
    scripts/figures.py RESULT.h5 --economics economics.json -o DIR     costs, acceptability and value of information, too
    scripts/figures.py RESULT.h5 --paper 1 -o DIR                      for one column of a paper, no title, PDF as well
    scripts/figures.py RESULT.h5 --slide -o DIR                        for a slide: 18 points

Needs matplotlib, h5py and numpy. Equal outcome files give equal SVG files with equal versions of these.
"""
import argparse
import sys
from pathlib import Path

from figures.sheet import choose
from figures_libraries import read_printed, require_libraries

NEEDED = ("matplotlib", "h5py", "numpy")
ECONOMICS = "tachy economics RESULT.h5 --json"


def options_of(arguments):
    parser = argparse.ArgumentParser(description="Draw the figures of an outcome file, as PNG and SVG.")
    parser.add_argument("result", type=Path, help="outcome file written by tachy run")
    parser.add_argument("-o", "--output", type=Path, default=Path("."), help="folder for the figures")
    parser.add_argument("--economics", type=Path, help=f"what `{ECONOMICS}` printed, for the figures on money")
    use = parser.add_mutually_exclusive_group()
    use.add_argument("--paper", choices=("1", "2"), help="for one or two columns of a paper: no title, PDF as well")
    use.add_argument("--slide", action="store_true", help="for a slide: 18 points, no title, PDF as well")
    parser.add_argument("--dpi", type=int, help="of PNG; without it 200, of a paper 600, of a slide 150")
    return parser.parse_args(arguments)


def drawings_of(outcome):
    from figures import balance, calendar, courses, flow, money, states
    drawings = {
        "flow": flow.flow_of_patients,
        "response_remission": courses.response_and_remission,
        "hamd17": courses.hamd17,
        "states": states.states,
        "misuse": courses.misuse,
        "dose_calendar": calendar.dose_calendar,
        "benefit_harm": balance.benefit_and_harm,
    }
    if len(outcome.arms) == 1:
        del drawings["benefit_harm"]  # nothing to compare
    if outcome.flow is None:
        del drawings["flow"]
    if outcome.economics:
        drawings |= {"cost_effectiveness": money.cost_effectiveness, "acceptability": money.acceptability,
                     "value_of_information": money.value_of_information}
    return drawings


def main():
    options = options_of(sys.argv[1:])
    choose(options.paper, options.slide, options.dpi)
    require_libraries("figures.py", NEEDED)
    from figures import page, tables
    from figures.outcome import Outcome, OutcomeError

    try:
        outcome = Outcome(options.result)
        if options.economics:
            outcome.economics = read_printed("figures.py", options.economics, ECONOMICS, "thresholds")
        options.output.mkdir(parents=True, exist_ok=True)
        for name, draw in drawings_of(outcome).items():
            print(*page.save(draw(outcome), options.output / name), sep="\n")
        print(*tables.save(outcome, options.output), sep="\n")
    except (OutcomeError, OSError) as error:
        sys.exit(f"figures.py: {error}")


if __name__ == "__main__":
    main()
