"""Logging patients goes to the disk as it comes: memory stays bounded, and whatever ends it early loses nothing
of the run and leaves nothing half-made under the final name."""
import os
import resource
import signal
import subprocess
import time
import unittest

from commands import DONE, FAILED, MAINTENANCE, SANITIZED, STOPPED, TACHY, CommandTest, fewer_if_sanitized, main

RUN = ("run", MAINTENANCE, "--draws", "0", "--arms", "none,weekly", "-q")
MANY = (*RUN, "--patients", fewer_if_sanitized("1500", "500"), "--log", "100%")
CHOOSING = (*RUN, "--patients", fewer_if_sanitized("100000", "20000"), "--log-when", "use_disorder")


def default_signals():
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class Streaming(CommandTest):
    def peak_memory(self, *arguments):
        """Kilobytes that a run of the program needed at most."""
        run = subprocess.Popen([TACHY, *map(str, arguments)], cwd=self.here)
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(run.returncode, DONE)
        return usage.ru_maxrss

    def interrupted(self, number, arguments):
        """Starts a run and sends it a signal once its patients are lived and the log is being made."""
        run = subprocess.Popen([TACHY, *map(str, arguments), "-o", "out.h5"], cwd=self.here, text=True,
                               preexec_fn=default_signals, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        part = self.here / "out.h5.part"
        while not part.exists() and run.poll() is None:
            time.sleep(0.001)
        run.send_signal(number)
        errors = run.communicate(timeout=120)[1]
        self.assertFalse((self.here / "out.h5").exists())
        self.assertTrue(part.exists())
        return run.returncode, errors

    def assert_goes_on(self, arguments):
        patients = f"{int(arguments[arguments.index('--patients') + 1]):,}"
        loud = [word for word in arguments if word != "-q"]
        self.assertIn(f"going on after {patients} of {patients}", self.expect(DONE, *loud, "-o", "out.h5").stderr)
        self.expect(DONE, *arguments, "-o", "undisturbed.h5", "--force")
        self.assertEqual((self.here / "out.h5").read_bytes(), (self.here / "undisturbed.h5").read_bytes())
        self.assertNotIn("out.h5.part", self.left())

    @unittest.skipIf(SANITIZED, "a sanitizer has memory of its own, and the leak sanitizer sees what is lost")
    def test_memory_does_not_grow_with_the_number_of_patients_logged(self):
        everybody = (*RUN, "-j", "2", "--set", "horizon=1 year", "--log", "100%")
        few = self.peak_memory(*everybody, "--patients", "2000", "-o", "few.h5")
        many = self.peak_memory(*everybody, "--patients", "6000", "-o", "many.h5")
        grown = (self.here / "many.h5").stat().st_size - (self.here / "few.h5").stat().st_size
        self.assertGreater(grown, 500_000)
        self.assertLess(many - few, 10_000)  # the stories themselves take hundreds of megabytes

    def test_a_log_is_the_same_bytes_on_any_number_of_threads(self):
        for threads in (1, 2, 5):
            self.expect(DONE, *RUN, "--patients", "400", "--log", "100%", "-j", threads, "-o", f"{threads}.h5")
        first = (self.here / "1.h5").read_bytes()
        self.assertEqual(first, (self.here / "2.h5").read_bytes())
        self.assertEqual(first, (self.here / "5.h5").read_bytes())

    def test_a_signal_while_patients_are_chosen_or_logged_keeps_what_was_found(self):
        for arguments in (CHOOSING, MANY):
            code, errors = self.interrupted(signal.SIGTERM, arguments)
            self.assertEqual(code, STOPPED, errors)
            self.assertIn("stopped while the result was written; what was found is kept in out.h5.part", errors)
            self.assertEqual([f for f in self.left() if f.endswith(".tmp")], [])
            self.assert_goes_on(arguments)
            (self.here / "out.h5").unlink()

    def test_a_kill_while_patients_are_logged_keeps_what_was_found(self):
        self.assertEqual(self.interrupted(signal.SIGKILL, MANY)[0], -signal.SIGKILL)
        self.assert_goes_on(MANY)

    def test_a_disk_that_fills_up_under_the_log_is_an_error_and_keeps_what_was_found(self):
        self.expect(DONE, *MANY, "-o", "whole.h5")
        whole = (self.here / "whole.h5").stat().st_size
        for share in (0.3, 0.6, 0.9, 0.999):
            limit = int(whole * share)
            result = self.expect(FAILED, *MANY, "-o", "out.h5",
                                 preexec=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
            self.assertIn("cannot write 'out.h5'", result.stderr)
            self.assertIn("free some space", result.stderr)
            self.assertEqual(self.left(), ["out.h5.part", "whole.h5", "whole.h5.run.json"])
        self.assert_goes_on(MANY)


if __name__ == "__main__":
    main()
