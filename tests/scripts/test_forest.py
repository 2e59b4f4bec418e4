"""The forest plots: one for each side of the split, with every scored figure, readable, the same each time."""
import json
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "forest.py"
SMALLEST_TEXT = 8  # points


def endpoint(name, split, z, **changes):
    return {"id": name, "study": f"{name} study", "split": split, "weight": 1.0, "published": 0.5 + 0.1 * (z or 0),
            "published_interval": [0.4, None], "predicted": 0.5, "sd": 0.1, "z": z, "regression_predicted": 0.7,
            "published_text": "55 % (40 % to ?)", "predicted_text": "50 %", **changes}


def summary(skill):
    agreement = {"mean_z2": 1.0, "coverage": {"95": {"value": 0.9}}}
    return {"endpoints": 1, "studies": 1, "studies_left_out": 0, **agreement, "regression": agreement,
            "skill_levels": skill and {**skill, "without_two_best": None}, "skill_contrasts": None}


VALIDATION = {
    "parameters": "draws of made-up.yaml",
    "endpoints": [endpoint("fitted", "calibrate", 0.5), endpoint("inside", "validate", -1.0, weight=0.25),
                  endpoint("far", "validate", 24.0), endpoint("recalled", "validate", None)],
    "summary": {"calibrate": summary({"value": 0.1, "interval": [None, None]}),
                "validate": summary({"value": -0.2, "interval": [-0.5, 0.1]})},
}


class Forest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)

    def draw(self, text, into="figures"):
        (self.folder / "validation.json").write_text(text, encoding="utf-8")
        command = [sys.executable, SCRIPT, self.folder / "validation.json", "-o", self.folder / into]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def drawn(self, validation, into="figures"):
        done = self.draw(json.dumps(validation), into)
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.folder / into

    def text_of(self, svg):
        return " ".join("".join(xml.parse(svg).getroot().itertext()).split())

    def test_each_side_of_the_split_has_its_scored_figures(self):
        made = self.drawn(VALIDATION)
        self.assertEqual(sorted(p.name for p in made.iterdir()),
                         [f"forest_{side}.{kind}" for side in ("calibrate", "validate") for kind in ("png", "svg", "txt")])
        text = self.text_of(made / "forest_validate.svg")
        for words in ("inside study", "far", "55 %", "weight 0.25", "on levels -0.20 (-0.50 to +0.10)",
                      "Hypothetical patients. Not dosing guidance."):
            self.assertIn(words, text)
        for words in ("recalled study", "fitted study"):
            self.assertNotIn(words, text)

    def test_a_side_without_scored_figures_is_not_drawn(self):
        made = self.drawn({**VALIDATION, "endpoints": VALIDATION["endpoints"][:1]})
        self.assertFalse((made / "forest_validate.svg").exists())

    def test_no_text_is_too_small_to_read(self):
        for svg in self.drawn(VALIDATION).glob("*.svg"):
            sizes = [float(size) for size in re.findall(r"font: (?:\w+ )*([\d.]+)px", svg.read_text("utf-8"))]
            self.assertGreaterEqual(min(sizes), SMALLEST_TEXT, svg)

    def test_the_same_validation_gives_the_same_files(self):
        first, second = self.drawn(VALIDATION, "first"), self.drawn(VALIDATION, "second")
        for file in first.iterdir():
            self.assertEqual(file.read_bytes(), (second / file.name).read_bytes(), file.name)

    def test_what_is_not_a_validation_is_refused_in_words(self):
        for text in ("title: no", "{}"):
            done = self.draw(text)
            self.assertEqual(done.returncode, 1)
            self.assertIn("validate --json", done.stderr)
            self.assertNotIn("Traceback", done.stderr)


if __name__ == "__main__":
    unittest.main()
