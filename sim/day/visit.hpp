// One visit, in order: does the patient come? -> the clinic rates, tests and decides -> pre-medication
// and session -> harms of the session -> does the patient stay? -> the next visit is booked.
//
// Written once over F: one patient (the reference walk) or many. Ratings are taken before the session.
#pragma once

#include "day/setup.hpp"
#include "model/definitions.hpp"
#include "model/opioid_blockade.hpp"
#include "model/patient.hpp"
#include "regimen/clinic.hpp"

namespace tachy::day {

// Everything a visit reads and changes about a patient in one arm.
template <class F>
struct VisitState {
  model::CarryOver<F> carried;
  regimen::ClinicState<F> clinic;
  regimen::RuleMemories<F> rules;
};
template <class F>
struct VisitInput {
  model::Traits<F> traits;
  model::Course<F> course;
  F weight_kg;
  F exposure[regimen::kMaxLadder],
      log_peak[regimen::kMaxLadder];  // of the form given today, or at each step
  Word<F> patient, dependence, withdrawal_until;
  std::uint32_t arm, phase, day;
};
template <class F>
struct VisitEvents {
  Mask<F> given, missed, dropped_out;
  Mask<F> came, supervised;       // to the clinic; of those given a dose, under the eyes of the clinic
  Mask<F> postponed, lost;        // of those missed or late: comes another day; the dose is lost
  regimen::Decision<F> decision;  // of those who came
  model::SessionHarms<F> harms;
  F mg;        // given
  F exposure;  // of this dose
  Word<F> dose_step;
  F score, observed;  // before the session: true, and as the clinic rated it (only of those who came)
};

// The dose forms a phase may give: one, or the steps of its ladder.
TACHY_INLINE constexpr std::uint32_t steps_of(const regimen::Phase& phase) {
  return phase.ladder_steps > 0 ? phase.ladder_steps : 1;
}
TACHY_INLINE constexpr std::uint32_t form_at(const regimen::Phase& phase, std::uint32_t step) {
  return phase.ladder_steps > 0 ? phase.ladder[step] : phase.dose_form;
}

// What is given today: the cap of a session may put another form in the place of the planned one.
TACHY_INLINE constexpr std::uint32_t form_given(const regimen::Arm& arm, std::uint32_t phase,
                                                std::uint32_t step, std::uint32_t day) {
  const std::uint32_t planned = form_at(arm.phase[phase], step);
  const regimen::PolicyStage& policy = arm.policy_on(day);
  return policy.caps_session ? policy.capped_form[planned] : planned;
}

// Misuse and its end, as they bear on the score.
template <class F>
struct UseToday {
  Word<F> dependence, withdrawal_until;
  F neuroadaptation;
};

// What passed the opioid gate, as it is on a day.
template <class F>
TACHY_INLINE model::Level<F> passed_on(const Setup& setup, const model::Traits<F>& traits,
                                       const model::CarryOver<F>& carried, Word<F> day) {
  return model::fade(carried.passed, traits.response, setup.experiment->parameters,
                     to_float(day - carried.as_of_day));
}

// What the drug is worth on a day, log units. benefit: as it is then.
template <class F>
TACHY_INLINE F drug_term(const Setup& setup, const model::Traits<F>& traits,
                         const model::CarryOver<F>& carried, const model::Benefit<F>& benefit,
                         std::uint32_t day) {
  const F ungated =
      model::drug_benefit(benefit, traits.response.effect_ceiling, setup.experiment->parameters);
  if (!setup.gates) return ungated;
  return ungated * model::share_passed(passed_on(setup, traits, carried, Word<F>(day)), benefit);
}

// The score before any session of the day, from the carry-over and what it has faded to.
template <class F>
TACHY_INLINE F score_on(const Setup& setup, const model::Traits<F>& traits, const model::Course<F>& course,
                        const model::CarryOver<F>& carried, const model::Benefit<F>& benefit,
                        const UseToday<F>& use, std::uint32_t day) {
  const auto& p = setup.experiment->parameters;
  const bool started = setup.experiment->cohort.new_antidepressant;
  const F antidepressant =
      started ? model::antidepressant_benefit(traits.response.new_antidepressant, F(to_float(day)),
                                              F(p.new_antidepressant_onset_days))
              : F(0.0f);
  const F withdrawal = select(Word<F>(day) < use.withdrawal_until,
                              F(p.withdrawal_score_effect) * use.neuroadaptation, F(0.0f));
  const F misuse = model::harm_of_use<F>(setup.harms_of_use, &model::HarmOfUse::score_effect, use.dependence);
  const F lasting = traits.response.lasting_improvement * F(lasting_reached_on(setup, day));
  const F total = drug_term(setup, traits, carried, benefit, day) + benefit.expectancy + benefit.unblinding +
                  antidepressant + model::natural_benefit(course, setup.course, lasting, day) - withdrawal -
                  misuse;
  return model::hamd17(traits.response.baseline_hamd17, total,
                       model::fluctuation_on(course, setup.course, day));
}

// A rater's reading of a score: the same one all day, for whatever purpose.
template <class F>
TACHY_INLINE F observed_score(const model::ResponseParameters& p, F score,
                              const RandomWords<F>& visit_words) {
  const F error = F(p.rating_error_sd_hamd17) * pair_of(visit_words, Purpose::rating_error).first;
  return max(score + error, F(0.0f));
}

// The dose of today, and what it means for this patient.
template <class F>
struct Dose {
  F mg, exposure, log_peak;
};
template <class F>
TACHY_INLINE Dose<F> dose_of(const Setup& setup, const VisitInput<F>& in, Word<F> step) {
  const regimen::Plan& plan = setup.experiment->plan;
  const auto at_step = [&](std::uint32_t s) TACHY_LAMBDA {
    const std::uint32_t form = form_given(plan.arm[in.arm], in.phase, s, in.day);
    return Dose<F>{model::dose_mg<F>(plan.dose_form[form], in.weight_kg), in.exposure[s], in.log_peak[s]};
  };
  Dose<F> dose = at_step(0);
  for (std::uint32_t s = 1; s < steps_of(plan.arm[in.arm].phase[in.phase]); ++s) {
    const Dose<F> other = at_step(s);
    const Mask<F> here = step == Word<F>(s);
    dose = {select(here, other.mg, dose.mg), select(here, other.exposure, dose.exposure),
            select(here, other.log_peak, dose.log_peak)};
  }
  return dose;
}

// What the dose does to benefit and habituation. `benefit` and `habituation` are as of this morning.
template <class F>
TACHY_INLINE model::CarryOver<F> hold_session(const Setup& setup, const VisitInput<F>& in,
                                              const regimen::Phase& phase, const model::CarryOver<F>& carried,
                                              const model::Benefit<F>& benefit,
                                              const model::Habituation<F>& habituation, const Dose<F>& dose) {
  const auto& p = setup.experiment->parameters;
  const float gate = model::opioid_gate(p.opioid_share, setup.mu_occupancy[in.arm][in.phase]);
  const model::SessionExpectancy expectancy = model::expectancy_of_session(p, phase.expectancy, gate);
  const F drive = model::session_drive(p, dose.exposure, in.traits.response.half_effect_exposure);
  const bool drug = setup.experiment->plan.dose_form[phase.dose_form].is_drug();
  model::CarryOver<F> after{
      .benefit = model::after_session(benefit, in.traits.response, p, drive, expectancy),
      .habituation = drug ? model::after_dose(habituation, p, dose.mg) : habituation,
      .as_of_day = Word<F>(in.day),
      .passed = carried.passed};
  if (setup.gates) {
    after.passed = passed_on(setup, in.traits, carried, Word<F>(in.day));
    after.passed.fast =
        after.passed.fast + F(gate) * model::added_by_session(benefit, in.traits.response, p, drive);
  }
  return after;
}

// Probability that a test or a report points to misuse; it may be a false alarm.
template <class F>
TACHY_INLINE F alarm_probability(const regimen::PolicyStage& policy, Word<F> dependence) {
  const Mask<F> misuses =
      (dependence == Word<F>(static_cast<std::uint32_t>(model::Dependence::misuse))) |
      (dependence == Word<F>(static_cast<std::uint32_t>(model::Dependence::use_disorder)));
  return select(misuses, F(policy.p_misuse_detected), F(policy.p_false_alarm));
}

// Books the next visit of everybody expected today, unless the clinic has moved them to another phase
// already. Who misses the judgement of a phase for good is judged on its first day.
template <class F>
TACHY_INLINE void book_next(const Setup& setup, regimen::ClinicState<F>& clinic, const VisitInput<F>& in,
                            const regimen::Arrival<F>& arrival, const regimen::Decision<F>& decision,
                            Mask<F> live, Mask<F> lost, Mask<F> unjudged) {
  const auto& plan = setup.experiment->plan;
  const auto& arm = plan.arm[in.arm];
  const regimen::Phase& phase = arm.phase[in.phase];
  const Mask<F> waiting = clinic.rebookings == Word<F>(regimen::kWaiting);
  const Mask<F> present = live & arrival.comes;
  const Mask<F> begins_later = decision.admitted | (unjudged & !waiting);
  const Mask<F> moves_on =
      (present & !decision.stop & !decision.waits & !decision.moved & !decision.admitted) | (lost & !waiting);
  const regimen::CatchUp catch_up = plan.attendance.catch_up;
  const Mask<F> keeps_place = catch_up != regimen::CatchUp::skip ? lost : lost & !lost;
  const Word<F> gap = regimen::gap_to_next_slot<F>(clinic, phase);
  if (catch_up == regimen::CatchUp::shift)
    clinic.planned_day = select(moves_on, Word<F>(in.day), clinic.planned_day);
  regimen::plan_next<F>(clinic, arm, in.phase, in.day, gap, moves_on, keeps_place);
  const Mask<F> waits = decision.waits | ((lost | unjudged) & waiting);
  const Mask<F> postponed = live & (arrival.comes_later | arrival.rebooked);
  const Word<F> rebookings =
      select(arrival.comes_later, Word<F>(regimen::kComingLate), clinic.rebookings + Word<F>(1u));
  clinic.rebookings =
      select(waits, Word<F>(regimen::kWaiting), select(postponed, rebookings, clinic.rebookings));
  clinic.next_visit = select(postponed, arrival.later_day, clinic.next_visit);
  clinic.next_visit = select(waits, Word<F>(in.day + phase.entry.wait_every_days), clinic.next_visit);
  clinic.rebookings = select(begins_later, Word<F>(0u), clinic.rebookings);
  clinic.next_visit = select(begins_later, clinic.planned_day, clinic.next_visit);
  regimen::end_treatment<F>(clinic, regimen::Treatment::stopped, decision.stop);
}

// Probability of leaving treatment after today's session.
template <class F>
TACHY_INLINE F leaving_probability(const Setup& setup, const model::Traits<F>& traits, std::uint32_t day,
                                   F days_since_dose, F improvement, Mask<F> adverse_event,
                                   Word<F> dependence) {
  const auto& p = setup.experiment->parameters;
  const F ratio = model::harm_of_use<F>(setup.harms_of_use, &model::HarmOfUse::drop_out_ratio, dependence);
  const float in_trials = model::drop_out_hazard_per_day(p, to_float(day));
  const F hazard = F(in_trials * setup.attendance.leaving_ratio) * ratio;
  return model::drop_out_probability(traits.harm, p, hazard, days_since_dose,
                                     improvement < F(model::kNoResponseImprovement), adverse_event);
}

// Probability of not coming to today's visit.
template <class F>
TACHY_INLINE F missing_probability(const Setup& setup, const model::Traits<F>& traits, Word<F> dependence) {
  const F ratio = model::harm_of_use<F>(setup.harms_of_use, &model::HarmOfUse::missed_ratio, dependence);
  return min(traits.p_missed * ratio, F(1.0f));
}

template <class F>
TACHY_INLINE VisitEvents<F> visit(const Setup& setup, VisitState<F>& state, const VisitInput<F>& in,
                                  Mask<F> live) {
  const regimen::Experiment& experiment = *setup.experiment;
  const auto& p = experiment.parameters;
  const auto& arm = experiment.plan.arm[in.arm];
  const auto& phase = arm.phase[in.phase];
  const auto words = [&](Purpose purpose) TACHY_LAMBDA {
    return random_words<F>(setup.keys, purpose, in.patient, experiment.replicate, Word<F>(in.day),
                           Word<F>(0u));
  };
  regimen::ClinicState<F>& clinic = state.clinic;
  const RandomWords<F> visit_words = words(Purpose::attendance),
                       session_words = words(Purpose::pressor_response);

  // Does the patient come?
  const Word<F> gap = regimen::gap_to_next_slot<F>(clinic, phase);
  const auto arrival = regimen::arrive<F>(
      clinic, setup.attendance, missing_probability<F>(setup, in.traits, in.dependence), in.day,
      regimen::day_too_late<F>(clinic, arm, in.phase, in.day, gap, setup.attendance.catch_up), visit_words);
  const Mask<F> present = arrival.comes & live, early = regimen::is_early<F>(clinic, in.day);
  const Mask<F> missed_for_good = live & !arrival.comes & !arrival.comes_later & !arrival.rebooked;
  const Mask<F> lost = missed_for_good & !early, unjudged = missed_for_good & early;

  // The clinic rates, tests and decides.
  const auto [benefit, habituation] = model::fade_to(state.carried, in.traits.response, p, Word<F>(in.day));
  const F score = score_on(setup, in.traits, in.course, state.carried, benefit,
                           {in.dependence, in.withdrawal_until, habituation.neuroadaptation}, in.day);
  const F observed = observed_score<F>(p, score, visit_words);
  const F improvement = F(1.0f) - observed / in.traits.response.baseline_hamd17;
  const Mask<F> alarm = present & happens<F>(session_words.word(Purpose::misuse_detection),
                                             alarm_probability<F>(arm.policy_on(in.day), in.dependence));
  regimen::add_note(clinic, regimen::kMisuseDetected, alarm);
  const Mask<F> treated_before = Word<F>(0u) < clinic.doses;
  const F days_since_dose = select(treated_before, to_float(Word<F>(in.day) - clinic.last_dose_day), F(0.0f));
  auto decision =
      regimen::decide<F>(clinic, state.rules, arm, in.phase, observed, improvement, in.day, present);

  // Session and its harms.
  const Word<F> step = clinic.dose_step;
  const Dose<F> dose = dose_of<F>(setup, in, step);
  const bool placebo = !experiment.plan.dose_form[phase.dose_form].is_drug();
  if (!placebo) {  // the cap of a session may leave less than one spray
    const Mask<F> nothing_left = decision.give & !(dose.mg > F(0.0f));
    decision.held = decision.held | nothing_left;
    decision.give = decision.give & !nothing_left;
    decision.reason = select(nothing_left, Word<F>(static_cast<std::uint32_t>(regimen::Reason::session_cap)),
                             decision.reason);
  }
  const Mask<F> first = habituation.sessions_per_week <= F(0.0f);  // no drug in memory, whatever placebo
  model::CarryOver<F> after = hold_session(setup, in, phase, state.carried, benefit, habituation, dose);
  const auto keep = [&](auto& kept, auto& changed)
                        TACHY_LAMBDA { kept = select(decision.give, changed, kept); };
  each_column(state.carried, keep, after);
  if (setup.gates) {
    keep(state.carried.passed.fast, after.passed.fast);
    keep(state.carried.passed.consolidated, after.passed.consolidated);
  }
  const auto harm_words = [&](Purpose purpose) TACHY_LAMBDA {
    const bool drawn = stream_of(purpose) == stream_of(Purpose::pressor_response);
    return drawn ? session_words : words(purpose);
  };
  const auto harms = model::among(
      model::session_harms<F>(in.traits.harm, p, {dose.log_peak, first, placebo}, harm_words), decision.give);
  const Mask<F> supervised =
      decision.give & (clinic.doses < Word<F>(arm.policy_on(in.day).take_home_after_doses));
  regimen::count_dose<F>(clinic, in.day, decision.give);

  // The next visit, or the end.
  book_next(setup, clinic, in, arrival, decision, live, lost, unjudged);
  const Mask<F> in_treatment =
      clinic.treatment == Word<F>(static_cast<std::uint32_t>(regimen::Treatment::in_treatment));
  const F leaving = leaving_probability<F>(setup, in.traits, in.day, days_since_dose, improvement,
                                           model::event_that_raises_drop_out(harms), in.dependence);
  const Mask<F> drops =
      decision.give & in_treatment & happens<F>(session_words.word(Purpose::drop_out), leaving);
  regimen::end_treatment<F>(clinic, regimen::Treatment::dropped_out, drops);
  return {.given = decision.give,
          .missed = live & !arrival.comes & !arrival.comes_later,
          .dropped_out = drops,
          .came = present,
          .supervised = supervised,
          .postponed = (live & (arrival.comes_later | arrival.rebooked)) | unjudged,
          .lost = lost,
          .decision = decision,
          .harms = harms,
          .mg = select(decision.give, dose.mg, F(0.0f)),
          .exposure = dose.exposure,
          .dose_step = step,
          .score = score,
          .observed = observed};
}

// Adds the visit to the patient's record.
template <class F>
TACHY_INLINE void record_visit(model::VisitRecord<F>& record, const VisitEvents<F>& e) {
  const auto add = [](Word<F>& counter, Mask<F> who)
                       TACHY_LAMBDA { counter = select(who, counter + Word<F>(1u), counter); };
  add(record.sessions, e.given);
  unrolled<model::kSessionEvents>([&]<std::uint32_t event>()
                                      TACHY_LAMBDA { add(record.events[event], e.harms.event[event]); });
  record.cumulative_mg = record.cumulative_mg + e.mg;
}

}  // namespace tachy::day
