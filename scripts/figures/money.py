"""Figures on money, from what `tachy economics --json` says: plane with the frontier, acceptability, value of information."""
import textwrap

import numpy as np

from figures.balance import MARKS
from figures.lines import key_height, key_of_arms, label_ends, looks, needs_key
from figures.page import INK, LEFT, PALE, RULE, SHEET, WIDTH, Page

PLOT_WIDTH = WIDTH - LEFT - 0.1 - (0.15 if SHEET.narrow else 2.08)  # inches; the rest is for labels
PER = 1000  # people


def _by_arm(outcome, what):
    """(arm, 3): mean, low and high over the draws, per person."""
    arms = {one["arm"]: one[what] for one in outcome.economics["arms"]}
    return np.array([[arms[arm][end] for end in ("mean", "low", "high")] for arm in outcome.arms])


def _currency(outcome):
    return outcome.economics["valuation"]["currency"]


def _note(outcome):
    v = outcome.economics["valuation"]
    return (f"{v['title'] or 'Own prices'}, {v['currency']} of {v['price_year']}; perspective {v['perspective'].replace('_', ' ')}; "
            f"utilities {v['utility_set']}; costs discounted by {100 * v['discount_costs']:g} %, effects by "
            f"{100 * v['discount_effects']:g} % a year.")


def _axes(outcome, page, height, key):
    ax = page.axes(LEFT + 0.1, 0.5 + key, PLOT_WIDTH, height)
    ax.grid(color=RULE, linewidth=0.6)
    ax.set_axisbelow(True)
    return ax


def cost_effectiveness(outcome):
    """Means with their intervals; a line joins the arms that nothing dominates."""
    cost, effect = PER * _by_arm(outcome, "cost") / 1e6, PER * _by_arm(outcome, "qalys")
    steps = [one for one in outcome.economics["incremental"] if "icer" in one or one["words"].startswith("the cheapest")]
    on_frontier = [outcome.arms.index(one["arm"]) for one in steps]
    names = ", ".join(f"“{outcome.labels[arm]}”" for arm in on_frontier)
    key = key_height(outcome)
    page = Page(outcome, "What does each regimen cost, and how much health does it buy?", 3.6 + key,
                f"Per 1,000 people. Bars: 95 % of draws of each arm apart, not of differences. {_note(outcome)}",
                reading=f"Not dominated, from the cheapest: {names}.")
    ax = _axes(outcome, page, 3.0, key)
    ax.plot(effect[on_frontier, 0], cost[on_frontier, 0], color=INK, linewidth=0.9, linestyle=(0, (3, 2)), zorder=1)
    for arm, (colour, _) in enumerate(looks(outcome)):
        (x, x_low, x_high), (y, y_low, y_high) = effect[arm], cost[arm]
        ax.errorbar(x, y, xerr=[[x - x_low], [x_high - x]], yerr=[[y - y_low], [y_high - y]], color=colour,
                    marker=MARKS[arm % len(MARKS)], markersize=7, linewidth=0.8, alpha=0.9)
    ax.set_xlabel("QALYs per 1,000 people")
    ax.set_ylabel(f"Million {_currency(outcome)} per 1,000 people")
    _marks_beside(page, ax, outcome)
    return page


def _marks_beside(page, ax, outcome):
    if needs_key(outcome):
        return key_of_arms(page, outcome, MARKS)
    handles = [ax.plot([], [], color=colour, marker=MARKS[arm % len(MARKS)], linestyle="none")[0]
               for arm, (colour, _) in enumerate(looks(outcome))]
    page.figure.legend(handles, ["\n".join(textwrap.wrap(label, 22)) for label in outcome.labels], loc="center left",
                       bbox_to_anchor=((LEFT + 0.2 + PLOT_WIDTH) / WIDTH, 0.5), frameon=False, fontsize=8, borderaxespad=0,
                       labelspacing=0.4)
    return None


