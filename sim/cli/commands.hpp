// The commands of `tachy`, one file each. A command adds itself to the app and, when chosen, leaves its exit
// code in `exit_code`. It throws OutputError when the environment fails (exit 1); anything else is our bug.
#pragma once

namespace CLI {
class App;
}

namespace tachy::cli {

enum ExitCode : int {
  kDone = 0,
  kFailed = 1,        // environment: disk, file, memory
  kWrongCommand = 2,  // wrong command line
  kInvalidInput = 3,  // invalid input file
  kIncomplete = 4,    // a sweep is incomplete, or some of its points failed
  kExists = 5,        // a result, or a run that is making it, is in the way
  kDoesNotHold = 6,   // what was asked for does not hold: files differ, a score is missed
  kBug = 70,          // ours
  kStopped = 75,      // early; the same command goes on
};

void add_run(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_describe(CLI::App& app, int& exit_code);
void add_compare(CLI::App& app, int& exit_code);
void add_diff(CLI::App& app, int& exit_code);
void add_completion(CLI::App& app, int& exit_code);
void add_export(CLI::App& app, int& exit_code);
void add_replay(CLI::App& app, int& exit_code);
void add_schema(CLI::App& app, int& exit_code);
void add_calibrate(CLI::App& app, int& exit_code);
void add_bench(CLI::App& app, int& exit_code);
void add_validate(CLI::App& app, int& exit_code);
void add_crossover(CLI::App& app, int& exit_code);

}  // namespace tachy::cli
