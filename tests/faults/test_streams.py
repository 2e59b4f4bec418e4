"""Names, texts and places that are odd: shown, not obeyed; refused in words; and no work lost.

Usage: test_streams.py TACHY SOURCE_DIR SHIM
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

import h5py

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from commands import DONE, FAILED, INVALID, MAINTENANCE, SCENARIOS, TACHY, CommandTest, main  # noqa: E402
from odd_files import ImportTest, seal  # noqa: E402
from test_every_command import PLAN, TRIAL  # noqa: E402

SHIM = os.path.abspath(sys.argv[3])
SMALL = ("run", MAINTENANCE, "--draws", "0", "--patients", "300", "--arms", "none,weekly", "--set", "horizon=8 weeks", "-q")
LONGEST = 40_000  # bytes of a message


class Texts(ImportTest):
    def test_a_cohort_behind_a_link_out_of_the_folder_is_refused(self):
        os.symlink("/etc/passwd", self.here / "patients.csv")
        self.assertNotIn("root:", self.refused_import("is a link that leaves the scenario's folder"))

    def test_a_bad_import_says_what_is_wrong_with_it_and_no_more(self):
        self.write("patients.csv", "age,sex\nold,woman\n")
        self.assertNotIn("eligible", self.refused_import("patients.csv"))

    def test_no_message_is_longer_than_a_screen_or_two(self):
        self.write("patients.csv", "age,weight\n" + "9" * 3_000_000 + ",80\n")
        self.refused_import("patients.csv")
        self.write("patients.csv", "age," + "x" * 3_000_000 + "\n40,80\n")
        self.refused_import("patients.csv")
        result = self.tachy("run", MAINTENANCE, "--dry-run", "--set", "cohort.patients=" + "9" * 100_000)
        self.assertEqual(result.returncode, INVALID)
        self.assertLess(len(result.stderr), LONGEST)

    def test_names_of_files_are_shown_not_obeyed(self):
        odd = "a\x1b]0;pwned\x07\u202e"
        for command, code in ((("check", odd + ".yaml"), INVALID), (("compare", odd + ".h5"), FAILED), ((*SMALL, "-o", odd + ".h5"), DONE),
                              ((*SMALL, "-o", f"{odd}/x.h5"), FAILED), (("run", MAINTENANCE, "--dry-run", "-o", odd), DONE),
                              (("export", odd + ".h5", "--csv", odd), DONE), (("check", odd + ".h5"), DONE)):
            result = self.expect(code, *command)
            self.assertNotIn("\x1b", result.stdout + result.stderr)
            self.assertNotIn("\u202e", result.stdout + result.stderr)

    def test_a_scenario_that_cannot_be_read_is_named(self):
        # The memory of a process is a file whose beginning cannot be read.
        self.assertIn("/proc/self/mem", self.expect(INVALID, "check", "/proc/self/mem").stderr)

    def test_a_title_with_a_bad_byte_is_still_json(self):
        self.expect(DONE, *SMALL, "-o", "a.h5")
        with h5py.File(self.here / "a.h5", "r+") as file:
            file.attrs.create("title", b"a\xffb", dtype=h5py.string_dtype("utf-8"))
        seal(self.here / "a.h5")
        self.assertIn("xff", json.loads(self.expect(DONE, "compare", "a.h5", "--json").stdout)["title"])


class Places(CommandTest):
    def test_a_name_that_is_not_utf8_is_as_good_as_any(self):
        name = os.fsencode(self.here) + b"/\xff.h5"
        run = subprocess.run([TACHY, *map(str, SMALL), "-o", name], capture_output=True, timeout=60,
                             env={**os.environb, b"SLURM_JOB_ID": b"\xfe"})
        self.assertEqual(run.returncode, DONE, run.stderr)
        check = subprocess.run([TACHY, "check", name], capture_output=True, timeout=60)
        self.assertEqual(check.returncode, DONE, check.stderr)
        self.assertIn(b"\\xff.h5: good", check.stdout)

    def test_a_run_file_that_no_run_wrote_is_left_alone(self):
        mine = self.write("out.h5.run.json", "my notes").read_bytes()
        self.assertIn("no run wrote it", self.expect(DONE, *SMALL, "-o", "out.h5").stderr)
        self.assertEqual((self.here / "out.h5.run.json").read_bytes(), mine)

    def test_each_result_has_a_run_file_of_its_own(self):
        for name in ("out.h5", "out.nc"):
            self.expect(DONE, *SMALL, "-o", name)
        self.assertEqual(self.left(), ["out.h5", "out.h5.run.json", "out.nc", "out.nc.run.json"])

    def test_no_advice_to_make_the_folder_one_is_in(self):
        line = 'mkdir gone && cd gone && rmdir ../gone && "$0" "$@"'
        run = subprocess.run(["sh", "-c", line, TACHY, *map(str, SMALL), "-o", "out.h5"], cwd=self.here, capture_output=True,
                             text=True, timeout=60)
        self.assertEqual(run.returncode, FAILED, run.stderr)
        self.assertNotIn("mkdir -p '.'", run.stderr)

    def test_a_folder_that_goes_away_costs_no_work(self):
        (self.here / "gone").mkdir()
        (self.here / "tmp").mkdir()
        run = subprocess.Popen([TACHY, "run", str(MAINTENANCE), "--draws", "0", "--patients", "20000", "-o", "gone/out.h5"], cwd=self.here, text=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "TMPDIR": str(self.here / "tmp")})
        while not (self.here / "gone" / ".out.h5.lock").exists() and run.poll() is None:
            pass
        shutil.rmtree(self.here / "gone", ignore_errors=True)  # it makes and removes files meanwhile
        shutil.rmtree(self.here / "gone", ignore_errors=True)
        errors = run.communicate(timeout=120)[1]
        self.assertEqual(run.returncode, FAILED, errors)
        kept = next((self.here / "tmp").glob("tachy-*/out.h5.part"))
        self.assertIn(str(kept), errors)
        (self.here / "gone").mkdir()
        kept.rename(self.here / "gone" / "out.h5.part")
        again = self.expect(DONE, "run", MAINTENANCE, "--patients", "20000", "-o", "gone/out.h5")
        self.assertIn("going on after 20,000 of 20,000", again.stderr)

    def test_a_fit_that_cannot_be_kept_goes_on(self):
        os.symlink(SCENARIOS / "library", self.here / "library")
        for folder in ("trials", "library-of-mine"):
            (self.here / folder).mkdir()
        self.write("trials/a.yaml", TRIAL)
        self.write("plan.yaml", PLAN)
        result = self.expect(DONE, "calibrate", "plan.yaml", "-o", "fit.h5", LD_PRELOAD=SHIM, TACHY_FAULT="pwrite 1 ENOSPC")
        self.assertEqual(result.stderr.count("the fit goes on"), 1)
        self.expect(DONE, "calibrate", "plan.yaml", "-o", "undisturbed.h5", "--force")
        self.assertEqual((self.here / "fit.h5").read_bytes(), (self.here / "undisturbed.h5").read_bytes())


if __name__ == "__main__":
    main()
