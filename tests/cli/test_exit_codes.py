"""One list of exit codes: the table of README.md, `tachy --help` and the program say the same."""
import re

from commands import (DIFFERS, DONE, EXISTS, FAILED, INCOMPLETE, INVALID, SOURCE, STOPPED, WRONG_COMMAND, CommandTest,
                      main)

BUG = 70


class ExitCodes(CommandTest):
    def test_help_and_the_readme_say_the_same(self):
        table = re.findall(r"^\| (\d+) \| (.+) \|$", (SOURCE / "README.md").read_text(), re.M)
        footer = self.expect(DONE, "--help").stdout.split("Exit codes:\n")[1].split("\n\n")[0]
        self.assertEqual(table, re.findall(r"^ *(\d+)  (.+)$", footer, re.M))
        self.assertEqual([int(code) for code, _ in table], [DONE, FAILED, WRONG_COMMAND, INVALID, INCOMPLETE, EXISTS, DIFFERS,
                                                            BUG, STOPPED])

    def test_the_program_knows_no_other(self):
        declared = re.search(r"enum ExitCode.*?};", (SOURCE / "sim/cli/commands.hpp").read_text(), re.S)[0]
        self.assertEqual([int(code) for code in re.findall(r"= (\d+)", declared)],
                         [DONE, FAILED, WRONG_COMMAND, INVALID, INCOMPLETE, EXISTS, DIFFERS, BUG, STOPPED])


if __name__ == "__main__":
    main()
