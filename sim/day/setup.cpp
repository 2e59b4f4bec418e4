#include "day/setup.hpp"

#include "regimen/divergence.hpp"

namespace tachy::day {

namespace {

// Each arm shares its first days with the earlier arm that it stays equal to for longest, provided that one
// is simulated itself.
std::array<Beginning, regimen::kMaxArms> beginnings(const regimen::Plan& plan, std::uint32_t days) {
  std::array<Beginning, regimen::kMaxArms> beginning = {};
  for (std::uint32_t arm = 1; arm < plan.arms; ++arm)
    for (std::uint32_t earlier = 0; earlier < arm; ++earlier) {
      if (beginning[earlier].until > 0) continue;
      const std::uint32_t until = regimen::parting_day(plan.arm[earlier], plan.arm[arm], days);
      if (until > beginning[arm].until) beginning[arm] = {earlier, until};
    }
  return beginning;
}

}  // namespace

Setup set_up(const regimen::Experiment& experiment) {
  Setup s{};
  s.experiment = &experiment;
  s.keys = philox_keys(experiment.seed);
  s.course = model::course_steps(experiment.parameters);
  s.reference = model::pharmacokinetic_reference(experiment.parameters);
  s.days = regimen::simulated_days(experiment.horizon_days);
  s.beginning = beginnings(experiment.plan, s.days);
  s.weeks = s.days < model::kDaysPerWeek ? 1 : s.days / model::kDaysPerWeek;
  const float missed = min(max(experiment.plan.attendance.p_missed, 1e-9f), 0.999f);
  s.logit_missed = log(missed / (1.0f - missed));
  return s;
}

}  // namespace tachy::day
