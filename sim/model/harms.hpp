// ODD 7.7: harms of a session, harms that build up, attempts and deaths, dropping out.
#pragma once

#include "base/elementary.hpp"
#include "base/random.hpp"
#include "model/dose_form.hpp"
#include "model/parameters.hpp"

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

template <class F>
struct SessionHarms {
  Mask<F> dissociation, sedation, nausea, dizziness, systolic_rise_40, systolic_180;
};

// What a session of this patient is like. log_peak: ln of the peak concentration over the typical one of
// 0.5 mg/kg IV; placebo: a session without drug.
template <class F>
struct Session {
  F log_peak;
  Mask<F> first;
  bool placebo;
};

// How likely an event is: at the typical peak, with exposure, and less so in later sessions.
struct EventLogit {
  float logit, slope, later_step;
};
TACHY_INLINE EventLogit dissociation_logit(const HarmParameters& p) {
  return {p.dissociation_logit, p.dissociation_slope, p.dissociation_tolerance_step};
}
TACHY_INLINE EventLogit sedation_logit(const HarmParameters& p) {
  return {p.sedation_logit, p.sedation_slope, p.later_session_step};
}
TACHY_INLINE EventLogit nausea_logit(const HarmParameters& p) {
  return {p.nausea_logit, p.nausea_slope, p.later_session_step};
}
TACHY_INLINE EventLogit dizziness_logit(const HarmParameters& p) {
  return {p.dizziness_logit, p.dizziness_slope, p.later_session_step};
}
template <class F>
TACHY_INLINE F event_probability(const HarmTraits<F>& t, const HarmParameters& p, const EventLogit& event,
                                 const Session<F>& s) {
  const F exposure = s.placebo ? F(p.placebo_event_logit) : F(event.slope) * s.log_peak;
  const F later = select(s.first, F(0.0f), F(s.placebo ? 0.0f : event.later_step));
  return logistic(F(event.logit) + exposure + t.adverse_event_frailty - later);
}

// The expected rise of systolic pressure; the chance variation of the session is added to it.
template <class F>
TACHY_INLINE F expected_rise_mmhg(const HarmTraits<F>& t, const HarmParameters& p, const Session<F>& s) {
  return s.placebo ? F(0.0f) : t.systolic_rise_mmhg + F(p.systolic_rise_per_log_peak_mmhg) * s.log_peak;
}

template <class F>
TACHY_INLINE SessionHarms<F> session_harms(const HarmTraits<F>& t, const HarmParameters& p,
                                           const Session<F>& session, const RandomWords<F>& events,
                                           const RandomWords<F>& pressor) {
  const auto occurs = [&](Purpose purpose, const EventLogit& event) TACHY_LAMBDA {
    return happens<F>(events.word(purpose), event_probability<F>(t, p, event, session));
  };
  const F session_luck = pair_of(pressor, Purpose::pressor_response).first;
  const F rise = expected_rise_mmhg<F>(t, p, session) + F(p.systolic_rise_sd_session) * session_luck;
  return {occurs(Purpose::dissociation, dissociation_logit(p)),
          occurs(Purpose::sedation, sedation_logit(p)),
          occurs(Purpose::nausea, nausea_logit(p)),
          occurs(Purpose::dizziness, dizziness_logit(p)),
          rise >= F(40.0f),
          t.systolic_resting_mmhg + rise >= F(180.0f)};
}

// The same events, only where `who` had a session.
template <class F>
TACHY_INLINE SessionHarms<F> among(const SessionHarms<F>& h, Mask<F> who) {
  return {h.dissociation & who, h.sedation & who,         h.nausea & who,
          h.dizziness & who,    h.systolic_rise_40 & who, h.systolic_180 & who};
}
template <class F>
TACHY_INLINE Mask<F> any_event(const SessionHarms<F>& h) {
  return h.dissociation | h.sedation | h.nausea | h.dizziness | h.systolic_rise_40 | h.systolic_180;
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

// Hazard of leaving treatment on a day of treatment, typical patient: high at first, then settled.
TACHY_INLINE float drop_out_hazard_per_day(const HarmParameters& p, float day) {
  const float unsettled = exp(-(day / p.drop_out_settling_days));
  return (p.drop_out_late_per_week + (p.drop_out_early_per_week - p.drop_out_late_per_week) * unsettled) /
         7.0f;
}

// Probability of leaving treatment after a visit, `days` after the one before. The hazard is per time in
// treatment, not per visit, so that frequent visits are not counted against a regimen by assumption.
template <class F>
TACHY_INLINE F drop_out_probability(const HarmTraits<F>& t, const HarmParameters& p, float hazard_per_day,
                                    F days, Mask<F> no_response, Mask<F> adverse_event) {
  const F response_ratio = select(no_response, F(p.drop_out_no_response_ratio), F(1.0f));
  const F event_ratio = select(adverse_event, F(p.drop_out_adverse_event_ratio), F(1.0f));
  return probability_of_hazard(F(hazard_per_day) * days * exp(t.drop_out_log_ratio) * response_ratio *
                               event_ratio);
}

}  // namespace tachy::model
