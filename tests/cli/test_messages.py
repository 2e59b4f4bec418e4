"""What is said on standard error: for people, for programs (--log-format json), more (-v) or less (-q)."""
import json
import subprocess

from commands import DONE, FAILED, INVALID, MAINTENANCE, SOURCE, TACHY, TUTORIAL, WRONG_COMMAND, CommandTest, main

JSON = ("--log-format", "json")
FAULTY = SOURCE / "tests" / "bad_scenarios" / "several_faults.yaml"
LEVELS = {"error", "warning", "notice", "detail", "progress"}


class Json(CommandTest):
    def lines(self, code, *arguments):
        """The messages of a command as objects; everything on standard error must be one."""
        messages = [json.loads(line) for line in self.expect(code, *JSON, *arguments).stderr.splitlines()]
        for message in messages:
            self.assertIn(message["level"], LEVELS)
            self.assertGreaterEqual(message["seconds"], 0)
            self.assertNotIn("\n", message["message"])
        self.assertEqual([m["seconds"] for m in messages], sorted(m["seconds"] for m in messages))
        return messages

    def test_every_fault_is_an_object_with_its_place(self):
        faults = self.lines(INVALID, "check", FAULTY)
        self.assertEqual(len(faults), 6)
        self.assertEqual({f["level"] for f in faults}, {"error"})
        unknown = next(f for f in faults if f.get("path") == "cohort.patient")
        self.assertEqual((unknown["file"], unknown["line"], unknown["column"]), (str(FAULTY), 5, 3))
        self.assertIn("did you mean 'patients'?", unknown["message"])
        self.assertIn("keys of a cohort", unknown["advice"])
        self.assertIn("5 faults", faults[-1]["message"])

    def test_a_line_that_is_not_utf8_is_still_json(self):
        self.write("x.yaml", b"title: \xff\xfe\n")
        self.assertEqual(self.lines(INVALID, "check", "x.yaml")[0]["line"], 1)

    def test_the_option_may_stand_before_or_behind_the_command(self):
        for arguments in ((*JSON, "check", "nowhere.yaml"), ("check", "nowhere.yaml", *JSON)):
            self.assertEqual(json.loads(self.expect(INVALID, *arguments).stderr.splitlines()[0])["file"], "nowhere.yaml")

    def test_a_wrong_command_line_and_a_failing_disk_are_objects(self):
        self.assertIn("--fast", self.lines(WRONG_COMMAND, "run", TUTORIAL, "--fast")[0]["message"])
        self.assertIn("no folder", self.lines(FAILED, "run", TUTORIAL, "-o", "nowhere/out.h5")[0]["message"])
        self.expect(WRONG_COMMAND, "--log-format", "xml", "check", TUTORIAL)

    def test_progress_tells_the_stages_and_ends_at_all(self):
        messages = self.lines(DONE, "run", MAINTENANCE, "--patients", "500", "--log", "10%", "-o", "out.h5")
        last = {m["stage"]: m for m in messages if m["level"] == "progress"}
        self.assertEqual(list(last), ["run", "logging"])
        self.assertEqual((last["run"]["patients_done"], last["run"]["patients"]), (500, 500))
        self.assertGreater(last["run"]["arm_days_per_second"], 0)

    def test_a_chosen_seed_is_a_warning_and_the_result_is_as_without(self):
        text = self.expect(DONE, "run", TUTORIAL, "-o", "text.h5").stdout
        self.assertEqual(text.splitlines()[0], self.expect(DONE, *JSON, "run", TUTORIAL, "-o", "json.h5").stdout.splitlines()[0])
        self.assertEqual((self.here / "text.h5").read_bytes(), (self.here / "json.h5").read_bytes())


class MoreOrLess(CommandTest):
    def test_verbose_tells_what_a_run_rests_on_and_where_the_time_went(self):
        said = self.expect(DONE, "run", MAINTENANCE, "--patients", "300", "-j", "2", "-v", "-o", "out.h5").stderr
        for words in ("maintenance.yaml", "library/cohorts/trd-adults.yaml", "seed 2018", "2 threads", "instruction set ",
                      "448 patients in a block", "reading the scenario: ", "running: ", "writing the result: "):
            self.assertIn(words, said)
        self.assertNotIn("library/", self.expect(DONE, "check", MAINTENANCE).stderr)
        self.assertIn("library/", self.expect(DONE, "check", MAINTENANCE, "-v").stderr)

    def test_quiet_leaves_errors_only_before_or_behind_the_command(self):
        for arguments in (("-q", "check", TUTORIAL), ("check", "-q", TUTORIAL), ("-q", "run", TUTORIAL, "-v")):
            result = self.expect(DONE, *arguments)
            self.assertEqual(result.stdout + result.stderr, "")
        self.assertIn("5 faults", self.expect(INVALID, "-q", "check", FAULTY).stderr)

    def test_colours_appear_on_a_terminal_unless_unwanted(self):
        def coloured(*arguments, **environment):
            command = ["script", "-qec", " ".join([TACHY, *arguments, "check", "nowhere.yaml"]), "/dev/null"]
            done = subprocess.run(command, cwd=self.here, capture_output=True, text=True, timeout=60,
                                  stdin=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin", "TERM": "xterm", **environment})
            self.assertIn("no such file", done.stdout)
            return "\x1b[1;31m" in done.stdout

        self.assertTrue(coloured())
        self.assertFalse(coloured("--no-color"))
        self.assertFalse(coloured(NO_COLOR="1"))


if __name__ == "__main__":
    main()