def acceptability(outcome):
    """In how many draws each arm is worth the most; the broad line follows the arm that is best on average."""
    thresholds = outcome.economics["thresholds"]
    worth = np.array([at["willingness_to_pay"] for at in thresholds]) / 1000
    shares = 100 * np.array([at["share_best"] for at in thresholds])
    arms = [one["arm"] for one in outcome.economics["arms"]]
    frontier = [shares[i, arms.index(at["frontier"])] for i, at in enumerate(thresholds)]
    key = key_height(outcome)
    now = outcome.economics["valuation"]["willingness_to_pay"]
    best = outcome.labels[outcome.arms.index(outcome.economics["best"])]
    page = Page(outcome, "Which regimen is worth the most, and how sure is that?", 3.4 + key,
                f"Broad line: the frontier, the regimen that is best on average. {_note(outcome)}",
                reading=f"At {now:,.0f} {_currency(outcome)} for a QALY “{best}” is worth the most on average.")
    ax = _axes(outcome, page, 2.8, key)
    ax.plot(worth, frontier, color="#BBBBBB", linewidth=6, solid_capstyle="butt", zorder=1)
    for arm, (colour, dashes) in enumerate(looks(outcome)):
        ax.plot(worth, shares[:, arms.index(outcome.arms[arm])], color=colour, linestyle=dashes, linewidth=1.6)
    ax.axvline(now / 1000, color=PALE, linewidth=0.8, linestyle=(0, (1, 2)))
    ax.set_xlim(worth[0], worth[-1])
    ax.set_ylim(0, 102)
    ax.set_xlabel(f"Thousand {_currency(outcome)} for a QALY")
    ax.set_ylabel("% of draws in which it is worth the most")
    label_ends(ax, outcome, [(worth[-1], shares[-1, arms.index(arm)]) for arm in outcome.arms])
    key_of_arms(page, outcome)
    return page


def value_of_information(outcome):
    """What perfect knowledge would be worth, by what is paid for a QALY; and that of groups of parameters at one price."""
    thresholds, currency = outcome.economics["thresholds"], _currency(outcome)
    groups = outcome.economics["evppi"]["evidence"] + outcome.economics["evppi"]["submodel"]
    now = outcome.economics["valuation"]["willingness_to_pay"]
    row = 0.24
    bars = row * max(len(groups), 1)
    page = Page(outcome, "What would it be worth to know more before choosing?", 2.2 + 0.95 + bars,
                "Per person. EVPI: of knowing everything. EVPPI: of knowing one group of parameters, by regression; its line spans two "
                f"standard errors of the method either way; groups do not add up. {_note(outcome)}",
                reading=f"Perfect knowledge would be worth {outcome.economics['evpi']:,.0f} {currency} a person at {now:,.0f} "
                        f"{currency} for a QALY.")
    left = LEFT + 0.1
    ax = page.axes(left, 0.5 + bars + 0.75, WIDTH - left - 0.2, 1.75)
    ax.plot([at["willingness_to_pay"] / 1000 for at in thresholds], [at["evpi"] for at in thresholds], color=INK)
    ax.axvline(now / 1000, color=PALE, linewidth=0.8, linestyle=(0, (1, 2)))
    ax.set(ylim=(0, None), xlabel=f"Thousand {currency} for a QALY", ylabel=f"EVPI, {currency}")
    ax.grid(color=RULE, linewidth=0.6)
    names = [f"{one['group'].replace('_', ' ')} ({one['parameters']})" for one in groups]
    lower = page.axes(left + 1.0, 0.5, WIDTH - left - 1.2, bars)
    places = np.arange(len(groups))[::-1]
    values = [one["evppi"] if one["told"] else 0.0 for one in groups]
    lower.barh(places, values, height=0.6, color="#0072B2")
    for place, one in zip(places, groups):
        if one["told"]:
            lower.plot([one["low"], one["high"]], [place, place], color=INK, linewidth=0.9)
        else:
            lower.annotate("too few draws to say", (0, place), xytext=(3, 0), textcoords="offset points", va="center", size=8,
                           color=PALE)
    lower.set_yticks(places, names)
    lower.set(xlim=(0, max([one["high"] for one in groups if one["told"]] + [1.0])), ylim=(-0.6, len(groups) - 0.4), xlabel=f"EVPPI at {now:,.0f} {currency} for a QALY, {currency}")
    return page
