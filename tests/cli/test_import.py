"""Imported patients, from the file to the result: CSV and HDF5 give the same run, screening is seen in the result.

Usage: test_import.py TACHY SOURCE_DIR
"""
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy

TACHY = os.path.abspath(sys.argv[1])
TUTORIAL = pathlib.Path(sys.argv[2]).resolve() / "scenarios" / "tutorial" / "one-infusion.yaml"
COLUMNS = {
    "age_years": [41.0, 55.5, 67.0],
    "sex": ["female", "male", "female"],
    "weight_kg": [62.5, 90.25, 71.0],
    "baseline_hamd17": [24, 30, 19],
    "failed_treatments": [2, 4, 3],
    "own_substance_history": [0, 1, 0],
    "family_substance_history": [1, 0, 0],
    "psychiatric_comorbidity": [0, 1, 0],
}


class Import(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.here = pathlib.Path(self.folder.name)
        text = TUTORIAL.read_text().replace("  patients: 1000", "  import: {file: FILE}\n  patients: 1000", 1)
        for name in ("patients.csv", "patients.h5"):
            (self.here / f"{name}.yaml").write_text(text.replace("FILE", name))
        rows = [",".join(COLUMNS), *(",".join(map(str, row)) for row in zip(*COLUMNS.values()))]
        (self.here / "patients.csv").write_text("\r\n".join(rows))

    def write_hdf5(self, **columns):
        with h5py.File(self.here / "patients.h5", "w") as file:
            for name, values in {**COLUMNS, **columns}.items():
                file[name] = values

    def tachy(self, *arguments):
        return subprocess.run([TACHY, *arguments], cwd=self.here, capture_output=True, text=True, timeout=120)

    def run_with(self, name, *more):
        result = self.tachy("run", f"{name}.yaml", "--patients", "300", "-q", "-o", "out.h5", "--force", *more)
        self.assertEqual(result.returncode, 0, result.stderr)
        return h5py.File(self.here / "out.h5")

    def test_csv_and_hdf5_give_the_same_run(self):
        kinds = {"text": COLUMNS["sex"], "fixed": numpy.array(COLUMNS["sex"], dtype="S6")}
        with self.run_with("patients.csv") as file:
            expected = file["tallies"].attrs["checksum"]
            self.assertEqual(file["cohort"].attrs["enrolled"], 300)
            self.assertAlmostEqual(file["cohort"].attrs["share_women"], 2 / 3)
        for kind, sex in kinds.items():
            with self.subTest(kind):
                self.write_hdf5(sex=sex, own_substance_history=numpy.array([False, True, False]))
                with self.run_with("patients.h5") as file:
                    self.assertEqual(file["tallies"].attrs["checksum"], expected)

    def test_the_result_says_which_file_it_was(self):
        digest = hashlib.sha256((self.here / "patients.csv").read_bytes()).hexdigest()
        self.assertTrue(f'sha256: "{digest}"' in self.tachy("describe", "patients.csv.yaml").stdout)

    def test_faults_of_the_file_are_exit_3_with_row_and_column(self):
        self.write_hdf5(weight_kg=[62.5, float("nan"), 7])
        result = self.tachy("check", "patients.h5.yaml")
        self.assertEqual(result.returncode, 3)
        self.assertIn("weight_kg: row 2: 'nan' is not a number", result.stderr)
        self.assertIn("weight_kg: row 3: '7' is out of range", result.stderr)
        (self.here / "patients.h5").write_bytes(b"\x89HDF\r\n\x1a\n and nothing else")
        self.assertEqual(self.tachy("check", "patients.h5.yaml").returncode, 3)

    def test_who_is_not_eligible_is_left_out(self):
        with self.run_with("patients.csv", "--set", "cohort.eligibility.baseline_hamd17=at least 20") as file:
            self.assertEqual(file["cohort"].attrs["enrolled"], 200)
            self.assertEqual(file["cohort"].attrs["not_enrolled"], 100)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
