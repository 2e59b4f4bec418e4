"""tachy validate: a folder of trials is predicted, scored and listed; a user's own folder works as the shipped one.

Usage: test_validate.py TACHY SOURCE_DIR
"""
import csv
import json
import math

from commands import DIFFERS, DONE, INCOMPLETE, INVALID, SCENARIOS, CommandTest, fewer_if_sanitized, main

TRIAL = """
title: One infusion in our clinic
horizon: 1 week
seed: 3
cohort: {{use: library/cohorts/trd-adults.yaml, patients: 500}}
phases:
  session: {{give: {{use: library/drugs/ketamine-iv.yaml}}, days: [0]}}
arms:
  - {{id: ketamine, label: Ketamine, phases: [session]}}
  - id: saline
    label: Saline
    phases: [session: {{give: {{use: library/drugs/placebo-infusion.yaml}}}}]
published:
  study: {study}
  split: {split}
  endpoints:
    - {{id: {id}_response, arm: ketamine, measure: response, day: 1, value: {value}, n: 30, source: our records,
       status: looked_up}}
    - {{id: {id}_difference, arm: ketamine, against: saline, as: difference, measure: mean_change, day: 1, value: -9,
       interval: [-14, -4], n: 30, n_against: 28, source: our records, status: looked_up}}
    - {{id: {id}_direction, arm: ketamine, against: saline, as: sign, measure: mean_change, day: 1, value: -1, n: 30,
       n_against: 28, source: our records, status: looked_up}}
    - {{id: {id}_remembered, arm: ketamine, measure: remission, score: at most 10, day: 1, value: 0.3, n: 30,
       source: from memory, status: recalled}}
"""
ENDPOINT_KEYS = {"id", "study", "split", "kind", "published", "predicted", "sd", "z", "regression_z", "inside", "weight",
                 "evidence", "interval", "not_scored"}
SUMMARY_KEYS = {"mean_z2", "coverage", "regression", "skill_levels", "skill_contrasts"}


