"""Following patients and taking results elsewhere: replay, run --log, export, diff, completion.

Usage: test_following.py TACHY SOURCE_DIR
"""
import csv
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from commands import DIFFERS, DONE, FAILED, INVALID, MAINTENANCE, SCENARIOS, TUTORIAL, WRONG_COMMAND, CommandTest, main  # noqa: E402

SMALL = ("--patients", "40", "--arms", "none,weekly", "-q")


KINDS_OF_DOSES = """
title: Every kind of dose
horizon: 4 weeks
seed: 5
cohort: {use: library/cohorts/trd-adults.yaml, patients: 30}
phases:
  course: {days: [0, 3, 7, 10, 14]}
arms:
  - id: spray
    phases: [course: {give: {use: library/drugs/esketamine-nasal.yaml, dose: 56 mg}}]
  - id: infusion
    phases:
      - course:
          give: {use: library/drugs/ketamine-iv.yaml}
          premedication: {drug: naltrexone, dose: 50 mg, before: 45 min}
  - id: placebo_infusion
    phases: [course: {give: {use: library/drugs/placebo-infusion.yaml}}]
  - id: placebo_spray
    phases: [course: {give: {use: library/drugs/placebo-spray.yaml}}]
"""


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text())))


def expanded(records):
    """The doses of dosing records, as a reader of another program would see them: (ID, hours, mg)."""
    doses = []
    for record in records:
        if record["EVID"] != "1":
            continue
        for again in range(int(record["ADDL"]) + 1):
            doses.append((int(record["ID"]), float(record["TIME"]) + again * float(record["II"]),
                          float(record["AMT"])))
    return sorted(doses)


class Replay(CommandTest):
    def test_a_story_tells_who_it_is_and_where_the_twins_diverge(self):
        text = self.expect(DONE, "replay", MAINTENANCE, "--patient", "12", "--arm", "none,weekly").stdout
        for words in ("patient 12, seed 2018", "HAM-D17 at baseline", "The arms first differ on day",
                      "given ", "rated ", "the same", "enters phase induction", "not dosing guidance"):
            self.assertIn(words.lower(), text.lower())

    def test_a_story_names_the_draw_that_decided_and_what_it_was_compared_with(self):
        self.expect(DONE, "replay", MAINTENANCE, "--patient", "20", "--csv", "story.csv")
        draws = [d for r in rows(self.here / "story.csv") for d in r["draws"].split(";") if d]
        self.assertGreater(len(draws), 10)
        for draw in draws:
            name, drawn, threshold = re.fullmatch(r"(\w+)=([-\d.e]+)\|([-\d.e]+)", draw).groups()
            if name in ("attendance", "lateness", "dizziness", "nausea", "sedation", "dissociation"):
                self.assertLess(float(drawn), float(threshold), draw)
        self.assertRegex(self.expect(DONE, "replay", MAINTENANCE, "--patient", "20").stdout,
                         r"\[(lateness|attendance) 0\.\d{3} < 0\.\d{3}\]")

    def test_a_story_fits_100_columns(self):
        text = self.expect(DONE, "replay", MAINTENANCE, "--patient", "3", "--arm", "none,weekly").stdout
        self.assertLessEqual(max(map(len, text.splitlines())), 100)

    def test_the_table_has_one_row_per_arm_and_note(self):
        self.expect(DONE, "replay", MAINTENANCE, "--patient", "12", "--csv", "story.csv", "--from", "7", "--to", "70")
        story = rows(self.here / "story.csv")
        self.assertEqual(len({r["arm"] for r in story}), 5)
        self.assertEqual({r["note"] for r in story}, {"visit", "review"})
        self.assertTrue(all(7 <= int(r["day"]) <= 70 for r in story))

    def test_twins_are_equal_in_every_arm_before_the_policy_parts_them(self):
        self.expect(DONE, "replay", MAINTENANCE, "--patient", "12", "--csv", "story.csv", "--to", "9")
        by_arm = {}
        for row in rows(self.here / "story.csv"):
            by_arm.setdefault(row.pop("arm"), []).append(row)
        self.assertEqual(len({str(story) for story in by_arm.values()}), 1)

    def test_what_cannot_be_replayed_is_said(self):
        beyond = self.expect(WRONG_COMMAND, "replay", MAINTENANCE, "--patient", "100000")
        self.assertIn("numbered 0 to 99999", beyond.stderr)
        self.assertIn("did you mean 'weekly'",
                      self.expect(INVALID, "replay", MAINTENANCE, "--patient", "1", "--arm", "wekly").stderr)
        self.expect(WRONG_COMMAND, "replay", MAINTENANCE)
        self.expect(WRONG_COMMAND, "replay", MAINTENANCE, "--patient", "1", "--from", "9", "--to", "3")

    def test_the_figure_is_drawn_from_the_table(self):
        self.expect(DONE, "replay", MAINTENANCE, "--patient", "12", "--arm", "none,weekly", "--csv", "story.csv")
        script = pathlib.Path(sys.argv[2]).resolve() / "scripts" / "replay_figure.py"
        subprocess.run([script, "story.csv"], cwd=self.here, check=True, capture_output=True)
        self.assertIn("Hypothetical patient", (self.here / "story.svg").read_text())
        self.assertTrue((self.here / "story.png").stat().st_size > 10000)


