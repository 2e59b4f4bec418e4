#include "run/run_scenario.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/grouped.hpp"
#include "engine/misuse_clocks.hpp"
#include "output/file/output_lock.hpp"
#include "regimen/calendar.hpp"
#include "run/outcome_input.hpp"
#include "run/result_path.hpp"

namespace tachy::run {

namespace {

// With as many misuse clocks as are worth their time; the same under every draw.
scenario::Scenario with_copies(scenario::Scenario scenario, int threads) {
  scenario.experiment.misuse_clocks = engine::misuse_clocks_for(scenario.experiment, threads);
  return scenario;
}

// For what the copies have no part in.
regimen::Experiment without_copies(regimen::Experiment experiment) {
  experiment.misuse_clocks = 1;
  return experiment;
}

struct StoppedWhileWriting {};  // thrown through the writing of the file, which leaves nothing behind

constexpr std::uint32_t kDaysShownOneByOne = 8 * model::kDaysPerWeek;
constexpr std::chrono::seconds kMoment{1};

// A draw has few patients: so many in a block that every thread has some blocks, and the last ones to finish
// keep the others waiting for little. Lanes come in groups of 112 patients.
std::uint32_t block_for(std::uint32_t patients, int threads) {
  constexpr std::uint32_t kGroup = 112, kBlocksEach = 16;
  const auto wanted = static_cast<std::uint64_t>(threads) * kBlocksEach;
  const auto groups = static_cast<std::uint32_t>(patients / (wanted * kGroup));
  return std::clamp((groups + 1) * kGroup, kGroup, engine::Execution{}.patients_per_block);
}

// A draw of which nobody has lived yet, as a part file can keep it.
engine::Finished nothing_lived() { return {{}, engine::Tallies(0, 0)}; }

class Run {
 public:
  Run(const scenario::Scenario& scenario, const RunRequest& request, Reporter& reporter,
      const std::function<bool()>& stop_asked)
      : scenario_(with_copies(scenario, request.threads)),
        request_(request),
        reporter_(reporter),
        stop_asked_(stop_asked),
        checkpoint_(request.result, scenario_, request.force),
        unfinished_(checkpoint_.start()),
        draws_(checkpoint_.draws()) {}

  RunResult go() {
    tell_what_is_kept();
    const bool all = scenario_.uncertainty ? live_draws() : live();
    reporter_.stage_done("running");
    if (!all) {
      result_.kept_in = checkpoint_.keep_anywhere(unfinished_);
      return ended(RunEnd::stopped);
    }
    if (lives() == 0) {
      checkpoint_.remove();
      return ended(RunEnd::nobody_eligible);
    }
    return write_all();
  }

 private:
  std::string part() const { return part_path(request_.result).string(); }

  void tell_what_is_kept() {
    const std::uint32_t before = unfinished_.patients.count;
    if (draws_ && draws_->count() > 0)
      reporter_.notice(fmt::format("going on after {}, kept in {}",
                                   words_for_lived(*scenario_.uncertainty, draws_->count()), part()));
    else if (before > 0)
      reporter_.notice(fmt::format("going on after {} of {} patients, kept in {}", grouped(before),
                                   grouped(scenario_.experiment.patients), part()));
  }

  std::int64_t lives() const { return unfinished_.tallies.enrolled + (draws_ ? draws_->lives() : 0); }

  RunResult ended(RunEnd end) {
    result_.end = end;
    result_.metadata = {request_.threads, checkpoint_.seconds(),
                        static_cast<std::uint64_t>(lives()) * days_per_patient(scenario_)};
    result_.finished = unfinished_;
    if (draws_) {
      result_.draws = draws_->count();
      result_.finished = {{0, scenario_.uncertainty->patients}, draws_->together()};
    }
    return std::move(result_);
  }

  void keep_now_and_then() {
    checkpoint_.keep_now_and_then(unfinished_, [&](const std::string& failure) { reporter_.warn(failure); });
  }

  // All patients; false when the run is stopped before they are finished.
  bool live() {
    const auto& experiment = scenario_.experiment;
    reporter_.begin({"run", experiment.patients, unfinished_.patients.count, days_per_patient(scenario_)});
    const bool all = live_all(experiment, watched(), true);
    reporter_.end();
    return all;
  }

  // Goes on from unfinished_ to the last patient. A piece of work that is over in a moment is not
  // interrupted: between batches of patients threads wait for each other.
  bool live_all(const regimen::Experiment& experiment, engine::Execution execution, bool can_stop) {
    if (can_stop)
      execution.go_on = [&](const engine::Finished& finished) {
        if (stop_asked_()) return false;
        checkpoint_.keep_now_and_then(finished, [&](const std::string& failure) { reporter_.warn(failure); });
        return true;
      };
    unfinished_ = engine::run_from(std::move(unfinished_), experiment, {0, experiment.patients}, execution);
    return unfinished_.patients.count == experiment.patients;
  }

