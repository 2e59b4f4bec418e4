"""tachy bench: what it prints, and that measuring changes no result. Nothing is asserted about speed.

Usage: test_bench.py TACHY SOURCE_DIR
"""
import json

from commands import DONE, MAINTENANCE, SCENARIOS, WRONG_COMMAND, CommandTest, main

FEW = ("--patients", "256", "--repeats", "1")


class Bench(CommandTest):
    def measured(self, *arguments):
        return json.loads(self.expect(DONE, "bench", *arguments, *FEW, "--json").stdout)

    def test_json_holds_rates_ratios_memory_checksum_and_machine(self):
        found = self.measured(MAINTENANCE)
        for ratio in ("generator_ratio", "sharing_ratio", "plain_ratio", "thread_ratio"):
            self.assertGreater(found[ratio], 0.0, ratio)
        self.assertGreater(found["arm_days_per_second"], 1e5)
        self.assertGreater(found["peak_bytes"], 1_000_000)
        self.assertRegex(found["checksum"], r"^[0-9a-f]{16}$")
        self.assertTrue(found["machine"])
        self.assertEqual({s["checksum"] for s in found["instruction_sets"]}, {found["checksum"]})
        self.assertEqual(self.left(), [])

    def test_words_are_counted_and_grow_with_visits(self):
        words = [self.measured(MAINTENANCE, "--arms", arm)["words_per_arm_day"] for arm in ("none", "weekly")]
        week, visit = 4 / 7, 12 / 728  # a week draws four words, a visit at most twelve
        self.assertGreater(words[0], week)
        self.assertLess(words[0], week + 30 * visit)
        self.assertGreater(words[1], words[0])

    def test_a_scenario_beyond_the_plain_first_version_is_measured_without_it(self):
        label = SCENARIOS / "policy" / "esketamine-label.yaml"
        self.assertIsNone(self.measured(label)["plain_ratio"])
        self.assertIn("the plain first version does not know", self.expect(DONE, "bench", label, *FEW).stdout)

    def test_rounds_are_at_least_one(self):
        self.expect(WRONG_COMMAND, "bench", MAINTENANCE, "--repeats", "0")


if __name__ == "__main__":
    main()
