// ODD 7.2: blockade of mu-opioid receptors by oral naltrexone, and what it leaves of the drug's benefit.
//
// Occupancy rests on a ratio x of occupied to free receptors: x rises in proportion to time, peaks in
// proportion to the dose, and halves again and again; occupancy = x / (1 + x). Rows: opioid_blockade.cpp.
#pragma once

#include "base/elementary.hpp"
#include "base/lanes.hpp"
#include "model/parameters.hpp"
#include "model/response.hpp"

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

// g = 1 - share * occupancy: what opioid blockade leaves of the benefit that a session builds.
template <class F>
TACHY_INLINE F opioid_gate(F opioid_share, F mu_occupancy) {
  return F(1.0f) - opioid_share * mu_occupancy;
}

// Share of the drug's benefit that is left, 0..1: that part of the level A + B which passed the gates of the
// sessions that built it. So a share of 1 under full blockade leaves nothing of any number of sessions,
// though benefit saturates in their sum.
template <class F>
TACHY_INLINE F share_passed(const Level<F>& passed, const Benefit<F>& all) {
  const F level = all.fast + all.consolidated;
  return select(level > F(0.0f), (passed.fast + passed.consolidated) / level, F(1.0f));
}

}  // namespace tachy::model
