"""Finds a python that has the libraries of the figures."""
import importlib.util
import os
import sys

DEBIAN_PYTHON = "/usr/bin/python3"  # the one that sees Debian's packages, whatever else is first in PATH


def require_libraries(program, needed):
    """Goes on in Debian's python if this one lacks a library; says what to install if that one does too."""
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if not missing:
        return
    if not os.path.samefile(sys.executable, DEBIAN_PYTHON) and os.access(DEBIAN_PYTHON, os.X_OK):
        os.execv(DEBIAN_PYTHON, [DEBIAN_PYTHON, *sys.argv])
    packages = " ".join(f"python3-{name}" for name in missing)
    sys.exit(f"{program} needs {', '.join(missing)}: sudo apt-get install {packages}")
