"""Each answer in answers.yaml is a test that exists, or a reason.

Usage: test_answers.py SOURCE_DIR
"""
import pathlib
import sys
import unittest

import yaml

SOURCE = pathlib.Path(sys.argv[1])


class Answers(unittest.TestCase):
    def test_each_row_is_mended_with_a_test_that_exists_or_kept_with_a_reason(self):
        rows = yaml.safe_load((SOURCE / "tests/faults/answers.yaml").read_text())
        self.assertEqual(len({row["row"] for row in rows}), len(rows))
        for row in rows:
            with self.subTest(row["row"]):
                self.assertEqual(len({"mended", "kept"} & row.keys()), 1)
                self.assertEqual(len(row), 2)
                if "kept" in row:
                    self.assertGreater(len(row["kept"].split()), 8, "a reason, please")
                    continue
                file, name = row["mended"].split(" ", 1)
                text = " ".join((SOURCE / file).read_text().split())
                self.assertTrue(f"def {name}(self)" in text or f'TEST_CASE("{name}")' in text.replace('( "', '("')
                                or f"// {name}" in text, f"{file} has no test '{name}'")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
