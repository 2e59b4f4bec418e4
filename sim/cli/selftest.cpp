// tachy selftest: cases with known answers, run by this very program.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/commands.hpp"
#include "study/selftest/selftest.hpp"

namespace tachy::cli {

void add_selftest(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("selftest", "Run cases with known answers: expected, got, verdict");
  const auto json = std::make_shared<bool>(false);
  command->add_flag("--json", *json, "the same as JSON, with the source of each answer");
  command->footer("Takes a second or two. Exit code 0 when all hold, 6 when one does not.");
  command->callback([json, &exit_code] {
    const std::vector<study::SelfTestCase> cases = study::selftest();
    fmt::print("{}", *json ? study::selftest_json(cases) : study::selftest_text(cases));
    const bool all = std::all_of(cases.begin(), cases.end(), [](const auto& one) { return one.holds(); });
    exit_code = all ? kDone : kDoesNotHold;
  });
}

}  // namespace tachy::cli