  // The draws, one after the other; false when the run is stopped before the last.
  bool live_draws() {
    const scenario::Uncertainty& u = *scenario_.uncertainty;
    reporter_.begin({"run", u.lives(), u.lives_in(draws_->count()) + unfinished_.patients.count,
                     days_per_patient(scenario_), u.patients});
    bool in_a_moment = false, all = true;
    while (all && draws_->count() < u.draws_with_variants()) {
      const auto start = std::chrono::steady_clock::now();
      const regimen::Experiment experiment = scenario::experiment_under(scenario_, draws_->count());
      all = live_all(experiment, watched_draw(experiment.patients), !in_a_moment);
      in_a_moment = std::chrono::steady_clock::now() - start < kMoment;
      if (!all) break;
      draws_->add(unfinished_.tallies);
      unfinished_ = nothing_lived();
      keep_now_and_then();
      all = draws_->count() == u.draws_with_variants() || !stop_asked_();
    }
    reporter_.end();
    return all;
  }

  engine::Execution watched_draw(std::uint32_t patients) {
    engine::Execution execution = watched();
    execution.patients_per_block = block_for(patients, request_.threads);
    const std::uint64_t lived = scenario_.uncertainty->lives_in(draws_->count());
    execution.progress = [this, lived](std::uint64_t done) { reporter_.update(lived + done); };
    return execution;
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
    } catch (const StoppedWhileWriting&) {
      result_.kept_in = checkpoint_.keep_anywhere(unfinished_);
      return ended(RunEnd::stopped_while_writing);
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
      const std::filesystem::path kept = checkpoint_.keep_anywhere(unfinished_);
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
    output::OutcomeInput input =
        draws_ ? outcome_input(scenario_, draws_) : outcome_input(scenario_, unfinished_.tallies);
    if (!draws_ && scenario_.experiment.horizon_days <= kDaysShownOneByOne) input.by_day = lived_by_day();
    if (request_.log.wanted()) {
      checkpoint_.keep(unfinished_);
      input.log = patients_to_log();
      reporter_.stage_done("choosing the patients to log");
      reporter_.begin({"logging", input.log.patients.size()});
      input.log.stories = [&](const trace::DiaryTaker& take) { tell_stories(input.log.patients, take); };
    }
    output::write_outcome(request_.result, input,
                          request_.force ? output::Existing::replaced : output::Existing::refused);
    if (request_.log.wanted()) reporter_.end();
  }

  // The same patients once more, counted day by day: what is counted over a week is no sum over its days.
  engine::Tallies lived_by_day() {
    regimen::Experiment experiment = without_copies(scenario_.experiment);
    for (std::uint32_t day = 0; day < experiment.horizon_days; ++day)
      experiment.period_ends.push_back(day + 1);
    reporter_.begin({"day by day", experiment.patients, 0, days_per_patient(scenario_)});
    engine::Tallies tallies = engine::run(experiment, watched_for_a_stop());
    reporter_.end();
    return tallies;
  }

  output::PatientLog patients_to_log() {
    reporter_.begin({"choosing", scenario_.experiment.patients});
    output::PatientLog log =
        choose_patients(without_copies(scenario_.experiment), request_.log, watched_for_a_stop());
    reporter_.end();
    return log;
  }

  void tell_stories(const std::vector<std::uint32_t>& patients, const trace::DiaryTaker& take) {
    const regimen::Experiment experiment = without_copies(scenario_.experiment);
    const day::Setup setup = day::set_up(experiment);
    std::size_t told = 0;
    trace::keep_diaries(setup, patients, request_.threads,
                        [&](std::uint32_t patient, const trace::Diary& diary) {
                          take(patient, diary);
                          stop_if_asked();
                          reporter_.update(++told);
                        });
  }

  engine::Execution watched_for_a_stop() {
    engine::Execution execution = watched();
    execution.go_on = [&](const engine::Finished&) {
      stop_if_asked();
      return true;
    };
    return execution;
  }

  void stop_if_asked() const {
    if (stop_asked_()) throw StoppedWhileWriting{};
  }

  const scenario::Scenario scenario_;
  const RunRequest& request_;
  Reporter& reporter_;
  const std::function<bool()>& stop_asked_;
  Checkpoint checkpoint_;
  engine::Finished unfinished_;  // of the run, or of the draw that is being lived
  const std::shared_ptr<output::CollectedDraws>& draws_;
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