class Log(CommandTest):
    def test_cubes_are_the_same_with_and_without_a_log(self):
        self.expect(DONE, "run", MAINTENANCE, *SMALL, "-o", "plain.h5")
        self.expect(DONE, "run", MAINTENANCE, *SMALL, "--log", "50%", "--log-patients", "1,39", "-o", "logged.h5")
        self.assertIn("Outcomes: equal", self.expect(DONE, "diff", "plain.h5", "logged.h5").stdout)
        for name in ("plain", "logged"):
            self.expect(DONE, "export", f"{name}.h5", "--csv", name)
        for table in ("weekly", "totals", "paired", "flow", "calendar", "parameters"):
            self.assertEqual((self.here / "plain" / f"{table}.csv").read_bytes(),
                             (self.here / "logged" / f"{table}.csv").read_bytes(), table)
        self.assertFalse((self.here / "plain" / "doses.csv").exists())
        for arm in rows(self.here / "plain" / "flow.csv"):
            self.assertEqual(arm["enrolled"], SMALL[SMALL.index("--patients") + 1], arm)

    def test_the_log_tells_what_replay_tells(self):
        self.expect(DONE, "run", MAINTENANCE, *SMALL, "--log-patients", "12", "-o", "logged.h5")
        self.expect(DONE, "export", "logged.h5", "--csv", "tables")
        self.expect(DONE, "replay", MAINTENANCE, *SMALL[:4], "--patient", "12", "--csv", "story.csv")
        visits = [r for r in rows(self.here / "story.csv") if r["note"] == "visit"]
        logged = rows(self.here / "tables" / "doses.csv")
        same = ("patient", "arm", "day", "planned_day", "status", "reason", "rule", "phase", "rated_hamd17")
        self.assertEqual(sorted([r[k] for k in same] for r in visits), sorted([r[k] for k in same] for r in logged))
        told = sum(len([e for e in r["events"].split(";") if e]) for r in rows(self.here / "story.csv"))
        self.assertEqual(told, len(rows(self.here / "tables" / "events.csv")))

    def test_xarray_opens_doses_and_events_by_name_with_units_and_meanings(self):
        self.expect(DONE, "run", MAINTENANCE, *SMALL, "--log", "50%", "-o", "logged.h5")
        self.expect(DONE, "export", "logged.h5", "--csv", "tables")
        with xarray.open_dataset(self.here / "logged.h5", group="doses") as doses:
            self.assertEqual(doses["mg"].dims, ("dose",))
            units = {"day": "d", "planned_day": "d", "mg": "mg", "rated_hamd17": "points", "infusion_hours": "h"}
            for name, unit in units.items():
                self.assertEqual(doses[name].attrs["units"], unit, name)
            self.assertIn("sample of 50 %", doses.attrs["chosen"])
            meanings = doses["status"].attrs["flag_meanings"].split()
            table = rows(self.here / "tables" / "doses.csv")
            self.assertEqual([meanings[code] for code in doses["status"].values], [r["status"] for r in table])
            self.assertEqual(list(doses["arm"].values[doses["arm_index"].values]), [r["arm"] for r in table])
            away = doses["status"].isin([meanings.index(word) for word in ("missed", "postponed", "lost")])
            self.assertTrue(bool((doses["rated_hamd17"].isnull() == away).all()))
            one = doses.sel(logged=doses["logged"][3])  # the rows of one patient
            first, count = int(one["first_row"]), int(one["rows"])
            self.assertEqual(set(doses["patient"].values[first:first + count]), {int(doses["logged"][3])})
            self.assertEqual(int(doses["rows"].sum()), doses.sizes["dose"])
        with xarray.open_dataset(self.here / "logged.h5", group="events") as events:
            meanings = events["kind"].attrs["flag_meanings"].split()
            self.assertEqual([meanings[code] for code in events["kind"].values],
                             [r["kind"] for r in rows(self.here / "tables" / "events.csv")])
            self.assertEqual(events["day"].attrs["units"], "d")

    def test_the_choice_does_not_depend_on_threads(self):
        for threads in (1, 3):
            self.expect(DONE, "run", MAINTENANCE, *SMALL, "--log", "30%", "--log-when", "misuse,died", "-j", threads,
                        "-o", f"{threads}.h5")
        self.assertEqual((self.here / "1.h5").read_bytes(), (self.here / "3.h5").read_bytes())

    def test_what_cannot_be_logged_is_said_before_the_run(self):
        for wrong in (("--log", "1"), ("--log", "0%"), ("--log-patients", "40"), ("--log-when", "bored")):
            self.expect(WRONG_COMMAND, "run", MAINTENANCE, *SMALL, *wrong, "-o", "out.h5")
        self.assertEqual(self.left(), [])


