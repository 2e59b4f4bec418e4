"""Every finding names a test that exists, or the reason why it is kept."""
import pathlib
import re
import unittest

import yaml

TESTS = pathlib.Path(__file__).resolve().parents[1]


class Findings(unittest.TestCase):
    def test_each_is_mended_by_a_test_or_kept_for_a_reason(self):
        sources = [path.read_text() for suffix in ("cpp", "py") for path in TESTS.rglob(f"*.{suffix}")]
        # A long sentence of a test may be broken over lines.
        text = re.sub(r'"\n *"', "", "".join(sources))
        findings = yaml.safe_load((TESTS / "answers" / "findings.yaml").read_text())
        self.assertGreater(len(findings), 20)
        for finding in findings:
            with self.subTest(finding["found"]):
                self.assertEqual(sum(key in finding for key in ("mended", "kept")), 1)
                for test in finding.get("mended", []):
                    self.assertTrue(test in text, f"there is no test '{test}'")
                self.assertTrue(finding.get("kept", "-"))


if __name__ == "__main__":
    unittest.main()
