"""The flow of patients through each arm, drawn as in a report of a trial."""
import textwrap

from matplotlib.patches import Rectangle

from figures.lines import looks
from figures.page import INK, PALE, SMALL, WIDTH, Page

ARMS_PER_ROW = max(1, int(WIDTH / 1.7))
LINE = 0.145  # inches
GAP = 0.2  # inches between boxes, where the arrow is
SIDE = 0.26  # inches by which the box of those who left stands aside
CHARACTERS_PER_INCH = 14
LEAVINGS = {  # step of /flow: words; in the order of the box
    "completed": "reached the end of the plan",
    "total_cap": "cap on all doses",
    "no_benefit": "too little improvement",
    "entry": "entry condition of a phase",
    "rule": "stopped by a rule",
    "false_alarm": "false alarm of misuse",
    "dropped_out": "dropped out",
    "died": "died in treatment",
}
WITHHELD = {"withheld_week_cap": "cap of the week", "withheld_year_cap": "cap of the year",
            "withheld_session_cap": "cap of a session"}


def flow_of_patients(outcome):
    columns = min(len(outcome.arms), ARMS_PER_ROW)
    width = (WIDTH - 0.28) / columns
    boxes = [_boxes(outcome, arm, width - 0.12) for arm in range(len(outcome.arms))]
    rows = [boxes[first:first + columns] for first in range(0, len(boxes), columns)]
    heights = [max(map(_height, row)) for row in rows]
    page = Page(outcome, "Who is in the comparison, and how did treatment end?", sum(heights) + 0.25 * len(rows),
                "Everyone who was enrolled counts in every arm, also after the end of treatment."
                + (f" Means over {outcome.draws} draws of what is not known." if outcome.draws else ""))
    top = sum(heights) + 0.25 * len(rows)
    styles = looks(outcome)
    for number, row in enumerate(rows):
        for column, arm_boxes in enumerate(row):
            colour = styles[number * columns + column][0]
            _draw(page, arm_boxes, 0.14 + column * width, top, width - 0.12, colour)
        top -= heights[number] + 0.25
    return page


def _boxes(outcome, arm, width):
    """The lines of each box of an arm, from above; the first is its name."""
    flow = outcome.flow[arm]
    boxes = [[outcome.labels[arm]], [f"enrolled: {flow['enrolled']:,}"]]
    for phase, name in enumerate(outcome.phase_ids[arm]):
        if name:
            boxes.append([f"admitted to {name.replace('_', ' ')}: {flow[f'admitted_{phase + 1}']:,}"])
    left = [f"{words}: {flow[step]:,}" for step, words in LEAVINGS.items() if flow[step]]
    gone = sum(flow[step] for step in LEAVINGS)
    boxes.append([f"treatment ended: {gone:,}"] + left)
    boxes.append([f"in treatment at the end: {flow['in_treatment']:,}"])
    held = [f"{words}: {flow[step]:,}" for step, words in WITHHELD.items() if flow.get(step)]
    if held:
        boxes.append(["doses withheld"] + held)
    return [[part for line in box for part in textwrap.wrap(line, _characters(box, width), subsequent_indent="  ")]
            for box in boxes]


def _characters(box, width):
    return int((width - SIDE * box[0].startswith("treatment ended")) * CHARACTERS_PER_INCH)


def _height(boxes):
    return sum(len(box) * LINE + 0.1 + GAP for box in boxes) - GAP


def _draw(page, boxes, left, top, width, colour):
    """The name of the arm, then its boxes; who has left stands aside of the arrow from phase to end."""
    ax = page.axes(left, top - _height(boxes), width, _height(boxes))
    ax.set_axis_off()
    ax.set_xlim(0, width)
    ax.set_ylim(0, _height(boxes))
    y = _height(boxes)
    above = None  # bottom of the box that the next arrow begins at
    for number, box in enumerate(boxes):
        height = len(box) * LINE + 0.1
        aside = SIDE if box[0].startswith("treatment ended") else 0.0
        if number > 0:
            ax.add_patch(_frame(aside, y - height, width, height, colour))
        if above is not None and aside:
            _arrow(ax, (SIDE / 2, y - height / 2), (SIDE, y - height / 2))
        elif above is not None and not box[0].startswith("doses withheld"):
            _arrow(ax, (SIDE / 2, above), (SIDE / 2, y))
        for row, text in enumerate(box):
            ax.text(aside + 0.06, y - 0.05 - (row + 0.5) * LINE, text, size=8.5 if number == 0 else SMALL,
                    va="center", color=colour if number == 0 else INK, weight="bold" if number == 0 else "normal")
        above = above if aside else y - height if number > 0 else None
        y -= height + GAP


def _arrow(ax, start, end):
    ax.annotate("", xy=end, xytext=start,
                arrowprops={"arrowstyle": "-|>", "color": PALE, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 0})


def _frame(aside, bottom, width, height, colour):
    return Rectangle((aside + 0.01, bottom), width - aside - 0.02, height, facecolor="white", edgecolor=colour,
                     linewidth=0.9, clip_on=False)
