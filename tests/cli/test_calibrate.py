"""A calibration as a user meets it: from a plan to a posterior that a scenario uses; stopped and gone on with.

Usage: test_calibrate.py TACHY SOURCE_DIR
"""
import hashlib
import os
import shutil
import signal
import subprocess
import time

import h5py

from commands import DONE, EXISTS, FAILED, INVALID, SCENARIOS, STOPPED, TACHY, TUTORIAL, CommandTest, fewer_if_sanitized, \
    main

TRIAL = """
title: One infusion or midazolam
horizon: 1 week
seed: 11
cohort: {{use: library/cohorts/trd-adults.yaml, patients: 1000}}
phases: {{session: {{give: {{use: library/drugs/ketamine-iv.yaml}}, days: [0]}}}}
arms:
  - {{id: ketamine, label: Ketamine, phases: [session]}}
  - id: midazolam
    label: Midazolam
    phases: [{{session: {{give: {{drug: midazolam, route: iv, over: 40 min}}}}}}]
published:
  study: {study}
  split: {split}
  endpoints:
    - {{id: {id}_drug, arm: ketamine, measure: mean_change, day: 1, value: {drug}, n: 60, source: made up,
       status: looked_up}}
    - {{id: {id}_placebo, arm: midazolam, measure: mean_change, day: 1, value: -8, n: 60, source: made up,
       status: looked_up}}
"""
PLAN = """
title: Two made-up trials
seed: 5
trials: trials
parameters:
  effect_ceiling: table
  expectancy_active_placebo: table
effort: {particles: 40, moves: 2, people: PEOPLE, virtual_trials: 10, structure_particles: 40}
structures: {no_ceiling: {ceiling_saturates: 0}}
zero_cases:
  patient_years: 3777
  follow_up: 3.6 years
  sessions: 1 per week
  ascertained: {median: 0.3, range_95: [0.05, 0.8]}
  parameters: {misuse_supervised: table}
posterior: library/posteriors/fitted.yaml
""".replace("PEOPLE", fewer_if_sanitized("200", "50"))


