#include "study/trial/survival.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "study/trial/endpoint_values.hpp"

namespace tachy::study {

namespace {

// What happened on one day: relapses and patients last seen, by arm.
struct Day {
  double relapses[2] = {}, leaving[2] = {};
};
using Days = std::map<double, Day>;

double enter(Days& days, std::span<const Contribution> patients, int arm) {
  double n = 0.0;
  for (const Contribution& patient : patients) {
    if (!patient.counted) continue;
    Day& day = days[patient.value];
    day.leaving[arm] += 1.0;
    day.relapses[arm] += patient.relapsed ? 1.0 : 0.0;
    n += 1.0;
  }
  return n;
}

}  // namespace

std::optional<double> median_time(std::span<const Contribution> patients) {
  Days days;
  double at_risk = enter(days, patients, 0), free = 1.0;
  for (const auto& [time, day] : days) {
    free *= 1.0 - day.relapses[0] / at_risk;
    if (free <= 0.5) return time;
    at_risk -= day.leaving[0];
  }
  return std::nullopt;
}

double share_relapsed(std::span<const Contribution> patients) {
  Days days;
  double at_risk = enter(days, patients, 0), free = 1.0;
  for (const auto& [time, day] : days) {
    free *= 1.0 - day.relapses[0] / at_risk;
    at_risk -= day.leaving[0];
  }
  return 1.0 - free;
}

std::optional<double> hazard_ratio(std::span<const Contribution> arm, std::span<const Contribution> against) {
  Days days;
  const double n_arm = enter(days, arm, 1), n_against = enter(days, against, 0);
  if (n_arm == 0.0 || n_against == 0.0) return std::nullopt;
  double log_ratio = 0.0, relapses = 0.0;
  for (int step = 0; step < 20; ++step) {  // Newton on the partial likelihood, which is concave
    double slope = 0.0, curvature = 0.0, in_arm = n_arm, in_against = n_against;
    relapses = 0.0;
    for (const auto& [time, day] : days) {
      const double all = day.relapses[0] + day.relapses[1];
      const double weighted = in_arm * std::exp(log_ratio), share = weighted / (weighted + in_against);
      slope += day.relapses[1] - all * share;
      curvature += all * share * (1.0 - share);
      relapses += all;
      in_arm -= day.leaving[1];
      in_against -= day.leaving[0];
    }
    if (relapses == 0.0) return std::nullopt;
    const double move = curvature > 1e-9 ? slope / curvature : (slope > 0.0 ? 1.0 : -1.0);
    log_ratio = std::clamp(log_ratio + std::clamp(move, -1.0, 1.0), -std::log(50.0), std::log(50.0));
    if (std::abs(move) < 1e-9) break;
  }
  return std::exp(log_ratio);
}

}  // namespace tachy::study