MISUSE_PATIENTS = 400
MUCH_MISUSE = f"""
title: Take-home and misuse
horizon: 1 year
seed: 5
cohort: {{use: library/cohorts/trd-adults.yaml, patients: {MISUSE_PATIENTS}, own_substance_history: 50 %}}
policy: {{use: library/policies/take-home.yaml}}
arms:
  - id: home
    phases: [p: {{give: {{drug: esketamine, route: nasal, dose: 84 mg}}, every: 1 week}}]
"""


class Export(CommandTest):
    def test_dosing_records_expand_to_the_ledger(self):
        self.expect(DONE, "run", MAINTENANCE, *SMALL, "--log", "100%", "-o", "logged.h5")
        said = self.expect(DONE, "export", "logged.h5", "--nonmem", "doses.csv", "--csv", "tables").stdout
        self.assertIn("ID = 2 x patient + n, with n = 1 for none, 2 for weekly", said)
        arms = ["none", "weekly"]
        ledger = sorted((2 * int(r["patient"]) + arms.index(r["arm"]) + 1, 24.0 * int(r["day"]), float(r["mg"]))
                        for r in rows(self.here / "tables" / "doses.csv") if float(r["mg"]) > 0)
        records = rows(self.here / "doses.csv")
        supervised = [r for r in records if r["MISUSE"] == "0"]
        self.assertEqual(expanded(supervised), ledger)
        self.assertLess(len(records), len(ledger) / 2)
        self.assertEqual(list(records[0]), ["ID", "TIME", "AMT", "RATE", "EVID", "CMT", "ADDL", "II", "MISUSE"])
        for record in supervised:  # 40 minutes
            self.assertAlmostEqual(float(record["AMT"]) / float(record["RATE"]), 2 / 3, places=4)

    def test_dosing_records_hold_all_that_was_taken_and_tell_misuse_apart(self):
        self.write("x.yaml", MUCH_MISUSE)
        os.symlink(SCENARIOS / "library", self.here / "library")
        self.expect(DONE, "run", "x.yaml", "--log", "100%", "-q", "-o", "logged.h5")
        said = self.expect(DONE, "export", "logged.h5", "--nonmem", "doses.csv", "--csv", "tables").stdout
        mg = {"0": 0.0, "1": 0.0}
        for record in rows(self.here / "doses.csv"):
            mg[record["MISUSE"]] += float(record["AMT"]) * (int(record["ADDL"]) + 1)
        per_patient = {r["measure"]: float(r["mean"]) for r in rows(self.here / "tables" / "totals.csv")}
        self.assertGreater(mg["1"], 0.0)
        self.assertIn(f"of {mg['1']:.0f} mg, are what was taken unsupervised", said)
        # Totals are rounded to whole mg, patient by patient.
        self.assertAlmostEqual(mg["1"] / MISUSE_PATIENTS, per_patient["misuse_dose_mg"], delta=0.5)
        self.assertAlmostEqual((mg["0"] + mg["1"]) / MISUSE_PATIENTS, per_patient["cumulative_dose_mg"], delta=0.5)

    def test_sprays_premedicated_infusions_and_placebo_become_the_right_records(self):
        self.write("x.yaml", KINDS_OF_DOSES)
        os.symlink(SCENARIOS / "library", self.here / "library")
        self.expect(DONE, "run", "x.yaml", "--log", "100%", "-q", "-o", "logged.h5")
        self.expect(DONE, "export", "logged.h5", "--nonmem", "doses.csv", "--csv", "tables")
        records = rows(self.here / "doses.csv")
        arms = ["spray", "infusion", "placebo_infusion", "placebo_spray"]
        of_arm = {arm: [r for r in records if (int(r["ID"]) - 1) % 4 == n] for n, arm in enumerate(arms)}
        self.assertTrue(of_arm["spray"] and of_arm["infusion"])
        for record in of_arm["spray"]:
            self.assertEqual((record["CMT"], float(record["RATE"]), float(record["AMT"])), ("2", 0.0, 56.0))
        for record in of_arm["infusion"]:
            self.assertEqual(record["CMT"], "1")
            self.assertAlmostEqual(float(record["AMT"]) / float(record["RATE"]), 2 / 3, places=4)
        self.assertEqual(of_arm["placebo_infusion"] + of_arm["placebo_spray"], [])
        ledger = rows(self.here / "tables" / "doses.csv")
        given = [r for r in ledger if r["status"] == "given"]
        self.assertEqual({r["arm"] for r in given}, set(arms))
        self.assertEqual(len(expanded(records)), len([r for r in given if not r["arm"].startswith("placebo")]))
        self.assertEqual({r["mg"] for r in given if r["arm"].startswith("placebo")}, {"0"})

    def test_a_result_without_a_log_says_how_to_get_one(self):
        self.expect(DONE, "run", TUTORIAL, "-q", "-o", "plain.h5")
        self.assertIn("--log 1%", self.expect(FAILED, "export", "plain.h5", "--nonmem", "doses.csv").stderr)
        self.expect(WRONG_COMMAND, "export", "plain.h5")
        self.expect(FAILED, "export", "nowhere.h5", "--csv", "tables")


