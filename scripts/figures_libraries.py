"""What the programs that draw figures share: a python that has their libraries, and what tachy printed."""
import importlib.util
import json
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


def read_printed(program, path, command, key):
    """What `command` printed as JSON into the file; says how to write it when it is not that."""
    try:
        printed = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        sys.exit(f"{program}: {path}: {error.strerror}")
    except ValueError:
        sys.exit(f"{program}: {path}: not JSON; write it with: {command} > {path}")
    return printed if key in printed else sys.exit(f"{program}: {path}: not from {command}")
