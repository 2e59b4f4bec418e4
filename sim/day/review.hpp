// The weekly review of every patient: the state at the end of the day, events since the last review, and the
// counts of the week.
//
// Clocks that run for every patient run in lanes here; patients who need more (a first misuse, an attempt, a
// life with dependence) are handled one at a time (ReviewEvents::rare, day/rare_events.hpp).
#pragma once

#include "day/visit.hpp"
#include "model/definitions.hpp"

namespace tachy::day {

template <class F>
struct ReviewState {
  model::CarryOver<F> carried;
  model::EventClocks<F> clocks;
  model::WeekRecord<F> record;
  Word<F> treatment, next_visit, doses;  // of the clinic state
};

template <class F>
struct ReviewEvents {
  Mask<F> alive, suicide, other_death, attempt;
  Mask<F> misuse_starts;  // of the patient or of a copy: a misuse clock rings (day/rare_events.hpp)
  Mask<F> rare;
  F score;    // end of day, true
  F craving;  // end of day, before any rare event
};

// Hazard of starting to misuse at one dose a week: higher for patients who take doses home, and the higher
// the more doses they store.
template <class F>
TACHY_INLINE F misuse_base_per_year(const Setup& setup, const ReviewState<F>& s, std::uint32_t arm,
                                    std::uint32_t day) {
  const auto& p = setup.experiment->parameters;
  const auto& policy = setup.experiment->plan.arm[arm].policy_on(day);
  if (policy.take_home_after_doses == regimen::kNoLimit) return F(p.misuse_per_year_supervised);
  const float home = model::misuse_per_year_at_home(p, policy.take_home_stock);
  const Mask<F> at_home =
      (s.treatment == Word<F>(static_cast<std::uint32_t>(regimen::Treatment::in_treatment))) &
      (s.doses >= Word<F>(policy.take_home_after_doses));
  return select(at_home, F(home), F(p.misuse_per_year_supervised));
}

// What a review reads but does not change.
template <class F>
struct ReviewInput {
  const model::Traits<F>& traits;
  const model::Course<F>& course;
  std::uint32_t arm, day;
  float days_since_review;
};

// Clocks since the last review. live: rows that are patients.
template <class F>
TACHY_INLINE ReviewEvents<F> run_clocks(const Setup& setup, ReviewState<F>& s, const ReviewInput<F>& in,
                                        Mask<F> live) {
  using model::SlowHarm;
  const auto& p = setup.experiment->parameters;
  const model::Traits<F>& traits = in.traits;
  const std::uint32_t day = in.day;
  model::EventClocks<F>& w = s.clocks;
  const Word<F> dead(static_cast<std::uint32_t>(regimen::Treatment::dead));
  const Mask<F> alive = live & (s.treatment < dead);
  const auto [benefit, habit] = model::fade_to(s.carried, traits.response, p, Word<F>(day));
  ReviewEvents<F> e;
  const F neuroadaptation = any(Word<F>(day) < w.withdrawal_until) ? habit.neuroadaptation : F(0.0f);
  e.score = score_on(setup, traits, in.course, s.carried, benefit,
                     {w.dependence, w.withdrawal_until, neuroadaptation}, day);

  e.craving = habit.craving;
  const F baseline = traits.response.baseline_hamd17;
  const F days(in.days_since_review);
  const F suicide_ratio =
      p.suicide_by_state > 0.0f ? model::suicide_state_ratio(p, e.score, baseline) : F(1.0f);
  const auto run = [&](SlowHarm harm, F hazard_per_day) TACHY_LAMBDA {
    F& hazard = w.hazard[model::clock_of(harm)];
    hazard = hazard + hazard_per_day * days;
  };
  const F suicide = F(p.suicides_per_year / 365.25f) * suicide_ratio;
  const F death_ratio =
      model::harm_of_use<F>(setup.harms_of_use, &model::HarmOfUse::death_ratio, w.dependence);
  run(SlowHarm::suicide, suicide);
  run(SlowHarm::other_death,
      model::other_death_hazard_per_day<F>(traits.harm.other_deaths_per_day * F(ageing_on(setup, day)),
                                           suicide, death_ratio));
  run(SlowHarm::urinary, model::urinary_hazard_per_day(p, habit.mg_per_week));
  w.attempt_hazard = w.attempt_hazard + F(p.suicide_attempts_per_year / 365.25f) * suicide_ratio * days;
  const F base = misuse_base_per_year(setup, s, in.arm, day);
  const F misuse = model::misuse_hazard_per_day(p, base, traits.risk_ratio, habit.craving,
                                                habit.sessions_per_week, e.score / baseline);
  const Mask<F> abstinent = w.dependence == Word<F>(static_cast<std::uint32_t>(model::Dependence::none));
  w.misuse_hazard = select(abstinent, w.misuse_hazard + misuse * days, w.misuse_hazard);

  // A clock rings past its level, not at it: so a hazard of 0 never brings an event.
  const auto rings = [&](SlowHarm harm) TACHY_LAMBDA {
    return w.hazard[model::clock_of(harm)] > traits.rings_at[model::clock_of(harm)];
  };
  e.suicide = alive & rings(SlowHarm::suicide);
  e.other_death = alive & !e.suicide & rings(SlowHarm::other_death);
  e.alive = alive & !e.suicide & !e.other_death;
  e.attempt = e.alive & (w.attempt_hazard > w.attempt_at);
  e.misuse_starts = e.alive & abstinent & (w.misuse_hazard > w.misuse_at);
  e.rare = e.attempt | e.misuse_starts | (e.alive & !abstinent);
  const Mask<F> dies = e.suicide | e.other_death;
  s.treatment = select(dies, dead, s.treatment);
  s.next_visit = select(dies, Word<F>(regimen::kNoDay), s.next_visit);
  s.record.ever = select(dies, s.record.ever | Word<F>(model::kDied), s.record.ever);
  unrolled<model::kLastingHarms>([&]<std::uint32_t h>() TACHY_LAMBDA {
    constexpr model::SlowHarmRow row = model::kSlowHarmTable[h];
    if constexpr (row.rings_once)
      s.record.ever =
          select(alive & rings(row.harm), s.record.ever | Word<F>(model::mark_of(row.harm)), s.record.ever);
  });
  return e;
}

// The patient's status this week; the masks exclude each other and add up to the patients alive.
template <class F>
struct WeekStatus {
  Mask<F> remission, response, symptomatic, treated;
};
template <class F>
TACHY_INLINE WeekStatus<F> status_of(const ReviewState<F>& s, const ReviewEvents<F>& e, F baseline) {
  const Mask<F> remits = e.score <= F(model::kRemissionHamd17);
  const Mask<F> responds = remits | (e.score <= F(model::kResponseShareOfBaseline) * baseline);
  const Mask<F> treated =
      s.treatment == Word<F>(static_cast<std::uint32_t>(regimen::Treatment::in_treatment));
  return {e.alive & remits, e.alive & responds & !remits, e.alive & !responds, e.alive & treated};
}

// Relapse: after response, at or above the threshold at two reviews running.
template <class F>
TACHY_INLINE void watch_relapse(model::WeekRecord<F>& r, F score, F threshold, Mask<F> responds,
                                Mask<F> alive) {
  const Word<F> none(0u), responded(1u), above_once(2u);
  const Mask<F> above = score >= threshold;
  const Mask<F> was_watched = Word<F>(0u) < r.relapse_watch;
  const Mask<F> relapses = alive & above & !responds & (r.relapse_watch == above_once);
  const Word<F> still_watched = select(above, above_once, responded);
  const Word<F> not_responding = select(relapses, none, select(was_watched, still_watched, none));
  r.relapse_watch = select(alive, select(responds, responded, not_responding), r.relapse_watch);
  r.relapses = select(relapses, r.relapses + Word<F>(1u), r.relapses);
  r.ever = select(relapses, r.ever | Word<F>(model::kEverRelapsed), r.ever);
}

template <class F>
TACHY_INLINE Word<F> in_64ths(F score) {
  return truncate(score * F(64.0f) + F(0.5f));
}

template <class F>
TACHY_INLINE void record_week(model::WeekRecord<F>& r, const WeekStatus<F>& status, F score, Mask<F> alive,
                              std::uint32_t days) {
  const auto add = [](Word<F>& sum, Word<F> more, Mask<F> who)
                       TACHY_LAMBDA { sum = select(who, sum + more, sum); };
  const Word<F> lived(days);
  add(r.days_lived, lived, alive);
  add(r.remission_days, lived, status.remission);
  add(r.response_days, lived, status.remission | status.response);
  add(r.treated_days, lived, status.treated);
  add(r.hamd17_sum, multiply(in_64ths<F>(score), lived), alive);
}

// One weekly review, in order: clocks -> how the patient is -> relapse -> the record.
template <class F>
struct Reviewed {
  ReviewEvents<F> events;
  WeekStatus<F> status;
};
template <class F>
TACHY_INLINE Reviewed<F> review(const Setup& setup, ReviewState<F>& s, const ReviewInput<F>& in,
                                Mask<F> live) {
  Reviewed<F> r{run_clocks<F>(setup, s, in, live), {}};  // in place: copying them costs two per cent of a run
  const ReviewEvents<F>& events = r.events;
  r.status = status_of<F>(s, events, in.traits.response.baseline_hamd17);
  watch_relapse<F>(s.record, events.score, F(setup.experiment->parameters.relapse_hamd17),
                   r.status.remission | r.status.response, events.alive);
  record_week<F>(s.record, r.status, events.score, events.alive,
                 days_of_week(in.day / model::kDaysPerWeek, setup.days));
  return r;
}

}  // namespace tachy::day
