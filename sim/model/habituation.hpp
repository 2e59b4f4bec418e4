// ODD 7.5: what repeated exposure leaves behind: reward tolerance, craving, neuroadaptation, dose memory.
//
// Separate quantities with their own time courses, never one shared variable: reward tolerance drives
// self-escalation, craving (psychological) and neuroadaptation (physical) raise the risk of misuse and
// withdrawal, and dose memory holds how often and how much was taken lately.
#pragma once

#include "base/elementary.hpp"
#include "model/parameters.hpp"

namespace tachy::model {

// As they stood right after the last dose.
template <class F>
struct Habituation {
  F reward_tolerance;   // 0..1
  F craving;            // 0..1
  F neuroadaptation;    // 0..1
  F sessions_per_week;  // exponentially weighted over the recent past
  F mg_per_week;        // likewise
};

template <class F>
TACHY_INLINE Habituation<F> fade(const Habituation<F>& h, const DependenceParameters& p, F days) {
  const F memory = remaining(days, p.dose_frequency_half_life_days);
  return {h.reward_tolerance * remaining(days, p.reward_tolerance_half_life_days),
          h.craving * remaining(days, p.craving_half_life_days),
          h.neuroadaptation * remaining(days, p.neuroadaptation_half_life_days), h.sessions_per_week * memory,
          h.mg_per_week * memory};
}

// One drug dose of `mg`. Each closes a fixed share of the distance to 1.
template <class F>
TACHY_INLINE Habituation<F> after_dose(const Habituation<F>& h, const DependenceParameters& p, F mg) {
  const F rate = F(7.0f * kLn2 / p.dose_frequency_half_life_days);  // one dose, as a weekly rate
  const auto rise = [](F level, float gain) { return level + F(gain) * (F(1.0f) - level); };
  return {rise(h.reward_tolerance, p.reward_tolerance_gain), rise(h.craving, p.craving_gain),
          rise(h.neuroadaptation, p.neuroadaptation_gain), h.sessions_per_week + rate,
          h.mg_per_week + rate * mg};
}

}  // namespace tachy::model
