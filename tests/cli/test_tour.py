"""Every command of the README's tour works as written, one after the other, in a scratch copy.

Usage: test_tour.py TACHY SOURCE_DIR
Runs are made smaller; set-up, building and tests are left out.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SANITIZED = os.environ.get("TACHY_SANITIZED") == "1"  # as in commands.py; others validate and cross over there
TACHY = os.path.abspath(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2]).resolve()
LEFT_OUT = re.compile(r"^(\./scripts/(demo|test)\.sh|cmake|alias|ctest%s)\b" % ("|tachy (validate|crossover)" if SANITIZED else ""))
SMALLER = """#!/bin/sh
# The program as the tour calls it, with fewer patients, draws and trials.
case "$*" in
  run*--patients*) exec "{tachy}" "$@" ;;
  run*policy*) exec "{tachy}" "$@" --draws 3 --patients 100 ;;
  run*) exec "{tachy}" "$@" --patients {patients} ;;
  validate*) exec "{tachy}" "$@" --patients 100 ;;
  crossover*) exec "{tachy}" "$@" --trials 100 ;;
  *) exec "{tachy}" "$@" ;;
esac
"""
PATIENTS = 60 if SANITIZED else 300


def commands(text):
    """The commands of all shell blocks, a here-document with the line that begins it."""
    found = []
    for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        end = None
        for line in block.splitlines():
            if end:
                found[-1] += "\n" + line
                end = None if line == end else end
            elif line.strip() and not LEFT_OUT.match(line):
                found.append(line)
                document = re.search(r"<<'(\w+)'", line)
                end = document and document.group(1)
    return found


class Tour(unittest.TestCase):
    def test_every_command_of_the_tour_works(self):
        tour = commands((SOURCE / "README.md").read_text())
        self.assertGreater(len(tour), 12)
        for word in ("describe", "run", "compare", "replay", "check"):
            self.assertTrue(any(c.startswith(f"tachy {word} ") for c in tour), word)
        with tempfile.TemporaryDirectory() as name:
            here = pathlib.Path(name)
            for folder in ("scenarios", "scripts"):
                shutil.copytree(SOURCE / folder, here / folder)
            (here / "bin").mkdir()
            (here / "bin" / "tachy").write_text(SMALLER.format(tachy=TACHY, patients=PATIENTS))
            (here / "bin" / "tachy").chmod(0o755)
            environment = {**os.environ, "PATH": f"{here / 'bin'}:/usr/bin:/bin", "MPLBACKEND": "Agg"}
            for command in tour:
                result = subprocess.run(["bash", "-c", command], cwd=here, env=environment, timeout=300,
                                        capture_output=True, text=True)
                self.assertEqual(result.returncode, 0, f"{command}\n{result.stdout}\n{result.stderr}")
            left = sorted(p.name for p in (here / "results").iterdir())
            self.assertIn("my-regimen.h5", left)
            self.assertTrue(any(p.endswith((".png", ".svg", ".pdf")) for p in left), left)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
