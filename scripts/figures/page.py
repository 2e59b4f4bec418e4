"""The sheet every figure is drawn on: question, who was simulated, notice; and how it is saved."""
import textwrap

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend is chosen first)

WIDTH = 7.2  # inches: two columns of a journal page
LEFT = 0.62  # inches
INK, PALE, RULE = "#222222", "#555555", "#D8D8D8"
SMALL = 8  # points; nothing is smaller
CHARACTERS_PER_INCH = {"title": 11.8, "note": 17.2}
LINE = {"title": 0.2, "note": 0.155}  # inches
CHANCE = "95 % Monte Carlo interval (chance between simulated patients; not the uncertainty of parameters)"

plt.rcParams.update({
    "font.family": ["DejaVu Sans"],
    "font.size": 8.5,
    "axes.labelsize": 8.5,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.edgecolor": PALE,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "text.color": INK,
    "text.parse_math": False,  # a label may hold $ and \
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.color": PALE,
    "ytick.color": PALE,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.solid_capstyle": "round",
    "hatch.linewidth": 0.6,
    "savefig.dpi": 200,
    "svg.fonttype": "none",
    "svg.hashsalt": "tachy",
})


class Page:
    """A figure whose plots lie in a box of the given height between its heading and its notice."""

    def __init__(self, outcome, question, height, note, who=None, notice=None):
        heading = textwrap.wrap(question, int((WIDTH - 0.3) * CHARACTERS_PER_INCH["title"]))
        who = _wrap_note(who or _who(outcome))
        notice = _wrap_note(f"{notice or outcome.notice} {note}")
        self.top = 0.16 + len(heading) * LINE["title"] + len(who) * LINE["note"] + 0.12
        self.bottom = 0.14 + len(notice) * LINE["note"]
        self.box = height
        self.height = self.top + height + self.bottom
        self.question = question
        self.figure = plt.figure(figsize=(WIDTH, self.height))
        y = self.height - 0.14
        for lines, kind, style in ((heading, "title", {"size": 11, "weight": "bold"}),
                                   (who, "note", {"size": SMALL, "color": PALE})):
            for line in lines:
                self._write(line, y, va="top", **style)
                y -= LINE[kind]
        for number, line in enumerate(notice):
            self._write(line, 0.1 + (len(notice) - 1 - number) * LINE["note"], va="bottom", size=SMALL, color=PALE)

    def _write(self, text, y, **style):
        self.figure.text(0.14 / WIDTH, y / self.height, text, **style)

    def axes(self, left, bottom, width, height, **options):
        """Axes at this place of the box, in inches from its lower left corner."""
        place = (left / WIDTH, (self.bottom + bottom) / self.height, width / WIDTH, height / self.height)
        return self.figure.add_axes(place, **options)


def interval(outcome):
    """What a bar or a ribbon shows, in words."""
    return f"95 % of {outcome.draws} draws of what is not known" if outcome.draws else CHANCE


def _who(outcome):
    arms = "the same in every arm, " if len(outcome.arms) > 1 else ""
    draws = f"average clinic, under each of {outcome.draws} draws, " if outcome.draws else ""
    return (f"Scenario “{outcome.title}”; n = {outcome.patients:,} hypothetical patients, {arms}{draws}"
            f"{outcome.horizon_days:,} days, seed\u00a0{outcome.seed}")


def _wrap_note(text):
    return textwrap.wrap(text, int((WIDTH - 0.3) * CHARACTERS_PER_INCH["note"]))


def week_axis(ax, outcome, label="Weeks since the start"):
    """Weeks with ticks at quarters or halves of a year, or closer for a short horizon."""
    end = outcome.weeks.size
    ax.set_xlim(0, end)
    step = next(s for s in (1, 2, 4, 13, 26, 52, 104, 260, 520) if end <= 7 * s or s == 520)
    ax.set_xticks(range(0, end + 1, step))
    ax.set_xlabel(label)


def save(page, path):
    """Writes PATH.png and PATH.svg without date or version, so that equal figures are equal files."""
    written = []
    for kind, metadata in (("png", {"Software": None}), ("svg", {"Date": None, "Creator": "tachy",
                                                                 "Title": page.question})):
        file = path.with_name(f"{path.name}.{kind}")
        page.figure.savefig(file, metadata=metadata)
        written.append(file)
    plt.close(page.figure)
    return written
