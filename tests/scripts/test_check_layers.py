"""The layer check: a made-up tree with one forbidden include of each kind is refused, a clean one passes."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECKER = Path(__file__).resolve().parents[2] / "scripts" / "check_layers.py"
CLEAN = {
    "sim/base/lanes.hpp": "#include <cstdint>\n#include <hwy/highway.h>\n",
    "sim/model/response.hpp": '#include "base/lanes.hpp"\n',
    "sim/day/visit.hpp": '#include "model/response.hpp"\n',
    "sim/engine/CMakeLists.txt": "tachy_layer(core\n  tallies.cpp\n  PUBLIC tachy_day)\n",
    "sim/engine/tallies.hpp": "#include <cstdint>\n",
    "sim/engine/tallies.cpp": '#include "engine/tallies.hpp"\nconst char* kWords = "throw";  // and catch\n',
    "sim/engine/block.hpp": '#include "day/visit.hpp"\n',
    "sim/engine/block_kernel.cpp": '#include "engine/block.hpp"\n',
    "sim/engine/parallel.cpp": "#include <tbb/parallel_for.h>\n",
    "sim/engine/run.cpp": "#include <chrono>\nvoid f() { throw 1; }\n",
    "output/outcome_file.cpp": '#include <hdf5.h>\n#include "engine/tallies.hpp"\n',
    "sim/cli/run.cpp": '#include <iostream>\n#include "output/outcome_file.hpp"\n',
}


def check(files):
    """Exit code and text of the checker on a tree of these files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, CHECKER, folder], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout


class LayerCheck(unittest.TestCase):
    def refused(self, name, text, line, words):
        code, out = check({**CLEAN, name: text})
        self.assertEqual(code, 1, out)
        self.assertIn(f"{name}:{line}: ", out)
        self.assertIn(words, out)

    def test_a_tree_that_keeps_the_rules_passes(self):
        code, out = check(CLEAN)
        self.assertEqual(code, 0, out)

    def test_a_lower_layer_may_not_include_a_higher_one(self):
        self.refused("sim/model/bad.hpp", '\n\n#include "day/visit.hpp"\n', 3, "model may use base")

    def test_angle_brackets_do_not_hide_a_layer(self):
        self.refused("sim/base/bad.hpp", "#include <model/response.hpp>\n", 1, "base may use no other layer")

    def test_a_path_with_dots_does_not_hide_a_layer(self):
        self.refused("sim/scenario/bad.cpp", '#include "../engine/block.hpp"\n', 1, "scenario may use economics, regimen")

    def test_a_library_stays_in_its_layer(self):
        self.refused("sim/scenario/bad.cpp", "#include <hdf5.h>\n", 1, "HDF5 is for output, cli")

    def test_the_core_may_not_use_libm(self):
        self.refused("sim/model/bad.cpp", "// why\n#include <cmath>\n", 2, "the core knows nothing of libm")

    def test_the_core_may_not_read_files(self):
        self.refused("sim/regimen/bad.cpp", "#include <fstream>\n", 1, "nothing of files and streams")

    def test_what_the_block_walk_includes_is_core_too(self):
        self.refused("sim/engine/block.hpp", "#include <chrono>\n", 1, "the core knows nothing of a clock")

    def test_what_the_tallies_include_is_core_too(self):
        self.refused("sim/engine/tallies.hpp", "#include <thread>\n", 1, "the core knows nothing of threads")

    def test_the_core_may_not_throw(self):
        text = '#include "engine/tallies.hpp"\n// it may not throw\nvoid f() { throw 1; }\n'
        self.refused("sim/engine/tallies.cpp", text, 3, "the core knows nothing of exceptions")

    def test_only_one_file_runs_loops_on_several_threads(self):
        self.refused("sim/engine/run.cpp", "#include <tbb/parallel_for.h>\n", 1, "are for engine/parallel.cpp")
        self.refused("sim/study/bad.cpp", "#include <tbb/parallel_for.h>\n", 1, "TBB is for engine, cli")

    def test_the_outcome_file_does_not_run_the_simulation(self):
        self.refused("output/bad.cpp", '#include "engine/run.hpp"\n', 1, "output does not run the simulation")

    def test_a_folder_that_is_no_layer_is_refused(self):
        self.refused("sim/utils/bad.hpp", "#pragma once\n", 1, "'utils' is not a layer")

    def test_an_empty_tree_is_not_a_pass(self):
        code, _ = check({})
        self.assertEqual(code, 1)


if __name__ == "__main__":
    unittest.main()
