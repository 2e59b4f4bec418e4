#!/usr/bin/env python3
"""Draws one patient's story from the table that `tachy replay ... --csv` wrote, as PNG and SVG.

    scripts/replay_figure.py STORY.csv [--arms A,B] [-o NAME]

Arms stand side by side: the score with the levels of response and remission, events, the
doses, and the tolerances and craving that they leave behind.
"""
import argparse
import csv
import sys
from collections import defaultdict
from pathlib import Path

from figures_libraries import require_libraries

NEEDED = {"patient", "arm", "baseline_hamd17", "day", "status", "mg", "true_hamd17", "rated_hamd17", "events", "craving"}
NOTICE = "Hypothetical patient. Not dosing guidance."


class StoryError(Exception):
    """The file is not a story that can be drawn."""


def read_story(path, arms):
    """{arm: rows in order of days}, the arms asked for or all."""
    if not path.is_file():
        raise StoryError(f"{path}: no such file")
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        if not NEEDED <= set(reader.fieldnames or ()):
            raise StoryError(f"{path}: not a story; write one with tachy replay SCENARIO --patient N --csv {path}")
        story = defaultdict(list)
        for row in reader:
            story[row["arm"]].append(row)
    for arm in arms:
        if arm not in story:
            raise StoryError(f"{path}: there is no arm '{arm}'; it has: {', '.join(story)}")
    if not story:
        raise StoryError(f"{path}: the story is empty")
    return {arm: story[arm] for arm in (arms or story)}


def draw(story):
    from figures import story as figure

    patient = next(iter(story.values()))[0]["patient"]
    one = f"Patient {patient} under '{next(iter(story))}'"
    return figure.draw(story, one if len(story) == 1 else f"Patient {patient}: one life under {len(story)} regimens",
                       "The same person meets the same luck in every arm until the policies treat her or him differently.",
                       NOTICE)


def main():
    parser = argparse.ArgumentParser(description="Draw one patient's story, as PNG and SVG.")
    parser.add_argument("story", type=Path, help="table written by tachy replay --csv")
    parser.add_argument("--arms", default="", help="only these arms: none,weekly")
    parser.add_argument("-o", "--output", type=Path, help="name of the figure; without it that of the table")
    options = parser.parse_args()
    require_libraries("replay_figure.py", ("matplotlib", "h5py", "numpy"))
    from figures import page

    try:
        story = read_story(options.story, [arm for arm in options.arms.split(",") if arm])
        target = options.output or options.story.with_suffix("")
        print(*page.save(draw(story), target), sep="\n")
    except (StoryError, OSError) as error:
        sys.exit(f"replay_figure.py: {error}")


if __name__ == "__main__":
    main()
