"""One line per arm: its colour and dashes, ribbon, and label at the end of the line."""
import textwrap

import numpy as np
from matplotlib.lines import Line2D

from figures.outcome import DAYS_PER_WEEK
from figures.page import RULE, SHEET, SMALL

# 3:1 on white, each lighter than the one before, so that colour-blind eyes and a grey print tell them apart
# (tests/scripts/test_colours.py); dashes and marks do without colour.
COLOURS = ("#2B1055", "#8A1F5C", "#0072B2", "#D9730D")
REFERENCE_COLOUR = "#555555"
DASHES = ("-", (0, (5, 1.6)), (0, (5, 1.5, 1.2, 1.5)), (0, (1.4, 1.4)))
LABEL_CHARACTERS = 24
LABEL_LINE = 10.5  # points
LABEL_GAP = 3.0  # points between labels
LEAST_HEIGHT = 140.0  # points of the axes beside which names stand


def looks(outcome):
    """(colour, dashes) of every arm; no two alike up to 16 arms besides the reference."""
    others = iter(range(len(outcome.arms)))
    every = []
    for arm in range(len(outcome.arms)):
        if arm == outcome.reference:
            every.append((REFERENCE_COLOUR, "-"))
        else:
            n = next(others)
            every.append((COLOURS[n % len(COLOURS)], DASHES[(n + n // len(COLOURS)) % len(DASHES)]))
    return every


def draw_courses(ax, outcome, curve, factor=1.0):
    """Every arm's line with its ribbon; where and how high each ends. curve: times and (arm, time, 3)."""
    times, cube = curve
    ends = []
    for arm, (colour, dashes) in enumerate(looks(outcome)):
        estimate, low, high = factor * np.moveaxis(cube[arm], -1, 0)
        ax.fill_between(times, low, high, color=colour, alpha=0.16, linewidth=0)
        ax.plot(times, estimate, color=colour, linestyle=dashes, linewidth=1.6,
                marker="o" if times.size <= 2 else None, markersize=4)
        known = estimate[np.isfinite(estimate)]
        ends.append((times[-1], known[-1] if known.size else np.nan))
    ax.grid(axis="y", color=RULE, linewidth=0.6)
    ax.set_axisbelow(True)
    return ends


def label_ends(ax, outcome, ends):
    """Each arm's name beside the end of its line, moved up or down where names would touch.

    Call it when the limits of the axes are final. Where there is no room beside it, nothing: see key_of_arms.
    """
    if needs_key(outcome):
        return
    texts = [textwrap.wrap(label, LABEL_CHARACTERS) for label in outcome.labels]
    shown = [arm for arm in range(len(ends)) if np.isfinite(ends[arm][1])]
    points = 72 / ax.figure.dpi
    bottom, top = ax.bbox.y0 * points, ax.bbox.y1 * points
    line_end = ax.transData.transform((ends[0][0], 0))[0] * points
    wanted = [ax.transData.transform((0, ends[arm][1]))[1] * points for arm in shown]
    heights = [LABEL_LINE * len(texts[arm]) + LABEL_GAP for arm in shown]
    right = ax.bbox.x1 * points
    styles = looks(outcome)
    for arm, start, y in zip(shown, wanted, spread(wanted, heights, bottom, top)):
        colour = styles[arm][0]
        ax.annotate("\n".join(texts[arm]), xy=(line_end + 2, start), xycoords="figure points",
                    xytext=(right + 15, y), textcoords="figure points", color=colour, size=8.5, va="center",
                    annotation_clip=False, linespacing=1.05,
                    arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.7, "shrinkA": 1,
                                "shrinkB": 0, "relpos": (0, 0.5)})


def needs_key(outcome):
    """Whether names have no room beside the lines, or at their ends."""
    height = sum(LABEL_LINE * len(textwrap.wrap(label, LABEL_CHARACTERS)) + LABEL_GAP for label in outcome.labels)
    return SHEET.narrow or height > LEAST_HEIGHT


def _in_key(label):
    return textwrap.wrap(label, 40 if SHEET.narrow else 80)


def key_height(outcome):
    """Inches that key_of_arms takes: none where names stand beside the lines."""
    return 0.16 * sum(len(_in_key(label)) for label in outcome.labels) + 0.1 if needs_key(outcome) else 0.0


def key_of_arms(page, outcome, marks=None):
    """Where names have no room: a key below, of lines or of these marks."""
    if not needs_key(outcome):
        return
    handles = [Line2D([], [], color=colour, linestyle="none" if marks else dashes, linewidth=1.6,
                      marker=marks[arm % len(marks)] if marks else None)
               for arm, (colour, dashes) in enumerate(looks(outcome))]
    page.figure.legend(handles, ["\n".join(_in_key(label)) for label in outcome.labels], loc="lower left",
                       frameon=False, fontsize=SMALL, bbox_to_anchor=(0.02, (page.bottom + 0.02) / page.height),
                       handlelength=3, borderaxespad=0, labelspacing=0.25)


def spread(wanted, heights, bottom, top):
    """Centres as near as can be to the wanted ones, in their order, for boxes that must not overlap."""
    order = np.argsort(wanted, kind="stable")
    heights = np.asarray(heights, float)[order]
    before = np.cumsum(heights) - heights  # room that the boxes below each one take
    groups = []  # [mean start, size]: boxes pushed together share one start
    for start in np.asarray(wanted, float)[order] - heights / 2 - before:
        groups.append([start, 1])
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            start_above, size_above = groups.pop()
            below = groups[-1]
            below[0] = (below[0] * below[1] + start_above * size_above) / (below[1] + size_above)
            below[1] += size_above
    starts = np.repeat([g[0] for g in groups], [g[1] for g in groups])
    highest = max(bottom, top - heights.sum())
    centres = np.clip(starts, bottom, highest) + before + heights / 2
    placed = np.empty(len(order))
    placed[order] = centres
    return placed


def shade_shared_phase(ax, outcome):
    """Shades the first phase where it has the same planned days in every arm."""
    first_phase = (outcome.phase() == 0) & outcome.planned()
    names = {ids[0] for ids in outcome.phase_ids}
    if len(names) != 1 or not first_phase.any() or (first_phase != first_phase[0]).any():
        return
    end = (int(np.flatnonzero(first_phase[0])[-1]) + 1) / DAYS_PER_WEEK
    if end >= outcome.weeks.size:
        return
    ax.axvspan(0, end, color="#EEEEEE", linewidth=0, zorder=0)
    ax.annotate(names.pop().replace("_", " "), xy=(end, 1), xycoords=ax.get_xaxis_transform(), xytext=(3, -1),
                textcoords="offset points", size=SMALL, color="#666666", va="top")
