"""Published endpoint values against predicted ones, one row each, grouped by study; one figure for each side of the split."""
import textwrap
from itertools import groupby

import numpy as np
from matplotlib.transforms import blended_transform_factory

from figures.page import INK, PALE, RULE, SMALL, WIDTH, Page

ROW, GAP = 0.165, 0.10  # inches: one endpoint; above each study
LABELS, NUMBERS = 2.35, 1.75  # inches at the left and at the right of the plot
REACH = 1.96  # SDs of a 95 % predictive interval
LIMIT = 5  # SDs; what lies further out is drawn at the edge, as an arrow
PUBLISHED, MODEL, REGRESSION, MISS = INK, "#0072B2", "#8C8C8C", "#D55E00"
QUESTIONS = {"calibrate": "How well does the model do on the trials it was fitted to?",
             "validate": "How well does the model predict trials it was never fitted to?"}
NOTICE = "Hypothetical patients. Not dosing guidance."
NOTE = ("One row per endpoint, in SDs of its predictive distribution: blue bar, where 95 of 100 trials of this size would "
        "publish; dot, what was published, with its own 95 % interval, orange when it is a miss (beyond 2 SD); grey "
        "diamond, the meta-regression, which knows other trials and no model. Arrows: further out than "
        f"{LIMIT} SD. Endpoints that are not scored are left out.")


def forest(validation, split):
    """The page of one side of the split, or None when nothing is scored there."""
    studies = _by_study(validation["endpoints"], split)
    if not studies:
        return None
    rows = sum(len(endpoints) for _, endpoints in studies)
    height = rows * ROW + len(studies) * (ROW + GAP) + 0.75
    page = Page(None, QUESTIONS[split], height, NOTE, who=_who(validation, split), notice=NOTICE)
    ax = page.axes(LABELS, 0.5, WIDTH - LABELS - NUMBERS - 0.15, height - 0.75)
    _dress(ax, height - 0.75)
    y = 0.0
    for (study, weight), endpoints in studies:
        y += GAP
        _write(ax, y + ROW / 2, -LABELS + 0.14, _short(study, 58), weight="bold")
        if weight != 1:
            _write(ax, y + ROW / 2, WIDTH - LABELS - 0.2, f"weight {weight:.2g}", ha="right", color=PALE)
        y += ROW
        for endpoint in endpoints:
            _row(ax, y + ROW / 2, endpoint)
            y += ROW
    return page


def _by_study(endpoints, split):
    """[((study, weight), its scored endpoints)], in the order of the files."""
    scored = [endpoint for endpoint in endpoints if endpoint["split"] == split and endpoint["z"] is not None]
    return [(study, list(its)) for study, its in groupby(scored, key=lambda e: (e["study"], e["weight"]))]


def _who(validation, split):
    summary = validation["summary"][split]
    skills = [f"on {kind} {_skill(summary[f'skill_{kind}'])}" for kind in ("levels", "contrasts") if summary[f"skill_{kind}"]]
    by_whom = [f"{who}: mean z² {of['mean_z2']:.2f}, inside the 95 % interval {100 * of['coverage']['95']['value']:.0f} %"
               for who, of in (("Model", summary), ("Meta-regression", summary["regression"]))]
    left_out = "; each left out by weighting the draws anew" if summary["studies_left_out"] else ""
    return (f"{summary['endpoints']} endpoints of {summary['studies']} studies{left_out}; parameters: "
            f"{validation['parameters']}. {'. '.join(by_whom)}. "
            f"Skill over the meta-regression, log density per endpoint: {', '.join(skills)}.")


def _skill(skill):
    low, high = skill["interval"]
    rest = skill["without_two_best"]
    notes = [f"{low:+.2f} to {high:+.2f}"] if low is not None else []
    notes += [f"without the two best studies {rest['value']:+.2f}"] if rest else []
    return f"{skill['value']:+.2f}" + (f" ({'; '.join(notes)})" if notes else "")


def _dress(ax, height):
    ax.set_xlim(-LIMIT, LIMIT)
    ax.set_ylim(height, 0)
    ax.set_yticks([])
    ax.set_xticks(range(-4, 5, 2))
    ax.spines["left"].set_visible(False)
    ax.axvline(0, color=MODEL, linewidth=0.8, zorder=0)
    for x in (-REACH, REACH):
        ax.axvline(x, color=RULE, linewidth=0.6, zorder=0)
    ax.set_xlabel("Published less predicted, SDs")
    place = blended_transform_factory(ax.transAxes, ax.transData)
    for x, text in ((1.05, "published"), (1.34, "predicted")):
        ax.text(x, -0.03, text, transform=place, size=SMALL, color=PALE, va="bottom")


def _write(ax, y, inches, text, **style):
    """Text at so many inches from the left edge of the plot."""
    x = inches / (ax.get_position().width * WIDTH)
    place = blended_transform_factory(ax.transAxes, ax.transData)
    ax.text(x, y, text, transform=place, size=SMALL, va="center", clip_on=False, **style)


def _row(ax, y, endpoint):
    def deviates(value):
        return np.nan if value is None else (value - endpoint["predicted"]) / endpoint["sd"]

    colour = MISS if abs(endpoint["z"]) > 2 else PUBLISHED
    ax.plot([-REACH, REACH], [y, y], color=MODEL, linewidth=4.5, alpha=0.3, solid_capstyle="butt")
    low, high = (np.clip(deviates(value), -LIMIT, LIMIT) for value in endpoint["published_interval"])
    if np.isfinite(low) and np.isfinite(high):
        ax.plot([low, high], [y, y], color=colour, linewidth=1)
    _mark(ax, deviates(endpoint["regression_predicted"]), y, "D", REGRESSION, 3)
    _mark(ax, endpoint["z"], y, "o", colour, 4)
    _write(ax, y, -LABELS + 0.24, endpoint["id"], color=colour)
    plot = ax.get_position().width * WIDTH
    _write(ax, y, plot * 1.05, endpoint["published_text"].split(" (")[0])
    _write(ax, y, plot * 1.34, endpoint["predicted_text"])


def _mark(ax, x, y, marker, colour, size):
    if abs(x) > LIMIT:
        x, marker, size = np.sign(x) * (LIMIT - 0.15), "<" if x < 0 else ">", 5
    ax.plot(x, y, marker=marker, color=colour, markersize=size, linestyle="none", clip_on=False)


def _short(text, characters):
    return textwrap.shorten(text, characters, placeholder=" …")
