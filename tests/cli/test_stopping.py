"""A run that is stopped keeps what is finished, and the same command goes on to the same bytes."""
import os
import signal
import subprocess
import time

from commands import (DONE, EXISTS, FAILED, INVALID, MAINTENANCE, SCENARIOS, STOPPED, TACHY, CommandTest, default_signals,
                      fewer_if_sanitized, main)

PATIENTS = fewer_if_sanitized(150000, 40000)
EVERY_BATCH = {"TACHY_CHECKPOINT_SECONDS": "0"}


def command(scenario=MAINTENANCE, arms="none,weekly", patients=PATIENTS, horizon="26 weeks"):
    return ("run", scenario, "--draws", "0", "--arms", arms, "--patients", patients, "--set", f"horizon={horizon}")


RUN = command()


class Stopping(CommandTest):
    def stop(self, number, *arguments, output="out.h5"):
        """Starts a run, sends it a signal once it has kept a part; its exit code and standard error."""
        def part():
            path = self.here / f"{output}.part"
            return path.stat().st_mtime_ns if path.exists() else None

        before = part()
        run = subprocess.Popen([TACHY, *map(str, arguments), "-o", output], cwd=self.here, text=True,
                               env={**os.environ, **EVERY_BATCH}, preexec_fn=default_signals,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while part() == before and run.poll() is None:
            time.sleep(0.001)
        run.send_signal(number)
        errors = run.communicate(timeout=120)[1]
        return run.returncode, errors

    def undisturbed(self):
        self.expect(DONE, *RUN, "-o", "undisturbed.h5")
        return (self.here / "undisturbed.h5").read_bytes()

    def test_ctrl_c_term_a_lost_connection_and_usr1_keep_what_is_done_and_the_same_command_goes_on_to_the_same_bytes(self):
        undisturbed = self.undisturbed()
        for number, threads in ((signal.SIGINT, 1), (signal.SIGTERM, 3), (signal.SIGHUP, 4), (signal.SIGUSR1, 2)):
            output = f"{threads}.h5"
            code, errors = self.stop(number, *RUN, output=output)
            self.assertEqual(code, STOPPED, errors)
            self.assertRegex(errors, rf"stopped after [\d,]+ of {PATIENTS:,} patients.* {output}.part; the same command")
            self.assertFalse((self.here / output).exists())
            result = self.expect(DONE, *RUN, "-o", output, "-j", threads)
            self.assertIn("going on after", result.stderr)
            self.assertEqual((self.here / output).read_bytes(), undisturbed)
        self.assertEqual([f for f in self.left() if "part" in f], [])

    def test_a_run_can_be_stopped_many_times(self):
        undisturbed = self.undisturbed()
        for _ in range(3):
            code, errors = self.stop(signal.SIGTERM, *RUN)
            self.assertEqual(code, STOPPED, errors)
        self.expect(DONE, *RUN, "-o", "out.h5")
        self.assertEqual((self.here / "out.h5").read_bytes(), undisturbed)

    def test_a_short_run_that_is_stopped_while_its_days_are_counted_has_kept_what_it_found(self):
        run = (*command(patients=fewer_if_sanitized(400000, 20000), horizon="8 weeks"), "-j", "1")
        started = time.monotonic()
        self.expect(DONE, *run, "-o", "undisturbed.h5")
        took = time.monotonic() - started
        for share in (0.55, 0.7, 0.85):  # of it; the second half counts days
            stopped = subprocess.Popen([TACHY, *map(str, run), "-o", "out.h5"], cwd=self.here, text=True,
                                       preexec_fn=default_signals, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(share * took)
            stopped.send_signal(signal.SIGTERM)
            errors = stopped.communicate(timeout=120)[1]
            if stopped.returncode == STOPPED:
                self.assertIn("out.h5.part", self.left(), errors)
                self.assertIn("going on after", self.expect(DONE, *run, "-o", "out.h5").stderr)
            self.assertEqual((self.here / "out.h5").read_bytes(), (self.here / "undisturbed.h5").read_bytes())
            (self.here / "out.h5").unlink()

    def test_after_a_kill_the_same_command_goes_on_from_the_last_part_kept(self):
        undisturbed = self.undisturbed()
        code, _ = self.stop(signal.SIGKILL, *RUN)
        self.assertEqual(code, -signal.SIGKILL)
        self.assertFalse((self.here / "out.h5").exists())
        self.assertIn("going on after", self.expect(DONE, *RUN, "-o", "out.h5").stderr)
        self.assertEqual((self.here / "out.h5").read_bytes(), undisturbed)

    def test_a_run_without_a_seed_goes_on_with_the_one_it_chose(self):
        lines = MAINTENANCE.read_text().splitlines(True)
        self.write("seedless.yaml", "".join(line for line in lines if not line.startswith("seed:")))
        os.symlink(SCENARIOS / "library", self.here / "library")
        run = command("seedless.yaml")
        code, errors = self.stop(signal.SIGTERM, *run)
        self.assertEqual(code, STOPPED)
        seed = errors.split("--seed ")[1].split(")")[0]
        result = self.expect(DONE, *run, "-o", "out.h5")
        self.assertIn(f"--seed {seed})", result.stderr)
        self.expect(DONE, *run, "-o", "again.h5", "--seed", seed)
        self.assertEqual((self.here / "out.h5").read_bytes(), (self.here / "again.h5").read_bytes())

    def test_a_second_signal_ends_it_at_once(self):
        # So many arm-days in one block that the first signal cannot be obeyed soon.
        run = subprocess.Popen([TACHY, "run", MAINTENANCE, "--draws", "0", "--patients", "2000000", "--set", "horizon=100 years",
                                "-o", "out.h5"], cwd=self.here, preexec_fn=default_signals,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.3)
        run.send_signal(signal.SIGINT)
        time.sleep(0.05)
        run.send_signal(signal.SIGTERM)
        self.assertEqual(run.wait(timeout=120), -signal.SIGTERM)
        self.assertEqual(self.left(), [])

    def test_a_part_of_another_run_is_refused_with_what_differs(self):
        self.assertEqual(self.stop(signal.SIGTERM, *RUN)[0], STOPPED)
        kept = (self.here / "out.h5.part").read_bytes()
        others = {
            "the seed is 2018 there and 3 here": (*RUN, "--seed", "3"),
            f"the patients are {PATIENTS} there and {PATIENTS + 1} here": command(patients=PATIENTS + 1),
            "the arms are none,weekly there and weekly,none here": command(arms="weekly,none"),
            "'horizon: 26 weeks' there and 'horizon: 27 weeks' here": command(horizon="27 weeks"),
            "the scenario says": (*RUN, "--set", "parameters.hill=1.5"),
        }
        for difference, other in others.items():
            errors = self.expect(EXISTS, *other, "-o", "out.h5").stderr
            self.assertIn(difference, errors)
            self.assertIn("out.h5.part", errors)
            self.assertIn("--force starts over", errors)
        self.assertEqual((self.here / "out.h5.part").read_bytes(), kept)
        self.assertFalse((self.here / "out.h5").exists())

    def test_force_starts_over_where_it_cannot_go_on(self):
        self.assertEqual(self.stop(signal.SIGTERM, *RUN)[0], STOPPED)
        other = (*RUN, "--seed", "3")
        result = self.expect(DONE, *other, "-o", "out.h5", "--force")
        self.assertNotIn("going on", result.stderr)
        self.expect(DONE, *other, "-o", "again.h5")
        self.assertEqual((self.here / "out.h5").read_bytes(), (self.here / "again.h5").read_bytes())
        self.assertNotIn("out.h5.part", self.left())

    def test_who_reads_a_part_is_told_how_to_go_on(self):
        self.assertEqual(self.stop(signal.SIGTERM, *RUN)[0], STOPPED)
        for command, code in (("compare", FAILED), ("export", FAILED), ("check", INVALID)):
            errors = self.expect(code, command, "out.h5.part", *(("--csv", "tables") if command == "export" else ())).stderr
            self.assertIn("the same 'tachy run' again goes on", errors)
            self.assertNotIn("damaged", errors)
        self.assertEqual([path.name for path in self.here.iterdir() if path.is_dir()], [])  # no empty folder of tables

    def test_a_damaged_part_is_refused(self):
        self.assertEqual(self.stop(signal.SIGTERM, *RUN)[0], STOPPED)
        good = (self.here / "out.h5.part").read_bytes()
        changed = bytearray(good)
        changed[len(good) // 2] ^= 1
        for bad in (good[:-1], good[: len(good) // 2], bytes(changed), b"", b"notes"):
            self.write("out.h5.part", bad)
            errors = self.expect(FAILED, *RUN, "-o", "out.h5").stderr
            self.assertIn("out.h5.part is damaged", errors)
            self.assertIn("--force starts over", errors)
            self.assertEqual((self.here / "out.h5.part").read_bytes(), bad)
        self.expect(DONE, *RUN, "-o", "out.h5", "--force")


if __name__ == "__main__":
    main()
