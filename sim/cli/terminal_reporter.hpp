// Shows on the terminal what a run tells: messages, a line of progress, and with -v the time of each stage.
#pragma once

#include <optional>

#include "cli/progress.hpp"
#include "cli/stage_times.hpp"
#include "run/reporter.hpp"

namespace tachy::cli {

class TerminalReporter : public run::Reporter {
 public:
  void warn(std::string_view message) override { print_warning(message); }
  void notice(std::string_view message) override { print_notice(message); }
  void begin(const Work& work) override { progress_.emplace(work); }
  void update(std::uint64_t patients_done) override {
    if (progress_) progress_->update(patients_done);
  }
  void end() override { progress_.reset(); }
  void stage_done(std::string_view stage) override { times_.stage(stage); }

 private:
  std::optional<Progress> progress_;
  StageTimes times_;
};

}  // namespace tachy::cli
