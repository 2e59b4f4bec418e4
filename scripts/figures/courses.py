"""Figures over the weeks: response and remission, HAM-D17, misuse and use disorder."""
import numpy as np
from matplotlib.ticker import MaxNLocator

from figures.definitions import REMISSION_HAMD17
from figures.lines import draw_courses, key_height, key_of_arms, label_ends, shade_shared_phase
from figures.page import INK, LEFT, PALE, SHEET, SMALL, WIDTH, Page, interval, week_axis

PLOT_WIDTH = WIDTH - LEFT - (0.15 if SHEET.narrow else 2.08)  # inches; the rest of the width is for labels
MADRS_AXIS = 0.62  # inches between the two scales
LOWEST_CEILING = 0.1
PER_THOUSAND = 1000.0


def _two_panels(outcome, question, note, panels, unit):
    """Two plots, one above the other, over the same weeks. panels: (title, measure)."""
    height, space, foot = 2.0, 0.5, 0.5 + key_height(outcome)
    page = Page(outcome, question, foot + 2 * height + space + 0.2, note)
    factor = PER_THOUSAND if unit.endswith("1,000") else 100.0
    for row, (title, measure) in enumerate(panels):
        ax = page.axes(LEFT, foot + (1 - row) * (height + space), PLOT_WIDTH, height)
        ends = draw_courses(ax, outcome, outcome.curve(measure), factor)
        week_axis(ax, outcome, label="Weeks since the start" if row == 1 else "")
        ax.set_ylim(0, _ceiling(factor * outcome.curve(measure)[1]))
        ax.set_ylabel(unit)
        ax.set_title(title)
        shade_shared_phase(ax, outcome)
        label_ends(ax, outcome, ends)
    key_of_arms(page, outcome)
    return page


def _ceiling(values):
    known = values[np.isfinite(values)]
    return max(1.08 * known.max(initial=0), LOWEST_CEILING)


def response_and_remission(outcome):
    return _two_panels(
        outcome, "How many patients are in response and in remission under each regimen?",
        f"Shares of the enrolled; true scores, not ratings. Ribbons: {interval(outcome)}.{_evidence(outcome, 'response_weeks')}",
        [("Response: HAM-D17 at least 50 % below baseline, or remission", "response"),
         (f"Remission: HAM-D17 of {REMISSION_HAMD17} or less", "remission")],
        "% of the enrolled")


def misuse(outcome):
    return _two_panels(
        outcome, "How many patients misuse the drug, and how many have a use disorder?",
        f"Patients in that state in that week. Ribbons: {interval(outcome)}.{_evidence(outcome, 'use_disorder_ever')}",
        [("Misuse now: doses outside the prescription, no use disorder", "misuse"),
         ("Use disorder now", "use_disorder")],
        "patients per 1,000")


def _evidence(outcome, total, whose="Both rest"):
    grade = outcome.rests_on(total)
    return f" {whose} on: {grade}." if grade else ""


def hamd17(outcome):
    key = key_height(outcome)
    page = Page(outcome, "How severe is depression, on average, under each regimen?", 3.75 + key,
                f"Mean of the living; true scores, not ratings. Ribbons: {interval(outcome)}."
                f"{_evidence(outcome, 'hamd17_mean', 'Rests')}{_spread_between(outcome)}")
    ax = page.axes(LEFT + MADRS_AXIS, 0.5 + key, PLOT_WIDTH - MADRS_AXIS, 3.2)
    times, cube = outcome.curve("hamd17")
    ends = draw_courses(ax, outcome, (times, cube))
    week_axis(ax, outcome)
    lowest = min(np.nanmin(cube), REMISSION_HAMD17)
    ax.set_ylim(max(0, lowest - 3), 1.08 * max(np.nanmax(cube), outcome.baseline_hamd17))
    ax.yaxis.set_major_locator(MaxNLocator(steps=[1, 2, 5, 10], integer=True))
    ax.set_ylabel("Mean HAM-D17 (points; lower is better)")
    _mark(ax, REMISSION_HAMD17, f"remission: HAM-D17 of {REMISSION_HAMD17} or less")
    _mark(ax, outcome.baseline_hamd17, f"before treatment: mean {outcome.baseline_hamd17:.1f}")
    shade_shared_phase(ax, outcome)
    _madrs_axis(ax, outcome)
    label_ends(ax, outcome, ends)
    key_of_arms(page, outcome)
    return page


def _mark(ax, score, words):
    """A dotted line at one score, with words below it."""
    ax.axhline(score, color=INK, linewidth=0.8, linestyle=(0, (2, 2)))
    ax.annotate(words, xy=(1, score), xycoords=ax.get_yaxis_transform(), xytext=(-3, -3),
                textcoords="offset points", size=SMALL, ha="right", va="top")


def _spread_between(outcome):
    """How far patients differ from each other in the last week, in words."""
    deviations = outcome.course("hamd17_sd")[:, outcome.curve_weeks - 1]
    deviations = deviations[np.isfinite(deviations)]
    if not deviations.size:
        return ""
    low, high = f"{deviations.min():.1f}", f"{deviations.max():.1f}"
    span = low if low == high else f"{low} to {high}"
    return f" Between patients the scores of the last week have a standard deviation of {span} points."


def _madrs_axis(ax, outcome):
    """The same scale in MADRS points, to the left of the HAM-D17 scale."""
    ratio = float(np.nanmedian(outcome.course("madrs")[..., 0] / outcome.course("hamd17")[..., 0]))
    second = ax.secondary_yaxis(-MADRS_AXIS / (PLOT_WIDTH - MADRS_AXIS),
                                functions=(lambda h: h * ratio, lambda m: m / ratio))
    second.set_ylabel(f"MADRS (points; HAM-D17 x {ratio:.3g})", color=PALE)
