"""Runs under draws of what is not known: paired, exact, resumable, the same on any number of threads."""
import csv
import os
import shutil
import signal
import subprocess
import time
import unittest

import h5py
import numpy

from commands import DONE, EXISTS, INVALID, SCENARIOS, STOPPED, TACHY, CommandTest, main

SCENARIO = """title: Weekly or not
horizon: 60 weeks
seed: 3
cohort: {use: library/cohorts/trd-adults.yaml, patients: 400}
policy: {use: library/policies/supervised-clinic.yaml}
uncertainty: {draws: 4, patients: 300}
phases:
  induction: {use: library/regimens/six-infusions-in-two-weeks.yaml}
  maintenance: {give: {same_as: induction}, every: 1 week, enter_if: {observed_improvement: at least 50 %}}
arms:
  - {id: none, label: None, phases: [induction]}
  - {id: weekly, label: Weekly, phases: [induction, maintenance]}
  - {id: also_weekly, label: The same, phases: [induction, maintenance]}
reference_arm: weekly
"""


class UnderDraws(CommandTest):
    def setUp(self):
        super().setUp()
        (self.here / "library").symlink_to(SCENARIOS / "library")
        self.write("s.yaml", SCENARIO)

    def run_to(self, name, *options):
        self.expect(DONE, "run", "s.yaml", "-o", name, "-q", *options)
        return h5py.File(self.here / name, "r")

    def test_the_bytes_are_the_same_on_any_number_of_threads(self):
        for threads in (1, 2, 3):
            self.run_to(f"{threads}.h5", "-j", threads).close()
        one = (self.here / "1.h5").read_bytes()
        self.assertEqual(one, (self.here / "2.h5").read_bytes())
        self.assertEqual(one, (self.here / "3.h5").read_bytes())

    def test_arms_that_are_the_same_differ_by_exactly_nothing_in_every_draw(self):
        with self.run_to("a.h5") as file:
            draws = file["draws"]
            quantity = list(draws["quantity"].asstr())
            arms = list(draws["arm"].asstr())
            exact = draws["exact_totals"][:, arms.index("also_weekly")]
            for name in ("difference_sum", "difference_sum_squares", "up", "down"):
                self.assertFalse(exact[:, :, quantity.index(name)].any(), name)
            other = draws["exact_totals"][:, arms.index("none"), :, quantity.index("difference_sum")]
            self.assertTrue((other[:, 0] < 0).all())
            best = file["paired/remission_weeks"]
            statistic = list(file["paired/statistic"].asstr()).index("best")
            self.assertAlmostEqual(float(best[1, statistic]), float(best[2, statistic]))

    def test_draws_that_vary_nothing_of_importance_are_the_plain_run_bit_for_bit(self):
        with self.run_to("some.h5") as file:
            drawn = list(file["draws/parameter"].asstr())
            rows = {name: i for i, name in enumerate(file["parameters/name"].asstr())}
            value, unit = file["parameters/value"][:], file["parameters/unit"].asstr()[:]
        fixed = "parameters:\n"
        for name in drawn:
            if name == "naltrexone_half_life":  # nobody takes naltrexone
                continue
            number, of = value[rows[name]], unit[rows[name]]
            fixed += f"  {name}: {number!s}"
            fixed += "\n" if of == "1" else f" per {of[2:]}\n" if of.startswith("1/") else f" {of}\n"
        self.write("s.yaml", SCENARIO + fixed)
        with self.run_to("held.h5") as held, self.run_to("plain.h5", "--draws", "0", "--patients", "300") as plain:
            self.assertEqual(list(held["draws/parameter"].asstr()), ["naltrexone_half_life"])
            self.assertEqual(len(numpy.unique(held["draws/value"][:])), 4)
            for draw in range(4):
                self.assertTrue((held["draws/exact_totals"][draw] == plain["tallies/totals"][:]).all())
            self.assertTrue((held["tallies/weekly"][:] == 4 * plain["tallies/weekly"][:]).all())
            self.assertEqual(held["outcomes/hamd17"][1, 30, 0], plain["outcomes/hamd17"][1, 30, 0])

    def test_fewer_draws_are_the_beginning_of_more(self):
        with self.run_to("four.h5") as four, self.run_to("two.h5", "--draws", "2") as two:
            self.assertEqual(list(two["draws/row"]), list(four["draws/row"][:2]))
            self.assertTrue((two["draws/exact_totals"][:] == four["draws/exact_totals"][:2]).all())

    def test_means_over_draws_are_those_of_the_draws(self):
        with self.run_to("a.h5") as file:
            for name in ("remission_weeks", "sessions", "use_disorder_ever"):
                by_draw = file[f"draws/{name}"][:]
                low, high = numpy.quantile(by_draw, [0.025, 0.975], axis=0)
                total = file[f"totals/{name}"][:]
                numpy.testing.assert_allclose(total[:, 0], by_draw.mean(axis=0), rtol=1e-12)
                numpy.testing.assert_allclose(total[:, 1], low, rtol=1e-12)
                numpy.testing.assert_allclose(total[:, 2], high, rtol=1e-12)

    def test_a_run_that_was_stopped_goes_on_to_the_same_bytes(self):
        more = ("--draws", "12", "--patients", "1500")
        self.run_to("whole.h5", *more).close()
        part = self.here / "stopped.h5.part"
        run = subprocess.Popen([TACHY, "run", "s.yaml", "-o", "stopped.h5", *more], cwd=self.here, text=True,
                               env={**os.environ, "TACHY_CHECKPOINT_SECONDS": "0"}, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
        while not part.exists() and run.poll() is None:
            time.sleep(0.001)
        run.send_signal(signal.SIGTERM)
        told = run.communicate(timeout=120)[1]
        self.assertEqual(run.returncode, STOPPED, told)
        self.assertIn("of 12 draws", told)
        other = self.expect(EXISTS, "run", "s.yaml", "-o", "stopped.h5", "--draws", "11", "--patients", "1500")
        self.assertIn("another run: what is drawn is 12 draws from", other.stderr)
        self.expect(DONE, "run", "s.yaml", "-o", "stopped.h5", *more)
        self.assertEqual((self.here / "whole.h5").read_bytes(), (self.here / "stopped.h5").read_bytes())
        self.assertFalse(part.exists())

    def write_structure(self, name, fixed):
        """A structure with the shipped draws and one value that all of them share."""
        if (self.here / "library").is_symlink():
            (self.here / "library").unlink()
            shutil.copytree(SCENARIOS / "library", self.here / "library")
        part = self.here / "library" / "posteriors" / f"{name}.yaml"
        part.write_text((part.parent / "calibrated.yaml").read_text() + f"\n{fixed}\n")

    def test_one_clinic_is_shown_beside_the_average_one_and_moves_no_other_number(self):
        with self.run_to("a.h5") as file, self.run_to("other.h5", "--set", "parameters.study_drug_sd=0",
                                                      "--set", "parameters.study_setting_sd=0") as same:
            self.assertEqual(list(file["variants/kind"].asstr()), ["clinic"])
            self.assertFalse((file["variants/exact_totals"][:] == file["draws/exact_totals"][:]).all())
            self.assertTrue((same["variants/exact_totals"][:] == same["draws/exact_totals"][:]).all())
            self.assertTrue((same["draws/exact_totals"][:] == file["draws/exact_totals"][:]).all())
        text = self.expect(DONE, "compare", "a.h5", "--full").stdout
        self.assertIn("in the average clinic", text)
        self.assertIn("In one clinic: the same differences", text)

    def test_a_structure_is_lived_by_the_same_patients_with_what_it_fixes(self):
        self.write_structure("as_ever", "antidepressant_tolerance_gain: 0")  # the default
        self.write_structure("strong", "antidepressant_tolerance_gain: 0.08")
        structures = ("--set", "uncertainty.structures=[as_ever, strong]")
        with self.run_to("a.h5", "-j", "1", *structures) as file:
            variants = list(file["variants/variant_of"].asstr())
            self.assertEqual(variants, ["one_clinic"] * 4 + ["as_ever"] * 4 + ["strong"] * 4)
            own, others = file["draws/exact_totals"][:], file["variants/exact_totals"][4:]
            self.assertTrue((others[:4] == own).all())
            self.assertFalse((others[4:] == own).all())
            self.assertEqual(file["variants/fixes"].asstr()[2], "antidepressant_tolerance_gain 0.08")
            with self.run_to("without.h5") as without:
                self.assertTrue((without["draws/exact_totals"][:] == own).all())
                self.assertTrue((without["totals/remission_weeks"][:] == file["totals/remission_weeks"][:]).all())
        self.run_to("b.h5", "-j", "3", *structures).close()
        self.assertEqual((self.here / "a.h5").read_bytes(), (self.here / "b.h5").read_bytes())
        text = self.expect(DONE, "compare", "a.h5", "--full").stdout
        self.assertIn("The order of the arms holds in", text)
        self.assertIn("strong: antidepressant_tolerance_gain 0.08; 4 draws", text)

    def test_compare_shows_the_interval_over_draws_and_a_plain_run_how_to_get_it(self):
        self.run_to("a.h5").close()
        text = self.expect(DONE, "compare", "a.h5", "--full").stdout
        for words in ("300 patients under 4 draws, each in every arm", "95 % of draws", "best",
                      "in how many of 4 draws", "by judgement alone"):
            self.assertIn(words, text)
        self.run_to("plain.h5", "--draws", "0").close()
        text = self.expect(DONE, "compare", "plain.h5").stdout
        self.assertIn("--draws 100", text)
        self.assertNotIn("95 % interval", text)

    def test_the_export_has_a_row_for_each_draw_and_arm(self):
        self.run_to("a.h5").close()
        (self.here / "tables").mkdir()
        self.expect(DONE, "export", "a.h5", "--csv", "tables")
        with open(self.here / "tables" / "draws.csv", newline="") as table:
            rows = list(csv.DictReader(table))
        self.assertEqual([(row["draw"], row["arm"]) for row in rows[:4]],
                         [("0", "none"), ("0", "weekly"), ("0", "also_weekly"), ("1", "none")])
        self.assertEqual(len(rows), 12)
        with h5py.File(self.here / "a.h5", "r") as file:
            self.assertEqual(float(rows[4]["remission_weeks"]), file["draws/remission_weeks"][1, 1])
        with open(self.here / "tables" / "variants.csv", newline="") as table:
            self.assertEqual([(row["variant"], row["draw"]) for row in csv.DictReader(table)][:4],
                             [("one_clinic", "0")] * 3 + [("one_clinic", "1")])
        with open(self.here / "tables" / "draw_parameters.csv", newline="") as table:
            self.assertEqual(len(list(csv.DictReader(table))), 4)

    def test_the_export_shares_out_the_variance_of_every_difference(self):
        self.run_to("a.h5", "--draws", "20", "--patients", "40").close()
        (self.here / "tables").mkdir()
        self.expect(DONE, "export", "a.h5", "--csv", "tables")
        with open(self.here / "tables" / "variance.csv", newline="") as table:
            rows = [row for row in csv.DictReader(table) if row["measure"] == "remission_weeks"]
        self.assertEqual({row["arm"] for row in rows}, {"none"})  # the other differs from the reference by nothing
        for by, groups in (("evidence", {"assumed", "fitted"}), ("submodel", {"dependence", "harms", "response"})):
            shares = {row["group"]: row for row in rows if row["by"] == by}
            self.assertLessEqual(groups, set(shares))
            self.assertAlmostEqual(sum(float(row["share"]) for row in shares.values()), 1.0)
            for name in groups:
                self.assertLessEqual(float(shares[name]["share_low"]), float(shares[name]["share_high"]))

    def test_what_cannot_be_drawn_is_told_with_what_to_type(self):
        told = self.expect(INVALID, "run", "s.yaml", "--draws", "100000").stderr
        self.assertIn("600 draws, not 100000", told)
        self.assertIn("--draws 600", told)
        self.write("one.yaml", SCENARIO + "parameters: {use: library/posteriors/calibrated.yaml, draw: 3}\n")
        self.assertIn("--draws 0", self.expect(INVALID, "run", "one.yaml").stderr)
        self.expect(DONE, "run", "one.yaml", "--draws", "0", "-q")

    def test_a_scenario_without_the_section_can_be_run_under_draws(self):
        self.write("s.yaml", "\n".join(line for line in SCENARIO.splitlines() if not line.startswith("uncertainty")))
        with self.run_to("a.h5", "--draws", "2", "--patients", "50") as file:
            self.assertEqual(int(file.attrs["draws"]), 2)
            self.assertEqual(int(file.attrs["patients_requested"]), 50)
            self.assertEqual(int(file["cohort"].attrs["enrolled"]), 100)


if __name__ == "__main__":
    main()
