#include <cmath>

#include "bench/plain_patient.hpp"
#include "model/definitions.hpp"

namespace tachy::bench {

namespace {

using model::Dependence;

void enter(Patient& p, Luck& luck, Dependence state) {
  p.dependence = state;
  p.leave.restart(luck);
  p.worsen.restart(luck);
  p.ever_misused |= state == Dependence::misuse;
  p.ever_disorder |= state == Dependence::use_disorder;
  if (state == Dependence::none) p.misuse.restart(luck);
}

void withdraw(const World& world, Patient& p, Luck& luck, std::uint32_t day) {
  const model::Parameters& m = world.parameters;
  if (!luck.happens(m.withdrawal_probability)) return;
  p.withdrawal_until =
      day + static_cast<std::uint32_t>(luck.between(model::kWithdrawalDaysMin, m.withdrawal_days_max) + 0.5);
}

void take_own_dose(const World& world, Patient& p, double mg) {
  const model::Parameters& m = world.parameters;
  p.reward_tolerance += m.reward_tolerance_gain * (1.0 - p.reward_tolerance);
  p.craving += m.craving_gain * (1.0 - p.craving);
  p.neuroadaptation += m.neuroadaptation_gain * (1.0 - p.neuroadaptation);
  p.tolerance += m.antidepressant_tolerance_gain * (1.0 - p.tolerance);
  p.sessions_per_week += world.dose_as_weekly_rate;
  p.mg_per_week += world.dose_as_weekly_rate * mg;
  p.cumulative_mg += mg;
  p.misuse_mg += mg;
}

bool is_day_of_use(double days_per_week, std::uint32_t day) {
  return std::floor(days_per_week * day / 7.0) > std::floor(days_per_week * (day - 1.0) / 7.0);
}

}  // namespace

model::HarmOfUse harm_of_use(const World& world, const Patient& p) {
  if (p.dependence == Dependence::misuse) return world.harms_of_use.misuse;
  if (p.dependence == Dependence::use_disorder) return world.harms_of_use.use_disorder;
  return {};
}

void live_with_dependence(const World& world, Patient& p, Luck& luck, std::uint32_t day) {
  const model::Parameters& m = world.parameters;
  constexpr double kDaysPerYear = 365.25;
  switch (p.dependence) {
    case Dependence::none:
      return enter(p, luck, Dependence::misuse);
    case Dependence::misuse: {
      if (is_day_of_use(m.misuse_days_per_week, day))
        take_own_dose(world, p, m.misuse_dose_mg * (1.0 + (m.misuse_escalation - 1.0) * p.reward_tolerance));
      const bool quits = p.leave.runs_out(m.misuse_quit_per_year / kDaysPerYear);
      const bool worsens = p.worsen.runs_out(m.use_disorder_per_year * p.risk_ratio / kDaysPerYear);
      if (quits || worsens) enter(p, luck, quits ? Dependence::none : Dependence::use_disorder);
      return;
    }
    case Dependence::use_disorder: {
      if (is_day_of_use(m.disorder_days_per_week, day)) take_own_dose(world, p, m.disorder_dose_mg);
      const double remission =
          p.misuse_detected ? m.disorder_remission_treated_per_year : m.disorder_remission_per_year;
      if (!p.leave.runs_out(remission / kDaysPerYear)) return;
      withdraw(world, p, luck, day);
      return enter(p, luck, Dependence::remission);
    }
    case Dependence::remission:
      if (p.worsen.runs_out(m.disorder_relapse_per_year / kDaysPerYear))
        enter(p, luck, Dependence::use_disorder);
  }
}

}  // namespace tachy::bench