class Diff(CommandTest):
    def test_equal_is_exit_0_and_different_exit_1_with_sizes(self):
        self.expect(DONE, "run", TUTORIAL, "-q", "-o", "a.h5")
        shutil.copy(self.here / "a.h5", self.here / "b.h5")
        self.assertEqual(self.expect(DONE, "diff", "a.h5", "b.h5").stdout, "Inputs: equal\nOutcomes: equal\n")
        self.expect(DONE, "run", TUTORIAL, "-q", "-o", "c.h5", "--seed", "99", "--set", "parameters.hill=1.5")
        text = self.expect(DIFFERS, "diff", "a.h5", "c.h5").stdout
        self.assertRegex(text, r"seed +\d+ -> 99")
        self.assertRegex(text, r"parameter hill +\S+ -> 1.5")
        self.assertRegex(text, r"outcomes/hamd17 .* of ")
        self.assertEqual(self.expect(FAILED, "diff", "a.h5", "nowhere.h5").stdout, "")


class Completion(CommandTest):
    def test_every_shell_gets_every_command(self):
        for shell in ("bash", "zsh", "fish"):
            script = self.expect(DONE, "completion", shell).stdout
            for word in ("replay", "export", "dry-run", "log-when"):
                self.assertIn(word, script, shell)
        self.expect(WRONG_COMMAND, "completion", "tcsh")

    def test_bash_completes_with_the_script(self):
        self.write("completion.sh", self.expect(DONE, "completion", "bash").stdout)
        cases = {"run --dry": "--dry-run", "run --log-f": "--log-format", "re": "report replay", "-v rep": "report replay",
                 "-q run --dry": "--dry-run", "--no-c": "--no-color"}
        for typed, completed in cases.items():
            ask = (f"source ./completion.sh; COMP_WORDS=(tachy {typed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
                   '_tachy; echo "${COMPREPLY[@]}"')
            done = subprocess.run(["bash", "-c", ask], cwd=self.here, capture_output=True, text=True, check=True)
            self.assertEqual(done.stdout.strip(), completed, typed)


if __name__ == "__main__":
    main()
