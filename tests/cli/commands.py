"""What the tests of the commands share: a folder of their own, and the program run in it.

Usage of a test: TEST.py TACHY SOURCE_DIR
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

TACHY = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()
SCENARIOS = SOURCE / "scenarios"
TUTORIAL = SCENARIOS / "tutorial" / "one-infusion.yaml"
MAINTENANCE = SCENARIOS / "policy" / "maintenance.yaml"
# Set for the builds with sanitizers, where everything takes ten times as long (CMakePresets.json).
SANITIZED = os.environ.get("TACHY_SANITIZED") == "1"


def fewer_if_sanitized(all_of_them, few):
    """Sanitizers see in a few patients what they see in many; what many show is shown by the other builds."""
    return few if SANITIZED else all_of_them


DONE, FAILED, WRONG_COMMAND, INVALID, INCOMPLETE, EXISTS, DIFFERS, STOPPED = 0, 1, 2, 3, 4, 5, 6, 75


def as_one_run(arguments):
    """A shipped policy is run under draws unless told otherwise; only test_draws.py is about them."""
    words = [str(a) for a in arguments]
    policy = "run" in words and any(word.startswith(str(SCENARIOS / "policy")) for word in words)
    return [*words, "--draws", "0"] if policy and "--draws" not in words else words


class CommandTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.here = pathlib.Path(self.folder.name)

    def tachy(self, *arguments, preexec=None, **environment):
        return subprocess.run([TACHY, *as_one_run(arguments)], cwd=self.here, capture_output=True, text=True,
                              timeout=120, preexec_fn=preexec, env={**os.environ, **environment})

    def expect(self, code, *arguments, **options):
        result = self.tachy(*arguments, **options)
        self.assertEqual(result.returncode, code, f"{arguments}\n{result.stdout}\n{result.stderr}")
        return result

    def write(self, name, text):
        path = self.here / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def left(self):
        return sorted(str(p.relative_to(self.here)) for p in self.here.rglob("*") if p.is_file())


def default_signals():  # a shell may ignore SIGINT for what it runs in the background
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1):
        signal.signal(number, signal.SIG_DFL)


def main():
    unittest.main(argv=sys.argv[:1])
