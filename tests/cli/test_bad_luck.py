"""What may go wrong around a run: disks, pipes, permissions, and files that are no scenarios. Nothing crashes,
nothing takes long, nothing half-made is left under the final name, and what to do is said."""
import os
import resource
import signal
import subprocess
import time
import unittest

from commands import DONE, FAILED, INVALID, MAINTENANCE, SANITIZED, SCENARIOS, TACHY, TUTORIAL, CommandTest, \
    fewer_if_sanitized, main

LONG = 120 if SANITIZED else 20  # seconds; all of these take well under one, but for sanitizers on a busy machine


def file_size_limit(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def broken_pipes_are_errors():
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)


class Disks(CommandTest):
    def test_a_full_disk_leaves_no_outcome_and_says_what_to_do(self):
        result = self.expect(FAILED, "run", TUTORIAL, "-o", "out.h5", preexec=file_size_limit(1000))
        self.assertIn("cannot write", result.stderr)
        self.assertIn("free some space", result.stderr)
        self.assertEqual(self.left(), [])

    def test_what_was_found_is_kept_when_only_the_outcome_does_not_fit(self):
        run = ("run", MAINTENANCE, "--draws", "0", "--patients", "2000", "-o", "out.h5")
        self.expect(DONE, *run[:-1], "good.h5")
        limit = (self.here / "good.h5").stat().st_size - 1000
        result = self.expect(FAILED, *run, preexec=file_size_limit(limit))
        self.assertIn("what was found is kept in out.h5.part", result.stderr)
        self.assertNotIn("out.h5", self.left())
        self.assertIn("going on after 2,000 of 2,000", self.expect(DONE, *run).stderr)
        self.assertEqual((self.here / "out.h5").read_bytes(), (self.here / "good.h5").read_bytes())
        self.assertNotIn("out.h5.part", self.left())

    def test_a_part_that_does_not_fit_is_said_once_and_the_run_goes_on(self):
        result = self.expect(FAILED, "run", MAINTENANCE, "--patients", "40000", "-o", "out.h5",
                             preexec=file_size_limit(1000), TACHY_CHECKPOINT_SECONDS="0")
        self.assertEqual(result.stderr.count("the run goes on"), 1)
        self.assertEqual(self.left(), [])

    @unittest.skipUnless(os.geteuid() == 0, "only root may mount")
    def test_a_file_system_without_room_is_an_error(self):
        small = self.here / "small"
        small.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", small], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("mounting is not allowed here")
        try:
            result = self.expect(FAILED, "run", TUTORIAL, "-o", small / "out.h5")
            self.assertIn("No space left on device", result.stderr)
            self.assertEqual([f.name for f in small.iterdir()], ["out.h5.part"])
        finally:
            subprocess.run(["umount", small], check=True)

    def test_a_folder_under_the_name_of_the_outcome_or_its_part_is_refused(self):
        (self.here / "out.h5").mkdir()
        self.assertIn("is a folder", self.expect(FAILED, "run", TUTORIAL, "-o", "out.h5").stderr)
        (self.here / "a.h5.part").mkdir()
        self.assertIn("a.h5.part", self.expect(FAILED, "run", TUTORIAL, "-o", "a.h5").stderr)

    def test_a_kill_while_writing_leaves_nothing_under_the_final_name(self):
        for delay in range(10):
            run = subprocess.Popen([TACHY, "run", str(MAINTENANCE), "--draws", "0", "--patients", "300", "-o", "out.h5"],
                                   cwd=self.here, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while not list(self.here.glob(".out.h5.*.tmp")) and run.poll() is None:
                pass
            time.sleep(delay * 0.001)
            run.kill()
            run.wait()
            if (self.here / "out.h5").exists():
                self.expect(DONE, "compare", "out.h5")
                (self.here / "out.h5").unlink()


class Pipes(CommandTest):
    def test_a_reader_that_stops_early_is_no_bug(self):
        for preexec in (None, broken_pipes_are_errors):
            process = subprocess.Popen([TACHY, "describe", str(MAINTENANCE)], cwd=self.here, preexec_fn=preexec,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            process.stdout.close()
            errors = process.stderr.read().decode()
            process.stderr.close()
            self.assertIn(process.wait(), (FAILED, -signal.SIGPIPE), errors)
            self.assertNotIn("bug", errors)

    def test_a_full_or_closed_standard_output_is_exit_1(self):
        for redirection in (">/dev/full", ">&-"):
            result = subprocess.run(["sh", "-c", f'"$0" describe "$1" {redirection}', TACHY, str(MAINTENANCE)],
                                    capture_output=True, text=True, timeout=60)
            self.assertEqual(result.returncode, FAILED, result.stderr)
            self.assertNotIn("bug", result.stderr)


class Scenarios(CommandTest):
    def refused(self, text, message):
        self.write("x.yaml", text)
        started = time.monotonic()
        errors = self.expect(INVALID, "check", "x.yaml").stderr
        self.assertLess(time.monotonic() - started, LONG)
        self.assertIn(message, errors)
        self.assertLess(len(errors), 40_000)

    def test_ten_megabytes_are_refused(self):
        self.refused(TUTORIAL.read_text() + "# nothing\n" * 1_000_000, "too large to be a scenario")

    def test_the_largest_file_that_is_read_is_answered_soon(self):
        text = TUTORIAL.read_text()
        size = 1000 * fewer_if_sanitized(10, 1)
        self.refused(text + "".join(f"key{i}: 1\n" for i in range(7 * size)), "faults, which are not shown")
        self.refused(text + "again: 1\n" * (10 * size), "is given twice")
        self.refused(text + "x: [" + "1," * (45 * size) + "1]\n", "unknown key 'x'")
        self.refused(text + "x: " + "y" * (100 * size) + "\n", "unknown key 'x'")

    def test_deep_nesting_is_refused(self):
        for text in ("title: " + "[" * 5000, "title: " + "{a: " * 5000, "- " * 5000, "? " * 5000,
                     "".join(" " * i + "a:\n" for i in range(1000))):
            self.refused(text, "more than 64 lists or maps within each other")

    def test_alias_bombs_are_refused(self):
        lines = ["a: &a [x, x, x, x, x, x, x, x, x]\n"]
        for before, name in zip("abcdefghijklmnop", "bcdefghijklmnopq"):
            lines.append(f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n")
        self.refused("".join(lines), "aliases ('*name') are not used")

    def test_no_value_is_nan_infinite_negative_or_huge(self):
        paths = ("cohort.patients", "horizon", "seed", "parameters.hill", "cohort.age.mean", "cohort.eligibility.age",
                 "arms.single_infusion", "policy.attendance.missed")
        values = ("nan", ".nan", ".inf", "-.inf", "inf", "-1", "-5 years", "1e308", "1e400", "1e308 years", "0x10",
                  "99999999999999999999999", "1e-320", "\xff", "[[]]", "{}x", "!!binary x", "")
        for path in paths:
            for value in values:
                result = self.tachy("run", TUTORIAL, "--dry-run", "--set", f"{path}={value}")
                self.assertEqual(result.returncode, INVALID, f"{path}={value}\n{result.stdout}{result.stderr}")

    def test_text_that_is_not_utf8_is_refused_with_its_line(self):
        for bad in (b"\xff", b"\xc3", b"\xc0\xaf", b"\xe2\x28\xa1", "\ud800".encode("utf-8", "surrogatepass")):
            self.refused(TUTORIAL.read_bytes() + b"description: " + bad + b"\n", "this line is not UTF-8 text")
        self.refused("title: x".encode("utf-16"), "not a text file")


class Parts(CommandTest):
    def setUp(self):
        super().setUp()
        os.symlink(SCENARIOS / "library", self.here / "library")

    def refused(self, use, message):
        self.write("x.yaml", f"title: t\nhorizon: 1 week\nseed: 1\ncohort: {{use: {use}, patients: 5}}\n"
                   "phases: {a: {use: library/regimens/six-infusions-in-two-weeks.yaml}}\n"
                   "arms: [{id: a, phases: [a]}]\n")
        self.assertIn(message, self.expect(INVALID, "check", "x.yaml").stderr)

    def test_a_part_may_not_lie_outside(self):
        secret = self.write("secret.yaml", "age: 5 years\n")
        inside = self.here / "folder"
        inside.mkdir()
        for use in ("../secret.yaml", secret, "/etc/passwd", "library/../../secret.yaml", "./../secret.yaml"):
            self.refused(use, "leaves the scenario's folder")
        os.symlink("/etc/passwd", self.here / "link.yaml")
        os.symlink("/etc", self.here / "etc")
        for use in ("link.yaml", "etc/passwd"):
            self.refused(use, "is a link that leaves the scenario's folder")

    def test_a_library_that_is_itself_a_link_is_used(self):
        self.write("x.yaml", TUTORIAL.read_text())
        self.expect(DONE, "check", "x.yaml")

    def test_a_missing_part_is_named_with_the_nearest_one(self):
        self.refused("library/cohorts/trd-adult.yaml", "did you mean 'library/cohorts/trd-adults.yaml'?")

    def test_parts_that_use_each_other_are_refused(self):
        self.write("a.yaml", "use: b.yaml\n")
        self.write("b.yaml", "use: a.yaml\n")
        self.refused("a.yaml", "uses itself, directly or through other parts")

    def test_a_folder_a_pipe_and_a_device_are_no_parts(self):
        os.mkfifo(self.here / "pipe.yaml")
        for use, message in (("library", "this is a folder"), ("pipe.yaml", "not a regular file")):
            self.refused(use, message)


class Contradictions(CommandTest):
    def refused(self, message, *settings):
        errors = self.expect(INVALID, "run", MAINTENANCE, "--dry-run", *settings).stderr
        self.assertIn(message, errors)
        return errors

    def test_a_value_set_twice_is_refused_showing_both(self):
        errors = self.refused("'cohort.patients' is set twice", "--set", "cohort.patients=5", "--set", "cohort.patients=6")
        self.assertIn("cohort.patients=5", errors)
        self.assertIn("cohort.patients=6", errors)
        self.refused("'seed' is set twice", "--seed", "3", "--set", "seed=4")
        self.expect(DONE, "run", MAINTENANCE, "--dry-run", "--set", "seed=4", "--set", "seed=4")

    def test_a_value_that_replaces_one_set_before_is_refused(self):
        self.refused("this replaces 'policy.attendance.missed'", "--set", "policy.attendance.missed=3 %", "--set",
                     "policy.attendance={late: 2 %}")

    def test_a_value_that_no_arm_would_take_is_refused_with_what_to_type(self):
        errors = self.refused("arm 'weekly' has its own value", "--arms", "none,weekly", "--set",
                              "phases.maintenance.every=3 weeks")
        self.assertIn("--set arms.weekly.phases.maintenance.every=3 weeks", errors)

    def test_a_value_that_some_arms_do_not_take_is_a_note(self):
        text = MAINTENANCE.read_text().replace("- maintenance: {every: 1 week}", "- maintenance", 1)
        text = text.replace("  maintenance:     ", "  maintenance:\n    every: 1 week\n#", 1)
        os.symlink(SCENARIOS / "library", self.here / "library")
        self.write("x.yaml", text)
        result = self.expect(DONE, "run", "x.yaml", "--dry-run", "--set", "phases.maintenance.every=3 weeks")
        self.assertIn("note: --set:1:1: phases.maintenance.every: arm 'two_weekly' has its own value", result.stderr)
        self.assertNotIn("'weekly'", result.stderr)


if __name__ == "__main__":
    main()
