// ODD 7.2: blockade of mu-opioid receptors by oral naltrexone, and what it leaves of the drug's drive.
//
// Occupancy rests on a ratio x of occupied to free receptors: x rises in proportion to time, peaks in
// proportion to the dose, and halves again and again; occupancy = x / (1 + x). Rows: opioid_blockade.cpp.
#pragma once

#include "base/elementary.hpp"
#include "base/lanes.hpp"
#include "model/parameters.hpp"

namespace tachy::model {

// The dose that the peak ratio is given for.
inline constexpr float kNaltrexoneReferenceMg = 50.0f;

// Share of receptors blocked so many hours after the tablet; 0 without one.
inline float naltrexone_occupancy(const OpioidParameters& p, float dose_mg, float hours_before) {
  const float peak = p.naltrexone_peak_ratio * dose_mg / kNaltrexoneReferenceMg;
  const float ratio = hours_before < p.naltrexone_rise_h
                          ? peak * hours_before / p.naltrexone_rise_h
                          : peak * remaining(hours_before - p.naltrexone_rise_h, p.naltrexone_half_life_h);
  return ratio / (1.0f + ratio);
}

// g = 1 - share * occupancy: what opioid blockade leaves of the drug drive.
template <class F>
TACHY_INLINE F opioid_gate(F opioid_share, F mu_occupancy) {
  return F(1.0f) - opioid_share * mu_occupancy;
}

}  // namespace tachy::model
