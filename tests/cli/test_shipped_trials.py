"""Every shipped trial can be predicted and scored: a small validation of them all.

Usage: test_shipped_trials.py TACHY SOURCE_DIR
"""
import json
import math

from commands import DONE, CommandTest, main


class ShippedTrials(CommandTest):
    def setUp(self):
        super().setUp()
        self.found = json.loads(self.expect(DONE, "validate", "--people", "100", "--json").stdout)

    def test_every_scored_figure_of_every_trial_is_computed(self):
        self.assertGreater(len(self.found["endpoints"]), 50)
        for endpoint in self.found["endpoints"]:
            if not endpoint["not_scored"]:
                self.assertTrue(math.isfinite(endpoint["z"]), endpoint["id"])
                self.assertTrue(math.isfinite(endpoint["naive_z"]), endpoint["id"])
                self.assertGreater(endpoint["sd"], 0, endpoint["id"])

    def test_both_sides_of_the_split_have_levels_and_contrasts_to_judge(self):
        for split in ("calibrate", "validate"):
            for skill in ("skill_levels", "skill_contrasts"):
                low, high = self.found["summary"][split][skill]["interval"]
                self.assertLess(low, high)


if __name__ == "__main__":
    main()
