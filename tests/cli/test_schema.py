"""The JSON Schema as an editor uses it: good scenarios pass, slips are marked, the committed copy is current.

Usage: test_schema.py TACHY SOURCE_DIR
"""
import json
import os
import pathlib
import subprocess
import sys
import unittest

import jsonschema
import yaml

TACHY = os.path.abspath(sys.argv[1])
SCENARIOS = pathlib.Path(sys.argv[2]).resolve() / "scenarios"
SHIPPED = sorted(p for p in SCENARIOS.rglob("*.yaml")
                 if SCENARIOS / "library" not in p.parents and p.name != "calibration.yaml")  # a plan
GOOD = """
title: t
horizon: 2 years
cohort:
  patients: 100
  baseline_hamd17: {mean: 24, sd: 0.5 points, range: [20, 30 points]}
  correlations: {age: {weight: 0.2}}
  eligibility: {own_substance_history: {excluded: true, sensitivity: 80 %}, baseline_hamd17: at least 20}
parameters: {opioid_share: 50 %}
phases:
  induction:
    give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}
    days: [0, 2, 4]
arms:
  - id: a
    phases: [induction, maintenance: {every: [1 week, 10 days], doses: 4}]
"""
SLIPS = {  # what is written instead: where the schema must object
    "horizon: 2 years": ("horizon: 2 kg", "horizon: 2", "horizont: 2 years", "horizon: []"),
    "patients: 100": ("patients: 0.5", "patients: many", "patient: 100", "{}"),
    "mean: 24,": ("mean: 24 kg,", "mean: 60,", "average: 24,"),
    "{weight: 0.2}": ("{weight: 2}", "{height: 0.2}", "0.2"),
    "sensitivity: 80 %": ("sensitivity: 80 % per visit", "sensibility: 80 %"),
    "at least 20": ("at most 20", "20", "at least twenty"),
    "opioid_share: 50 %": ("opioid_share: 2 weeks", "opioid_shares: 0.5", "opioid_share: 1.5"),
    "drug: ketamine": ("drug: ketamin", "drugs: ketamine"),
    "dose: 0.5 mg/kg": ("dose: 0.5", "dose: 0.5 mg/week"),
    "id: a": ("id: A", "name: a", "id: 1"),
    "[induction, maintenance": ("[Induction, maintenance", "induction #"),
    "doses: 4": ("doses: -1", "dosis: 4", "doses: 4 weeks"),
}


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = subprocess.run([TACHY, "schema"], capture_output=True, text=True, check=True).stdout
        cls.schema = json.loads(cls.text)
        cls.validator = jsonschema.Draft202012Validator(cls.schema)

    def faults(self, text):
        return [f"{'.'.join(map(str, e.absolute_path))}: {e.message[:200]}"
                for e in self.validator.iter_errors(yaml.safe_load(text))]

    def test_it_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def test_every_key_is_explained(self):
        def unexplained(node, path):
            for key, value in node.get("properties", {}).items():
                if "description" not in value and "$ref" not in value:
                    yield f"{path}.{key}"
        maps = [self.schema, *self.schema["$defs"].values()]
        self.assertEqual([key for node in maps for key in unexplained(node, "")], [])

    def test_the_committed_copy_is_current(self):
        self.assertTrue((SCENARIOS / "schema.json").read_text() == self.text,
                        "the language has changed; refresh with: tachy schema > scenarios/schema.json")

    def test_every_shipped_scenario_names_the_schema_and_passes(self):
        self.assertGreater(len(SHIPPED), 3)
        for path in SHIPPED:
            with self.subTest(path.name):
                first = path.read_text().splitlines()[0]
                schema = os.path.relpath(SCENARIOS / "schema.json", path.parent)
                self.assertEqual(first, f"# yaml-language-server: $schema={schema}")
                self.assertEqual(self.faults(path.read_text()), [])

    def test_slips_are_marked(self):
        self.assertEqual(self.faults(GOOD), [])
        for right, wrongs in SLIPS.items():
            for wrong in wrongs:
                with self.subTest(wrong):
                    self.assertEqual(GOOD.count(right), 1)
                    text = GOOD.replace(right, wrong) if wrong != "{}" else GOOD.replace("  patients: 100\n", "")
                    self.assertNotEqual(self.faults(text), [])

    def test_an_unknown_key_is_marked_in_every_section(self):
        def maps(node):
            if isinstance(node, dict):
                if node.get("type") == "object":
                    yield node
                node = list(node.values())
            if isinstance(node, list):
                for item in node:
                    yield from maps(item)
        for node in maps(self.schema):
            self.assertIs(node.get("additionalProperties"), False)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
