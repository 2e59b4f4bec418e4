"""The kernel check: each forbidden thing in a compiled kernel is found, a clean kernel passes."""
import platform
import subprocess
import tempfile
import unittest
from pathlib import Path

CHECKER = Path(__file__).resolve().parents[2] / "scripts" / "check_kernel.sh"
CLEAN = "namespace avx2 { float f(float a, float b, float c) { return a * b + c; } }"


def check(source, *flags, kernel="avx2"):
    """Exit code and text of the checker on one kernel compiled from this source."""
    with tempfile.TemporaryDirectory() as folder:
        objects = Path(folder, f"tachy_kernel_{kernel}.dir")
        objects.mkdir()
        command = ["g++", "-std=c++20", "-O2", *flags, "-x", "c++", "-c", "-", "-o", objects / "kernel.o"]
        subprocess.run(command, input=source, text=True, check=True)
        done = subprocess.run([CHECKER, folder], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


class KernelCheck(unittest.TestCase):
    def test_a_clean_kernel_passes(self):
        code, out = check(CLEAN)
        self.assertEqual(code, 0, out)

    @unittest.skipUnless(platform.machine() == "x86_64", "the flag is x86-64's")
    def test_a_fused_multiply_add_is_found(self):
        code, out = check(CLEAN, "-mfma", "-ffp-contract=fast")
        self.assertEqual(code, 1)
        self.assertIn("1 fused multiply-add", out)

    def test_a_call_of_libm_is_found(self):
        code, out = check("#include <cmath>\nnamespace avx2 { float f(float a) { return std::exp(a); } }")
        self.assertEqual(code, 1)
        self.assertIn("calls libm: expf", out)

    def test_code_with_a_common_name_is_found_in_a_kernel_for_one_instruction_set(self):
        shared = "inline int shared(int a) { return a + 1; } int (*avx2_user)(int) = shared;"
        code, out = check(shared)
        self.assertEqual(code, 1)
        self.assertIn("shared(int)", out)
        self.assertEqual(check(shared, kernel="one_lane")[0], 0)

    def test_a_folder_without_kernels_is_not_a_pass(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(subprocess.run([CHECKER, folder], capture_output=True, check=False).returncode, 1)


if __name__ == "__main__":
    unittest.main()
