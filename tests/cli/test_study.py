"""tachy study: a trial that has not been made, lived under the draws of a result."""
import json
import unittest

from commands import DONE, FAILED, INVALID, SCENARIOS, CommandTest, fewer_if_sanitized, main

DECISION = f"""title: Weekly or not
horizon: 30 weeks
seed: 3
cohort: {{use: library/cohorts/trd-adults.yaml, patients: 400}}
policy: {{use: library/policies/supervised-clinic.yaml}}
uncertainty: {{draws: {fewer_if_sanitized(40, 20)}, patients: {fewer_if_sanitized(200, 50)}}}
economics: {{use: library/economics/us-2024.yaml}}
phases:
  induction: {{use: library/regimens/six-infusions-in-two-weeks.yaml}}
  maintenance: {{give: {{same_as: induction}}, every: 1 week, enter_if: {{observed_improvement: at least 50 %}}}}
arms:
  - {{id: none, label: None, phases: [induction]}}
  - {{id: weekly, label: Weekly, phases: [induction, maintenance]}}
reference_arm: none
"""
STUDY = "study: {question: 'Does it help?', sizes: [10, 20, 40], measures: [remission_weeks, hamd17_sum]}\n"


class Study(CommandTest):
    """One run for all tests; prices are such that either arm may be the better one."""
    made = None

    def setUp(self):
        super().setUp()
        (self.here / "library").symlink_to(SCENARIOS / "library")
        self.write("decision.yaml", DECISION)
        self.write("trial.yaml", DECISION + STUDY)
        if Study.made is None:
            self.expect(DONE, "run", "decision.yaml", "-o", "r.h5", "-q")
            arms = json.loads(self.expect(DONE, "economics", "r.h5", "--json").stdout)["arms"]
            more = [arms[1][key]["mean"] - arms[0][key]["mean"] for key in ("cost", "qalys")]
            Study.made = (self.here / "r.h5").read_bytes(), more[0] / more[1]
        content, self.even = Study.made
        self.write("r.h5", content)

    def study(self, *options, trial="trial.yaml"):
        return ("study", trial, "--result", "r.h5", "--set", f"willingness_to_pay={self.even:.0f}", "--people", "1000",
                "--years", "5", "--takes", "2", *options)

    def test_it_says_what_each_size_is_worth_and_costs_on_any_number_of_threads(self):
        answer = json.loads(self.expect(DONE, *self.study("--json", "--cost", "1000", "--each", "10..30", "-j", "1")).stdout)
        again = json.loads(self.expect(DONE, *self.study("--json", "--cost", "1000", "--each", "10..30", "-j", "2")).stdout)
        self.assertEqual(answer, again)
        served = sum(1000 / 1.03 ** year for year in (2, 3, 4))
        self.assertAlmostEqual(answer["terms"]["people_served"], served, 6)
        self.assertGreater(answer["evpi"], 0)
        before = 0
        for size in answer["sizes"]:
            self.assertTrue(before <= size["evsi"] <= answer["evpi"])
            self.assertTrue(0 <= size["low"] <= size["evsi"] <= size["high"] <= answer["evpi"] + 1e-9)
            self.assertAlmostEqual(size["cost"], 1000 + 2 * size["people_in_each_arm"] * 20, 6)
            self.assertAlmostEqual(size["enbs"], size["evsi"] * served - size["cost"], 4)
            self.assertTrue(0 <= size["probability_worth_it"] <= 1)
            before = size["evsi"]
        best = max(answer["sizes"], key=lambda size: size["enbs"])
        self.assertEqual(answer["best_size"], best["people_in_each_arm"])
        self.assertEqual(answer["worth_its_cost"], best["enbs"] > 0)

    def test_in_words_it_names_the_question_the_cost_and_the_best_size(self):
        text = self.expect(DONE, *self.study("--cost", "2e11", "--uptake", "50")).stdout
        for words in ("Does it help?", "EVPI", "EVSI", "ENBS", "50 % are treated by it", "No size is worth its cost",
                      "not dosing guidance"):
            self.assertIn(words, text)
        self.assertIn("Best size", self.expect(DONE, *self.study("--cost", "0")).stdout)
        self.assertLessEqual(max(map(len, text.splitlines())), 120)

    def test_where_every_draw_chooses_the_same_arm_nothing_is_simulated(self):
        text = self.expect(DONE, "study", "trial.yaml", "--result", "r.h5", "--people", "10", "--set",
                           "willingness_to_pay=0").stdout
        self.assertIn("In every draw none is the best arm", text)

    def test_the_shipped_studies_can_be_made(self):
        for trial in ("wearing-off.yaml", "where-doses-are-taken.yaml"):
            self.expect(DONE, "check", str(SCENARIOS / "studies" / trial))
            text = self.expect(DONE, "study", str(SCENARIOS / "studies" / trial), "--result", "r.h5", "--set",
                               "willingness_to_pay=0").stdout
            self.assertIn("to decide", text)

    def test_errors_say_what_to_type(self):
        self.assertIn("study: {question:", self.expect(INVALID, *self.study(trial="decision.yaml")).stderr)
        self.assertIn("5e6..10e6", self.expect(2, *self.study("--cost", "many")).stderr)
        self.write("odd.yaml", DECISION + STUDY.replace("[10, 20, 40]", "[20, 30]"))
        self.assertIn("each a multiple of the first", self.expect(INVALID, *self.study(trial="odd.yaml")).stderr)
        self.write("odd.yaml", DECISION + STUDY.replace("remission_weeks", "remission_week"))
        self.assertIn("did you mean 'remission_weeks'?", self.expect(INVALID, *self.study(trial="odd.yaml")).stderr)
        self.expect(DONE, "run", "decision.yaml", "-o", "plain.h5", "-q", "--draws", "0")
        self.assertIn("--draws 100", self.expect(FAILED, "study", "trial.yaml", "--result", "plain.h5").stderr)
        self.expect(DONE, "run", "decision.yaml", "-o", "few.h5", "-q", "--draws", "3", "--patients", "20")
        self.assertIn("--draws 100", self.expect(INVALID, "study", "trial.yaml", "--result", "few.h5").stderr)


if __name__ == "__main__":
    main()
