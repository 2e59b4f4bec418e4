#include "study/worth/study_data.hpp"

#include <algorithm>
#include <mutex>

#include <fmt/format.h>

#include "engine/parallel.hpp"
#include "engine/run.hpp"
#include "output/outcome/draws.hpp"

namespace tachy::study {

namespace {

constexpr std::uint32_t kFewestStudies = 4, kMostStudies = 20;  // of one size in one draw

// All who take part in some study of a draw.
std::uint32_t people_of_an_arm(const scenario::StudyDesign& study) {
  return kFewestStudies * study.sizes.back();
}

// The arm alone, under the draw. Another replicate, so that nobody takes part in two draws' studies, nor is
// a patient of the result.
regimen::Experiment arm_under(const scenario::Scenario& trial, std::uint32_t arm, const scenario::Draw& draw,
                              std::uint32_t draw_number) {
  regimen::Experiment experiment = trial.experiment;
  scenario::apply_draw(draw, trial.parameter_origins, experiment.parameters);
  experiment.plan.arm[0] = trial.experiment.plan.arm[arm];
  experiment.plan.arms = 1;
  experiment.reference_arm = 0;
  experiment.misuse_clocks = 1;
  experiment.replicate = draw_number + 1;
  experiment.patients = people_of_an_arm(*trial.study) * trial.experiment.plan.arms;
  return experiment;
}

// An arm's participants in groups as large as the smallest study, by year.
std::vector<engine::Tallies> groups_of(const scenario::Scenario& trial, std::uint32_t arm,
                                       const regimen::Experiment& experiment) {
  const std::uint32_t all = people_of_an_arm(*trial.study), group = trial.study->sizes.front();
  std::vector<engine::Tallies> groups;
  for (std::uint32_t first = 0; first < all; first += group) {
    const engine::PatientRange people{arm * all + first, group};
    const engine::Finished lived = engine::run_from({}, experiment, people, {.threads = 1});
    groups.push_back(output::in_years(lived.tallies, experiment.horizon_days));
  }
  return groups;
}

// The summaries of an arm: totals, then weekly counts year by year.
std::vector<double> summaries_of(const scenario::StudyDesign& study, const engine::Tallies& arm) {
  std::vector<double> values;
  const double people = std::max<double>(static_cast<double>(arm.enrolled), 1.0);
  for (const model::Total total : study.totals)
    values.push_back(static_cast<double>(arm.at(0, total).sum) * arm.scale_of(model::row_of(total)) / people);
  for (const model::Weekly weekly : study.weekly)
    for (std::uint32_t year = 0; year < arm.periods; ++year) {
      const auto alive = static_cast<double>(arm.at(0, year, model::Weekly::alive));
      values.push_back(alive == 0.0 ? 0.0
                                    : static_cast<double>(arm.at(0, year, weekly)) *
                                          arm.scale_of(model::row_of(weekly)) / alive);
    }
  return values;
}

std::vector<std::string> names_of_summaries(const scenario::Scenario& trial, std::uint32_t years) {
  std::vector<std::string> names;
  for (const scenario::ArmName& arm : trial.arms) {
    for (const model::Total total : trial.study->totals)
      names.push_back(fmt::format("{}: {}", arm.id, model::row_of(total).name));
    for (const model::Weekly weekly : trial.study->weekly)
      for (std::uint32_t year = 0; year < years; ++year)
        names.push_back(fmt::format("{}: {}, year {}", arm.id, model::row_of(weekly).name, year + 1));
  }
  return names;
}

// All that one draw's participants did: [arm][group].
using Lived = std::vector<std::vector<engine::Tallies>>;

Lived live_under(const scenario::Scenario& trial, const scenario::Draw& draw, std::uint32_t number) {
  Lived lived;
  for (std::uint32_t arm = 0; arm < trial.experiment.plan.arms; ++arm)
    lived.push_back(groups_of(trial, arm, arm_under(trial, arm, draw, number)));
  return lived;
}

std::vector<double> one_study(const scenario::StudyDesign& study, const Lived& lived, std::size_t first,
                              std::size_t groups) {
  std::vector<double> values;
  for (const std::vector<engine::Tallies>& arm : lived) {
    engine::Tallies all = arm[first];
    for (std::size_t group = first + 1; group < first + groups; ++group) all.add(arm[group]);
    const std::vector<double> of_arm = summaries_of(study, all);
    values.insert(values.end(), of_arm.begin(), of_arm.end());
  }
  return values;
}

StudyOfSize of_size(const scenario::StudyDesign& study, std::uint32_t people,
                    const std::vector<Lived>& draws) {
  StudyOfSize result{.people = people, .seen = {}};
  const std::size_t groups = people / study.sizes.front();
  const std::size_t studies = std::min(people_of_an_arm(study) / people, kMostStudies);
  for (std::size_t number = 0; number < studies; ++number)
    for (const Lived& lived : draws) {
      const std::vector<double> values = one_study(study, lived, number * groups, groups);
      result.seen.resize(values.size());
      for (std::size_t i = 0; i < values.size(); ++i) result.seen[i].push_back(values[i]);
    }
  return result;
}

}  // namespace

StudyData make_study(const scenario::Scenario& trial, const std::vector<scenario::Draw>& draws, int threads,
                     const std::function<void(double)>& done) {
  std::vector<Lived> lived(draws.size());
  std::mutex mutex;
  std::size_t finished = 0;
  engine::for_each(draws.size(), threads, [&](std::size_t draw) {
    lived[draw] = live_under(trial, draws[draw], static_cast<std::uint32_t>(draw));
    const std::lock_guard lock(mutex);
    ++finished;
    if (done) done(static_cast<double>(finished) / static_cast<double>(draws.size()));
  });
  StudyData data{.summaries = names_of_summaries(trial, lived.front().front().front().periods), .sizes = {}};
  for (const std::uint32_t people : trial.study->sizes)
    data.sizes.push_back(of_size(*trial.study, people, lived));
  return data;
}

}  // namespace tachy::study
