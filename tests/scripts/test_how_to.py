"""The how-to pages: every file and every string that a step names is there."""
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "sim" / "how-to-add.md"
SECTIONS = ["A session event", "A slow harm", "A measure", "A drug, route or product", "A policy lever", "A price",
            "A trial", "A command", "A figure"]


def sections(text):
    """Title to the rows of its table, each as (step, file, string to search for)."""
    found = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        found[title] = re.findall(r"^\| (\d+) \| `([^`]+)` \| `([^`]+)` \|", body, re.MULTILINE)
    return found


class HowTo(unittest.TestCase):
    def setUp(self):
        self.text = PAGE.read_text("utf-8")
        self.sections = sections(self.text)

    def test_every_kind_of_addition_has_its_list(self):
        self.assertEqual(list(self.sections), SECTIONS)

    def test_every_step_of_a_table_is_read(self):
        steps = re.findall(r"^\| \d+ \|", self.text, re.MULTILINE)
        self.assertEqual(len(steps), sum(len(rows) for rows in self.sections.values()))

    def test_steps_are_numbered_from_1(self):
        for title, rows in self.sections.items():
            self.assertEqual([int(step) for step, _, _ in rows], list(range(1, len(rows) + 1)), title)

    def test_every_file_and_every_string_is_there(self):
        for title, rows in self.sections.items():
            for step, file, string in rows:
                with self.subTest(section=title, step=step):
                    self.assertTrue((ROOT / file).is_file(), f"{file} is not there")
                    self.assertTrue(string in (ROOT / file).read_text("utf-8"), f"{file} does not have '{string}'")

    def test_every_link_of_the_pages_for_contributors_leads_somewhere(self):
        for page in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "sim/README.md", "sim/how-to-add.md",
                     "sim/model/README.md", "tests/README.md"):
            for link in re.findall(r"\]\(([^)#\s]+)\)", (ROOT / page).read_text("utf-8")):
                if not link.startswith("http"):
                    self.assertTrue(((ROOT / page).parent / link).exists(), f"{page}: {link}")


if __name__ == "__main__":
    unittest.main()
