"""The sheet every figure is drawn on: question, who was simulated, notice; and how it is saved."""
import io
import re
import textwrap

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend is chosen first)

from figures.scaled_pdf import scaled  # noqa: E402
from figures.sheet import SHEET  # noqa: E402

WIDTH = SHEET.width  # inches
LEFT = 0.62  # inches
INK, PALE, RULE = "#222222", "#555555", "#D8D8D8"
SMALL = 8  # points; nothing is smaller
CHARACTERS_PER_INCH = {"title": 11.8, "note": 17.2}
CHARACTERS_PER_LABEL_INCH = 14.5
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
    "savefig.dpi": SHEET.dpi * SHEET.scale,
    "pdf.fonttype": 42,  # fonts are embedded as they are
    "pdf.compression": 0,  # for scaled_pdf
    "svg.fonttype": "path" if SHEET.text_as_paths else "none",
    "svg.hashsalt": "tachy",
})


class Page:
    """A figure whose plots lie in a box of the given height between its heading and its notice.

    What is drawn without a heading has it in its text, which says in words what is shown, for who does not see it."""

    def __init__(self, outcome, question, height, note, who=None, notice=None, reading=""):
        who, notice = who or _who(outcome), notice or outcome.notice
        self.text = " ".join(part for part in (question, reading, f"{who}.", notice, note) if part)
        heading = textwrap.wrap(question, int((WIDTH - 0.3) * CHARACTERS_PER_INCH["title"])) if SHEET.heading else []
        notice = _wrap_note(f"{notice} {note}" if SHEET.heading else notice)
        who = _wrap_note(who) if SHEET.heading else []
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


def _wrap_what_is_too_long(figure):
    """Names of axes and titles that are longer than their axes go on in a second line."""
    for ax in figure.axes:
        width, height = (side / figure.dpi for side in (ax.bbox.width, ax.bbox.height))
        for get, put, room in ((ax.get_xlabel, ax.set_xlabel, width + 0.5), (ax.get_ylabel, ax.set_ylabel, height + 0.3),
                               (lambda: ax.get_title("left"), ax.set_title, (width + 0.2) * 0.8)):
            lines = get().split("\n")
            if any(len(line) > room * CHARACTERS_PER_LABEL_INCH for line in lines):
                put("\n".join(part for line in lines for part in textwrap.wrap(line, int(room * CHARACTERS_PER_LABEL_INCH))))


def save(page, path):
    """Writes PATH.png, PATH.svg and the like, and PATH.txt with the text that stands for the picture; without date or
    version, so that equal figures are equal files."""
    metadata = {"png": {"Software": None, "Description": page.text},
                "svg": {"Date": None, "Creator": "tachy", "Title": page.question, "Description": page.text},
                "pdf": {"CreationDate": None, "Producer": None, "Creator": "tachy", "Title": page.question,
                        "Subject": page.text}}
    _wrap_what_is_too_long(page.figure)
    written = []
    for kind in SHEET.kinds:
        drawn = io.BytesIO()
        page.figure.savefig(drawn, format=kind, metadata=metadata[kind])
        written.append(path.with_name(f"{path.name}.{kind}"))
        written[-1].write_bytes(_as_large_as_asked(kind, drawn.getvalue()))
    written.append(path.with_name(f"{path.name}.txt"))
    written[-1].write_text(page.text + "\n", encoding="utf-8")
    plt.close(page.figure)
    return written


def _as_large_as_asked(kind, drawn):
    if SHEET.scale == 1.0 or kind == "png":  # of which the dots say how large it is
        return drawn
    if kind == "pdf":
        return scaled(drawn, SHEET.scale)
    return re.sub(rb'(<svg [^>]*?)(width|height)="([\d.]+)pt"([^>]*?)(width|height)="([\d.]+)pt"',
                  lambda m: b'%s%s="%.4fpt"%s%s="%.4fpt"' % (m[1], m[2], float(m[3]) * SHEET.scale, m[4], m[5],
                                                             float(m[6]) * SHEET.scale), drawn, count=1)
