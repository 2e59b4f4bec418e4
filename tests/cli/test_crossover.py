"""tachy crossover: the naltrexone trial of 2018 under each hypothesis, as text and as JSON, and its figure.

Usage: test_crossover.py TACHY SOURCE_DIR
"""
import json
import pathlib
import subprocess
import sys
import unittest

from commands import DONE, INVALID, SANITIZED, CommandTest, main

FIGURE = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "crossover_figure.py"


class Crossover(CommandTest):
    def test_every_hypothesis_has_its_likelihood_relative_to_no_opioid_share(self):
        printed = self.expect(DONE, "crossover", "--trials", "100", "--json").stdout
        rows = json.loads(printed)["hypotheses"]
        self.assertEqual({(r["opioid_share"], r["expectancy_gated"]) for r in rows},
                         {(share, gated) for share in (0, 0.25, 0.5, 0.75, 1) for gated in (False, True)})
        self.assertEqual(rows[0]["likelihood_ratio"], 1.0)
        self.assertTrue(all(r["likelihood_ratio"] > 0 for r in rows))
        (self.here / "crossover.json").write_text(printed, encoding="utf-8")
        drawn = subprocess.run([sys.executable, FIGURE, "crossover.json"], cwd=self.here, capture_output=True,
                               text=True, check=False)
        self.assertEqual(drawn.returncode, 0, drawn.stderr)
        self.assertIn("Hypothetical patients. Not dosing guidance.",
                      (self.here / "crossover-2018.svg").read_text(encoding="utf-8"))

    @unittest.skipIf(SANITIZED, "the text of the same numbers; each run takes a minute")
    def test_the_table_says_what_it_is_and_is_not(self):
        text = self.expect(DONE, "crossover", "--trials", "100").stdout
        for words in ("7 of 12 responded with placebo", "likelihood", "not dosing guidance"):
            self.assertIn(words, text)

    def test_a_posterior_that_is_not_there_is_named(self):
        self.assertIn("no file 'nowhere.yaml'", self.expect(INVALID, "crossover", "--posterior", "nowhere.yaml").stderr)


if __name__ == "__main__":
    main()
