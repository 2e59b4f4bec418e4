"""The crossover of 2018 held many times: what comes out, and how likely the published result is, by hypothesis."""
from figures.page import INK, PALE, SMALL, WIDTH, Page

HEIGHT, PLOT, LEFT, GAP = 2.5, 1.95, 0.66, 0.6  # inches
KINDS = ((False, "drug alone gated", "#0072B2", "-", "o"), (True, "expectancy too", "#D55E00", "--", "s"))
PUBLISHED_FALL = 5.6  # points
NOTE = ("Left: mean fall, after naltrexone, of those who respond after placebo, and what was published of the seven "
        "responders. Middle: chance that none of seven such responders responds after naltrexone. Right: likelihood of "
        "the three published counts and the two mean falls together, relative to no opioid share; logarithmic.")


def crossover_page(crossover):
    page = Page(None, "Does naltrexone block ketamine? What one trial of twelve can tell", HEIGHT, NOTE,
                who=f"The crossover of 2018 as a virtual trial; parameters: {crossover['parameters']}.",
                notice="Hypothetical patients. Not dosing guidance.")
    width = (WIDTH - LEFT - 2 * GAP - 0.15) / 3
    axes = [page.axes(LEFT + i * (width + GAP), HEIGHT - PLOT - 0.1, width, PLOT) for i in range(3)]
    panels = (("fall_naltrexone", "Fall after naltrexone\n(HAM-D17 points)"),
              ("probability_none_of_seven", "Chance of 0 of 7"), ("likelihood_ratio", "Likelihood ratio"))
    for ax, (key, label) in zip(axes, panels):
        for gated, name, colour, line, marker in KINDS:
            rows = [h for h in crossover["hypotheses"] if h["expectancy_gated"] == gated]
            ax.plot([h["opioid_share"] for h in rows], [h[key] for h in rows], color=colour, linestyle=line,
                    marker=marker, markersize=4, label=name)
        ax.set_xlabel("Opioid share of the drug effect")
        ax.set_ylabel(label)
        ax.set_xticks([0, 0.5, 1])
    axes[0].axhline(PUBLISHED_FALL, color=INK, linewidth=0.8, linestyle=":")
    axes[0].text(0, PUBLISHED_FALL, "published", size=SMALL, color=PALE, va="bottom")
    axes[0].set_ylim(bottom=0)
    axes[0].set_yticks(range(0, 20, 5))
    axes[1].set_ylim(bottom=0)
    axes[2].set_yscale("log")
    axes[2].axhline(1, color=PALE, linewidth=0.6)
    axes[1].legend(frameon=False, fontsize=SMALL, loc="upper left")
    return page
