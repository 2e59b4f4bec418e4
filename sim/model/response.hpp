// ODD 7.2-7.4: opioid gate, antidepressant response, tachyphylaxis.
//
// Benefit is counted in log units of the score: score = baseline * exp(-benefit). A drug session fills
// part of what a patient's ceiling leaves free; the fast part fades over days, some of it consolidates
// and fades over months. Between sessions everything has a closed form, so it is evaluated when somebody
// looks (a visit, a weekly review), never stepped day by day.
#pragma once

#include "base/elementary.hpp"
#include "base/lanes.hpp"
#include "model/parameters.hpp"

namespace tachy::model {

// What a person brings to response; fixed for life.
template <class F>
struct ResponseTraits {
  F baseline_hamd17;         // points at enrolment
  F effect_ceiling;          // Em: the most A + B can reach, log units
  F half_effect_exposure;    // C50, relative to 0.5 mg/kg IV in a typical patient
  F fast_fading_per_day;     // of A
  F slow_fading_per_day;     // of B
  F placebo_responsiveness;  // multiplies every expectancy; median 1
  F new_antidepressant;      // plateau G, log units; 0 when none is started
};

// Benefit and tolerance as they stood right after the last dose (log units, except tolerance).
template <class F>
struct Benefit {
  F fast;          // A
  F consolidated;  // B
  F expectancy;    // P
  F tolerance;     // T of the antidepressant effect
};

// g = 1 - share * occupancy: what opioid blockade leaves of the drug drive.
template <class F>
TACHY_INLINE F opioid_gate(F opioid_share, F mu_occupancy) {
  return F(1.0f) - opioid_share * mu_occupancy;
}

// u = g c^h / (C50^h + c^h), the share of the free ceiling that one session fills. c = 0 gives 0.
template <class F>
TACHY_INLINE F session_drive(F exposure, F half_effect_exposure, F hill, F gate) {
  const F ratio = max(exposure / half_effect_exposure, F(1e-6f));
  const F odds = exp(hill * log(ratio));
  return select(exposure > F(0.0f), gate * odds / (F(1.0f) + odds), F(0.0f));
}

// Fading without a dose for `days`; dA/dt = -k_fast A, dB/dt = c A - k_slow B, solved exactly.
template <class F>
TACHY_INLINE Benefit<F> fade(const Benefit<F>& b, const ResponseTraits<F>& t, const ResponseParameters& p,
                             F days) {
  const F fast_left = exp(-(t.fast_fading_per_day * days));
  const F slow_left = exp(-(t.slow_fading_per_day * days));
  const F consolidation = min(F(p.consolidation_per_day), t.fast_fading_per_day);  // not more than fades
  const F moved = consolidation / (t.fast_fading_per_day - t.slow_fading_per_day);
  return {b.fast * fast_left, b.consolidated * slow_left + b.fast * moved * (slow_left - fast_left),
          b.expectancy * remaining(days, p.expectancy_half_life_days),
          p.antidepressant_tolerance_gain > 0.0f
              ? b.tolerance * remaining(days, p.antidepressant_tolerance_half_life_days)
              : b.tolerance};
}

// A session: drive u fills what the ceiling leaves free, less under tolerance; expectancy is renewed.
template <class F>
TACHY_INLINE Benefit<F> after_session(const Benefit<F>& b, const ResponseTraits<F>& t,
                                      const ResponseParameters& p, F drive, F expectancy) {
  const F filled = F(p.ceiling_saturates);  // 1, or 0 where every session gains as the first one does
  const F free = max(t.effect_ceiling - filled * b.fast - filled * b.consolidated, F(0.0f));
  const F gained = drive * free / (F(1.0f) + b.tolerance / F(p.antidepressant_tolerance_t50));
  const F tolerance_gained = F(p.antidepressant_tolerance_gain) * drive * (F(1.0f) - b.tolerance);
  return {b.fast + gained, b.consolidated, max(b.expectancy, expectancy * t.placebo_responsiveness),
          b.tolerance + tolerance_gained};
}

// A newly started oral antidepressant on `day` of treatment.
template <class F>
TACHY_INLINE F antidepressant_benefit(F plateau, F day, F onset_days) {
  return plateau * (F(1.0f) - exp(-(day / onset_days)));
}

// HAM-D17, points 0..52.
template <class F>
TACHY_INLINE F hamd17(F baseline, F benefit, F fluctuation) {
  return min(max(baseline * exp(-benefit) + fluctuation, F(0.0f)), F(52.0f));
}

}  // namespace tachy::model
