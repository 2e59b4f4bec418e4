#!/usr/bin/env python3
"""Draws one patient's story from the table that `tachy replay ... --csv` wrote, as PNG and SVG.

    scripts/replay_figure.py STORY.csv [--arms A,B] [-o NAME]

The true score in each arm, the clinic's ratings as dots, doses as ticks below, events as marks.
"""
import argparse
import csv
import sys
from collections import defaultdict
from pathlib import Path

from figures_libraries import require_libraries

SIGNS = {  # event: (marker, words of the legend); what is not here is not drawn
    "relapse": ("v", "relapse"),
    "misuse_starts": ("s", "misuse starts"),
    "use_disorder": ("X", "use disorder"),
    "use_disorder_remission": ("P", "remission of use disorder"),
    "suicide_attempt": ("*", "suicide attempt"),
    "suicide": ("D", "death"),
    "other_death": ("D", "death"),
    "clinician_stop": ("|", "clinic stops treatment"),
    "drop_out": ("_", "leaves treatment"),
}
TICKS = {"given": "-", "held": "x", "missed": "o", "lost": "o"}
NEEDED = {"patient", "arm", "day", "note", "status", "true_hamd17", "rated_hamd17", "events"}
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
    from figures import lines, page

    patient = next(iter(story.values()))[0]["patient"]
    foot, height, ledger = 0.5, 3.0, 0.24
    sheet = page.Page(None, f"Patient {patient}: one life under {len(story)} regimes" if len(story) > 1 else
                      f"Patient {patient} under '{next(iter(story))}'", foot + height + ledger * len(story) + 0.35,
                      "True HAM-D17 as lines, the clinic's ratings as dots; below: doses given (bars), held (x), "
                      "missed (o).", who=f"Arms: {', '.join(story)}.", notice=NOTICE)
    width = page.WIDTH - page.LEFT - 0.3
    doses = sheet.axes(page.LEFT, foot, width, ledger * len(story))
    score = sheet.axes(page.LEFT, foot + ledger * len(story) + 0.12, width, height, sharex=doses)
    named = set()
    for number, (arm, rows) in enumerate(story.items()):
        colour = lines.COLOURS[number % len(lines.COLOURS)]
        dashes = lines.DASHES[number // len(lines.COLOURS) % len(lines.DASHES)]
        days, true = [int(r["day"]) for r in rows], [float(r["true_hamd17"]) for r in rows]
        score.plot(days, true, color=colour, linestyle=dashes, linewidth=1.3, label=arm)
        rated = [(int(r["day"]), float(r["rated_hamd17"])) for r in rows if r["rated_hamd17"]]
        if rated:
            score.plot(*zip(*rated), ".", color=colour, markersize=3, alpha=0.6)
        _events(score, rows, colour, named)
        _doses(doses, rows, colour, len(story) - 1 - number)
    _finish(page, score, doses, list(story))
    return sheet


def _events(axes, rows, colour, named):
    for row in rows:
        for event in filter(None, row["events"].split(";")):
            marker, words = SIGNS.get(event.split("=")[0], (None, None))
            if marker is None:
                continue
            axes.plot(int(row["day"]), float(row["true_hamd17"]), marker, color=colour, markersize=8,
                      markeredgewidth=1.6, clip_on=False)
            if words not in named:
                named.add(words)
                axes.plot([], [], marker, color="#222222", markersize=7, label=words)


def _doses(axes, rows, colour, level):
    for status, mark in TICKS.items():
        days = [int(r["day"]) for r in rows if r["status"] == status]
        if mark == "-":
            axes.vlines(days, level - 0.35, level + 0.35, color=colour, linewidth=1.0)
        else:
            axes.plot(days, [level] * len(days), mark, color=colour, markersize=3.5, fillstyle="none")


def _finish(page, score, doses, arms):
    score.set_ylim(0, None)
    score.set_ylabel("HAM-D17 (points)")
    score.tick_params(labelbottom=False)
    score.grid(axis="y", color=page.RULE, linewidth=0.6)
    score.set_axisbelow(True)
    score.legend(fontsize=page.SMALL, frameon=False, ncols=3, loc="upper right")
    doses.set_ylim(-0.6, len(arms) - 0.4)
    doses.set_yticks(range(len(arms)), ["" for _ in arms])
    doses.set_ylabel("doses", rotation=0, ha="right", va="center")
    doses.set_xlim(left=0)
    doses.set_xlabel("Days since the start")


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
