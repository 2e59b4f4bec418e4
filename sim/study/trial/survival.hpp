// Times to relapse: the Kaplan-Meier median and the hazard ratio of two arms.
#pragma once

#include <optional>
#include <span>

namespace tachy::study {

struct Contribution;

// The first day on which at most half are free of relapse; none when that day is not reached.
std::optional<double> median_time(std::span<const Contribution> patients);

// Share who have relapsed by the end of the time watched (Kaplan-Meier: patients lost to sight are allowed
// for).
double share_relapsed(std::span<const Contribution> patients);

// Hazard of `arm` over hazard of `against` (Cox, ties after Breslow), between 1/50 and 50; none unless each
// arm has somebody and there is a relapse.
std::optional<double> hazard_ratio(std::span<const Contribution> arm, std::span<const Contribution> against);

}  // namespace tachy::study
