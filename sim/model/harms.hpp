// ODD 7.7: harms of a session, harms that build up, attempts and deaths, dropping out.
#pragma once

#include "base/elementary.hpp"
#include "base/random.hpp"
#include "model/dose_form.hpp"
#include "model/parameters.hpp"
#include "model/session_events.hpp"

namespace tachy::model {

// What a patient brings to harm; fixed for life.
template <class F>
struct HarmTraits {
  F adverse_event_frailty;  // logit, shared by dissociation, sedation, nausea, dizziness
  F systolic_resting_mmhg;
  F systolic_rise_mmhg;  // mean rise at the typical peak of 0.5 mg/kg IV
  F drop_out_log_ratio;
  F other_deaths_per_day;
};

// Which events a session brought, in the order of kSessionEventTable.
template <class F>
struct SessionHarms {
  Mask<F> event[kSessionEvents];
};

// What a session of this patient is like. log_peak: ln of the peak concentration over the typical one of
// 0.5 mg/kg IV; placebo: a session without drug.
template <class F>
struct Session {
  F log_peak;
  Mask<F> first;
  bool placebo;
};

// Probability of an adverse event: at the typical peak, with exposure, and less so in later sessions.
template <class F>
TACHY_INLINE F event_probability(const HarmTraits<F>& t, const HarmParameters& p,
                                 const SessionEventRow& event, const Session<F>& s) {
  const F exposure = s.placebo ? F(p.placebo_event_logit) : F(p.*event.slope) * s.log_peak;
  const F later = select(s.first, F(0.0f), F(s.placebo ? 0.0f : p.*event.later_step));
  return logistic(F(p.*event.logit) + exposure + t.adverse_event_frailty - later);
}

// The expected rise of systolic pressure; the chance variation of the session is added to it.
template <class F>
TACHY_INLINE F expected_rise_mmhg(const HarmTraits<F>& t, const HarmParameters& p, const Session<F>& s) {
  return s.placebo ? F(0.0f) : t.systolic_rise_mmhg + F(p.systolic_rise_per_log_peak_mmhg) * s.log_peak;
}

// words_of(purpose): the random words of the stream that the purpose belongs to.
template <class F, class WordsOf>
TACHY_INLINE SessionHarms<F> session_harms(const HarmTraits<F>& t, const HarmParameters& p,
                                           const Session<F>& session, const WordsOf& words_of) {
  const F session_luck = pair_of(words_of(Purpose::pressor_response), Purpose::pressor_response).first;
  const F rise = expected_rise_mmhg<F>(t, p, session) + F(p.systolic_rise_sd_session) * session_luck;
  SessionHarms<F> harms;
  RandomWords<F> words[kSessionEvents];  // of each stream, with the first event that takes from it
  unrolled<kSessionEvents>([&]<std::uint32_t e>() TACHY_LAMBDA {
    constexpr SessionEventRow row = kSessionEventTable[e];
    if constexpr (row.kind == SessionEventKind::adverse_event) {
      constexpr std::uint32_t first = kFirstOfStream[e];
      if constexpr (first == e) words[e] = words_of(row.purpose);
      harms.event[e] = happens<F>(words[first].word(row.purpose), event_probability<F>(t, p, row, session));
    } else if constexpr (row.kind == SessionEventKind::systolic_rise) {
      harms.event[e] = rise >= F(row.limit_mmhg);
    } else {
      harms.event[e] = t.systolic_resting_mmhg + rise >= F(row.limit_mmhg);
    }
  });
  return harms;
}

// The same events, only where `who` had a session.
template <class F>
TACHY_INLINE SessionHarms<F> among(SessionHarms<F> h, Mask<F> who) {
  unrolled<kSessionEvents>([&]<std::uint32_t e>() TACHY_LAMBDA { h.event[e] = h.event[e] & who; });
  return h;
}
template <class F>
TACHY_INLINE Mask<F> event_that_raises_drop_out(const SessionHarms<F>& h) {
  Mask<F> any = F(0.0f) < F(0.0f);  // nobody
  unrolled<kSessionEvents>([&]<std::uint32_t e>() TACHY_LAMBDA {
    if constexpr (kSessionEventTable[e].raises_drop_out) any = any | h.event[e];
  });
  return any;
}

// Urinary symptoms: hazard rises as a power of the recent weekly dose.
template <class F>
TACHY_INLINE F urinary_hazard_per_day(const HarmParameters& p, F mg_per_week) {
  const F relative = max(mg_per_week * F(1.0f / 14000.0f), F(1e-12f));  // against 2 g a day
  return F(p.urinary_per_year_at_2g_daily / 365.25f) * exp(F(p.urinary_dose_exponent) * log(relative));
}

// Ratio applied to the hazards of suicide attempt and suicide. By default 1: independent of the course.
template <class F>
TACHY_INLINE F suicide_state_ratio(const HarmParameters& p, F score, F baseline) {
  return exp(F(p.suicide_by_state * p.suicide_log_per_point) * (score - baseline));
}

// Other deaths where misuse multiplies the hazard of all deaths: what it adds to suicides counts here too.
template <class F>
TACHY_INLINE F other_death_hazard_per_day(F other_per_day, F suicides_per_day, F ratio_of_all) {
  return other_per_day + (ratio_of_all - F(1.0f)) * (other_per_day + suicides_per_day);
}

// Hazard of leaving treatment on a day of treatment, typical patient: high at first, then settled.
TACHY_INLINE float drop_out_hazard_per_day(const HarmParameters& p, float day) {
  const float unsettled = exp(-(day / p.drop_out_settling_days));
  return (p.drop_out_late_per_week + (p.drop_out_early_per_week - p.drop_out_late_per_week) * unsettled) /
         7.0f;
}

// Probability of leaving treatment after a visit, `days` after the one before. The hazard is per time in
// treatment, not per visit, so that frequent visits are not counted against a regimen by assumption.
template <class F>
TACHY_INLINE F drop_out_probability(const HarmTraits<F>& t, const HarmParameters& p, F hazard_per_day, F days,
                                    Mask<F> no_response, Mask<F> adverse_event) {
  const F response_ratio = select(no_response, F(p.drop_out_no_response_ratio), F(1.0f));
  const F event_ratio = select(adverse_event, F(p.drop_out_adverse_event_ratio), F(1.0f));
  return probability_of_hazard(hazard_per_day * days * exp(t.drop_out_log_ratio) * response_ratio *
                               event_ratio);
}

// By how much the hazard of other deaths has risen since day 0: people age.
TACHY_INLINE float ageing_ratio(const HarmParameters& p, float day) {
  return exp(p.other_deaths_log_per_year_of_age * (day / 365.25f));
}

// The logit about which people vary with this SD when their probabilities are to have this mean. Integrates
// over the normal by the trapezium rule and halves the interval; good to 1e-5 of the mean.
inline float logit_of_mean(float mean, float sd) {
  constexpr int kSteps = 96;
  constexpr float kWidest = 6.0f, kStep = 2.0f * kWidest / kSteps;
  float low = -40.0f, high = 40.0f;
  for (int halving = 0; halving < 40; ++halving) {
    const float logit = 0.5f * (low + high);
    float sum = 0.0f, weights = 0.0f;
    for (int i = 0; i <= kSteps; ++i) {
      const float z = -kWidest + kStep * static_cast<float>(i);
      const float weight = exp(-0.5f * z * z);
      sum += weight * logistic(logit + sd * z);
      weights += weight;
    }
    (sum < mean * weights ? low : high) = logit;
  }
  return 0.5f * (low + high);
}

}  // namespace tachy::model
