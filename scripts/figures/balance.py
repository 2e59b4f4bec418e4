"""Benefit against harm: one mark per arm, both as differences to the reference arm."""
import textwrap

import numpy as np
from matplotlib.transforms import Bbox

from figures.lines import key_height, key_of_arms, looks, needs_key
from figures.page import LEFT, PALE, RULE, SHEET, SMALL, WIDTH, Page, interval

MARKS = "osD^vPX*"
# Places of a label, best first: beside the mark, or at either end of its upright bar.
# (column of the harm's interval, (dx, dy) in points, alignment)
PLACES = [(0, (8, 6), ("left", "bottom")), (0, (8, -6), ("left", "top")), (0, (-8, 6), ("right", "bottom")),
          (0, (-8, -6), ("right", "top")), (2, (0, 4), ("center", "bottom")), (1, (0, -4), ("center", "top")),
          (2, (4, 0), ("left", "top")), (1, (4, 0), ("left", "bottom")), (2, (-4, 0), ("right", "top")),
          (1, (-4, 0), ("right", "bottom"))]


def benefit_and_harm(outcome):
    reference = outcome.labels[outcome.reference]
    benefit, harm = (outcome.difference(total) for total in ("remission_weeks", "use_disorder_ever"))
    half = " Where a bar or half of it is missing, no bound holds." if np.isnan([benefit, harm]).any() else ""
    foot = (0.9 if SHEET.narrow else 0.5) + key_height(outcome)
    page = Page(outcome, "How much remission does each regimen buy, and for how much use disorder?", 3.7 + foot,
                f"Differences to “{reference}”, paired: the same patients under both arms. Bars: {interval(outcome)}.{half}")
    ax = page.axes(LEFT + 0.1, foot, WIDTH - LEFT - 0.35, 3.6)
    benefit, harm = _with_ends(benefit), 1000 * _with_ends(harm)
    for arm, (colour, _) in enumerate(looks(outcome)):
        x, y = benefit[arm], harm[arm]
        ax.errorbar(x[0], y[0], xerr=[[x[0] - x[1]], [x[2] - x[0]]], yerr=[[y[0] - y[1]], [y[2] - y[0]]],
                    color=colour, marker=MARKS[arm % len(MARKS)], markersize=7, linewidth=1.2, capsize=0)
    _limits(ax, benefit, harm)
    ax.axhline(0, color=PALE, linewidth=0.8, zorder=0)
    ax.axvline(0, color=PALE, linewidth=0.8, zorder=0)
    ax.grid(color=RULE, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.set_xlabel("Weeks in remission gained per patient over the horizon"
                  f"{_evidence(outcome, 'remission_weeks')}")
    ax.set_ylabel(f"Further patients with a use disorder, ever, per 1,000{_evidence(outcome, 'use_disorder_ever')}")
    _corner(ax, "more benefit,\nless harm", (0.99, 0.02), "right", "bottom")
    _corner(ax, "less benefit,\nmore harm", (0.01, 0.98), "left", "top")
    if needs_key(outcome):
        key_of_arms(page, outcome, MARKS)
    else:
        _label(page, ax, outcome, benefit, harm)
    return page


def _with_ends(values):
    """An interval that is not known has no bar."""
    return np.where(np.isnan(values), values[:, :1], values)


def _evidence(outcome, total):
    """Under the name of an axis: what the numbers rest on."""
    grade = outcome.rests_on(total)
    alone = "" if outcome.draws else "; bars are of chance alone"
    return f"\n(rests on: {grade}{alone})" if grade else ""


def _limits(ax, benefit, harm):
    for values, set_limits in ((benefit, ax.set_xlim), (harm, ax.set_ylim)):
        low, high = min(np.nanmin(values), 0), max(np.nanmax(values), 0)
        room = max(high - low, 1)
        set_limits(low - 0.15 * room, high + 0.2 * room)


def _corner(ax, text, place, ha, va):
    ax.text(*place, text, transform=ax.transAxes, ha=ha, va=va, size=SMALL, color=PALE, style="italic")


def _label(page, ax, outcome, benefit, harm):
    """Puts each name at the place near its mark where it covers least of the others."""
    renderer = page.figure.canvas.get_renderer()
    taken = [text.get_window_extent(renderer) for text in ax.texts]
    for arm in range(len(outcome.arms)):
        taken += _bars(ax, benefit[arm], harm[arm])
    for arm, (colour, _) in enumerate(looks(outcome)):
        name = outcome.labels[arm] + (" (reference)" if arm == outcome.reference else "")
        text = ax.annotate("\n".join(textwrap.wrap(name, 24)), (0, 0), xytext=(0, 0), textcoords="offset points",
                           color=colour, size=8.5, linespacing=1.05,
                           bbox={"facecolor": "white", "alpha": 0.75, "linewidth": 0, "pad": 0.6})
        costs = []
        for place in PLACES:
            _put(text, place, benefit[arm], harm[arm])
            costs.append(_covered(text.get_window_extent(renderer), taken, ax.bbox))
        _put(text, PLACES[int(np.argmin(costs))], benefit[arm], harm[arm])
        taken.append(text.get_window_extent(renderer))


def _put(text, place, x, y):
    column, offset, (ha, va) = place
    text.xy = (x[0], y[column])
    text.set(position=offset, ha=ha, va=va)


def _covered(box, taken, inside):
    """Pixels of other things below the box, and of the box outside the axes (which weigh more)."""
    def common(a, b):
        return max(0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(0, min(a.y1, b.y1) - max(a.y0, b.y0))
    outside = box.width * box.height - common(box, inside)
    return sum(common(box, other) for other in taken) + 10 * outside


def _bars(ax, x, y):
    """The boxes that an arm's mark and its two bars cover, in pixels."""
    half = 5 * ax.figure.dpi / 72
    (left, low), (right, high), (centre_x, centre_y) = ax.transData.transform(
        [(x[1], y[1]), (x[2], y[2]), (x[0], y[0])])
    return [Bbox.from_extents(centre_x - half, centre_y - half, centre_x + half, centre_y + half),
            Bbox.from_extents(left, centre_y - 2, right, centre_y + 2),
            Bbox.from_extents(centre_x - 2, low, centre_x + 2, high)]
