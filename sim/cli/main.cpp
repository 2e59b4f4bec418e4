// Entry point: puts the commands together and turns what goes wrong into an exit code.
#include <fcntl.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <memory_resource>
#include <new>
#include <string_view>
#include <system_error>

#include <CLI/CLI.hpp>
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "cli/version_text.hpp"
#include "engine/parallel.hpp"
#include "output/file/unfinished.hpp"
#include "run/run_metadata.hpp"

namespace {

constexpr const char* kFooter = R"(
Begin here:
  tachy describe scenarios/policy/maintenance.yaml     what would be done, and on what it rests
  tachy run scenarios/policy/maintenance.yaml          do it; the result goes to results/maintenance.h5
  tachy compare results/maintenance.h5                 who is better off, who is worse off

'tachy COMMAND --help' explains a command.
Exit codes:
   0  done
   1  the environment failed: a disk, a file, memory
   2  wrong command line
   3  invalid input
   4  incomplete: points of a sweep or endpoints of a trial failed
   5  a result, or a run that is making it, is in the way
   6  what was asked for does not hold: files differ, a score is missed
  70  a bug of tachy
  75  stopped early: the same command goes on

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
  add_economics(app, exit_code);
  add_study(app, exit_code);
  add_completion(app, exit_code);
  add_report(app, exit_code);
  add_export(app, exit_code);
  add_replay(app, exit_code);
  add_explore(app, exit_code);
  add_schema(app, exit_code);
  add_selftest(app, exit_code);
  add_calibrate(app, exit_code);
  add_bench(app, exit_code);
  add_validate(app, exit_code);
  add_update(app, exit_code);
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

// A file opened later must never become standard output or error: messages would be written into it.
void fill_standard_descriptors() {
  for (int descriptor = ::open("/dev/null", O_RDONLY); 0 <= descriptor && descriptor <= STDERR_FILENO;)
    descriptor =
        ::open("/dev/null", O_RDONLY);  // cannot be written: a closed standard output stays a failure
}

// Where memory is short, nothing may ask for more: not even a message.
[[noreturn]] void end_without_memory() {
  constexpr std::string_view kText = "tachy: there is not enough memory\n";
  constexpr std::string_view kJson = "{\"level\":\"error\",\"message\":\"there is not enough memory\"}\n";
  const std::string_view message = tachy::cli::json_messages() ? kJson : kText;
  tachy::output::remove_unfinished();
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, message.data(), message.size());
  ::_exit(tachy::cli::kFailed);
}

// Whoever needs more stack later, when there is no memory left, crashes. So it grows now, if it can.
void grow_stack() {
  constexpr std::size_t kEnough = std::size_t{1} << 20, kPage = 4096;  // bytes
  std::pmr::memory_resource* const memory = std::pmr::new_delete_resource();
  memory->deallocate(memory->allocate(kEnough), kEnough);
  [[maybe_unused]] volatile char stack[kEnough];
  for (std::size_t place = kEnough; place >= kPage; place -= kPage) stack[place - 1] = 0;
}

int exit_code_of(int argc, char** argv) {
  using namespace tachy::cli;
  try {
    const tachy::engine::ThreadLimit limit(tachy::run::kMostThreads);  // each command says how many it uses
    const int exit_code = run_commands(argc, argv);
    if (std::fflush(stdout) != 0) throw tachy::OutputError("standard output cannot be written");
    return exit_code;
  } catch (const tachy::ResultExists& e) {
    print_error(e.what());
    return kExists;
  } catch (const tachy::OutputError& e) {
    print_error(e.what());
    return kFailed;
  } catch (const std::system_error& e) {
    const bool reader_gone = e.code() == std::errc::broken_pipe;  // of standard output: `tachy ... | head`
    if (!reader_gone) print_error(e.what());
    return kFailed;
  } catch (const std::bad_alloc&) {  // not from new, which ends before
    end_without_memory();
  } catch (const std::exception& e) {
    print_error("this is a bug of tachy, please report it:");
    print_error(e.what());
    return kBug;
  }
}

// Large pieces go back to the system when they are freed. Otherwise glibc keeps more and more of them on a
// heap, where what is small and lasts comes to lie between: under many draws that takes more memory than all
// draws together.
void give_back_memory() {
#if defined(__GLIBC__)
  constexpr int kLarge = 128 * 1024;
  mallopt(M_MMAP_THRESHOLD, kLarge);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  fill_standard_descriptors();
  give_back_memory();
  std::set_new_handler(end_without_memory);
  grow_stack();
  std::signal(SIGXFSZ, SIG_IGN);  // a file-size limit is reported as an error, not as a crash
  std::signal(SIGPIPE, SIG_IGN);  // so is a reader of output that has gone
  return exit_code_of(argc, argv);
}
