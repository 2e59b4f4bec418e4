"""Where the patients are: one stacked picture per arm."""
import textwrap

import numpy as np
from matplotlib.patches import Patch

from figures.page import INK, LEFT, WIDTH, Page, week_axis

# From the bottom up. Out of treatment: the same hue, paler and hatched.
STATES = {
    "remission_treated": ("Remission, in treatment", "#117733", None),
    "remission_untreated": ("Remission, out of treatment", "#88BB99", "///"),
    "response_treated": ("Response without remission, in treatment", "#0072B2", None),
    "response_untreated": ("Response without remission, out of treatment", "#80B8D8", "///"),
    "symptomatic_treated": ("Symptomatic, in treatment", "#D55E00", None),
    "symptomatic_untreated": ("Symptomatic, out of treatment", "#F2D3BC", "///"),
    "dead": ("Dead", "#222222", None),
}
KEY = ("symptomatic_treated", "response_treated", "remission_treated", "dead",  # as stacked, column by column
       "symptomatic_untreated", "response_untreated", "remission_untreated")
COLUMNS = max(2, int(WIDTH / 1.9))
TITLE_CHARACTERS = int((WIDTH / COLUMNS - 0.3) * 11.6)


def states(outcome):
    arms = len(outcome.arms)
    rows = -(-arms // COLUMNS)
    lines = max(len(_title(label)) for label in outcome.labels)
    height, foot, head, key = 1.55, 0.46, 0.08 + 0.16 * lines, 1.5 if WIDTH < 7 else 0.85
    row_height = height + foot + head
    page = Page(outcome, "Where are the patients, week by week, under each regimen?",
                rows * row_height + key,
                "Shares of the enrolled at each weekly review; the states add up to everyone. "
                + (f"Means over {outcome.draws} draws of what is not known; how far they spread is not shown."
                   if outcome.draws else "Counts of simulated patients, no interval."))
    space = 0.26
    width = (WIDTH - LEFT - 0.25 - (COLUMNS - 1) * space) / COLUMNS
    for arm in range(arms):
        row, column = divmod(arm, COLUMNS)
        ax = page.axes(LEFT + column * (width + space), key + (rows - 1 - row) * row_height + foot, width, height)
        _stack(ax, outcome, arm)
        ax.set_ylabel("% of the enrolled" if column == 0 else "")
        ax.set_yticklabels([f"{y}" for y in ax.get_yticks()] if column == 0 else [])
    _key(page)
    return page


def _stack(ax, outcome, arm):
    counts = outcome.course("patients")[arm, :outcome.curve_weeks].astype(float)
    shares = 100 * np.cumsum([counts[:, outcome.states.index(s)] for s in STATES], axis=0) / outcome.enrolled
    weeks = np.arange(outcome.curve_weeks + 1)  # the last week lasts as long as the others
    shares = np.hstack([shares, shares[:, -1:]])
    below = np.zeros_like(shares[0])
    for (_, colour, hatch), above in zip(STATES.values(), shares):
        ax.fill_between(weeks, below, above, facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0.4)
        below = above
    week_axis(ax, outcome, label="Weeks")
    ax.set_ylim(0, 100)
    ax.set_yticks([0, 25, 50, 75, 100])
    ax.set_title("\n".join(_title(outcome.labels[arm])), color=INK)


def _title(label):
    return textwrap.wrap(label, TITLE_CHARACTERS)


def _key(page):
    patches = [Patch(facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0.4, label=label)
               for label, colour, hatch in (STATES[state] for state in KEY)]
    page.figure.legend(handles=patches, loc="lower left", ncols=1 if WIDTH < 7 else 2, frameon=False, fontsize=8.5,
                       bbox_to_anchor=(0.04, (page.bottom + 0.02) / page.height), handlelength=2.2,
                       handleheight=1.1, columnspacing=2.5, borderaxespad=0)
