"""tachy economics: from a result to costs, QALYs and decisions, checked against plain numpy on the exported draws."""
import csv
import json
import pathlib
import resource
import shutil
import subprocess
import unittest

import h5py
import numpy

from commands import DONE, EXISTS, FAILED, INVALID, SCENARIOS, CommandTest, fewer_if_sanitized, main

FIXTURE = pathlib.Path(__file__).resolve().parents[1] / "economics" / "draws"
NO_R = "R is missing (apt-get install r-base-core): tables for BCEA, dampack, hesim and voi were not read by it"


def by_base_r(folder, willingness_to_pay, reference):
    told = subprocess.run(["Rscript", FIXTURE / "base.R", folder, str(willingness_to_pay), reference], check=True,
                          capture_output=True, text=True).stdout
    return {name: float(number) for name, number in map(str.split, told.splitlines())}


SCENARIO = f"""title: Weekly or not
horizon: 60 weeks
seed: 3
cohort: {{use: library/cohorts/trd-adults.yaml, patients: 400}}
policy: {{use: library/policies/supervised-clinic.yaml}}
uncertainty: {{draws: {fewer_if_sanitized(30, 20)}, patients: {fewer_if_sanitized(200, 50)}}}
economics: {{use: library/economics/us-2024.yaml}}
phases:
  induction: {{use: library/regimens/six-infusions-in-two-weeks.yaml}}
  maintenance: {{give: {{same_as: induction}}, every: 1 week, enter_if: {{observed_improvement: at least 50 %}}}}
arms:
  - {{id: none, label: None, phases: [induction]}}
  - {{id: weekly, label: Weekly, phases: [induction, maintenance]}}
  - {{id: also_weekly, label: The same, phases: [induction, maintenance]}}
reference_arm: none
"""


