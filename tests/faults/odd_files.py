"""What the tests of odd and hostile files share: a seal that fits, and a scenario whose patients are imported."""
import hashlib
import os

from commands import INVALID, SCENARIOS, CommandTest


def seal(path):
    """Signs an outcome file, as a program might do that knows the seal."""
    content = path.read_bytes()
    mark = b"\ntachy: SHA-256 of all before this line "
    path.write_bytes(content + mark + hashlib.sha256(content).hexdigest().encode() + b"\n")


class ImportTest(CommandTest):
    """x.yaml imports its patients from a file that the test writes."""

    patients = "patients.csv"

    def setUp(self):
        super().setUp()
        os.symlink(SCENARIOS / "library", self.here / "library")
        self.write("x.yaml", f"""
title: t
horizon: 1 week
seed: 1
cohort: {{patients: 5, import: {{file: {self.patients}}}}}
phases: {{a: {{use: library/regimens/six-infusions-in-two-weeks.yaml}}}}
arms: [{{id: a, phases: [a]}}]
""")

    def refused_import(self, words):
        errors = self.expect(INVALID, "check", "x.yaml").stderr
        self.assertIn(words, errors)
        self.assertLess(len(errors), 40_000)
        return errors
