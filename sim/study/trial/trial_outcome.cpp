#include "study/trial/trial_outcome.hpp"

#include <algorithm>

#include "engine/block.hpp"

namespace tachy::study {

namespace {

// What a block that has lived says about each of its patients in one arm.
void note_ends(const engine::Block& block, std::uint32_t arm, std::vector<PatientEnd>& patients) {
  block.for_each_patient([&](std::uint32_t row, std::uint32_t number) {
    const engine::Rows at{row};
    PatientEnd& patient = patients[number];
    const auto lived = engine::read_arm<float>(block, arm, at);
    const float weight_kg = engine::read_shared<float>(block, at).person.weight_kg;
    patient.sessions = lived.record.sessions;
    patient.last_session_day = lived.clinic.last_dose_day;
    const auto& record = lived.record;
    std::copy(std::begin(record.events), std::end(record.events), patient.events.begin());
    if (patient.sessions > 0)
      patient.mean_mg_per_kg = record.cumulative_mg / static_cast<float>(patient.sessions) / weight_kg;
  });
}

}  // namespace

TrialOutcome simulate_trial(const regimen::Experiment& experiment,
                            const std::vector<std::uint32_t>& rating_days, int threads) {
  TrialOutcome outcome;
  outcome.madrs_per_hamd17 = experiment.parameters.madrs_per_hamd17;
  outcome.ratings = day::RatingSheet(rating_days, experiment.plan.arms, experiment.patients);
  outcome.arms.assign(experiment.plan.arms, std::vector<PatientEnd>(experiment.patients));
  engine::Execution execution;
  execution.threads = threads;
  execution.ratings = &outcome.ratings;
  execution.lived = [&](const engine::Block& block) {
    for (std::uint32_t arm = 0; arm < experiment.plan.arms; ++arm) note_ends(block, arm, outcome.arms[arm]);
  };
  engine::run(experiment, execution);
  return outcome;
}

std::optional<double> PatientRatings::at(std::size_t place) const {
  const float rating = outcome_.ratings.of(arm_, place)[patient_];
  if (rating == day::kNotRated) return std::nullopt;
  return rating;
}

std::optional<double> PatientRatings::on(std::uint32_t day) const {
  const auto& days = outcome_.ratings.days;
  const auto found = std::lower_bound(days.begin(), days.end(), day);
  if (found == days.end() || *found >= day + 7) return std::nullopt;
  return at(static_cast<std::size_t>(found - days.begin()));
}

std::optional<double> PatientRatings::on_or_before(std::uint32_t day) const {
  if (const auto rating = on(day)) return rating;
  if (const auto last = last_rated_day(day)) return on(*last);
  return std::nullopt;
}

std::optional<std::uint32_t> PatientRatings::last_rated_day(std::uint32_t day) const {
  const auto& days = outcome_.ratings.days;
  auto place = static_cast<std::size_t>(std::upper_bound(days.begin(), days.end(), day) - days.begin());
  while (place-- > 0)
    if (at(place)) return days[place];
  return std::nullopt;
}

std::optional<std::uint32_t> PatientRatings::relapse_day(const scenario::RelapseDefinition& relapse,
                                                         std::uint32_t from_day) const {
  const double points = relapse.scale == scenario::Scale::madrs ? outcome_.madrs_per_hamd17 : 1.0;
  const auto& days = outcome_.ratings.days;
  std::uint32_t in_a_row = 0;
  for (std::size_t place = 0; place < days.size(); ++place) {
    if (days[place] <= from_day) continue;
    const auto rating = at(place);
    if (!rating) return std::nullopt;  // has left
    in_a_row = *rating * points >= relapse.score_at_least ? in_a_row + 1 : 0;
    if (in_a_row == relapse.in_a_row) return days[place];
  }
  return std::nullopt;
}

}  // namespace tachy::study
