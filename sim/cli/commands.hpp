// The commands of `tachy`, one file each. A command adds itself to the app and, when chosen, leaves its exit
// code in `exit_code`. It throws OutputError when the environment fails (exit 1); anything else is our bug.
#pragma once

namespace CLI {
class App;
}

namespace tachy::cli {

enum ExitCode : int {  // their meaning: README.md, and `tachy --help`
  kDone = 0,
  kFailed = 1,
  kWrongCommand = 2,
  kInvalidInput = 3,
  kIncomplete = 4,
  kExists = 5,
  kDoesNotHold = 6,
  kBug = 70,
  kStopped = 75,
};

void add_run(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_describe(CLI::App& app, int& exit_code);
void add_compare(CLI::App& app, int& exit_code);
void add_diff(CLI::App& app, int& exit_code);
void add_economics(CLI::App& app, int& exit_code);
void add_completion(CLI::App& app, int& exit_code);
void add_explore(CLI::App& app, int& exit_code);
void add_export(CLI::App& app, int& exit_code);
void add_replay(CLI::App& app, int& exit_code);
void add_report(CLI::App& app, int& exit_code);
void add_schema(CLI::App& app, int& exit_code);
void add_selftest(CLI::App& app, int& exit_code);
void add_study(CLI::App& app, int& exit_code);
void add_calibrate(CLI::App& app, int& exit_code);
void add_bench(CLI::App& app, int& exit_code);
void add_validate(CLI::App& app, int& exit_code);
void add_update(CLI::App& app, int& exit_code);
void add_crossover(CLI::App& app, int& exit_code);

}  // namespace tachy::cli
