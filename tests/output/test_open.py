#!/usr/bin/env python3
"""Opens an outcome file with h5py, netCDF4 and xarray and checks names, dimensions, labels and units.

usage: test_open.py PROGRAM    (PROGRAM writes the made-up outcome to the file it is given and prints
the names of all groups)
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    import h5py
    import netCDF4
    import numpy
    import xarray
except ImportError as missing:
    sys.exit(
        f"{sys.executable} cannot import {missing.name}; install it with:\n"
        "  apt-get install python3-h5py python3-netcdf4 python3-xarray python3-numpy"
    )

ARMS = ["none", "weekly"]
LABELS = ["No maintenance", "Weekly \u2265 1 dose"]
STATES = [
    "remission_treated", "remission_untreated", "response_treated", "response_untreated",
    "symptomatic_treated", "symptomatic_untreated", "dead",
]  # fmt: skip
UNITS = {"hamd17": "points", "madrs": "points", "response": "1", "sessions": "1/wk", "week": "wk"}
SOMETIMES = ["draws", "variants", "doses", "events"]  # only under draws, or when patients are logged
DIFFERENCE = ["difference", "low", "high", "sd", "better", "worse", "unchanged"]


class OpenedWithXarray(unittest.TestCase):
    def open(self, group):
        dataset = xarray.open_dataset(PATH, group=group)
        self.addCleanup(dataset.close)
        return dataset

    def test_outcomes_are_selected_by_name(self):
        outcomes = self.open("outcomes")
        self.assertEqual(outcomes["response"].dims, ("arm", "week", "statistic"))
        self.assertEqual(list(outcomes["arm"].values), ARMS)
        self.assertEqual(list(outcomes["arm_label"].values), LABELS)
        self.assertIn("arm_label", outcomes["response"].coords)
        self.assertEqual(list(outcomes["statistic"].values), ["estimate", "low", "high"])
        response = outcomes["response"].sel(arm="weekly", week=3)
        self.assertAlmostEqual(float(response.sel(statistic="estimate")), 0.4)
        self.assertLess(float(response.sel(statistic="low")), 0.4)

    def test_units_and_definitions_are_there(self):
        outcomes = self.open("outcomes")
        for name, unit in UNITS.items():
            self.assertEqual(outcomes[name].attrs["units"], unit, name)
        for name, variable in outcomes.data_vars.items():
            for attribute in ("units", "long_name", "definition", "statistic", "interval"):
                self.assertTrue(variable.attrs.get(attribute), f"{name}: {attribute}")

    def test_weeks_stay_numbers(self):
        self.assertEqual(self.open("outcomes")["week"].dtype, numpy.dtype("int32"))
        self.assertEqual(list(self.open("calendar")["day"].values[:3]), [0, 1, 2])

    def test_states_are_whole_and_add_up(self):
        patients = self.open("outcomes")["patients"]
        self.assertEqual(patients.dims, ("arm", "week", "state"))
        self.assertEqual(patients.dtype, numpy.dtype("int64"))
        self.assertEqual(list(patients["state"].values), STATES)
        self.assertTrue((patients.sum("state") == 1000).all())

    def test_missing_values_become_nan(self):
        craving = self.open("outcomes")["craving"].sel(statistic="low")
        self.assertTrue(bool(craving.isnull().all()))

    def test_paired_differences_say_what_counts(self):
        weeks = self.open("paired")["remission_weeks"]
        self.assertEqual(list(weeks["statistic"].values), DIFFERENCE)
        self.assertEqual(weeks.attrs["smallest_difference"], 4.0)
        self.assertEqual(weeks.attrs["direction"], "more is better")
        self.assertEqual(float(weeks.sel(arm="weekly", statistic="difference")), 5.0)
        self.assertIn("under shared luck", self.open("paired").attrs["shares"])

    def test_what_has_no_interval_says_why_and_each_measure_what_it_rests_on(self):
        attempts = self.open("paired")["suicide_attempts"]
        self.assertEqual(attempts.attrs["interval_kind"], "reference same_in_every_arm")
        self.assertEqual(attempts.attrs["switch_off"], "suicide_by_state")
        self.assertTrue(bool(attempts.sel(arm="weekly", statistic=["low", "high"]).isnull().all()))
        for name, measure in self.open("totals").data_vars.items():
            self.assertIn(measure.attrs["rests_on"], ("measured", "derived", "recalled", "assumed"), name)

    def test_the_flow_adds_up_to_the_enrolled(self):
        count = self.open("flow")["count"].sel(arm="weekly")
        self.assertTrue((count.sel(step=slice("in_treatment", "died")).sum() == count.sel(step="enrolled")).all())
        self.assertEqual(int(count.sel(step="dropped_out")), 100)

    def test_a_short_course_is_there_day_by_day(self):
        score = self.open("daily")["hamd17"]
        self.assertEqual(score.dims, ("arm", "day", "statistic"))
        self.assertEqual(list(score["day"].values[:3]), [0, 1, 2])

    def test_the_calendar_names_its_phases(self):
        calendar = self.open("calendar")
        weekly = calendar.sel(arm="weekly")
        self.assertEqual(int(weekly["planned"].sum()), 6)
        self.assertEqual(weekly["phase_id"].values[int(weekly["phase"].sel(day=20))], "maintenance")

    def test_parameters_are_found_by_name(self):
        row = self.open("parameters").sel(name="madrs_per_hamd17")
        self.assertGreater(float(row["value"]), 0)
        for column in ("unit", "grade", "source", "meaning", "origin"):
            self.assertTrue(str(row[column].values), column)

    def test_the_root_tells_how_to_repeat_the_run(self):
        root = self.open(None).attrs
        self.assertEqual(root["format"], "tachy outcome")
        self.assertEqual(root["format_version"], "1.5")
        self.assertEqual(root["seed"], 0xFEDCBA9876543210)
        self.assertIn("Not dosing guidance", root["notice"])
        self.assertEqual(root["scenario_text"], "title: Made up\n")
        self.assertEqual(len(root["scenario_sha256"]), 64)


class OpenedUnderDraws(unittest.TestCase):
    def open(self, group):
        dataset = xarray.open_dataset(PATH + ".draws", group=group)
        self.addCleanup(dataset.close)
        return dataset

    def test_a_measure_is_selected_by_draw_and_arm(self):
        draws = self.open("draws")
        weeks = draws["remission_weeks"]
        self.assertEqual(weeks.dims, ("draw", "arm"))
        self.assertEqual(weeks.attrs["units"], "wk")
        self.assertEqual(float(weeks.sel(draw=3, arm="weekly")), 8.0)
        self.assertEqual(list(draws["row"].values), [0, 3, 6, 9, 12])

    def test_what_was_drawn_and_what_was_held_stand_beside(self):
        draws = self.open("draws")
        self.assertAlmostEqual(float(draws["value"].sel(draw=2, parameter="hill")), 1.2, places=6)
        self.assertEqual(str(draws["evidence"].sel(parameter="hill").values), "fitted")
        self.assertEqual(str(draws["held_because"].sel(held="iv_cl").values), "measured")

    def test_exact_numbers_have_names(self):
        draws = self.open("draws")
        exact = draws["exact_totals"].sel(draw=1, arm="weekly", total="remission_weeks", quantity="difference_sum")
        self.assertEqual(int(exact), 1000 * 42)
        self.assertEqual(draws["exact_yearly"].dims, ("draw", "arm", "year", "measure"))
        self.assertEqual(draws["exact_products"].dims, ("draw", "arm", "pair"))

    def test_draws_of_a_variant_are_labelled_and_apart(self):
        variants = self.open("variants")
        self.assertEqual(str(variants["kind"].sel(variant="one_pool").values), "structure")
        self.assertEqual(list(variants["variant_of"].values), ["one_pool", "one_pool"])
        self.assertEqual(list(variants["remission_weeks"].sel(arm="weekly").values), [8.0, 6.0])
        self.assertEqual(self.open("draws").sizes["draw"], 5)

    def test_intervals_are_over_the_draws(self):
        weeks = self.open("paired")["remission_weeks"].sel(arm="weekly")
        self.assertAlmostEqual(float(weeks.sel(statistic="difference")), 7.0)
        self.assertAlmostEqual(float(weeks.sel(statistic="low")), 5.1)
        self.assertAlmostEqual(float(weeks.sel(statistic="high")), 8.9)
        self.assertEqual(float(weeks.sel(statistic="chance")), 0.0)
        self.assertEqual(float(weeks.sel(statistic="best")), 1.0)
        self.assertEqual(self.open("outcomes")["hamd17"].attrs["interval"], "95 % of the draws")
        self.assertEqual(int(self.open(None).attrs["draws"]), 5)


class OpenedWithNetCDF4(unittest.TestCase):
    def setUp(self):
        self.file = netCDF4.Dataset(PATH)
        self.addCleanup(self.file.close)

    def test_every_dimension_has_a_name(self):
        self.assertEqual(list(self.file.groups), [group for group in GROUPS if group not in SOMETIMES])
        for group in self.file.groups.values():
            for dimension in group.dimensions:
                self.assertNotIn("phony", dimension, group.path)
                self.assertIn(dimension, group.variables)

    def test_variables_come_in_the_order_they_were_written(self):
        names = list(self.file["outcomes"].variables)
        self.assertEqual(names[:5], ["arm", "week", "statistic", "arm_label", "hamd17"])

    def test_every_value_of_every_variable_can_be_read(self):
        for group in self.file.groups.values():
            for variable in group.variables.values():
                self.assertEqual(variable[...].shape, variable.shape)

    def test_units_and_labels(self):
        outcomes = self.file["outcomes"]
        self.assertEqual(outcomes["hamd17"].dimensions, ("arm", "week", "statistic"))
        self.assertEqual(outcomes["hamd17"].units, "points")
        self.assertEqual(list(outcomes["arm_label"][:]), LABELS)


class OpenedWithH5py(unittest.TestCase):
    def setUp(self):
        self.file = h5py.File(PATH, "r")
        self.addCleanup(self.file.close)

    def test_dimension_scales_are_attached(self):
        response = self.file["outcomes/response"]
        self.assertEqual([d[0].name for d in response.dims], ["/outcomes/arm", "/outcomes/week", "/outcomes/statistic"])
        self.assertEqual(list(self.file["outcomes/arm"].asstr()), ARMS)

    def test_the_integers_behind_everything_are_there(self):
        tallies = self.file["tallies"]
        measure = list(tallies["measure"].asstr()).index("alive")
        self.assertEqual(tallies["weekly"].dtype, numpy.dtype("int64"))
        self.assertEqual(tallies["weekly"][1, 4, measure], 996)
        total = list(tallies["total"].asstr()).index("use_disorder_ever")
        self.assertEqual(tallies["totals"][1, total, 0], 3)

    def test_there_is_no_nan_and_missing_is_marked(self):
        def check(name, item):
            if isinstance(item, h5py.Dataset) and item.dtype.kind == "f":
                self.assertFalse(numpy.isnan(item[...]).any(), name)

        self.file.visititems(check)
        craving = self.file["outcomes/craving"]
        self.assertEqual(craving[0, 0, 1], craving.attrs["_FillValue"])

    def test_data_are_checked_and_compressed(self):
        hamd17 = self.file["outcomes/hamd17"]
        self.assertTrue(hamd17.fletcher32 and hamd17.shuffle)
        self.assertEqual((hamd17.compression, hamd17.compression_opts), ("gzip", 4))

    def test_the_cohort_is_described(self):
        cohort = self.file["cohort"].attrs
        self.assertEqual(cohort["enrolled"], 1000)
        self.assertEqual(cohort["mean_baseline_hamd17"], 28.0)


if __name__ == "__main__":
    program = sys.argv.pop()
    with tempfile.TemporaryDirectory() as directory:
        PATH = str(pathlib.Path(directory) / "outcome.h5")
        GROUPS = subprocess.run([program, PATH], check=True, capture_output=True, text=True).stdout.split()
        unittest.main()
