"""One patient's story, an arm beside its twin: score, events, doses, and what repeated doses leave behind."""
from figures import page
from figures.definitions import REMISSION_HAMD17, RESPONSE_SHARE_OF_BASELINE
from figures.lines import COLOURS

WORDS = {  # event: words, where its name will not do; in this order from above, the gravest first
    "suicide": "death by suicide", "other_death": "death of another cause", "suicide_attempt": "",
    "use_disorder": "", "misuse_starts": "", "misuse_ends": "", "use_disorder_remission": "disorder in remission",
    "withdrawal": "", "urinary_symptoms": "", "relapse": "", "misuse_detected": "", "drop_out": "leaves treatment",
    "clinician_stop": "clinic stops", "plan_completed": "", "total_cap_reached": "dose cap reached",
    "systolic_180": "systolic 180 mmHg", "systolic_rise_40": "systolic rise of 40",
}  # fmt: skip
NOT_DRAWN = {"phase_entered", "interval_changed", "dose_changed", "unsupervised_dose"}
LEFT_BEHIND = {  # column: (words, colour, dashes)
    "antidepressant_tolerance": ("tolerance of the effect", COLOURS[0], "-"),
    "reward_tolerance": ("tolerance of the reward", COLOURS[1], (0, (5, 1.6))),
    "craving": ("craving", COLOURS[3], "-"),
    "neuroadaptation": ("neuroadaptation", COLOURS[2], (0, (1.4, 1.4))),
}
GIVEN = {"given", "reduced"}
NOT_GIVEN = {"held": "x", "missed": "o", "lost": "o"}  # a visit postponed is shown when the patient comes
LINE, TWIN = "#0072B2", "#BBBBBB"
SCORE, ROW, DOSES, TRACES, GAP, FOOT, HEAD = 1.9, 0.145, 0.5, 1.0, 0.12, 0.42, 0.3  # inches
NAMES, BETWEEN, RIGHT = 1.25, 0.2, 0.15


def height(rows_of_events):
    return HEAD + SCORE + ROW * max(rows_of_events, 1) + DOSES + TRACES + 3 * GAP + FOOT


def happenings(story):
    """The kinds of events in the story: the gravest first, those without words of their own last."""
    seen = {event for rows in story.values() for row in rows for event, _ in events_of(row)} - NOT_DRAWN
    return [event for event in WORDS if event in seen] + sorted(seen - WORDS.keys())


def words_for(event):
    return WORDS.get(event) or event.replace("_", " ")


def events_of(row):
    return [(event.split("=")[0], int(row["day"])) for event in row["events"].split(";") if event]


