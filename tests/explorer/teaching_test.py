"""The stories for a class: each runs in under two seconds, is short, and shows what its card says it shows."""
import re
import resource
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import h5py

TACHY = sys.argv.pop()
STORIES = Path(__file__).resolve().parents[2] / "scenarios" / "teaching"


class Outcome:
    """What one run of a story says: arms by id, mean totals per patient."""

    def __init__(self, name, *options):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "r.h5")
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            subprocess.run([TACHY, "run", STORIES / f"{name}.yaml", "-o", path, *options], check=True, capture_output=True)
            seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
            if seconds > 2:
                raise AssertionError(f"{name} took {seconds} s of processor time")
            with h5py.File(path) as file:
                arms = [arm.decode() for arm in file["totals/arm"][:]]
                self.totals = {total: dict(zip(arms, file["totals"][total][:, 0])) for total in file["totals"]
                               if total not in ("arm", "statistic")}
                remission = file["outcomes/remission"][:]
                self.weeks = {arm: remission[place, :, 0] for place, arm in enumerate(arms)}

    def __getattr__(self, total):
        return self.totals[total]


def set_to(*settings):
    return [word for setting in settings for word in ("--set", setting)]


class Stories(unittest.TestCase):
    def test_there_are_twelve_short_ones_with_a_whole_card(self):
        stories = sorted(STORIES.glob("*.yaml"))
        self.assertEqual(len(stories), 12)
        for story in stories:
            text = story.read_text("utf-8")
            self.assertLessEqual(len(text.splitlines()), 35, story.name)
            for part in ("Aim", "Minutes", "Predict", "See", "Discuss", "Answers"):
                self.assertRegex(text, rf"(?m)^  {part}: .+", story.name)
            self.assertEqual(len(re.search(r"(?m)^  Predict: (.*)$", text)[1].split(" | ")), 4, story.name)

    def test_how_often(self):
        run = Outcome("how-often")
        self.assertGreater(run.remission_weeks["weekly"], 5 * run.remission_weeks["none"])
        more = 1000 * (run.misuse_ever["weekly"] - run.misuse_ever["none"])
        self.assertTrue(1 < more < 20, more)
        self.assertGreater(run.misuse_ever["weekly"], 2 * run.misuse_ever["none"])

    def test_induction(self):
        run = Outcome("induction")
        self.assertGreater(run.remission_weeks["six"], run.remission_weeks["three"])
        self.assertGreater(run.remission_weeks["three"], run.remission_weeks["one"])
        self.assertLess(run.weeks["six"][13], 0.2 * run.weeks["six"][1])

    def test_dose(self):
        run = Outcome("dose")
        self.assertLess(run.remission_weeks["whole"], 1.15 * run.remission_weeks["half"])
        self.assertGreater(run.systolic_180["whole"], 2 * run.systolic_180["half"])
        rarely = Outcome("dose", *set_to("phases.maintenance.every=8 weeks"))
        weeks = run.remission_weeks, rarely.remission_weeks
        often, seldom = (arms["whole"] / arms["quarter"] for arms in weeks)
        self.assertGreater(seldom, 1.1 * often)

    def test_placebo(self):
        run = Outcome("placebo")
        self.assertGreater(run.response_weeks["placebo"], 0.5)
        self.assertGreater(run.response_weeks["ketamine"], 2 * run.response_weeks["placebo"])

    def test_who_goes_on(self):
        run = Outcome("who-goes-on")
        self.assertGreater(run.remission_weeks["responders"], 0.75 * run.remission_weeks["everybody"])
        self.assertLess(run.sessions["responders"], 0.75 * run.sessions["everybody"])
        self.assertLess(run.misuse_ever["responders"], run.misuse_ever["everybody"])

    def test_response_guided(self):
        run = Outcome("response-guided")
        kept = run.remission_weeks["guided"] / run.remission_weeks["weekly"]
        self.assertTrue(0.5 < kept < 0.85, kept)
        self.assertLess(run.sessions["guided"], 0.65 * run.sessions["weekly"])
        self.assertLess(run.misuse_ever["guided"], run.misuse_ever["weekly"])

    def test_stopping(self):
        run = Outcome("stopping")
        self.assertLess(run.weeks["stop"][-2], 0.3 * run.weeks["go_on"][-2])
        self.assertGreater(run.remission_weeks["taper"], run.remission_weeks["stop"])
        self.assertLess(run.weeks["taper"][-2], 0.5 * run.weeks["go_on"][-2])

    def test_tolerance(self):
        strong, none = Outcome("tolerance"), Outcome("tolerance", *set_to("tachyphylaxis=none"))
        weeks = strong.remission_weeks
        self.assertGreater(weeks["weekly"], weeks["two_weekly"])
        self.assertGreater(weeks["two_weekly"], weeks["four_weekly"])
        lost = {arm: none.remission_weeks[arm] - weeks[arm] for arm in weeks}
        self.assertTrue(0.03 < lost["weekly"] / none.remission_weeks["weekly"] < 0.2, lost)
        self.assertGreater(lost["weekly"], lost["four_weekly"])

    def test_take_home(self):
        run = Outcome("take-home")
        self.assertGreater(run.misuse_ever["home_unwatched"], 5 * run.misuse_ever["clinic"])
        self.assertAlmostEqual(run.remission_weeks["home_unwatched"] / run.remission_weeks["clinic"], 1.0, delta=0.05)
        self.assertLess(run.misuse_ever["home"], 0.75 * run.misuse_ever["home_unwatched"])
        self.assertLess(run.remission_weeks["home"], 0.9 * run.remission_weeks["clinic"])

    def test_who_is_treated(self):
        run = Outcome("who-is-treated")
        none = Outcome("who-is-treated", *set_to("cohort.own_substance_history=0 %"))
        ratio = none.misuse_ever["weekly"] / run.misuse_ever["weekly"]
        self.assertTrue(0.4 < ratio < 0.8, ratio)

    def test_naltrexone(self):
        run, none = Outcome("naltrexone"), Outcome("naltrexone", *set_to("parameters.opioid_share=0"))
        kept = run.remission_weeks["blocked"] / run.remission_weeks["alone"]
        self.assertTrue(0.3 < kept < 0.7, kept)
        for total in none.totals.values():
            self.assertEqual(total["alone"], total["blocked"])

    def test_chance(self):
        runs = [Outcome("chance", "--seed", str(seed)) for seed in range(11, 31)]
        paired = [run.remission_weeks["two_weekly"] - run.remission_weeks["three_weekly"] for run in runs]
        self.assertGreaterEqual(sum(difference > 0 for difference in paired), 19)
        own = [one.remission_weeks["two_weekly"] - other.remission_weeks["three_weekly"]
               for one, other in zip(runs, runs[1:])]
        self.assertGreaterEqual(sum(difference < 0 for difference in own), 2)


if __name__ == "__main__":
    unittest.main()
