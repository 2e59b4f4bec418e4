#include "engine/setup.hpp"

namespace tachy::engine {

Setup set_up(const regimen::Experiment& experiment) {
  Setup s{};
  s.experiment = &experiment;
  s.keys = philox_keys(experiment.seed);
  s.course = model::course_steps(experiment.parameters);
  s.reference = model::pharmacokinetic_reference(experiment.parameters);
  s.days = regimen::simulated_days(experiment.horizon_days);
  s.weeks = s.days < model::kDaysPerWeek ? 1 : s.days / model::kDaysPerWeek;
  const float missed = min(max(experiment.plan.attendance.p_missed, 1e-9f), 0.999f);
  s.logit_missed = log(missed / (1.0f - missed));
  return s;
}

}  // namespace tachy::engine
