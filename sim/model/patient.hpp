// One patient: traits drawn at enrolment, and the state that an arm changes. Columns of a block, or one lane.
//
// each_column() lists the members of a struct in order; the engine maps them to columns with it, so a
// new member needs one line here and nothing elsewhere. A member it forgets does not compile.
#pragma once

#include <type_traits>

#include "base/random.hpp"
#include "base/rows.hpp"
#include "model/cohort.hpp"
#include "model/dependence.hpp"
#include "model/dose_form.hpp"
#include "model/habituation.hpp"
#include "model/harms.hpp"
#include "model/pharmacokinetics.hpp"
#include "model/response.hpp"
#include "model/slow_harms.hpp"

namespace tachy::model {

// What the cohort says about a patient at enrolment; filled before the rest is drawn.
template <class F>
struct PersonLanes {
  F age_years, weight_kg;
  F baseline_hamd17;  // points
  F log_risk_ratio;   // of misuse and use disorder, from histories
};

inline PersonLanes<float> person_lanes(const Person& person, const HistoryRisks& risks) {
  return {.age_years = person.age_years,
          .weight_kg = person.weight_kg,
          .baseline_hamd17 = person.baseline_hamd17,
          .log_risk_ratio = (person.own_substance_history ? risks.own : 0.0f) +
                            (person.family_substance_history ? risks.family : 0.0f) +
                            (person.psychiatric_comorbidity ? risks.comorbidity : 0.0f)};
}

template <class F>
struct Traits {
  ResponseTraits<F> response;
  HarmTraits<F> harm;
  F risk_ratio;             // of misuse and use disorder
  F p_missed;               // probability of missing a planned visit
  F rings_at[kOnceClocks];  // cumulative hazards at which the clocks that ring once do
};

// The carry-over of past sessions in one arm. Everything is as it stood after the dose on as_of_day.
template <class F>
struct CarryOver {
  Benefit<F> benefit;
  Habituation<F> habituation;
  Word<F> as_of_day;
  Level<F> passed;  // what passed the opioid gate; kept only where somebody takes naltrexone
};

// What is left of the carry-over on the morning of a day, before any session.
template <class F>
struct Faded {
  Benefit<F> benefit;
  Habituation<F> habituation;
};
template <class F>
TACHY_INLINE Faded<F> fade_to(const CarryOver<F>& carried, const ResponseTraits<F>& traits,
                              const Parameters& p, Word<F> day) {
  const F elapsed = to_float(day - carried.as_of_day);
  return {fade(carried.benefit, traits, p, elapsed), fade(carried.habituation, p, elapsed)};
}

// The clocks that every weekly review reads, in one arm.
template <class F>
struct EventClocks {
  F misuse_hazard, misuse_at;  // cumulative hazard, and where the next misuse clock rings
  F attempt_hazard, attempt_at;
  F hazard[kOnceClocks];     // of the clocks that ring once
  Word<F> dependence;        // enum Dependence
  Word<F> withdrawal_until;  // day
};

// The patient's record of weekly reviews in one arm, for the end of the run. A review stands for the days of
// its week.
template <class F>
struct WeekRecord {
  Word<F> days_lived, remission_days, response_days, treated_days;
  Word<F> hamd17_sum;     // over the days lived, 1/64 point
  Word<F> relapse_watch;  // 0 not yet responded, 1 responded, 2 responded and above the threshold once
  Word<F> relapses, ever, suicide_attempts;
  F misuse_mg;  // of the patient's own doses
};
// The record of visits.
template <class F>
struct VisitRecord {
  Word<F> sessions;
  Word<F> events[kSessionEvents];  // sessions with each, in the order of kSessionEventTable
  F cumulative_mg;                 // doses of misuse included
};
template <class F>
struct Record : WeekRecord<F>, VisitRecord<F> {};

// clang-format off
template <class F, class Visit> TACHY_INLINE constexpr void each_column(PersonLanes<F>& p, Visit&& v) {
  v(p.age_years); v(p.weight_kg); v(p.baseline_hamd17); v(p.log_risk_ratio);
}
template <class F, class Visit> TACHY_INLINE constexpr void each_column(Traits<F>& t, Visit&& v) {
  v(t.response.baseline_hamd17); v(t.response.effect_ceiling); v(t.response.half_effect_exposure);
  v(t.response.fast_fading_per_day); v(t.response.slow_fading_per_day); v(t.response.placebo_responsiveness);
  v(t.response.new_antidepressant); v(t.response.lasting_improvement);
  v(t.harm.adverse_event_frailty); v(t.harm.systolic_resting_mmhg); v(t.harm.systolic_rise_mmhg);
  v(t.harm.drop_out_log_ratio); v(t.harm.other_deaths_per_day);
  v(t.risk_ratio); v(t.p_missed);
  unrolled<kOnceClocks>([&]<std::uint32_t clock>() TACHY_LAMBDA { v(t.rings_at[clock]); });
}
// `others` are further structs of the same kind, visited side by side.
template <class F, class Visit, class... Others> TACHY_INLINE constexpr void each_column(CarryOver<F>& c, Visit&& v, Others&... others) {
  v(c.benefit.fast, others.benefit.fast...); v(c.benefit.consolidated, others.benefit.consolidated...);
  v(c.benefit.expectancy, others.benefit.expectancy...); v(c.benefit.unblinding, others.benefit.unblinding...);
  v(c.benefit.tolerance, others.benefit.tolerance...);
  v(c.habituation.reward_tolerance, others.habituation.reward_tolerance...);
  v(c.habituation.craving, others.habituation.craving...);
  v(c.habituation.neuroadaptation, others.habituation.neuroadaptation...);
  v(c.habituation.sessions_per_week, others.habituation.sessions_per_week...);
  v(c.habituation.mg_per_week, others.habituation.mg_per_week...);
  v(c.as_of_day, others.as_of_day...);
}
template <class F, class Visit> TACHY_INLINE constexpr void each_column(Level<F>& l, Visit&& v) { v(l.fast); v(l.consolidated); }
template <class F, class Visit> TACHY_INLINE constexpr void each_column(EventClocks<F>& w, Visit&& v) {
  v(w.misuse_hazard); v(w.misuse_at); v(w.attempt_hazard); v(w.attempt_at);
  unrolled<kOnceClocks>([&]<std::uint32_t clock>() TACHY_LAMBDA { v(w.hazard[clock]); });
  v(w.dependence); v(w.withdrawal_until);
}
template <class F, class Visit> TACHY_INLINE constexpr void each_column(WeekRecord<F>& r, Visit&& v) {
  v(r.days_lived); v(r.remission_days); v(r.response_days); v(r.treated_days); v(r.hamd17_sum);
  v(r.relapse_watch); v(r.relapses); v(r.ever); v(r.suicide_attempts);
v(r.misuse_mg);
}
template <class F, class Visit> TACHY_INLINE constexpr void each_column(VisitRecord<F>& r, Visit&& v) {
  v(r.sessions);
  unrolled<kSessionEvents>([&]<std::uint32_t e>() TACHY_LAMBDA { v(r.events[e]); });
  v(r.cumulative_mg);
}
template <class F, class Visit> TACHY_INLINE constexpr void each_column(Record<F>& r, Visit&& v) {
  each_column(static_cast<WeekRecord<F>&>(r), v);
  each_column(static_cast<VisitRecord<F>&>(r), v);
}
// clang-format on
static_assert(lists_all_members<PersonLanes<float>>());
static_assert(lists_all_members<Traits<float>>());
static_assert(lists_all_members<CarryOver<float>>(column_count<Level<float>>()));  // `passed` is held apart
static_assert(lists_all_members<Level<float>>());
static_assert(lists_all_members<EventClocks<float>>());
static_assert(lists_all_members<WeekRecord<float>>());
static_assert(lists_all_members<VisitRecord<float>>());

// The random words of one patient's enrolment.
template <class F>
struct EnrolmentAddress {
  const PhiloxKeys* keys;
  Word<F> patient;
  std::uint32_t replicate;
  TACHY_INLINE RandomWords<F> operator()(Purpose p) const {
    return random_words<F>(*keys, p, patient, replicate, Word<F>(0u), Word<F>(0u));
  }
};
// Random effects and clocks (ODD 5). logit_missed: of a typical patient; new_antidepressant: 0
// or 1.
template <class F>
TACHY_INLINE Traits<F> draw_traits(const Parameters& p, const PersonLanes<F>& person,
                                   const EnrolmentAddress<F>& at, float logit_missed,
                                   float new_antidepressant) {
  const auto lognormal = [](float median, float log_sd, F z) { return F(median) * exp(F(log_sd) * z); };
  const RandomWords<F> d2 = at(Purpose::effect_ceiling), d3 = at(Purpose::new_antidepressant);
  const RandomWords<F> d4 = at(Purpose::responder_class), d14 = at(Purpose::drop_out_frailty);
  const NormalPair<F> ceiling_potency = pair_of(d2, Purpose::effect_ceiling);
  const NormalPair<F> slow_placebo = pair_of(d2, Purpose::slow_half_life);
  const NormalPair<F> antidepressant_frailty = pair_of(d3, Purpose::new_antidepressant);
  const NormalPair<F> genes_attendance = pair_of(d3, Purpose::genetic_liability);
  const NormalPair<F> fast_pressor = pair_of(d4, Purpose::fast_half_life);
  const NormalPair<F> leaving_resting = pair_of(d14, Purpose::drop_out_frailty);
  const NormalPair<F> lasting = pair_of(d14, Purpose::lasting_improvement);

  Traits<F> t;
  const Mask<F> responder = happens<F>(d4.word(Purpose::responder_class), F(p.responder_fraction));
  const F class_ceiling = select(responder, F(1.0f), F(p.poor_responder_ceiling));
  t.response.baseline_hamd17 = person.baseline_hamd17;
  t.response.effect_ceiling =
      class_ceiling * lognormal(p.effect_ceiling, p.effect_ceiling_sd, ceiling_potency.first);
  t.response.half_effect_exposure =
      lognormal(p.half_effect_exposure, p.half_effect_exposure_sd, ceiling_potency.second);
  t.response.fast_fading_per_day =
      F(kLn2) / lognormal(p.fast_half_life_days, p.fast_half_life_sd, fast_pressor.first);
  // The slow part never fades faster than half as fast as the fast part.
  t.response.slow_fading_per_day =
      min(F(kLn2) / lognormal(p.slow_half_life_days, p.slow_half_life_sd, slow_placebo.first),
          F(0.5f) * t.response.fast_fading_per_day);
  t.response.placebo_responsiveness = lognormal(1.0f, p.expectancy_sd, slow_placebo.second);
  t.response.new_antidepressant =
      F(new_antidepressant) *
      lognormal(p.new_antidepressant_effect, p.new_antidepressant_sd, antidepressant_frailty.first);
  t.response.lasting_improvement = lognormal(p.lasting_improvement, p.lasting_improvement_sd, lasting.first);

  t.harm.adverse_event_frailty = F(p.adverse_event_frailty_sd) * antidepressant_frailty.second;
  t.harm.systolic_resting_mmhg =
      F(p.systolic_resting_mmhg) + F(p.systolic_resting_sd) * leaving_resting.second;
  t.harm.systolic_rise_mmhg = F(p.systolic_rise_mmhg) + F(p.systolic_rise_sd_patient) * fast_pressor.second +
                              F(p.systolic_rise_per_year_over_60) * max(person.age_years - F(60.0f), F(0.0f));
  t.harm.drop_out_log_ratio = F(p.drop_out_frailty_sd) * leaving_resting.first;
  t.harm.other_deaths_per_day = F(p.other_deaths_per_year / 365.25f) *
                                exp(F(p.other_deaths_log_per_year_of_age) * (person.age_years - F(46.0f)));

  t.risk_ratio = exp(person.log_risk_ratio + F(p.genetic_log_ratio) * genes_attendance.first);
  t.p_missed = logistic(F(logit_missed) + F(p.attendance_sd) * genes_attendance.second);
  unrolled<kSlowHarms>([&]<std::uint32_t h>() TACHY_LAMBDA {
    constexpr SlowHarmRow row = kSlowHarmTable[h];
    if constexpr (row.rings_once)
      t.rings_at[clock_of(row.harm)] = exponential<F>(at(row.purpose).word(row.purpose));
  });
  return t;
}

// The pharmacokinetic random effects, standard normals.
template <class F>
TACHY_INLINE PharmacokineticTraits<F> draw_pharmacokinetics(const PersonLanes<F>& person,
                                                            const EnrolmentAddress<F>& at) {
  const RandomWords<F> a = at(Purpose::pk_effect_0), b = at(Purpose::pk_effect_4);
  const NormalPair<F> z01 = pair_of(a, Purpose::pk_effect_0), z23 = pair_of(a, Purpose::pk_effect_2);
  const NormalPair<F> z45 = pair_of(b, Purpose::pk_effect_4), z67 = pair_of(b, Purpose::pk_effect_6);
  return {person.weight_kg,
          person.age_years,
          {z01.first, z01.second, z23.first, z23.second, z45.first, z45.second, z67.first, z67.second}};
}

// The first day of an arm: no carry-over, clocks at zero. Of several misuse clocks, the first that will ring.
template <class F>
TACHY_INLINE EventClocks<F> start_clocks(const EnrolmentAddress<F>& at, std::uint32_t misuse_clocks) {
  const RandomWords<F> words = at(Purpose::clock_misuse_start);
  EventClocks<F> clocks;
  each_column(clocks,
              [](auto& member) TACHY_LAMBDA { member = std::remove_reference_t<decltype(member)>(0u); });
  clocks.misuse_at = exponential<F>(words.word(Purpose::clock_misuse_start));
  clocks.attempt_at = exponential<F>(words.word(Purpose::clock_suicide_attempt));
  if (misuse_clocks > 1)
    clocks.misuse_at =
        min(clocks.misuse_at, gap_before_clock<F>(*at.keys, at.patient, at.replicate, 1, misuse_clocks));
  return clocks;
}

template <class F>
TACHY_INLINE Record<F> empty_record() {
  Record<F> record;
  each_column(
      record, [](auto& member)
                  __attribute__((always_inline)) { member = std::remove_reference_t<decltype(member)>(0u); });
  return record;
}

}  // namespace tachy::model
