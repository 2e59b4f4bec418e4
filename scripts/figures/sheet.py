"""What figures are drawn for: a page with heading and notice, a column of a paper, or a slide. Chosen once, before the
others are imported, since everything is laid out by its width."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    width: float = 7.2  # inches in which it is laid out; nothing is smaller than 8 points there
    heading: bool = True  # question, who was simulated and notes are in the figure; else in the text beside it
    scale: float = 1.0  # as which it is written: 18 points on a slide are 8 times 2.25
    dpi: int = 200  # of PNG
    kinds: tuple = ("png", "svg")
    text_as_paths: bool = False  # in SVG, so that no font is needed

    @property
    def narrow(self):
        return self.width < 5


_COLUMNS = {"1": 3.5, "2": 7.2}  # inches
_SLIDE_WIDTH, _SLIDE_POINTS, _LAID_OUT_POINTS = 13.33, 18, 8
SHEET = Sheet()


def choose(paper=None, slide=False, dpi=None):
    """paper: "1" or "2" columns."""
    global SHEET
    kinds = ("png", "svg", "pdf")
    if slide:
        scale = _SLIDE_POINTS / _LAID_OUT_POINTS
        SHEET = Sheet(width=_SLIDE_WIDTH / scale, heading=False, scale=scale, dpi=dpi or 150, kinds=kinds, text_as_paths=True)
    elif paper:
        SHEET = Sheet(width=_COLUMNS[paper], heading=False, dpi=dpi or 600, kinds=kinds, text_as_paths=True)
    elif dpi:
        SHEET = Sheet(dpi=dpi)
