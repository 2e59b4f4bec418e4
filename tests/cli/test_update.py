"""tachy update: the draws of a posterior are weighted by what a clinic saw, and become a part that a scenario can use.

Usage: test_update.py TACHY SOURCE_DIR
"""
import csv
import shutil

from commands import DIFFERS, DONE, EXISTS, INVALID, SCENARIOS, WRONG_COMMAND, CommandTest, fewer_if_sanitized, main

TRIAL = """
title: One infusion in our clinic
horizon: 1 week
seed: 3
cohort: {{use: library/cohorts/trd-adults.yaml, patients: 500}}
arms:
  - id: ketamine
    phases: [session: {{give: {{use: library/drugs/ketamine-iv.yaml}}, days: [0]}}]
published:
  study: Our clinic
  split: {split}
  endpoints:
    - {{id: response, arm: ketamine, measure: response, day: 1, value: {value}, n: {n}, source: our records,
       status: looked_up}}
"""
SCENARIO = TRIAL.split("published:")[0].format()
DRAWS = 200


class Update(CommandTest):
    def setUp(self):
        super().setUp()
        (self.here / "library").symlink_to(SCENARIOS / "library")
        (self.here / "ours").mkdir()
        ceilings = [0.31 + 1.6 * i / DRAWS for i in range(DRAWS)]
        self.write("prior.csv", "draw,effect_ceiling\n" + "".join(f"{i},{c}\n" for i, c in enumerate(ceilings)))
        self.mean_before = sum(ceilings) / DRAWS

    def trial(self, value, n, split="validate"):
        self.write("ours/trial.yaml", TRIAL.format(value=value, n=n, split=split))

    def update(self, *arguments, code=DONE, trials="ours", output="part.yaml", posterior="prior.csv"):
        return self.expect(code, "update", "--trials", trials, "-o", output, "--posterior", posterior, "--patients",
                           fewer_if_sanitized("200", "100"), *arguments)

    def ceilings(self):
        with open(self.here / "part.csv", newline="", encoding="utf-8") as file:
            rows = csv.DictReader(line for line in file if not line.startswith("#"))
            return [float(row["effect_ceiling"]) for row in rows]

    def test_many_who_respond_raise_the_ceiling_and_few_lower_it(self):
        means = {}
        for value in (0.45, 0.75):
            self.trial(value, n=40)
            self.update("--force")
            means[value] = sum(self.ceilings()) / DRAWS
        self.assertEqual(len(self.ceilings()), DRAWS)
        self.assertLess(means[0.45], self.mean_before)
        self.assertLess(means[0.45] + 0.1, means[0.75])

    def test_a_handful_of_patients_leaves_the_draws_nearly_as_they_were(self):
        self.trial(0.6, n=2)
        text = self.update().stdout
        effective = int(text.split(f"{DRAWS} draws, ")[1].split(" of them effective")[0])
        self.assertGreater(effective, 0.9 * DRAWS)
        self.assertAlmostEqual(sum(self.ceilings()) / DRAWS, self.mean_before, delta=0.1)

    def test_the_part_says_what_it_knows_and_a_scenario_can_use_it(self):
        self.trial(0.6, n=20)
        text = self.update().stdout
        for words in ("Our clinic", "seen (95 %)", "effective (at least 50 are needed)", "moved most", "part.csv"):
            self.assertIn(words, text)
        part = (self.here / "part.yaml").read_text(encoding="utf-8")
        self.assertIn('fitted_to: "Our clinic"', part)
        self.assertIn("weighted by what was seen in Our clinic", part)
        for use in ("parameters: {use: part.yaml, draw: 3}",
                    "uncertainty: {draws: 5, patients: 100, from: part.yaml}"):
            self.write("mine.yaml", SCENARIO + use + "\n")
            self.expect(DONE, "check", "mine.yaml")

    def test_what_the_draws_know_does_not_count_twice(self):
        self.trial(0.6, n=20)
        self.update()
        again = self.update(output="second.yaml", posterior="part.yaml", code=INVALID)
        self.assertIn("the draws know 'Our clinic' already", again.stderr)

    def test_the_number_of_threads_changes_nothing(self):
        self.trial(0.6, n=20)
        self.update("-j", "1")
        one = self.ceilings()
        self.update("-j", "3", "--force")
        self.assertEqual(self.ceilings(), one)

    def test_draws_that_do_not_agree_with_the_clinic_are_refused(self):
        self.trial(0.02, n=3000)
        refused = self.update(code=DIFFERS)
        self.assertIn(f"of {DRAWS} draws are effective, fewer than 50", refused.stderr)
        self.assertFalse((self.here / "part.yaml").exists())

    def test_shipped_trials_that_are_to_be_predicted_stay_closed(self):
        self.assertIn("are to be predicted", self.update(trials=SCENARIOS / "trials", code=INVALID).stderr)
        shutil.copy(SCENARIOS / "trials/zheng-2019-inpatients.yaml", self.here / "ours/copied.yaml")
        self.assertIn("'Zheng 2019, inpatients' is among the shipped trials", self.update(code=INVALID).stderr)

    def test_a_trial_that_was_fitted_to_is_refused_for_the_shipped_draws(self):
        shutil.copy(SCENARIOS / "trials/zarate-2006-crossover.yaml", self.here / "ours/copied.yaml")
        refused = self.expect(INVALID, "update", "--trials", "ours", "-o", "part.yaml")
        self.assertIn("the draws know 'Zarate 2006, crossover with saline' already", refused.stderr)

    def test_an_existing_part_is_kept_and_no_input_is_replaced(self):
        self.trial(0.6, n=20)
        for name in ("part.yaml", "part.csv"):
            (self.here / name).write_text("mine\n", encoding="utf-8")
            self.update(code=EXISTS)
            self.assertEqual((self.here / name).read_text(encoding="utf-8"), "mine\n")
            (self.here / name).unlink()
        self.assertIn("prior.csv", self.update("--force", output="prior.yaml", code=1).stderr)

    def test_bad_input_is_told_and_nothing_is_written(self):
        self.assertIn("is not a folder", self.update(trials="nowhere", code=INVALID).stderr)
        self.assertIn("'published:' block", self.update(code=INVALID).stderr)
        self.trial(0.6, n=20, split="context")
        self.assertIn("no trial in ours has a value to learn from", self.update(code=INVALID).stderr)
        self.trial(0.6, n=20)
        self.assertIn("no file 'none.csv'", self.update(posterior="none.csv", code=INVALID).stderr)
        self.write("one.csv", "draw,effect_ceiling\n0,0.8\n")
        self.assertIn("no draws to weigh", self.update(posterior="one.csv", code=INVALID).stderr)
        self.assertIn("does not end in .yaml", self.update(output="part.csv", code=WRONG_COMMAND).stderr)
        self.assertIn("would be read as one", self.update(output="ours/part.yaml", code=INVALID).stderr)
        self.assertEqual(self.left(), ["one.csv", "ours/trial.yaml", "prior.csv"])


if __name__ == "__main__":
    main()
