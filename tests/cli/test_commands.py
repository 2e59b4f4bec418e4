"""The commands as a person meets them: exit codes, what is printed where, and which files are left behind.

Usage: test_commands.py TACHY SOURCE_DIR
"""
import json
import os
import unittest

import h5py

from commands import DONE, EXISTS, FAILED, INVALID, MAINTENANCE, SCENARIOS, SOURCE, TUTORIAL, WRONG_COMMAND, CommandTest, main


class Commands(CommandTest):
    # command line

    def test_help_and_version_are_no_errors(self):
        self.assertIn("tachy run", self.expect(DONE, "--help").stdout)
        for command in ("run", "check", "describe", "compare", "bench"):
            self.expect(DONE, command, "--help")
        self.assertRegex(self.expect(DONE, "--version").stdout, r"tachy \d+\.\d+\.\d+ \(git .+\)")

    def test_a_wrong_command_line_is_exit_2(self):
        self.expect(WRONG_COMMAND)
        self.expect(WRONG_COMMAND, "fly")
        self.expect(WRONG_COMMAND, "run")
        self.expect(WRONG_COMMAND, "run", TUTORIAL, "--fast")
        self.expect(WRONG_COMMAND, "run", TUTORIAL, "-j", "0")
        self.expect(WRONG_COMMAND, "run", TUTORIAL, "--seed", "-1")
        self.expect(WRONG_COMMAND, "run", TUTORIAL, "--patients", "many")
        self.expect(WRONG_COMMAND, "run", TUTORIAL, "--set", "cohort.patients")
        self.assertEqual(self.left(), [])

    # input files

    def test_bad_input_files_are_exit_3_and_nothing_is_written(self):
        cases = {
            "missing.yaml": None,
            "empty.yaml": "",
            "binary.yaml": b"\x89HDF\r\n\x1a\n\x00\x00",
            "latin1.yaml": "title: f\xfcr".encode("latin-1"),
            "not_yaml.yaml": "title: [",
            "words.yaml": "some words",
        }
        for name, text in cases.items():
            if text is not None:
                self.write(name, text)
            for command in ("run", "check", "describe"):
                result = self.expect(INVALID, command, name)
                self.assertIn(name, result.stderr)
                self.assertEqual(result.stdout, "")
        self.expect(INVALID, "run", self.here)
        self.assertEqual([f for f in self.left() if not f.endswith(".yaml")], [])

    def test_horizon_0_and_no_patients_are_exit_3(self):
        self.assertIn("out of range", self.expect(INVALID, "run", TUTORIAL, "--set", "horizon=0 days").stderr)
        self.expect(INVALID, "run", TUTORIAL, "--patients", "0")
        self.assertEqual(self.left(), [])

    def test_nobody_eligible_is_exit_3_whether_certain_or_found_out(self):
        certain = self.expect(INVALID, "run", TUTORIAL, "--set", "cohort.eligibility.age=[80 years, 90 years]")
        self.assertIn("nobody is eligible", certain.stderr)
        found_out = self.expect(INVALID, "run", TUTORIAL, "--patients", "5", "--set",
                                "cohort.eligibility.baseline_hamd17=at least 51.5")
        self.assertIn("nobody was eligible", found_out.stderr)
        self.assertEqual([f for f in self.left() if f.endswith(".h5")], [])

    def test_all_faults_are_shown_at_once(self):
        result = self.expect(INVALID, "check", SOURCE / "tests" / "bad_scenarios" / "several_faults.yaml")
        self.assertIn("5 faults", result.stderr)

    def test_check_goes_on_after_a_bad_file(self):
        result = self.expect(INVALID, "check", "missing.yaml", TUTORIAL)
        self.assertIn("one-infusion.yaml: good", result.stdout)
        self.expect(DONE, "check", TUTORIAL, MAINTENANCE)

    # output files

    def test_run_writes_the_result_and_the_circumstances(self):
        result = self.expect(DONE, "run", TUTORIAL)
        self.assertEqual(self.left(), ["results/one-infusion.h5", "results/one-infusion.h5.run.json"])
        self.assertIn("ketamine", result.stdout)
        circumstances = json.loads((self.here / "results/one-infusion.h5.run.json").read_text())
        self.assertGreater(circumstances["arm_days"], 0)
        self.expect(DONE, "compare", "results/one-infusion.h5")

    def test_an_existing_result_is_kept_without_force(self):
        self.write("kept.h5", "precious")
        self.assertIn("--force", self.expect(EXISTS, "run", TUTORIAL, "-o", "kept.h5").stderr)
        self.assertEqual((self.here / "kept.h5").read_text(), "precious")
        self.expect(DONE, "run", TUTORIAL, "-o", "kept.h5", "--force")
        self.assertNotEqual((self.here / "kept.h5").read_bytes(), b"precious")

    def test_a_result_that_cannot_be_written_is_refused_before_the_run(self):
        self.write("file", "")
        endless = ("--patients", "2000000000")  # would take hours
        for output in ("nowhere/out.h5", "file/out.h5", self.here, "/proc/out.h5"):
            self.expect(FAILED, "run", TUTORIAL, "-o", output, *endless)
        self.assertEqual(self.left(), ["file"])

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_folder_without_permission_is_refused(self):
        locked = self.here / "locked"
        locked.mkdir(mode=0o500)
        self.expect(FAILED, "run", TUTORIAL, "-o", locked / "out.h5")

    def test_dry_run_writes_nothing(self):
        result = self.expect(DONE, "run", MAINTENANCE, "--dry-run")
        self.assertIn("100,000 patients", result.stdout)
        self.assertEqual(self.left(), [])

    def test_equal_runs_are_equal_byte_for_byte_on_any_number_of_threads(self):
        for threads in (1, 2, 3):
            self.expect(DONE, "run", TUTORIAL, "-j", threads, "-o", f"{threads}.h5", "-q")
        first = (self.here / "1.h5").read_bytes()
        self.assertEqual(first, (self.here / "2.h5").read_bytes())
        self.assertEqual(first, (self.here / "3.h5").read_bytes())

    def test_slurm_sets_the_number_of_threads(self):
        self.assertIn(" 3 threads", self.expect(DONE, "run", TUTORIAL, "--dry-run", SLURM_CPUS_PER_TASK="3").stdout)
        self.assertIn(" 2 threads",
                      self.expect(DONE, "run", TUTORIAL, "--dry-run", "-j", "2", SLURM_CPUS_PER_TASK="3").stdout)

    # the run itself

    def test_one_patient_can_be_run(self):
        self.expect(DONE, "run", TUTORIAL, "--patients", "1", "-o", "one.h5")

    def test_a_seed_is_chosen_said_and_stored_when_none_is_given(self):
        text = "".join(line for line in TUTORIAL.read_text().splitlines(True) if not line.startswith("seed:"))
        for name in ("library",):
            os.symlink(SCENARIOS / name, self.here / name)
        self.write("seedless.yaml", text)
        result = self.expect(DONE, "run", "seedless.yaml", "-o", "a.h5")
        seed = result.stderr.split("--seed ")[1].split(")")[0]
        self.expect(DONE, "run", "seedless.yaml", "-o", "b.h5", "--seed", seed)
        self.assertEqual((self.here / "a.h5").read_bytes(), (self.here / "b.h5").read_bytes())

    def test_settings_add_up(self):
        result = self.expect(DONE, "run", "--set", "cohort.patients=7", TUTORIAL, "--set", "horizon=2 weeks", "--dry-run")
        self.assertIn("7 patients in 2 arms for 14 days", result.stdout)

    def test_values_beyond_their_range_must_be_asked_for_and_mark_every_result(self):
        none = ["--set", "parameters.suicides=0 per year", "--patients", "50"]
        self.assertIn("out of range", self.expect(INVALID, "run", TUTORIAL, *none).stderr)
        said = self.expect(DONE, "run", TUTORIAL, *none, "--beyond-range", "-o", "none.h5").stdout
        mark = "[beyond the plausible range: suicides]"
        self.assertIn(mark, said)
        for option in ([], ["--json"]):
            self.assertIn(mark, self.expect(DONE, "compare", "none.h5", *option).stdout)
        rows = self.expect(DONE, "compare", "none.h5", "--csv").stdout.splitlines()
        self.assertTrue(rows[0].endswith(",beyond_range"))
        self.assertTrue(all(row.endswith(",suicides") for row in rows[1:]))
        self.expect(DONE, "run", TUTORIAL, *none, "--beyond-range", "--log", "100%", "-o", "logged.h5")
        self.expect(DONE, "export", "logged.h5", "--csv", "tables", "--nonmem", "doses.csv")
        self.expect(DONE, "replay", TUTORIAL, *none, "--beyond-range", "--patient", "3", "--csv", "story.csv")
        tables = [*(self.here / "tables").iterdir(), self.here / "story.csv"]
        self.assertGreater(len(tables), 8)
        for table in tables:
            rows = table.read_text().splitlines()
            self.assertTrue(rows[0].endswith(",beyond_range"), table.name)
            self.assertTrue(all(row.endswith(",suicides") for row in rows[1:]), table.name)
        self.assertTrue((self.here / "doses.csv").read_text().splitlines()[0].endswith(",BEYOND"))
        self.assertIn(mark, self.expect(DONE, "describe", TUTORIAL, *none, "--beyond-range").stdout)
        with h5py.File(self.here / "none.h5") as file:
            self.assertEqual(file.attrs["beyond_range"], "suicides")
            self.assertIn("beyond_range: true", file.attrs["scenario_resolved"])
            (self.here / "again.yaml").write_text(file.attrs["scenario_resolved"])
        self.expect(DONE, "check", "again.yaml")

    def test_only_the_arms_asked_for_are_run(self):
        result = self.expect(DONE, "run", MAINTENANCE, "--arms", "weekly,none", "--dry-run")
        self.assertIn("in 2 arms", result.stdout)
        self.assertIn("did you mean 'weekly'?", self.expect(INVALID, "run", MAINTENANCE, "--arms", "wekly").stderr)

    def test_quiet_prints_nothing(self):
        result = self.expect(DONE, "run", TUTORIAL, "-q", "-o", "out.h5")
        self.assertEqual(result.stdout + result.stderr, "")

    def test_no_colours_and_no_progress_outside_a_terminal(self):
        result = self.expect(DONE, "run", TUTORIAL, "-o", "out.h5")
        self.assertNotIn("\x1b", result.stdout + result.stderr)
        self.assertNotIn("\r", result.stdout + result.stderr)

    def test_describe_shows_calendar_parameters_and_overrides(self):
        result = self.expect(DONE, "describe", MAINTENANCE, "--set", "parameters.hill=1.5")
        for words in ("on days 0, 2, 4, 7, 9, 11", "1.1.1..", "response_guided", "[measured]", "changed at --set",
                      "The scenario with everything filled in"):
            self.assertIn(words, result.stdout)

    def test_explore_prints_an_address_and_refuses_a_faulty_scenario(self):
        self.assertRegex(self.expect(DONE, "explore").stdout, r"^file:///.*/tachy-explorer\.html\n$")
        self.assertIn(".html#scenario=", self.expect(DONE, "explore", MAINTENANCE).stdout)
        self.assertIn("opioid_share", self.expect(INVALID, "explore", MAINTENANCE, "--set",
                                                  "parameters.opioid_share=7").stderr)

    def test_describe_shows_conditions_in_the_scale_they_were_written_in(self):
        scenario = self.write("scales.yaml", """title: Two scales
horizon: 26 weeks
seed: 1
cohort: {patients: 10}
arms:
  - id: a
    phases:
      - first:
          give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}
          every: 1 week
          doses: 4
          enter_if: {madrs: at least 26}
      - second:
          every: 1 week
          doses: 4
          enter_if: {hamd17: at most 15}
          adapt:
            - {when: {madrs: at least 21, visits_in_a_row: 2}, then: {stop: true}}
            - {when: {hamd17: at most 7}, then: {interval: +1 week}}
""")
        described = self.expect(DONE, "describe", scenario).stdout
        for words in ("an observed MADRS of at least 26;", "an observed HAM-D17 of at most 15;",
                      "rule 1: MADRS at least 21 at 2 visits running ->", "rule 2: HAM-D17 at most 7 ->"):
            self.assertIn(words, described)
        other = self.expect(DONE, "describe", scenario, "--set", "parameters.madrs_per_hamd17=1.27").stdout
        self.assertIn("rule 1: MADRS at least 21 at", other)

    def test_describe_names_the_days_of_a_taper_one_by_one(self):
        scenario = self.write("taper.yaml", """title: A taper
horizon: 2 years
seed: 1
cohort: {patients: 10}
arms:
  - id: a
    phases: [p: {give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min},
                 every: [3 days, 4 days, 1 week, 2 weeks, 4 weeks]}]
""")
        described = self.expect(DONE, "describe", scenario).stdout
        self.assertIn("on days 0, 3, 7, 14, then every 4 weeks from day 28 to day 728 (30 planned)", described)

    def test_describe_says_what_is_left_of_a_distribution_within_its_bounds(self):
        scenario = self.write("cut.yaml", """title: Baseline with a lower limit
horizon: 2 weeks
seed: 4
cohort:
  use: library/cohorts/trd-adults.yaml
  patients: 2000
  baseline_hamd17: {mean: 28 points, sd: 6 points, range: [26 points, 52 points]}
policy: {use: library/policies/trial-visits.yaml}
arms:
  - id: a
    phases: [p: {give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}, days: [0]}]
""")
        described = self.expect(DONE, "describe", scenario).stdout
        self.assertIn("mean 28 points, SD 6, 26 to 52; within these bounds mean 31.6, SD 4.0", described)

    def test_describe_and_check_show_what_a_trial_published(self):
        trial = SCENARIOS / "trials" / "murrough-2013.yaml"
        result = self.expect(DONE, "describe", trial)
        for words in ("Murrough 2013, two sites; calibrate, weight 1", "-7.7 (-12.6 to -2.8)",
                      "ketamine against midazolam, difference: mean change on day 1",
                      "not scored: recalled, not checked against its source"):
            self.assertIn(words, result.stdout)
        self.assertIn("7 published endpoints, 3 scored", self.expect(DONE, "check", trial).stdout)


if __name__ == "__main__":
    main()
