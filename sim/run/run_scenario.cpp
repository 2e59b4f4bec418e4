#include "run/run_scenario.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/grouped.hpp"
#include "output/file/output_lock.hpp"
#include "regimen/calendar.hpp"
#include "run/outcome_input.hpp"
#include "run/result_path.hpp"

namespace tachy::run {

namespace {

struct StoppedWhileLogging {};  // thrown through the writing of the file, which leaves nothing behind

constexpr std::uint32_t kDaysShownOneByOne = 8 * model::kDaysPerWeek;

class Run {
 public:
  Run(const scenario::Scenario& scenario, const RunRequest& request, Reporter& reporter,
      const std::function<bool()>& stop_asked)
      : scenario_(scenario),
        request_(request),
        reporter_(reporter),
        stop_asked_(stop_asked),
        checkpoint_(request.result, scenario, request.force) {}

  RunResult go() {
    const std::uint32_t patients = scenario_.experiment.patients, before = checkpoint_.start().patients.count;
    if (before > 0)
      reporter_.notice(fmt::format("going on after {} of {} patients, kept in {}", grouped(before),
                                   grouped(patients), part()));
    result_.finished = live();
    reporter_.stage_done("running");
    if (result_.finished.patients.count < patients) {
      result_.kept_in = checkpoint_.keep_anywhere(result_.finished);
      return ended(RunEnd::stopped);
    }
    if (result_.finished.tallies.enrolled == 0) {
      checkpoint_.remove();
      return ended(RunEnd::nobody_eligible);
    }
    return write_all();
  }

 private:
  std::string part() const { return part_path(request_.result).string(); }

  RunResult ended(RunEnd end) {
    result_.end = end;
    const auto lived = static_cast<std::uint64_t>(result_.finished.tallies.enrolled);
    result_.metadata = {request_.threads, checkpoint_.seconds(), lived * days_per_patient(scenario_)};
    return std::move(result_);
  }

  // All patients, or as many as are finished before the run is stopped.
  engine::Finished live() {
    engine::Execution execution = watched();
    execution.go_on = [&](const engine::Finished& finished) {
      if (stop_asked_()) return false;
      checkpoint_.keep_now_and_then(finished, [&](const std::string& failure) { reporter_.warn(failure); });
      return true;
    };
    const auto& experiment = scenario_.experiment;
    reporter_.begin(
        {"run", experiment.patients, checkpoint_.start().patients.count, days_per_patient(scenario_)});
    engine::Finished finished =
        engine::run_from(checkpoint_.start(), experiment, {0, experiment.patients}, execution);
    reporter_.end();
    return finished;
  }

  engine::Execution watched() {
    engine::Execution execution;
    execution.threads = request_.threads;
    execution.progress = [&](std::uint64_t done) { reporter_.update(done); };
    return execution;
  }

  RunResult write_all() {
    try {
      write_outcome();
    } catch (const StoppedWhileLogging&) {
      return ended(RunEnd::stopped_while_logging);
    } catch (const ResultExists& e) {
      throw ResultExists(with_what_is_kept(e));
    } catch (const OutputError& e) {
      throw OutputError(with_what_is_kept(e));
    }
    checkpoint_.remove();
    RunResult result = ended(RunEnd::written);
    try {
      write_run_metadata(request_.result, result.metadata);
    } catch (const OutputError& e) {
      reporter_.warn(fmt::format("the result is written, but not how long it took: {}", e.what()));
    }
    reporter_.stage_done("writing the result");
    return result;
  }

  std::string with_what_is_kept(const OutputError& failure) {
    try {
      const std::filesystem::path kept = checkpoint_.keep_anywhere(result_.finished);
      const std::string advice = kept == part_path(request_.result)
                                     ? "the same command writes it again"
                                     : fmt::format("the same command finds it as {}", part());
      return fmt::format("{}; what was found is kept in {}: {}", failure.what(), kept.string(), advice);
    } catch (const OutputError& e) {
      return fmt::format("{}; nor could what was found be kept: {}", failure.what(), e.what());
    }
  }

  // A log can take longer than the run, so finished work is kept before it begins.
  void write_outcome() {
    output::OutcomeInput input = outcome_input(scenario_, result_.finished.tallies);
    if (scenario_.experiment.horizon_days <= kDaysShownOneByOne) input.by_day = lived_by_day();
    if (request_.log.wanted()) {
      checkpoint_.keep(result_.finished);
      input.log = patients_to_log();
      reporter_.stage_done("choosing the patients to log");
      reporter_.begin({"logging", input.log.patients.size()});
      input.log.stories = [&](const trace::DiaryTaker& take) { tell_stories(input.log.patients, take); };
    }
    output::write_outcome(request_.result, input,
                          request_.force ? output::Existing::replaced : output::Existing::refused);
    if (request_.log.wanted()) reporter_.end();
  }

  // The same patients once more, counted day by day: a small part of the work of a longer run.
  engine::Tallies lived_by_day() {
    regimen::Experiment experiment = scenario_.experiment;
    for (std::uint32_t day = 0; day < experiment.horizon_days; ++day)
      experiment.period_ends.push_back(day + 1);
    engine::Execution execution;
    execution.threads = request_.threads;
    execution.go_on = [&](const engine::Finished&) {
      stop_if_asked();
      return true;
    };
    return engine::run(experiment, execution);
  }

  output::PatientLog patients_to_log() {
    engine::Execution execution = watched();
    execution.go_on = [&](const engine::Finished&) {
      stop_if_asked();
      return true;
    };
    reporter_.begin({"choosing", scenario_.experiment.patients});
    output::PatientLog log = choose_patients(scenario_.experiment, request_.log, execution);
    reporter_.end();
    return log;
  }

  void tell_stories(const std::vector<std::uint32_t>& patients, const trace::DiaryTaker& take) {
    const day::Setup setup = day::set_up(scenario_.experiment);
    std::size_t told = 0;
    trace::keep_diaries(setup, patients, request_.threads,
                        [&](std::uint32_t patient, const trace::Diary& diary) {
                          take(patient, diary);
                          stop_if_asked();
                          reporter_.update(++told);
                        });
  }

  void stop_if_asked() const {
    if (stop_asked_()) throw StoppedWhileLogging{};
  }

  const scenario::Scenario& scenario_;
  const RunRequest& request_;
  Reporter& reporter_;
  const std::function<bool()>& stop_asked_;
  Checkpoint checkpoint_;
  RunResult result_;
};

}  // namespace

std::uint64_t days_per_patient(const scenario::Scenario& scenario) {
  return std::uint64_t{scenario.experiment.horizon_days} * scenario.arms.size();
}

RunResult run_scenario(const scenario::Scenario& scenario, const RunRequest& request, Reporter& reporter,
                       const std::function<bool()>& stop_asked) {
  check_result_path(request.result, request.force, request.create_folder);
  const output::OutputLock lock(request.result);
  if (!lock.missing_because().empty())
    reporter.warn(fmt::format("no lock on {} ({}): see to it that no other run writes it",
                              request.result.string(), lock.missing_because()));
  check_result_path(request.result, request.force, false);  // another run may just have finished
  return Run(scenario, request, reporter, stop_asked).go();
}

}  // namespace tachy::run