def default_signals():
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class Calibrate(CommandTest):
    def setUp(self):
        super().setUp()
        (self.here / "trials").mkdir()
        for number, drug in enumerate((-18, -16)):
            self.trial(f"fit_{number}", "calibrate", drug)
        self.trial("kept", "validate", 20)  # nothing like it can be fitted to
        shutil.copytree(SCENARIOS / "library", self.here / "library")
        self.plan = self.write("plan.yaml", PLAN)

    def trial(self, name, split, drug):
        self.write(f"trials/{name}.yaml", TRIAL.format(study=name, id=name, split=split, drug=drug))

    def calibrate(self, *more, code=DONE):
        return self.expect(code, "calibrate", self.plan, *more)

    def test_a_plan_gives_draws_a_report_and_a_part_that_a_scenario_can_use(self):
        said = self.calibrate("-o", "out.h5").stdout
        for words in ("posterior median", "effect_ceiling", "fit_0_drug", "Use disorders", "SD ratio"):
            self.assertIn(words, said)
        self.assertNotIn("kept", said)
        self.assertEqual([f for f in self.left() if f.startswith("out")], ["out.h5"])
        with h5py.File(self.here / "out.h5") as file:
            names = [n.decode() for n in file["posterior/parameter"][:]]
            self.assertEqual(names, ["effect_ceiling", "expectancy_active_placebo", "misuse_supervised"])
            self.assertEqual(file["posterior/value"].shape, (40, 3))
            self.assertEqual(file.attrs["plan"], PLAN)
            seventh = file["posterior/value"][7, 0]
        scenario = self.write("own.yaml", TUTORIAL.read_text() +
                              "\nparameters: {use: library/posteriors/fitted.yaml, draw: 7}\n")
        described = self.expect(DONE, "describe", scenario).stdout
        self.assertIn("parameters.effect_ceiling [derived]", described)
        line = next(l for l in described.splitlines() if l.startswith("* effect_ceiling "))
        self.assertAlmostEqual(float(line.split()[2]), seventh, places=4)

    def test_any_number_of_threads_and_a_stop_half_way_give_the_same_bytes(self):
        self.calibrate("-o", "whole.h5", "-j", "1")
        whole = (self.here / "whole.h5").read_bytes()
        for posterior in (self.here / "library/posteriors").glob("fitted.*"):
            posterior.unlink()
        part = self.here / "stopped.h5.part"
        run = subprocess.Popen([TACHY, "calibrate", str(self.plan), "-o", "stopped.h5", "-j", "2"], cwd=self.here,
                               stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                               preexec_fn=default_signals)
        while not part.exists() and run.poll() is None:
            time.sleep(0.001)
        run.send_signal(signal.SIGTERM)
        errors = run.communicate(timeout=120)[1]
        self.assertEqual(run.returncode, STOPPED, errors)
        self.assertIn("the same command goes on", errors)
        self.assertIn("going on", self.calibrate("-o", "stopped.h5", "-j", "2").stderr)
        self.assertEqual((self.here / "stopped.h5").read_bytes(), whole)
        self.assertFalse(part.exists())

    def test_a_part_of_another_plan_is_refused(self):
        self.calibrate("-o", "out.h5")
        os.rename(self.here / "out.h5", self.here / "out.h5.part")
        self.plan.write_text(PLAN.replace("seed: 5", "seed: 6"))
        for posterior in (self.here / "library/posteriors").glob("fitted.*"):
            posterior.unlink()
        self.assertIn("the plan has changed", self.calibrate("-o", "out.h5", code=FAILED).stderr)

    def test_a_posterior_is_replaced_only_when_asked_to(self):
        part, draws = (self.here / "library/posteriors" / name for name in ("fitted.yaml", "fitted.csv"))
        self.calibrate("-o", "out.h5")
        before = part.read_bytes(), draws.read_bytes()
        self.assertIn(hashlib.sha256(before[1]).hexdigest(), before[0].decode())
        self.assertIn("--force", self.calibrate("-o", "other.h5", code=EXISTS).stderr)
        self.assertEqual((part.read_bytes(), draws.read_bytes()), before)
        self.calibrate("-o", "other.h5", "--force")
        self.assertEqual((part.read_bytes(), draws.read_bytes()), before)

    def test_structures_are_compared_and_finished_ones_are_not_fitted_again(self):
        first = self.calibrate("--structures", "-o", "out.h5")
        rows = [line.split()[0] for line in first.stdout.splitlines()[1:3]]
        self.assertEqual(sorted(rows), ["as_planned", "no_ceiling"])
        again = self.calibrate("--structures", "-o", "out.h5")
        self.assertEqual(again.stdout, first.stdout)
        self.assertIn("taken from out.no_ceiling.h5", again.stderr)

    def test_a_structure_gets_a_posterior_of_its_own_that_holds_what_makes_it_one(self):
        self.calibrate("--structure", "no_ceiling", "-o", "out.h5")
        part = self.here / "library/posteriors/no_ceiling.yaml"
        self.assertIn("ceiling_saturates: 0\n", part.read_text())
        self.assertIn("structure no_ceiling", part.read_text())
        self.assertFalse((self.here / "library/posteriors/fitted.yaml").exists())
        scenario = self.write("own.yaml", TUTORIAL.read_text() + "\nparameters: {use: library/posteriors/no_ceiling.yaml}\n")
        self.assertIn("* ceiling_saturates ", self.expect(DONE, "describe", scenario).stdout)
        self.assertIn("the plan has no_ceiling", self.calibrate("--structure", "ceilingless", code=INVALID).stderr)

    def test_leaving_one_study_out_needs_a_finished_fit_and_no_other(self):
        self.calibrate("--leave-one-out", "-o", "out.h5", code=FAILED)
        self.calibrate("-o", "out.h5")
        said = self.calibrate("--leave-one-out", "-o", "out.h5").stdout
        self.assertIn("fit_0", said)
        self.assertIn("sum", said)

    def test_check_knows_plans_too(self):
        plan = SCENARIOS / "calibration.yaml"
        self.assertIn("a calibration of 44 parameters, 13 structures", self.expect(DONE, "check", plan).stdout)
        wrong = self.write("plan.yaml", plan.read_text().replace("effect_ceiling:", "effect_cieling:"))
        self.assertIn("did you mean 'effect_ceiling'?", self.expect(INVALID, "check", wrong).stderr)

    def test_a_study_kept_for_validation_is_refused(self):
        self.plan.write_text(PLAN + "studies: [kept]\n")
        self.assertIn("never fitted to", self.calibrate("-o", "out.h5", code=INVALID).stderr)


if __name__ == "__main__":
    main()
