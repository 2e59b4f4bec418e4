"""The shipped posterior shows the course that trials agree on: after one infusion, by dose, and after stopping.

Usage: test_known_course.py TACHY SOURCE_DIR
"""
import json
import math
import unittest

from commands import DONE, SANITIZED, SCENARIOS, CommandTest, main

DAYS = (1, 2, 3, 5, 7, 10, 12)
DOSES = {"low": 0.1, "middle": 0.5, "high": 1.0}  # mg/kg

ONE_INFUSION = """
title: One infusion at three doses against saline
horizon: 3 weeks
seed: 3
cohort: {use: library/cohorts/trd-adults-infusion-trials.yaml, patients: 500}
policy: {use: library/policies/trial-visits.yaml}
parameters: {drop_out_early: 0 per week, drop_out_late: 0 per week}
phases:
  session: {give: {use: library/drugs/ketamine-iv.yaml}, days: [0]}
arms:
  - {id: low, phases: [session: {give: {dose: 0.1 mg/kg}}]}
  - {id: middle, phases: [session]}
  - {id: high, phases: [session: {give: {dose: 1.0 mg/kg}}]}
  - {id: saline, phases: [session: {give: {use: library/drugs/placebo-infusion.yaml}}]}
reference_arm: saline
published:
  study: nowhere published
  split: validate
  rated: {every: 1 day}
  endpoints:
"""
AGAINST_SALINE = ("    - {{id: {id}, arm: {arm}, against: saline, as: {scale}, measure: mean_change, day: {day}, value: 0,"
                  " n: 30, n_against: 30, source: none, status: looked_up}}\n")
RELAPSE = ("    - {{id: relapse_after_{day}, arm: middle, measure: relapse, relapse: {{madrs: at least 22}}, from: 1,"
           " day: {day}, among: [{{improvement: at least 50 %, day: 1}}], value: 50 %, n: 50, source: none,"
           " status: looked_up}}\n")


def one_infusion():
    endpoints = ""
    for arm in DOSES:
        for day in DAYS:
            endpoints += AGAINST_SALINE.format(id=f"{arm}_{day}", arm=arm, scale="difference", day=day)
            endpoints += AGAINST_SALINE.format(id=f"g_{arm}_{day}", arm=arm, scale="standardised_difference", day=day)
    for day in (7, 14):
        endpoints += RELAPSE.format(day=day)
    return ONE_INFUSION + endpoints


@unittest.skipIf(SANITIZED, "its answers need many patients; test_validate.py runs the same command")
class KnownCourse(CommandTest):
    predicted = None

    def setUp(self):
        super().setUp()
        if KnownCourse.predicted is None:
            (self.here / "library").symlink_to(SCENARIOS / "library")
            (self.here / "course").mkdir()
            self.write("course/one-infusion.yaml", one_infusion())
            found = json.loads(self.expect(DONE, "validate", "course", "--patients", "200", "--json").stdout)
            KnownCourse.predicted = {e["id"]: e for e in found["endpoints"]}

    def gain(self, arm, day):
        """Points of MADRS by which an infusion does better than saline."""
        return -self.predicted[f"{arm}_{day}"]["predicted"]

    def test_one_infusion_helps_most_on_the_first_day_and_fades_from_then_on(self):
        gains = [self.gain("middle", day) for day in DAYS]
        self.assertEqual(gains, sorted(gains, reverse=True))
        self.assertGreater(gains[0], 5)

    def test_most_trials_of_thirty_each_see_it_on_day_1_and_few_point_the_other_way_but_on_day_12_many_do(self):
        early, late = (self.predicted[f"g_middle_{day}"] for day in (1, 12))
        self.assertLess(late["predicted"] / early["predicted"], 0.4)
        self.assertGreater(-early["predicted"], 1.96 * math.sqrt(2 / 30))
        self.assertLess(early["predicted"] + 1.645 * early["sd"], 0)
        self.assertGreater(late["predicted"] + 1.282 * late["sd"], 0)

    def test_a_review_of_a_hundred_each_sees_it_in_the_first_days_and_is_as_likely_as_not_to_miss_it_on_day_12(self):
        # Published reviews found superiority lost by days 10 to 12. That is no estimate of zero, and nothing is fitted
        # to it; what is left must be little enough to be missed.
        se = math.sqrt(2 / 100)
        for day in (1, 2, 3):
            self.assertGreater(-self.predicted[f"g_middle_{day}"]["predicted"], (1.96 + 1.645) * se)
        self.assertLess(-self.predicted["g_middle_10"]["predicted"], (1.96 + 0.674) * se)  # a quarter miss it
        self.assertLess(-self.predicted["g_middle_12"]["predicted"], 1.96 * se)
        self.assertLess(self.gain("middle", 12), 0.4 * self.gain("middle", 1))

    def test_a_higher_dose_buys_duration_more_than_peak(self):
        for less, more in (("low", "middle"), ("middle", "high")):
            on_day_1, on_day_10 = (self.gain(more, day) / self.gain(less, day) for day in (1, 10))
            self.assertGreater(on_day_10, on_day_1)
        self.assertLess(self.gain("high", 1) / self.gain("middle", 1), 1.3)

    def test_what_one_infusion_gave_is_lost_within_weeks(self):
        self.assertGreater(self.predicted["relapse_after_14"]["predicted"], 0.25)


if __name__ == "__main__":
    main()
