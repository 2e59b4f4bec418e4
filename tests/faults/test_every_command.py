"""Every command once, as a person would: with the sanitizers (preset asan) whatever they watch for is seen here.

Usage: test_every_command.py TACHY SOURCE_DIR
"""
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from commands import DONE, MAINTENANCE, SCENARIOS, CommandTest, main  # noqa: E402

TRIAL = """
title: One infusion or midazolam
horizon: 1 week
seed: 11
cohort: {use: library/cohorts/trd-adults.yaml, patients: 200}
phases: {session: {give: {use: library/drugs/ketamine-iv.yaml}, days: [0]}}
arms:
  - {id: ketamine, label: Ketamine, phases: [session]}
  - {id: midazolam, label: Midazolam, phases: [{session: {give: {drug: midazolam, route: iv, over: 40 min}}}]}
published:
  study: a
  split: calibrate
  endpoints:
    - {id: a_drug, arm: ketamine, measure: mean_change, day: 1, value: -17, n: 60, source: made up, status: looked_up}
"""
PLAN = """
title: One made-up trial
seed: 5
trials: trials
parameters: {effect_ceiling: table}
effort: {particles: 20, moves: 1, people: 100, virtual_trials: 10}
posterior: library-of-mine/fitted.yaml
"""
SMALL = ("--patients", "200", "--arms", "none,weekly")


class EveryCommand(CommandTest):
    def test_every_command_does_its_work(self):
        os.symlink(SCENARIOS / "library", self.here / "library")
        for folder in ("trials", "library-of-mine"):
            (self.here / folder).mkdir()
        self.write("trials/a.yaml", TRIAL)
        self.write("plan.yaml", PLAN)
        commands = {
            "run": (MAINTENANCE, "--draws", "0", *SMALL, "--log", "5%", "-j", "2", "-o", "a.h5"), "check": (MAINTENANCE, "plan.yaml", "a.h5"),
            "describe": (MAINTENANCE,), "compare": ("a.h5",), "diff": ("a.h5", "a.h5"), "completion": ("bash",),
            "export": ("a.h5", "--csv", "tables", "--nonmem", "doses.csv"),
            "replay": (MAINTENANCE, "--patient", "3", "--csv", "story.csv"), "schema": (),
            "calibrate": ("plan.yaml", "-o", "fit.h5", "-j", "2"),
            "validate": ("trials", "--posterior", "library-of-mine/fitted.yaml", "--patients", "100", "--csv", "scores.csv"),
            "report": ("a.h5", "-o", "report.html"), "selftest": (), "bench": (MAINTENANCE, "--patients", "64", "--repeats", "1", "--set", "horizon=4 weeks"),
        }
        listed = self.expect(DONE, "--help").stdout.split("Subcommands:\n")[1].split("\n\n")[0]
        elsewhere = {"crossover", "economics", "explore", "study", "update"}  # test_COMMAND.py has them, test_commands.py explore
        self.assertEqual(set(re.findall(r"^  (\w+) ", listed, re.M)), set(commands) | elsewhere)
        for command, arguments in commands.items():
            result = self.expect(DONE, command, *arguments)
            self.assertNotIn("runtime error", result.stderr)


if __name__ == "__main__":
    main()
