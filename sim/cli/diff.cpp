// tachy diff A B: which inputs and which outcomes of two results differ.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/unsealed.hpp"
#include "output/compare/difference.hpp"

namespace tachy::cli {

void add_diff(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("diff", "Show which inputs and outcomes of two results differ");
  struct Files {
    std::string first, second;
  };
  const auto files = std::make_shared<Files>();
  command->add_option("A", files->first, "outcome file")->required();
  command->add_option("B", files->second, "outcome file")->required();
  command->footer(
      "Exit code 0 when they are equal, 6 when they differ, 1 when one cannot be read. Arms and weeks that "
      "only\n"
      "one file has are named and left out of the sizes. Logged patients are not compared.\n"
      "Example: tachy diff results/maintenance.h5 changed.h5");
  command->callback([&exit_code, files] {
    const output::Difference difference = output::difference_between(files->first, files->second);
    tell_unsealed(files->first);
    tell_unsealed(files->second);
    fmt::print("{}", difference.text);
    exit_code = difference.equal ? kDone : kDoesNotHold;
  });
}

}  // namespace tachy::cli
