// ODD 7.3 and 7.4: antidepressant response, tachyphylaxis.
//
// Benefit is counted in log units of the score: score = baseline * exp(-benefit), less where that is worse
// than the baseline. Drug sessions raise a level; its fast part fades over days, some of it consolidates and
// fades over months. What the level is worth is sigmoid in it and saturates at the patient's ceiling: a low
// level is worth little, so that one session wears off within two weeks, while what many have built up lasts.
// Between sessions everything has a closed form, so it is evaluated when somebody looks (a visit, a weekly
// review), never stepped day by day.
//
// With `benefit_is_sigmoid` = 0 the benefit is a hyperbola of the level. With `sessions_add_up` = 0 it is the
// session that saturates: it fills a share of what the ceiling leaves free, and A and B are log units
// themselves.
#pragma once

#include "base/elementary.hpp"
#include "base/lanes.hpp"
#include "model/definitions.hpp"
#include "model/dose_form.hpp"
#include "model/parameters.hpp"

namespace tachy::model {

// What a patient brings to response; fixed for life.
template <class F>
struct ResponseTraits {
  F baseline_hamd17;         // points at enrolment
  F effect_ceiling;          // Em: the most the drug can do, log units
  F half_effect_exposure;    // C50, relative to 0.5 mg/kg IV in a typical patient
  F fast_fading_per_day;     // of A
  F slow_fading_per_day;     // of B
  F placebo_responsiveness;  // multiplies every expectancy; median 1
  F new_antidepressant;      // plateau G, log units; 0 when none is started
  F lasting_improvement;     // plateau g of the usual course, log units
};

// The two parts of a level, right after the last dose.
template <class F>
struct Level {
  F fast;          // A
  F consolidated;  // B
};

// Benefit and tolerance as they stood right after the last dose. A + B = 1 is half of the ceiling.
template <class F>
struct Benefit {
  F fast;          // A
  F consolidated;  // B
  F expectancy;    // P, log units
  F unblinding;    // U, log units: further expectancy of a patient who felt the drug
  F tolerance;     // T of the antidepressant effect
};

// The expectancy that a session raises in a patient of median placebo responsiveness, log units.
struct SessionExpectancy {
  float of_any_session;  // raises P
  float of_feeling_it;   // raises U
};

// u = (c / C50)^h: 1 where one session alone reaches half of the ceiling. c = 0 gives 0. Where sessions do
// not add up: u = c^h / (C50^h + c^h), the share of the free ceiling that one session fills.
template <class F>
TACHY_INLINE F session_drive(const ResponseParameters& p, F exposure, F half_effect_exposure) {
  const F ratio = max(exposure / half_effect_exposure, F(1e-6f));
  const F level = exp(F(p.hill) * log(ratio));
  const F drive = p.sessions_add_up > 0.0f ? level : level / (F(1.0f) + level);
  return select(exposure > F(0.0f), drive, F(0.0f));
}

// A session that is felt to be the drug raises as much expectancy as an inert one, and more. With
// `expectancy_gated` on, opioid blockade takes its share of both.
TACHY_INLINE SessionExpectancy expectancy_of_session(const Parameters& p, ExpectancyKind kind, float gate) {
  const float kept = 1.0f - p.expectancy_gated * (1.0f - gate);
  if (kind == ExpectancyKind::saline) return {kept * p.expectancy_saline, 0.0f};
  if (kind == ExpectancyKind::active_placebo) return {kept * p.expectancy_active_placebo, 0.0f};
  const float as_inert = min(p.expectancy_saline, p.expectancy_drug);
  return {kept * as_inert, kept * (p.expectancy_drug - as_inert)};
}

// Log units of score that the level L = A + B is worth: Em L^2 / (1 + L^2); Em L / (1 + L) as a hyperbola.
template <class F>
TACHY_INLINE F drug_benefit(const Benefit<F>& b, F effect_ceiling, const ResponseParameters& p) {
  const F level = b.fast + b.consolidated;
  if (!(p.sessions_add_up > 0.0f)) return level;
  const F reached = p.benefit_is_sigmoid > 0.0f ? level * level : level;
  return effect_ceiling * reached / (F(1.0f) + reached);
}

// Fading without a dose for `days`; dA/dt = -k_fast A, dB/dt = kappa A - k_slow B, solved exactly.
template <class F>
TACHY_INLINE Level<F> fade(const Level<F>& level, const ResponseTraits<F>& t, const ResponseParameters& p,
                           F days) {
  const F fast_left = exp(-(t.fast_fading_per_day * days));
  const F slow_left = exp(-(t.slow_fading_per_day * days));
  const F consolidation = min(F(p.consolidation_per_day), t.fast_fading_per_day);  // not more than fades
  const F moved = consolidation / (t.fast_fading_per_day - t.slow_fading_per_day);
  return {level.fast * fast_left,
          level.consolidated * slow_left + level.fast * moved * (slow_left - fast_left)};
}

// Expectancy that rests on feeling the drug wanes as fast as the relief does.
template <class F>
TACHY_INLINE Benefit<F> fade(const Benefit<F>& b, const ResponseTraits<F>& t, const ResponseParameters& p,
                             F days) {
  const Level<F> level = fade(Level<F>{b.fast, b.consolidated}, t, p, days);
  const F expectancy_left = remaining(days, p.expectancy_half_life_days);
  return {level.fast, level.consolidated, b.expectancy * expectancy_left,
          b.unblinding * (p.unblinding_wanes > 0.0f ? exp(-(t.fast_fading_per_day * days)) : expectancy_left),
          p.antidepressant_tolerance_gain > 0.0f
              ? b.tolerance * remaining(days, p.antidepressant_tolerance_half_life_days)
              : b.tolerance};
}

// What A gains of one unit that a session adds: 1; the free part of the ceiling where sessions do not add up.
template <class F>
TACHY_INLINE F gain_of_drive(const Benefit<F>& b, F effect_ceiling, const ResponseParameters& p) {
  if (p.sessions_add_up > 0.0f) return F(1.0f);
  const F filled = F(p.ceiling_saturates);  // 1, or 0 where every session gains as the first one does
  return max(effect_ceiling - filled * b.fast - filled * b.consolidated, F(0.0f));
}

// What a session adds to A: the root of its drive u, so that alone it is worth Em u / (1 + u), less under
// tolerance.
template <class F>
TACHY_INLINE F added_by_session(const Benefit<F>& b, const ResponseTraits<F>& t, const ResponseParameters& p,
                                F drive) {
  const F added = p.sessions_add_up * p.benefit_is_sigmoid > 0.0f ? sqrt(drive) : drive;
  return added * gain_of_drive(b, t.effect_ceiling, p) /
         (F(1.0f) + b.tolerance / F(p.antidepressant_tolerance_t50));
}

// A session: A is raised, tolerance too, expectancy is renewed.
template <class F>
TACHY_INLINE Benefit<F> after_session(const Benefit<F>& b, const ResponseTraits<F>& t,
                                      const ResponseParameters& p, F drive,
                                      const SessionExpectancy& expectancy) {
  const F strength = p.sessions_add_up > 0.0f ? drive / (F(1.0f) + drive) : drive;  // 0 to 1
  const F tolerance_gained = F(p.antidepressant_tolerance_gain) * strength * (F(1.0f) - b.tolerance);
  return {b.fast + added_by_session(b, t, p, drive), b.consolidated,
          max(b.expectancy, F(expectancy.of_any_session) * t.placebo_responsiveness),
          max(b.unblinding, F(expectancy.of_feeling_it) * t.placebo_responsiveness),
          b.tolerance + tolerance_gained};
}

// A newly started oral antidepressant on `day` of treatment.
template <class F>
TACHY_INLINE F antidepressant_benefit(F plateau, F day, F onset_days) {
  return plateau * (F(1.0f) - exp(-(day / onset_days)));
}

// HAM-D17, points, kept to the scale. A share of the score up to the baseline; what is worse than that fills
// the room above it ever more slowly, so that bad spells do not pile up at the top of the scale.
template <class F>
TACHY_INLINE F hamd17(F baseline, F benefit, F fluctuation) {
  const F proportional = baseline * exp(-benefit);
  const F worse = max(proportional - baseline, F(0.0f)), room = max(F(kMaxHamd17) - baseline, F(1.0f));
  const F score = min(proportional, baseline) + worse * room / (worse + room);
  return min(max(score + fluctuation, F(0.0f)), F(kMaxHamd17));
}

}  // namespace tachy::model
