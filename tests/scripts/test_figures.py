"""The figures: all are there, say that patients are hypothetical, can be read, and are the same each time."""
import json
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

import h5py
import numpy as np

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
sys.path[:0] = [str(SCRIPTS), str(Path(__file__).resolve().parent)]
import made_up_outcome  # noqa: E402
from figures import definitions  # noqa: E402
from figures.lines import spread  # noqa: E402
from figures.outcome import Outcome  # noqa: E402

NAMES = ["benefit_harm", "dose_calendar", "flow", "hamd17", "misuse", "response_remission", "states"]
SMALLEST_TEXT = 8  # points


def draw(outcome, folder, *options):
    command = [sys.executable, SCRIPTS / "figures.py", outcome, "-o", folder, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


class Definitions(unittest.TestCase):
    def test_figures_draw_the_cut_offs_by_which_patients_are_counted(self):
        header = (SCRIPTS.parent / "sim/model/definitions.hpp").read_text(encoding="utf-8")
        counted = {name: float(value) for name, value in re.findall(r"float (k\w+) = ([0-9.]+)f;", header)}
        self.assertEqual(definitions.REMISSION_HAMD17, counted["kRemissionHamd17"])
        self.assertEqual(definitions.RESPONSE_SHARE_OF_BASELINE, counted["kResponseShareOfBaseline"])


class Figures(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self.outcome = self.folder / "outcome.h5"

    def drawn(self, arms, weeks, *options, into="figures"):
        made_up_outcome.write(self.outcome, arms, weeks)
        done = draw(self.outcome, self.folder / into, *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.folder / into

    def refused(self, words):
        done = draw(self.outcome, self.folder / "none")
        self.assertEqual(done.returncode, 1)
        self.assertIn(words, done.stderr)
        self.assertNotIn("Traceback", done.stderr)

    def test_every_figure_is_written_as_png_and_svg(self):
        made = self.drawn(arms=3, weeks=8)
        self.assertEqual(sorted(p.name for p in made.iterdir()), sorted(
            [f"{name}.{kind}" for name in NAMES for kind in ("png", "svg", "txt")]
            + [f"table_{name}.{kind}" for name in ("differences", "means") for kind in ("csv", "html")]))

    def test_every_figure_says_hypothetical_and_names_the_arms(self):
        for svg in self.drawn(arms=8, weeks=30).glob("*.svg"):
            text = " ".join("".join(xml.parse(svg).getroot().itertext()).split())
            self.assertIn("Hypothetical patients. Not dosing guidance.", text, svg)
            self.assertIn("seed 2018", text, svg)
            for arm in made_up_outcome.ARMS:
                self.assertIn(arm[1].split()[0], text, svg)

    def test_curves_begin_at_the_baseline_on_day_0_and_go_by_day_when_the_file_does(self):
        for weeks, first in ((8, 1 / 7), (20, 0.5)):
            made_up_outcome.write(self.outcome, 2, weeks)
            outcome = Outcome(self.outcome)
            times, score = outcome.curve("hamd17")
            self.assertEqual(list(times[:2]), [0.0, first])
            self.assertTrue((score[:, 0, 0] == outcome.baseline_hamd17).all())
            self.assertEqual(score.shape[1], 1 + (7 * weeks if weeks <= 8 else weeks))
            self.assertTrue((outcome.curve("response")[1][:, 0] == 0).all())

    def test_the_flow_says_who_is_in_the_comparison_and_adds_up(self):
        svg = (self.drawn(arms=5, weeks=20) / "flow.svg").read_text("utf-8")
        words = " ".join("".join(xml.fromstring(svg).itertext()).split())
        for line in ("enrolled: 4,000", "admitted to maintenance: 2,000", "too little improvement: 2,000",
                     "dropped out: 666", "treatment ended: 2,666", "in treatment at the end: 1,334",
                     "cap of the year: 120"):
            self.assertEqual(words.count(line), 5, line)

    def test_what_is_assumed_is_said_beside_its_bars(self):
        made = self.drawn(arms=3, weeks=20)
        for name in ("benefit_harm", "misuse"):
            self.assertIn("assumed", (made / f"{name}.svg").read_text("utf-8"))

    def test_labels_with_signs_of_mathematics_are_drawn_as_they_are(self):
        made_up_outcome.write(self.outcome, arms=2, weeks=4)
        labels = [r"$\frac{1}{0$", "$5 and $6"]
        with h5py.File(self.outcome, "r+") as file:
            file["outcomes/arm_label"][:] = labels
        done = draw(self.outcome, self.folder / "figures")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(labels[1], (self.folder / "figures/response_remission.svg").read_text(encoding="utf-8"))

    def test_no_text_is_too_small_to_read(self):
        for svg in self.drawn(arms=5, weeks=104).glob("*.svg"):
            sizes = [float(size) for size in re.findall(r"font: (?:\w+ )*([\d.]+)px", svg.read_text("utf-8"))]
            self.assertTrue(sizes, svg)
            self.assertGreaterEqual(min(sizes), SMALLEST_TEXT, svg)

    def test_the_same_outcome_gives_the_same_files(self):
        first, second = self.drawn(4, 60, into="first"), self.drawn(4, 60, into="second")
        for file in first.iterdir():
            self.assertEqual(file.read_bytes(), (second / file.name).read_bytes(), file.name)

    def test_one_week_and_one_arm_can_be_drawn(self):
        self.drawn(arms=2, weeks=1)
        self.assertFalse((self.drawn(arms=1, weeks=20, into="one") / "benefit_harm.svg").exists())

    def test_a_figure_for_a_paper_is_as_wide_as_its_column_and_has_no_title_but_its_fonts(self):
        for columns, inches, arms in (("1", 3.5, 8), ("2", 7.2, 1)):
            made = self.drawn(arms, 10, "--paper", columns, "--dpi", "40", into=columns)
            for svg in made.glob("*.svg"):
                drawn = svg.read_text("utf-8")
                self.assertAlmostEqual(float(re.search(r'width="([\d.]+)pt"', drawn)[1]), 72 * inches, delta=0.1)
                self.assertNotIn("<text", drawn)  # paths: nobody needs the font
                self.assertIn(b"/FontFile2", svg.with_suffix(".pdf").read_bytes())

    def test_a_figure_for_a_slide_has_18_points_and_is_as_wide_as_the_slide(self):
        made = self.drawn(2, 10, "--slide", "--dpi", "40")
        for svg in made.glob("*.svg"):
            self.assertAlmostEqual(float(re.search(r'width="([\d.]+)pt"', svg.read_text("utf-8"))[1]), 72 * 13.33, delta=0.5)
            pdf = svg.with_suffix(".pdf").read_bytes()
            box = re.findall(rb"/MediaBox \[ 0[\d.]* 0[\d.]* ([\d.]+)", pdf)[-1]
            self.assertAlmostEqual(float(box), 72 * 13.33, delta=0.5)
            self.assertIn(b"2.250000 0 0 2.250000 0 0 cm", pdf)  # of 8 points

    def test_every_figure_has_a_text_that_stands_for_it_and_tables_are_csv_and_for_word(self):
        for text in self.drawn(3, 30).glob("*.txt"):
            words = text.read_text("utf-8")
            self.assertIn("?", words)
            self.assertIn("hypothetical patients", words)
            self.assertIn(words.strip()[:40].replace("&", "&amp;"), text.with_suffix(".svg").read_text("utf-8"))

        made = self.folder / "figures"  # of the same outcome
        self.assertRegex((made / "table_differences.csv").read_text("utf-8"), r"(?m)^remission_weeks,wk,weekly,[\d.]+,[\d.]+,[\d.]+$")
        page = (made / "table_differences.html").read_text("utf-8")
        self.assertRegex(page, r"<td[^>]*>\d+\.\d+ \(\d+\.\d+ to \d+\.\d+\)</td>")
        self.assertIn("Every two weeks", page)

    def test_money_is_drawn_from_what_economics_printed(self):
        made_up_outcome.write(self.outcome, 3, 30)
        economics = self.folder / "economics.json"
        economics.write_text(json.dumps(made_up_outcome.economics(3)), encoding="utf-8")
        done = draw(self.outcome, self.folder / "money", "--economics", economics)
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in ("acceptability", "cost_effectiveness", "value_of_information"):
            self.assertTrue((self.folder / "money" / f"{name}.svg").exists())
        self.assertIn("too few draws to say", (self.folder / "money/value_of_information.svg").read_text("utf-8"))
        economics.write_text("{}", encoding="utf-8")
        self.assertIn("not from tachy economics", draw(self.outcome, self.folder / "none", "--economics", economics).stderr)

    def test_a_missing_file_is_refused_in_words(self):
        self.refused("no such file")

    def test_a_file_that_is_not_hdf5_is_refused_in_words(self):
        self.outcome.write_text("title: no\n", encoding="utf-8")
        self.refused("not an HDF5 file")

    def test_what_a_stopped_run_keeps_is_told_from_a_result(self):
        self.outcome.write_bytes(b"tachy part file, format 4\n")
        self.refused("the same 'tachy run' again goes on")

    def test_a_later_major_version_is_refused(self):
        made_up_outcome.write(self.outcome, 2, 4, version="2.0")
        self.refused("format version 2.0")


class Labels(unittest.TestCase):
    def test_spread_labels_keep_their_order_and_never_overlap(self):
        random = np.random.default_rng(1)
        for _ in range(200):
            wanted = random.uniform(0, 150, 8)
            heights = random.uniform(8, 18, 8)
            placed = spread(list(wanted), list(heights), 0, 160)
            order = np.argsort(wanted)
            gaps = np.diff(placed[order]) - (heights[order][1:] + heights[order][:-1]) / 2
            self.assertGreaterEqual(gaps.min(), -1e-9)
            self.assertGreaterEqual((placed - heights / 2).min(), -1e-9)
            self.assertLessEqual((placed + heights / 2).max(), 160 + 1e-9)

    def test_labels_with_room_stay_where_they_want_to_be(self):
        self.assertEqual(list(spread([20.0, 80.0, 50.0], [10, 10, 10], 0, 100)), [20.0, 80.0, 50.0])


if __name__ == "__main__":
    unittest.main()
