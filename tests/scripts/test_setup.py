"""Set-up on made-up machines: dpkg-query, apt-get, sudo and id are stand-ins that note how they were called."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

SETUP = Path(__file__).resolve().parents[2] / "scripts" / "setup.sh"


class Machine:
    """`lacking`: packages that are not installed; the stand-in apt-get installs what it is asked for."""

    def __init__(self, folder, lacking=(), user_id=1000, sudo=False, network=True):
        self.bin = Path(folder, "bin")
        self.bin.mkdir()
        self.calls = Path(folder, "calls")
        self.calls.touch()
        gone = "|".join(lacking) or "-"
        self.command("dpkg-query", 'for p in "$@"; do case "$p" in -*|*{*) ;; ' + gone +
                     ') ;; *) echo "$p installed";; esac; done')
        self.command("apt-get", f'echo "apt-get $*" >> "{self.calls}"; {"exit 0" if network else "exit 100"}')
        self.command("id", f"echo {user_id}")
        self.command("sudo", f'echo "sudo $*" >> "{self.calls}"; ' + ('shift; exec "$@"' if sudo else "exit 1"))

    def command(self, name, body):
        path = self.bin / name
        path.write_text(f"#!/bin/bash\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def set_up(self, what):
        """Exit code, what was said, what apt-get was asked."""
        path = f"{self.bin}:{os.environ['PATH']}"
        done = subprocess.run([SETUP, what], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
                              env={**os.environ, "PATH": path})
        apt = [line for line in self.calls.read_text("utf-8").splitlines() if line.startswith("apt-get")]
        return done.returncode, done.stdout + done.stderr, apt


class Setup(unittest.TestCase):
    def machine(self, **options):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        return Machine(scratch.name, **options)

    def test_nothing_is_done_or_said_when_nothing_is_missing(self):
        for what in ("build", "demo", "test", "all"):
            self.assertEqual(self.machine(network=False).set_up(what), (0, "", []))

    def test_root_installs_what_is_missing_and_only_that(self):
        code, _, apt = self.machine(lacking=["libhwy-dev", "cmake"], user_id=0).set_up("build")
        self.assertEqual(code, 0)
        self.assertEqual(apt, ["apt-get -qq update",
                               "apt-get -qq install -y --no-install-recommends cmake libhwy-dev"])

    def test_a_user_with_sudo_installs(self):
        code, _, apt = self.machine(lacking=["libhwy-dev"], sudo=True).set_up("build")
        self.assertEqual(code, 0)
        self.assertEqual(len(apt), 2)

    def test_a_user_without_sudo_is_told_the_one_command(self):
        code, said, apt = self.machine(lacking=["libhwy-dev", "python3-h5py"]).set_up("demo")
        self.assertEqual((code, apt), (1, []))
        self.assertIn("  sudo apt-get update && sudo apt-get install -y --no-install-recommends "
                      "libhwy-dev python3-h5py\n", said)

    def test_what_only_the_tests_need_is_not_asked_of_a_user_of_the_demo(self):
        self.assertEqual(self.machine(lacking=["doctest-dev", "clang-14"]).set_up("demo")[0], 0)

    def test_without_network_the_command_is_shown(self):
        code, said, _ = self.machine(lacking=["cmake"], user_id=0, network=False).set_up("build")
        self.assertEqual(code, 1)
        self.assertIn("could not be installed", said)
        self.assertIn("--no-install-recommends cmake", said)


if __name__ == "__main__":
    unittest.main()
