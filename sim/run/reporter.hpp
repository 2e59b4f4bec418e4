// What a run reports to its caller. Silent by default; the command line shows it on the terminal.
#pragma once

#include <cstdint>
#include <string_view>

namespace tachy::run {

class Reporter {
 public:
  struct Work {
    std::string_view stage;                           // "run"
    std::uint64_t patients = 0, patients_before = 0;  // before: by an earlier command
    std::uint64_t days_per_patient = 0;   // arm-days, over all arms; 0 = their speed is of no interest
    std::uint64_t patients_per_draw = 0;  // 0 = no draws
  };
  virtual ~Reporter() = default;
  virtual void warn(std::string_view) {}                   // the run goes on, but not as it should
  virtual void notice(std::string_view) {}                 // what happened that nobody asked for
  virtual void begin(const Work&) {}                       // a long piece of work
  virtual void update(std::uint64_t /*patients_done*/) {}  // of it; from any thread
  virtual void end() {}
  virtual void stage_done(std::string_view) {}  // "running": for the time it took
};

}  // namespace tachy::run