def processor_seconds():
    """Of all commands so far: a busy machine makes them wait, not work."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Economics(CommandTest):
    """One run for all tests; each asks it something else."""
    made = None

    def setUp(self):
        super().setUp()
        (self.here / "library").symlink_to(SCENARIOS / "library")
        self.write("s.yaml", SCENARIO)
        if Economics.made is None:
            self.expect(DONE, "run", "s.yaml", "-o", "r.h5", "-q")
            Economics.made = (self.here / "r.h5").read_bytes()
        self.write("r.h5", Economics.made)

    def answer(self, *options):
        return json.loads(self.expect(DONE, "economics", "r.h5", "--json", *options).stdout)

    def table(self, name):
        with open(self.here / "tables" / name, newline="") as file:
            return list(csv.DictReader(file))

    def test_the_first_screen_shows_harm_before_money_and_fits_a_terminal(self):
        text = self.expect(DONE, "economics", "r.h5").stdout
        self.assertLess(text.index("Benefit and harm"), text.index("Costs and effects per"))
        self.assertIn("per 1,000 people", text)
        self.assertIn("not dosing guidance", text)
        self.assertIn("the same as weekly", text)
        self.assertIn("sf6d_kolovos", text)
        for full in ("Net monetary benefit", "Acceptability", "EVPI", "Tornado", "Budget impact", "Ledger"):
            self.assertNotIn(full, text.split("More:")[0])
            self.assertIn(full, self.expect(DONE, "economics", "r.h5", "--full").stdout)
        self.assertLessEqual(max(map(len, text.splitlines())), 120)

    def test_arms_that_are_the_same_share_the_first_place(self):
        self.expect(DONE, "run", "s.yaml", "--arms", "weekly,also_weekly", "-o", "two.h5", "-q")
        text = " ".join(self.expect(DONE, "compare", "two.h5").stdout.split())
        for words in ("also_weekly: in every draw exactly as many weeks in remission as weekly",
                      "weekly and also_weekly are equally worth the most on average, in 100 % of draws"):
            self.assertIn(words, text)

    def test_prices_are_changed_in_less_than_a_second_and_nothing_else_moves(self):
        before = self.answer()
        start = processor_seconds()
        after = self.answer("--set", "prices.infusion=858")  # twice
        self.assertLess(processor_seconds() - start, fewer_if_sanitized(1.0, 20.0))
        for old, new in zip(before["arms"], after["arms"]):
            self.assertEqual(old["qalys"], new["qalys"])
            for item, line in old["ledger"].items():
                times = 2 if item == "infusion" else 1
                self.assertEqual(new["ledger"][item]["cost"], times * line["cost"], item)

    def test_a_part_is_looked_for_where_the_command_is_typed(self):
        part = (SCENARIOS / "library" / "economics" / "uk-2024.yaml").read_text()
        self.write("ours.yaml", part.replace("title: England", "title: Our hospital, England"))
        (self.here / "elsewhere").mkdir()
        (self.here / "r.h5").rename(self.here / "elsewhere" / "r.h5")
        told = self.expect(DONE, "economics", "elsewhere/r.h5", "--use", "ours.yaml").stdout
        self.assertIn("Our hospital, England", told)

    def test_arms_that_are_the_same_differ_by_exactly_nothing(self):
        arms = {arm["arm"]: arm for arm in self.answer()["arms"]}
        for key in ("cost", "qalys", "net_benefit", "ledger"):
            self.assertEqual(arms["weekly"][key], arms["also_weekly"][key])

    def test_the_ledger_is_what_the_file_counted(self):
        arms = {arm["arm"]: arm for arm in self.answer()["arms"]}
        with h5py.File(self.here / "r.h5", "r") as file:
            draws = file["draws"]
            measures, ids = list(draws["measure"].asstr()), list(draws["arm"].asstr())
            people, clocks = draws["enrolled"][:], file["tallies"].attrs["misuse_clocks"]
            for arm in ids:
                yearly = draws["exact_yearly"][:, ids.index(arm)]
                each = {"infusion": ("infusions", 1), "visit": ("visits", 1),
                        "observation_hour": ("supervised_sessions", 2), "systolic_180": ("systolic_180", 1)}
                for item, (measure, factor) in each.items():
                    counted = yearly[:, :, measures.index(measure)].sum(axis=1)
                    self.assertAlmostEqual(arms[arm]["ledger"][item]["units"], (factor * counted / people).mean(), 9)
                disorder = yearly[:, :, measures.index("use_disorder")].sum(axis=1) / clocks
                self.assertAlmostEqual(arms[arm]["ledger"]["use_disorder_year"]["units"],
                                       (disorder * 7 / 365 / people).mean(), 9)
                self.assertTrue((yearly[:, :, measures.index("sessions")]
                                 == yearly[:, :, measures.index("infusions")]).all())

    def test_utilities_of_one_are_life_years_and_without_discount_sums_are_plain(self):
        ones = [f"utilities.{state}=1" for state in ("remission", "response", "symptomatic")]
        noughts = [f"losses.{loss}=0" for loss in ("dissociation", "sedation", "systolic_rise_40", "urinary", "misuse",
                                                   "use_disorder")]
        options = [word for value in [*ones, *noughts, "discount.effects=0 %", "discount.costs=0 %"]
                   for word in ("--set", value)]
        with h5py.File(self.here / "r.h5", "r") as file:
            draws = file["draws"]
            alive = draws["exact_yearly"][..., list(draws["measure"].asstr()).index("alive")].sum(axis=2)
            lived = dict(zip(draws["arm"].asstr(), (alive * 7 / 365 / draws["enrolled"][:][:, None]).mean(axis=0)))
        for arm in self.answer(*options)["arms"]:
            self.assertAlmostEqual(arm["life_years"]["mean"], lived[arm["arm"]], 9)
            self.assertAlmostEqual(arm["qalys"]["mean"], arm["life_years"]["mean"], 12)
            self.assertAlmostEqual(arm["cost"]["mean"], arm["cost_undiscounted"]["mean"], 6)
            self.assertLessEqual(arm["life_years"]["mean"], 420 / 365 + 1e-12)

    def test_plain_numpy_on_the_exported_draws_agrees(self):
        answer = self.answer()
        self.expect(DONE, "economics", "r.h5", "--csv", "tables")
        arms = [arm["arm"] for arm in answer["arms"]]
        cost = numpy.array([[float(row[arm]) for arm in arms] for row in self.table("costs.csv")])
        effect = numpy.array([[float(row[arm]) for arm in arms] for row in self.table("effects.csv")])
        for threshold in answer["thresholds"]:
            benefit = threshold["willingness_to_pay"] * effect - cost
            ties = benefit == benefit.max(axis=1, keepdims=True)
            numpy.testing.assert_allclose((ties / ties.sum(axis=1, keepdims=True)).mean(axis=0),
                                          threshold["share_best"], atol=1e-12)
            numpy.testing.assert_allclose(benefit.max(axis=1).mean() - benefit.mean(axis=0),
                                          threshold["expected_loss"], rtol=1e-9, atol=1e-9)
            self.assertAlmostEqual(benefit.max(axis=1).mean() - benefit.mean(axis=0).max(), threshold["evpi"], 6)
            self.assertEqual(benefit.mean(axis=0).max(), benefit.mean(axis=0)[arms.index(threshold["frontier"])])
        weekly, none = arms.index("weekly"), arms.index("none")
        more = cost.mean(axis=0)[weekly] - cost.mean(axis=0)[none]
        gain = effect.mean(axis=0)[weekly] - effect.mean(axis=0)[none]
        step = next(row for row in answer["incremental"] if row["arm"] == "weekly")
        self.assertAlmostEqual(step["icer"] / (more / gain), 1, 9)
        long = self.table("draws_long.csv")
        self.assertEqual(len(long), cost.size)
        self.assertEqual(float(long[1]["cost"]), cost[0, 1])

    def check_by_base_r(self, folder, expected):
        told = by_base_r(folder, expected["willingness_to_pay"], expected["reference_arm"])
        for name in ("evpi", "evpi_long"):
            self.assertAlmostEqual(told[name], expected["evpi"], 6)
        self.assertEqual(told["parameters"], expected["parameters"])
        for arm in expected["arms"]:
            for key in ("cost", "effect", "share_best", "expected_loss"):
                self.assertAlmostEqual(told[f"{key}.{arm['arm']}"], arm[key], 6, (arm["arm"], key))

    @unittest.skipUnless(shutil.which("Rscript"), NO_R)
    def test_base_r_says_of_the_committed_draws_what_tachy_said(self):
        self.check_by_base_r(FIXTURE, json.loads((FIXTURE / "expected.json").read_text()))

    @unittest.skipUnless(shutil.which("Rscript"), NO_R)
    def test_base_r_says_of_new_draws_what_tachy_says(self):
        answer = self.answer()
        self.expect(DONE, "economics", "r.h5", "--csv", "tables")
        here = answer["valuation"]["willingness_to_pay"]
        at = next(row for row in answer["thresholds"] if row["willingness_to_pay"] == here)
        self.check_by_base_r(self.here / "tables", {
            "willingness_to_pay": here, "reference_arm": answer["reference_arm"], "evpi": answer["evpi"],
            "parameters": len(self.table("parameters.csv")[0]) - 1,
            "arms": [{"arm": arm["arm"], "cost": arm["cost"]["mean"], "effect": arm["qalys"]["mean"],
                      "share_best": share, "expected_loss": loss}
                     for arm, share, loss in zip(answer["arms"], at["share_best"], at["expected_loss"])]})

    def test_the_committed_draws_have_the_columns_that_are_written(self):
        self.expect(DONE, "economics", "r.h5", "--csv", "tables")
        for name in ("costs.csv", "effects.csv", "draws_long.csv", "parameters.csv"):
            old = (FIXTURE / name).read_text().splitlines()[0].split(",")
            new = (self.here / "tables" / name).read_text().splitlines()[0].split(",")
            if name == "draws_long.csv":
                self.assertEqual(old, new)
            self.assertEqual(old[0], new[0])

    def test_a_copy_of_the_result_keeps_it_valued_when_asked(self):
        self.expect(DONE, "economics", "r.h5", "-o", "valued.h5", "--set", "willingness_to_pay=50000")
        self.expect(EXISTS, "economics", "r.h5", "-o", "valued.h5")
        self.expect(DONE, "economics", "r.h5", "-o", "again.h5", "--set", "willingness_to_pay=50000")
        self.assertEqual((self.here / "valued.h5").read_bytes(), (self.here / "again.h5").read_bytes())
        self.assertEqual(self.expect(DONE, "compare", "valued.h5", "--full").stdout, self.expect(DONE, "compare", "r.h5", "--full").stdout)
        self.assertIn("valued already", self.expect(FAILED, "economics", "valued.h5", "-o", "third.h5").stderr)
        answer = self.answer("--set", "willingness_to_pay=50000")
        with h5py.File(self.here / "r.h5", "r") as plain, h5py.File(self.here / "valued.h5", "r") as file:
            self.assertEqual(set(file) - set(plain), {"economics"})
            self.assertTrue((file["draws/exact_yearly"][:] == plain["draws/exact_yearly"][:]).all())
            group = file["economics"]
            self.assertEqual(json.loads(group.attrs["valuation"]), answer)
            self.assertEqual(list(group["arm"].asstr()), [arm["arm"] for arm in answer["arms"]])
            benefit = 50000 * group["qalys"][:] - group["cost"][:]
            numpy.testing.assert_allclose(group["net_benefit"][:], benefit, rtol=1e-12)
            self.assertAlmostEqual(benefit.max(axis=1).mean() - benefit.mean(axis=0).max(), group.attrs["evpi"], 6)
            groups = answer["evppi"]["evidence"] + answer["evppi"]["submodel"]
            numpy.testing.assert_array_equal(group["evppi"][:], [one["evppi"] for one in groups])
            numpy.testing.assert_array_equal(group["evppi_high"][:], [one["high"] for one in groups])
            impact = [[year["impact"] for year in years] for years in answer["budget"].values()]
            numpy.testing.assert_array_equal(group["budget_impact"][:], impact)
            even = dict(zip(group["input"].asstr(), group["input_even"][:]))
            for line in answer["inputs"]:
                self.assertEqual(even[line["input"]], line.get("even", 9.969209968386869e36))

    def test_knowing_a_part_is_worth_no_more_than_knowing_all(self):
        answer = self.answer()
        for groups in answer["evppi"].values():
            self.assertTrue(groups)
            for group in groups:
                self.assertGreaterEqual(group["evppi"], 0)
                self.assertLessEqual(group["evppi"], answer["evpi"] + 1e-9)

    def test_another_country_and_another_perspective(self):
        british = self.answer("--use", "library/economics/uk-2024.yaml")
        self.assertEqual(british["valuation"]["currency"], "GBP")
        health = self.answer()["arms"][0]["cost"]["mean"]
        society = self.answer("--set", "perspective=society")["arms"][0]["cost"]["mean"]
        self.assertGreater(society, health)

    def test_prices_move_no_byte_of_what_was_lived(self):
        self.expect(DONE, "run", "s.yaml", "-o", "dear.h5", "-q", "--set", "economics.prices.visit=999")
        with h5py.File(self.here / "r.h5", "r") as one, h5py.File(self.here / "dear.h5", "r") as other:
            self.assertEqual(one["tallies"].attrs["checksum"], other["tallies"].attrs["checksum"])
            self.assertTrue((one["draws/exact_yearly"][:] == other["draws/exact_yearly"][:]).all())
            self.assertNotEqual(one.attrs["scenario_resolved"], other.attrs["scenario_resolved"])

    def test_errors_say_what_to_type(self):
        self.expect(DONE, "run", "s.yaml", "-o", "plain.h5", "-q", "--draws", "0")
        self.assertIn("--draws 100", self.expect(FAILED, "economics", "plain.h5").stderr)
        self.assertIn("did you mean 'visit'?", self.expect(INVALID, "economics", "r.h5", "--set", "prices.vsit=1").stderr)
        self.assertIn("300 %", self.expect(INVALID, "economics", "r.h5", "--set", "discount.costs=300 %").stderr)
        self.write("free.yaml", SCENARIO.replace("economics: {use: library/economics/us-2024.yaml}\n", ""))
        self.expect(DONE, "run", "free.yaml", "-o", "free.h5", "-q", "--draws", "2", "--patients", "20")
        self.assertIn("--use library/economics/us-2024.yaml", self.expect(INVALID, "economics", "free.h5").stderr)

    def test_the_program_tests_itself_in_less_than_two_seconds(self):
        start = processor_seconds()
        text = self.expect(DONE, "selftest").stdout
        self.assertLess(processor_seconds() - start, fewer_if_sanitized(2.0, 60.0))
        self.assertIn("cases hold", text)
        self.assertTrue(all(case["holds"] and case["source"]
                            for case in json.loads(self.expect(DONE, "selftest", "--json").stdout)["cases"]))


if __name__ == "__main__":
    main()
