"""Every shipped trial can be predicted and scored: a small validation of them all, with 20 draws of the posterior.

Usage: test_shipped_trials.py TACHY SOURCE_DIR
"""
import json
import math

from commands import DONE, SCENARIOS, CommandTest, fewer_if_sanitized, main


class ShippedTrials(CommandTest):
    found = None

    def setUp(self):
        super().setUp()
        if ShippedTrials.found is None:
            comment, header, *draws = (SCENARIOS / "library/posteriors/calibrated.csv").read_text().splitlines()
            some = self.write("some.csv", "\n".join([comment, header, *draws[:fewer_if_sanitized(20, 4)]]) + "\n")
            found = self.expect(DONE, "validate", "--posterior", some, "--patients", "100", "--json").stdout
            ShippedTrials.found = json.loads(found)

    def test_every_scored_figure_of_every_trial_is_computed(self):
        self.assertGreater(len(self.found["endpoints"]), 50)
        for endpoint in self.found["endpoints"]:
            if not endpoint["not_scored"]:
                self.assertTrue(math.isfinite(endpoint["z"]), endpoint["id"])
                self.assertTrue(math.isfinite(endpoint["regression_z"]), endpoint["id"])
                self.assertGreater(endpoint["sd"], 0, endpoint["id"])

    def test_loss_after_stopping_takes_days_after_one_infusion_and_months_after_long_treatment(self):
        predicted = {endpoint["id"]: endpoint["predicted"] for endpoint in self.found["endpoints"]}
        after_one_by_day_14, after_sixteen_weeks_by_day_273 = (
            predicted[name] for name in ("sal_relapse_0_5", "su1_pbo_by_median"))
        self.assertGreater(after_one_by_day_14, 0.3)
        self.assertLess(after_sixteen_weeks_by_day_273, 0.6)

    def test_both_sides_of_the_split_have_levels_and_contrasts_to_judge(self):
        for split in ("calibrate", "validate"):
            for skill in ("skill_levels", "skill_contrasts"):
                low, high = self.found["summary"][split][skill]["interval"]
                self.assertLess(low, high)


if __name__ == "__main__":
    main()
