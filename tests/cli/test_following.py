"""Following patients and taking results elsewhere: replay, run --log, export, diff, completion.

Usage: test_following.py TACHY SOURCE_DIR
"""
import csv
import io
import pathlib
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from commands import DONE, FAILED, INVALID, MAINTENANCE, TUTORIAL, WRONG_COMMAND, CommandTest, main  # noqa: E402

SMALL = ("--patients", "40", "--arms", "none,weekly", "-q")


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
    def test_a_story_tells_who_it_is_and_where_the_twins_part(self):
        text = self.expect(DONE, "replay", MAINTENANCE, "--patient", "12", "--arm", "none,weekly").stdout
        for words in ("patient 12, seed 2018", "HAM-D17 at baseline", "The arms first differ on day",
                      "given ", "rated ", "the same", "enters phase induction", "not dosing guidance"):
            self.assertIn(words.lower(), text.lower())

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
        for table in ("weekly", "totals", "paired", "calendar", "parameters"):
            self.assertEqual((self.here / "plain" / f"{table}.csv").read_bytes(),
                             (self.here / "logged" / f"{table}.csv").read_bytes(), table)
        self.assertFalse((self.here / "plain" / "doses.csv").exists())

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

    def test_the_choice_does_not_depend_on_threads(self):
        for threads in (1, 3):
            self.expect(DONE, "run", MAINTENANCE, *SMALL, "--log", "30%", "--log-when", "misuse,died", "-j", threads,
                        "-o", f"{threads}.h5")
        self.assertEqual((self.here / "1.h5").read_bytes(), (self.here / "3.h5").read_bytes())

    def test_what_cannot_be_logged_is_said_before_the_run(self):
        for wrong in (("--log", "1"), ("--log", "0%"), ("--log-patients", "40"), ("--log-when", "bored")):
            self.expect(WRONG_COMMAND, "run", MAINTENANCE, *SMALL, *wrong, "-o", "out.h5")
        many = self.expect(WRONG_COMMAND, "run", MAINTENANCE, "--patients", "10000000", "--log", "1%", "-o", "out.h5")
        self.assertIn("--log 0.2%", many.stderr)
        self.assertEqual(self.left(), [])


class Export(CommandTest):
    def test_dosing_records_expand_to_the_ledger(self):
        self.expect(DONE, "run", MAINTENANCE, *SMALL, "--log", "100%", "-o", "logged.h5")
        said = self.expect(DONE, "export", "logged.h5", "--nonmem", "doses.csv", "--csv", "tables").stdout
        self.assertIn("ID = 2 x patient + n, with n = 1 for none, 2 for weekly", said)
        arms = ["none", "weekly"]
        ledger = sorted((2 * int(r["patient"]) + arms.index(r["arm"]) + 1, 24.0 * int(r["day"]), float(r["mg"]))
                        for r in rows(self.here / "tables" / "doses.csv") if float(r["mg"]) > 0)
        records = rows(self.here / "doses.csv")
        self.assertEqual(expanded(records), ledger)
        self.assertLess(len(records), len(ledger) / 2)
        self.assertEqual(list(records[0]), ["ID", "TIME", "AMT", "RATE", "EVID", "CMT", "ADDL", "II"])
        for record in records:  # 40 minutes
            self.assertAlmostEqual(float(record["AMT"]) / float(record["RATE"]), 2 / 3, places=4)

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
        text = self.expect(FAILED, "diff", "a.h5", "c.h5").stdout
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
        ask = 'source ./completion.sh; COMP_WORDS=(tachy run --dry); COMP_CWORD=2; _tachy; echo "${COMPREPLY[@]}"'
        done = subprocess.run(["bash", "-c", ask], cwd=self.here, capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout.strip(), "--dry-run")


if __name__ == "__main__":
    main()
