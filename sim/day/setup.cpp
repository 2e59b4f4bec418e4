#include "day/setup.hpp"

#include "model/harms.hpp"
#include "model/opioid_blockade.hpp"
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

// The period of each day: a week, or as the ends say.
std::vector<std::uint32_t> periods_of(const regimen::Experiment& experiment, std::uint32_t days) {
  std::vector<std::uint32_t> period(days);
  const std::vector<std::uint32_t>& ends = experiment.period_ends;
  for (std::uint32_t day = 0, number = 0; day < days; ++day) {
    if (number + 1 < ends.size() && day >= ends[number]) ++number;
    period[day] = ends.empty() ? day / model::kDaysPerWeek : number;
  }
  return period;
}

// By the naltrexone of each phase.
void work_out_blockade(const regimen::Experiment& e, Setup& s) {
  for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm)
    for (std::uint32_t number = 0; number < e.plan.arm[arm].phases; ++number) {
      const regimen::Phase& phase = e.plan.arm[arm].phase[number];
      s.mu_occupancy[arm][number] =
          model::naltrexone_occupancy(e.parameters, phase.naltrexone_mg, phase.naltrexone_hours_before);
    }
}

}  // namespace

bool some_session_is_gated(const regimen::Experiment& experiment) {
  if (!(experiment.parameters.opioid_share > 0.0f)) return false;
  for (std::uint32_t arm = 0; arm < experiment.plan.arms; ++arm)
    for (std::uint32_t phase = 0; phase < experiment.plan.arm[arm].phases; ++phase)
      if (experiment.plan.arm[arm].phase[phase].naltrexone_mg > 0.0f) return true;
  return false;
}

Setup set_up(const regimen::Experiment& experiment) {
  Setup s{};
  s.experiment = &experiment;
  s.keys = philox_keys(experiment.seed);
  s.course = model::course_steps(experiment.parameters);
  s.reference = model::pharmacokinetic_reference(experiment.parameters);
  s.harms_of_use = model::harms_of_use(experiment.parameters);
  s.days = experiment.horizon_days;
  s.beginning = beginnings(experiment.plan, s.days);
  work_out_blockade(experiment, s);
  s.gates = some_session_is_gated(experiment);
  s.period_of_day = periods_of(experiment, s.days);
  s.periods = s.period_of_day.back() + 1;
  for (std::uint32_t day = 0; day < s.days; ++day) {
    s.lasting_reached_on.push_back(model::lasting_reached(experiment.parameters, to_float(day)));
    s.ageing_on.push_back(model::ageing_ratio(experiment.parameters, to_float(day)));
  }
  const float missed = min(max(experiment.plan.attendance.p_missed, 1e-9f), 0.999f);
  s.logit_missed = model::logit_of_mean(missed, experiment.parameters.attendance_sd);
  s.attendance = experiment.plan.attendance;
  s.attendance.p_late = min(s.attendance.p_late / (1.0f - missed), 1.0f);
  return s;
}

}  // namespace tachy::day
