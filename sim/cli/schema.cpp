// tachy schema: the scenario language for editors.
#include "scenario/language/schema.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/commands.hpp"

namespace tachy::cli {

void add_schema(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("schema", "Print the scenario language as JSON Schema, for editors");
  command->footer(
      "An editor that speaks yaml-language-server completes and checks a scenario whose first line is\n"
      "  # yaml-language-server: $schema=PATH/schema.json\n"
      "Example: tachy schema > scenarios/schema.json");
  command->callback([&exit_code] {
    fmt::print("{}", scenario::json_schema());
    exit_code = kDone;
  });
}

}  // namespace tachy::cli
