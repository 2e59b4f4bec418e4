"""Arms are told apart by those who do not see red, or green, and in a grey print."""
import itertools
import re
import sys
import unittest
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from figures.balance import MARKS  # noqa: E402
from figures.lines import COLOURS, REFERENCE_COLOUR, looks  # noqa: E402

# Linear RGB as eyes without one kind of cone see it (Machado, Oliveira and Fernandes 2009, severity 1).
VISIONS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)


def linear(colour):
    rgb = np.array([int(colour[i:i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    scaled = (TO_XYZ @ np.clip(rgb, 0, 1)) / WHITE
    f = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


class EightArms:
    arms, reference = list(range(8)), 0


class Colours(unittest.TestCase):
    def test_each_colour_is_lighter_than_the_one_before_and_dark_enough_on_white(self):
        lightness = [lab(linear(colour))[0] for colour in COLOURS]
        for darker, lighter in itertools.pairwise(lightness):
            self.assertGreater(lighter - darker, 8)
        for colour in (*COLOURS, REFERENCE_COLOUR):
            self.assertGreater(1.05 / (float((TO_XYZ @ linear(colour))[1]) + 0.05), 3, colour)

    def test_colours_stay_apart_in_every_vision(self):
        for vision, matrix in VISIONS.items():
            for one, other in itertools.combinations(COLOURS, 2):
                apart = np.linalg.norm(lab(np.array(matrix) @ linear(one)) - lab(np.array(matrix) @ linear(other)))
                self.assertGreater(apart, 8, f"{one} and {other}: {vision}")

    def test_eight_arms_differ_in_dash_or_clearly_in_colour_and_all_in_their_mark(self):
        self.assertEqual(len(set(MARKS[:8])), 8)
        for vision, matrix in VISIONS.items():
            seen = [(lab(np.array(matrix) @ linear(colour)), dash) for colour, dash in looks(EightArms)]
            for (one, one_dash), (other, other_dash) in itertools.combinations(seen, 2):
                self.assertTrue(one_dash != other_dash or np.linalg.norm(one - other) > 8, vision)

    def test_the_report_s_eight_arms_stand_out_in_light_and_dark_and_differ_in_dash_and_mark(self):
        style = (ROOT / "output/report/page/style.css").read_text("utf-8")
        for paper, rules in re.findall(r"--paper: (#\w+);(.*?)}", style, re.DOTALL):
            paper = "#ffffff" if paper == "#fff" else paper
            for colour in re.findall(r"--arm-\d: (#\w{6});", rules):
                light, dark = sorted((float((TO_XYZ @ linear(one))[1]) for one in (paper, colour)), reverse=True)
                self.assertGreater((light + 0.05) / (dark + 0.05), 3, f"{colour} on {paper}")
        dashes = re.search(r"kDashes = \[(.*?)\]", (ROOT / "output/explorer/page/curves.ts").read_text("utf-8"))[1].split(", ")
        marks = re.search(r"kMarks = \[(.*?)\]", (ROOT / "output/report/page/arms.ts").read_text("utf-8"))[1].split(", ")
        self.assertEqual((len(set(dashes)), len(set(marks))), (8, 8))


if __name__ == "__main__":
    unittest.main()
