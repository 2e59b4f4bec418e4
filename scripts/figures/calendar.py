"""The dose calendar: planned days and sessions given, arm by arm, the first half-year at a larger scale."""
import textwrap

import numpy as np

from figures.lines import looks
from figures.outcome import DAYS_PER_WEEK
from figures.page import LEFT, PALE, RULE, SMALL, WIDTH, Page

EARLY_WEEKS = 26
FOOT, HEAD = 0.5, 0.2  # inches
NAME_CHARACTERS = 20
NAMES = 1.25
SPACE = 0.34
EARLY_SHARE = 0.6  # of the width, for the first half-year
TICKS_FROM, TICKS_TO = 1.15, 1.5  # where planned days are drawn, times the highest rate


def dose_calendar(outcome):
    arms = len(outcome.arms)
    row = max(0.8, 0.4 + 0.15 * max(len(textwrap.wrap(label, NAME_CHARACTERS)) for label in outcome.labels))  # inches
    page = Page(outcome, "When is each regimen meant to dose, and how many sessions are given?",
                FOOT + arms * row + HEAD,
                "Ticks: days on which a session is planned if everyone attends and no rule intervenes. Filled: "
                "sessions given per enrolled patient and week, with missed visits, drop-out and rules (mean; "
                "each column has its own scale). Beside each name: sessions per patient over the whole horizon.")
    left = LEFT + NAMES - 0.2
    for (first, last), width in _parts(outcome.weeks.size, WIDTH - left - 0.2):
        top = _scale(outcome.course("sessions")[:, first:last, 0])
        for arm in range(arms):
            ax = page.axes(left, FOOT + (arms - 1 - arm) * row, width, row - 0.16)
            _draw(ax, outcome, arm, (first, last), top)
            if first == 0:
                _name(ax, outcome, arm)
            if arm == 0:
                ax.set_title(f"Weeks {first} to {last}")
            if arm == arms - 1:
                ax.set_xlabel("Weeks since the start")
            else:
                ax.set_xticklabels([])
        left += width + SPACE
    return page


def _parts(weeks, room):
    """((first week, end), inches) of each column."""
    if weeks <= EARLY_WEEKS or room < 2.5:
        return [((0, weeks), room)]
    return [((0, EARLY_WEEKS), EARLY_SHARE * (room - SPACE)),
            ((EARLY_WEEKS, weeks), (1 - EARLY_SHARE) * (room - SPACE))]


def _scale(rates):
    """A round number at or just above the highest rate."""
    highest = np.nanmax(rates, initial=0)
    return next((top for top in (0.1, 0.2, 0.5, 1, 2, 3, 5, 7) if highest <= top), np.ceil(highest))


def _name(ax, outcome, arm):
    planned = int(outcome.planned()[arm].sum())
    given = np.nansum(outcome.course("sessions")[arm, :, 0])
    name = "\n".join(textwrap.wrap(outcome.labels[arm], NAME_CHARACTERS))
    sums = f"{planned} planned\n{given:.1f} given"
    place = {"xycoords": "axes fraction", "textcoords": "offset points", "ha": "right", "linespacing": 1.05}
    ax.annotate(name, xy=(0, 0.5), xytext=(-22, 1), va="bottom", color=looks(outcome)[arm][0], size=8.5, **place)
    ax.annotate(sums, xy=(0, 0.5), xytext=(-22, -2), va="top", color=PALE, size=SMALL, **place)


def _draw(ax, outcome, arm, part, top):
    first, last = part
    colour = looks(outcome)[arm][0]
    given = outcome.course("sessions")[arm, first:last, 0]
    ax.stairs(given, np.arange(first, last + 1), fill=True, color=colour, alpha=0.55, linewidth=0)
    days = np.flatnonzero(outcome.planned()[arm]) / DAYS_PER_WEEK
    days = days[(days >= first) & (days < last)]
    ax.vlines(days, TICKS_FROM * top, TICKS_TO * top, color=colour, linewidth=0.9)
    ax.axhline(TICKS_FROM * top, color=RULE, linewidth=0.6)
    ax.set_xlim(first, last)
    ax.set_ylim(0, 1.05 * TICKS_TO * top)
    ax.set_yticks([0, top], ["0", f"{top:g}"])
    ax.spines["left"].set_bounds(0, top)
    ax.set_xticks(range(first, last + 1, (4 if ax.bbox.width > 250 else 13) if last - first <= EARLY_WEEKS else 26))
    ax.tick_params(length=2.5)