class Column:
    """One arm; the twin's score is drawn behind its own."""

    def __init__(self, sheet, story, arm, bottom, place, columns):
        self.rows, self.arm, self.first = story[arm], arm, place == 0
        self.twins = [rows for name, rows in story.items() if name != arm] if len(story) == 2 else []
        self.kinds = happenings(story)
        self.days = [int(r["day"]) for r in self.rows]
        width = (page.WIDTH - NAMES - RIGHT - BETWEEN * (columns - 1)) / columns
        left = NAMES + place * (width + BETWEEN)
        heights = {"traces": TRACES, "doses": DOSES, "events": ROW * max(len(self.kinds), 1), "score": SCORE}
        self.axes, y = {}, bottom + FOOT
        for name, tall in heights.items():
            self.axes[name] = sheet.axes(left, y, width, tall)
            y += tall + GAP
        end = 7 * -(-(max(int(r["day"]) for rows in story.values() for r in rows) + 1) // 7)
        start = min(int(r["day"]) for rows in story.values() for r in rows)
        for name, ax in self.axes.items():
            ax.set_xlim(start - 0.01 * (end - start), end)
            ax.tick_params(labelbottom=name == "traces", labelleft=self.first)
        self.axes["traces"].set_xlabel("Days since the start")

    def draw(self, highest_score, most_mg, highest_trace):
        self.draw_score(highest_score)
        self.draw_events()
        self.draw_doses(most_mg)
        self.draw_traces(highest_trace)

    def draw_score(self, highest):
        ax, half = self.axes["score"], float(self.rows[0]["baseline_hamd17"]) * RESPONSE_SHARE_OF_BASELINE
        ax.axhspan(0, REMISSION_HAMD17, color="#CFE8D5", linewidth=0)
        ax.axhspan(REMISSION_HAMD17, half, color="#EAF5EC", linewidth=0)
        for twin in self.twins:
            ax.plot([int(r["day"]) for r in twin], [float(r["true_hamd17"]) for r in twin], color=TWIN, linewidth=1.0)
        ax.plot(self.days, [float(r["true_hamd17"]) for r in self.rows], color=LINE, linewidth=1.3)
        rated = [(int(r["day"]), float(r["rated_hamd17"])) for r in self.rows if r["rated_hamd17"]]
        ax.plot([d for d, _ in rated], [s for _, s in rated], ".", color=page.INK, markersize=2.6)
        ax.set_ylim(0, highest)
        ax.set_title(self.arm)
        if self.first:
            ax.set_ylabel("HAM-D17 (points)")
            for y, words in ((REMISSION_HAMD17, "remission"), (half, "response")):
                ax.annotate(f"{words} ", (0.995, y), xycoords=("axes fraction", "data"), ha="right", va="top",
                            fontsize=page.SMALL, color=page.INK, bbox=dict(facecolor="#FFFFFF", alpha=0.6, pad=0.5, linewidth=0))

    def draw_events(self):
        ax = self.axes["events"]
        for level, kind in enumerate(reversed(self.kinds)):
            days = [day for row in self.rows for event, day in events_of(row) if event == kind]
            ax.axhline(level, color=page.RULE, linewidth=0.5, zorder=0)
            ax.plot(days, [level] * len(days), "d", color=page.INK, markersize=3.6, clip_on=False)
        ax.set_ylim(-0.5, max(len(self.kinds), 1) - 0.5)
        ax.set_yticks(range(len(self.kinds)), [words_for(kind) for kind in reversed(self.kinds)])
        ax.tick_params(length=0)
        ax.spines[["left", "bottom"]].set_visible(False)
        if not self.kinds:
            ax.text(0.5, 0.5, "no events", transform=ax.transAxes, ha="center", va="center", fontsize=page.SMALL)

    def draw_doses(self, most_mg):
        ax = self.axes["doses"]
        given = [(int(r["day"]), float(r["mg"] or 0)) for r in self.rows if r["status"] in GIVEN]
        ax.vlines([d for d, _ in given], 0, [max(mg, 0.04 * most_mg) for _, mg in given], color=LINE, linewidth=0.9)
        for status, mark in NOT_GIVEN.items():
            days = [int(r["day"]) for r in self.rows if r["status"] == status]
            ax.plot(days, [1.2 * most_mg] * len(days), mark, color=page.INK, markersize=3.2, fillstyle="none")
        ax.set_ylim(0, 1.4 * most_mg)
        if self.first:
            ax.set_ylabel("Dose\n(mg)")

    def draw_traces(self, highest):
        ax = self.axes["traces"]
        for column, (words, colour, dashes) in LEFT_BEHIND.items():
            ax.plot(self.days, [float(r[column]) for r in self.rows], color=colour, linestyle=dashes, linewidth=1.2,
                    label=words)
        ax.set_ylim(0, highest)
        if self.first:
            ax.set_ylabel("Traces of doses\n(0 to 1)")


def draw(story, question, who, notice):
    """A sheet with two arms side by side, further pairs below."""
    arms, columns = list(story), min(len(story), 2)
    rows, tall = -(-len(arms) // columns), height(len(happenings(story)))
    legend = 0.25
    sheet = page.Page(None, question, rows * tall + legend,
                      "Line: true score; dots: the clinic's ratings"
                      + ("; grey line: the twin in the other arm" if len(arms) == 2 else "")
                      + ". Doses: bars are given, x held, o not come.", who=who, notice=notice)
    every = [row for of_arm in story.values() for row in of_arm]
    highest = 1.08 * max(float(r["true_hamd17"]) for r in every)
    highest = max([highest] + [float(r["rated_hamd17"]) for r in every if r["rated_hamd17"]])
    trace = max([0.2] + [float(r[name]) for r in every for name in LEFT_BEHIND])
    most_mg = max([float(r["mg"]) for r in every if r["mg"]] + [1.0])
    for number, arm in enumerate(arms):
        bottom = legend + (rows - 1 - number // columns) * tall
        column = Column(sheet, story, arm, bottom, number % columns, columns)
        column.draw(highest, most_mg, min(1.0, 1.1 * trace))
    handles, words = column.axes["traces"].get_legend_handles_labels()
    sheet.figure.legend(handles, words, ncols=4, loc="lower center", frameon=False, fontsize=page.SMALL,
                        bbox_to_anchor=(0.5, sheet.bottom / sheet.height))
    return sheet
