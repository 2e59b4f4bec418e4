// Entry point: puts the commands together and turns what goes wrong into an exit code.
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <system_error>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "cli/version_text.hpp"
#include "engine/parallel.hpp"

namespace {

constexpr const char* kFooter = R"(
Begin here:
  tachy describe scenarios/policy/maintenance.yaml     what would be done, and on what it rests
  tachy run scenarios/policy/maintenance.yaml          do it; the result goes to results/maintenance.h5
  tachy compare results/maintenance.h5                 who is better off, who is worse off

'tachy COMMAND --help' explains a command.
Exit codes: 0 done, 1 disk or file, 2 wrong command line, 3 invalid input file, 70 a bug of tachy,
75 stopped early: the same command goes on.
Patients are hypothetical. tachy is not dosing guidance.)";

int run_commands(int argc, char** argv) {
  using namespace tachy::cli;
  int exit_code = kDone;
  CLI::App app{
      "Simulates patients with treatment-resistant depression under ketamine and esketamine regimens.",
      "tachy"};
  app.footer(kFooter);
  app.set_version_flag("--version", version_text);
  app.fallthrough();  // what concerns every command may also stand behind its name
  add_message_options(app);
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  add_run(app, exit_code);
  add_check(app, exit_code);
  add_describe(app, exit_code);
  add_compare(app, exit_code);
  add_diff(app, exit_code);
  add_completion(app, exit_code);
  add_export(app, exit_code);
  add_replay(app, exit_code);
  add_schema(app, exit_code);
  add_calibrate(app, exit_code);
  add_bench(app, exit_code);
  add_validate(app, exit_code);
  add_crossover(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const bool asked_for = e.get_exit_code() == 0;  // --help
    if (json_messages() && !asked_for) {
      print_error(e.what());
      return kWrongCommand;
    }
    return app.exit(e) == 0 ? kDone : kWrongCommand;
  }
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  const tachy::engine::ThreadLimit limit(tachy::cli::kMostThreads);  // each command says how many it uses
  std::signal(SIGXFSZ, SIG_IGN);  // a file-size limit is reported as an error, not as a crash
  try {
    const int exit_code = run_commands(argc, argv);
    if (std::fflush(stdout) != 0) throw tachy::OutputError("standard output cannot be written");
    return exit_code;
  } catch (const tachy::OutputError& e) {
    tachy::cli::print_error(e.what());
    return tachy::cli::kFailed;
  } catch (const std::system_error& e) {
    tachy::cli::print_error(e.what());
    return tachy::cli::kFailed;
  } catch (const std::bad_alloc&) {
    tachy::cli::print_error("there is not enough memory");
    return tachy::cli::kFailed;
  } catch (const std::exception& e) {
    tachy::cli::print_error(fmt::format("this is a bug of tachy, please report it: {}", e.what()));
    return tachy::cli::kBug;
  }
}