class Validate(CommandTest):
    def setUp(self):
        super().setUp()
        (self.here / "library").symlink_to(SCENARIOS / "library")
        (self.here / "ours").mkdir()
        self.trial("first", split="calibrate", value=0.55)
        self.trial("second", split="validate", value=0.6)

    def trial(self, name, split, value, text=TRIAL):
        self.write(f"ours/{name}.yaml", text.format(study=f"{name} study", split=split, id=name, value=value))

    def validate(self, *arguments, code=DONE):
        return self.expect(code, "validate", "ours", "--patients", fewer_if_sanitized(300, 100), *arguments)

    def json(self, *arguments):
        return json.loads(self.validate("--json", *arguments).stdout)

    def endpoints(self, *arguments):
        return {endpoint["id"]: endpoint for endpoint in self.json(*arguments)["endpoints"]}

    def test_json_has_every_endpoint_and_a_summary_of_both_sides(self):
        found = self.json()
        self.assertEqual(len(found["endpoints"]), 8)
        for endpoint in found["endpoints"]:
            self.assertLessEqual(ENDPOINT_KEYS, set(endpoint))
        for split in ("calibrate", "validate"):
            self.assertLessEqual(SUMMARY_KEYS, set(found["summary"][split]))
            self.assertEqual(set(found["summary"][split]["coverage"]), {"50", "80", "95"})
            self.assertIsInstance(found["summary"][split]["skill_levels"]["value"], float)

    def test_z_is_the_distance_in_predictive_sds(self):
        found = self.endpoints()["second_response"]
        self.assertEqual(found["kind"], "level")
        self.assertAlmostEqual(found["z"], (found["published"] - found["predicted"]) / found["sd"])
        self.assertEqual(found["inside"], abs(found["z"]) < 1.96)
        self.assertEqual(self.endpoints()["second_difference"]["kind"], "contrast")

    def test_what_is_recalled_or_a_direction_is_listed_and_not_scored(self):
        found = self.endpoints()
        self.assertIn("recalled", found["first_remembered"]["not_scored"])
        self.assertIsNone(found["first_remembered"]["z"])
        self.assertIsNotNone(found["first_remembered"]["predicted"])
        self.assertGreater(found["first_direction"]["sign_shown"], 0.9)

    def test_the_table_names_studies_figures_and_misses(self):
        self.trial("third", split="validate", value=0.01)
        text = self.validate().stdout
        for words in ("second study  [validate]", "second_response", "Predicted (validate)", "Skill",
                      "Misses among validate", "- third_response (third study)", "not scored: recalled"):
            self.assertIn(words, text)
        self.assertLessEqual(max(map(len, text.splitlines())), 140)

    def test_csv_has_one_row_for_each_endpoint(self):
        self.validate("--csv", "out.csv")
        with open(self.here / "out.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 8)
        self.assertTrue(math.isfinite(float(rows[0]["regression_z"])))
        self.assertEqual(rows[0]["source"], "our records")

    def test_the_number_of_threads_changes_nothing(self):
        self.assertEqual(self.json("-j", "1"), self.json("-j", "3"))

    def test_a_folder_without_calibrate_trials_is_compared_with_what_the_shipped_ones_teach(self):
        (self.here / "ours/first.yaml").unlink()
        found = self.json()
        self.assertEqual(found["regression_source"], "shipped calibrate trials")
        self.assertEqual(found["summary"]["calibrate"]["studies"], 0)
        self.assertIsNotNone(found["endpoints"][0]["regression_z"])

    def test_a_sample_of_parameters_widens_what_is_predicted(self):
        self.write("one.csv", "draw,effect_ceiling\n0,0.8\n")
        self.write("three.csv", "draw,effect_ceiling\n0,0.3\n1,0.8\n2,1.5\n")
        sure, wide = self.json("--posterior", "one.csv"), self.json("--posterior", "three.csv")
        self.assertEqual(wide["draws"], 3)
        self.assertEqual(wide["endpoints"][0]["id"], "first_response")
        self.assertGreater(wide["endpoints"][0]["sd"], 1.1 * sure["endpoints"][0]["sd"])
        self.assertIn("no file 'none.csv'", self.validate("--posterior", "none.csv", code=INVALID).stderr)

    def test_fail_under_judges_skill(self):
        self.validate("--fail-under", "-100")
        result = self.validate("--fail-under", "100", code=DIFFERS)
        self.assertIn("the skill on levels is", result.stderr)

    def test_an_endpoint_that_nobody_counts_for_is_named_and_fails(self):
        self.trial("second", "validate", 0.6, TRIAL.replace("measure: response, day: 1",
                                                            "measure: response, day: 1, among: [{{hamd17: at least 52, day: 0}}]"))
        self.assertIn("second_response", self.validate(code=INCOMPLETE).stderr)

    def test_a_median_that_many_virtual_trials_do_not_reach_is_named_with_what_to_score_instead(self):
        self.trial("third", split="validate", value=0.6, text=TRIAL + """
    - {{id: lost, arm: ketamine, measure: time_to_relapse, relapse: {{hamd17: at least 35}}, from: 1, day: 6, value: 3,
       n: 30, source: our records, status: looked_up}}
""")
        failed = self.validate(code=INCOMPLETE)
        self.assertIn("not reached", failed.stdout)
        self.assertIn("lost: too many virtual trials end before half have relapsed; score the share relapsed by then: "
                      "'measure: relapse', 'day: 4', 'value: 50 %'", failed.stderr)

    def test_a_bad_folder_or_file_is_exit_3_and_says_what_to_do(self):
        self.assertIn("is not a folder", self.expect(INVALID, "validate", "nowhere").stderr)
        (self.here / "empty").mkdir()
        self.assertIn("'published:' block", self.expect(INVALID, "validate", "empty").stderr)
        self.trial("third", split="validade", value=0.5)
        result = self.validate(code=INVALID)
        self.assertIn("did you mean 'validate'", result.stderr)
        self.assertEqual(result.stdout, "")


if __name__ == "__main__":
    main()
