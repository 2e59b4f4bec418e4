// One visit, in order: does the patient come? -> the clinic rates, tests and decides -> pre-medication
// and session -> harms of the session -> does the patient stay? -> the next visit is booked.
//
// Written once over F: one patient (the reference walk) or many. Ratings are taken before the session.
#pragma once

#include "engine/setup.hpp"
#include "model/patient.hpp"
#include "regimen/clinic.hpp"

namespace tachy::engine {

// Everything a visit reads and changes about a patient in one arm.
template <class F>
struct VisitState {
  model::Carried<F> carried;
  regimen::ClinicState<F> clinic;
  regimen::RuleMemories<F> rules;
};
template <class F>
struct VisitInput {
  model::Traits<F> traits;
  model::Course<F> course;
  F weight_kg, exposure, log_peak;  // of this phase's dose form
  Word<F> patient, dependence, withdrawal_until;
  std::uint32_t arm, phase, day;
};
template <class F>
struct VisitEvents {
  Mask<F> given, missed, stopped, dropped_out;
  model::SessionHarms<F> harms;
  F mg;               // given
  F score, observed;  // before the session: true, and as the clinic rated it (only of those who came)
};

// The score before any session of the day, from what is carried.
template <class F>
TACHY_INLINE F score_on(const Setup& setup, const model::Traits<F>& traits, const model::Course<F>& course,
                        const model::Benefit<F>& benefit, F neuroadaptation, Word<F> withdrawal_until,
                        std::uint32_t day) {
  const auto& p = setup.experiment->parameters;
  const bool started = setup.experiment->cohort.new_antidepressant;
  const F antidepressant =
      started ? model::antidepressant_benefit(traits.response.new_antidepressant, F(to_float(day)),
                                              F(p.new_antidepressant_onset_days))
              : F(0.0f);
  const F withdrawal =
      select(Word<F>(day) < withdrawal_until, F(p.withdrawal_score_effect) * neuroadaptation, F(0.0f));
  const F total = benefit.fast + benefit.consolidated + benefit.expectancy + antidepressant +
                  model::natural_benefit(course, setup.course, day) - withdrawal;
  return model::hamd17(traits.response.baseline_hamd17, total,
                       model::fluctuation_on(course, setup.course, day));
}

// What the dose does to benefit and habituation. `benefit` and `habituation` are as of this morning.
template <class F>
TACHY_INLINE model::Carried<F> hold_session(const Setup& setup, const VisitInput<F>& in,
                                            const model::Benefit<F>& benefit,
                                            const model::Habituation<F>& habituation, F mg) {
  const auto& p = setup.experiment->parameters;
  const auto& phase = setup.experiment->plan.arm[in.arm].phase[in.phase];
  const float gate = model::opioid_gate(p.opioid_share, phase.mu_occupancy);
  const float levels[] = {p.expectancy_saline, p.expectancy_active_placebo, p.expectancy_drug};
  const float level = levels[static_cast<std::uint32_t>(phase.expectancy)];
  const float expectancy = level * (1.0f - p.expectancy_gated * (1.0f - gate));
  const F drive =
      model::session_drive(in.exposure, in.traits.response.half_effect_exposure, F(p.hill), F(gate));
  const bool drug = setup.experiment->plan.dose_form[phase.dose_form].is_drug();
  return {model::after_session(benefit, in.traits.response, p, drive, F(expectancy)),
          drug ? model::after_dose(habituation, p, mg) : habituation, Word<F>(in.day)};
}

template <class F>
TACHY_INLINE VisitEvents<F> visit(const Setup& setup, VisitState<F>& state, const VisitInput<F>& in,
                                  Mask<F> live) {
  const regimen::Experiment& experiment = *setup.experiment;
  const auto& p = experiment.parameters;
  const auto& arm = experiment.plan.arm[in.arm];
  const auto& phase = arm.phase[in.phase];
  const auto& form = experiment.plan.dose_form[phase.dose_form];
  const auto words = [&](Purpose purpose) TACHY_LAMBDA {
    return draw<F>(setup.keys, purpose, in.patient, experiment.replicate, Word<F>(in.day), Word<F>(0u));
  };
  regimen::ClinicState<F>& clinic = state.clinic;
  const Draws<F> visit_words = words(Purpose::attendance), session_words = words(Purpose::pressor_response);

  // Does the patient come?
  const Word<F> gap = regimen::gap_to_next_slot<F>(clinic, phase);
  const auto arrival =
      regimen::arrive<F>(clinic, experiment.plan.attendance, in.traits.p_missed, in.day,
                         regimen::gap_to_next_dose<F>(clinic, arm, in.phase, gap), visit_words);
  const Mask<F> present = arrival.comes & live;

  // The clinic rates and decides.
  const F elapsed = to_float(Word<F>(in.day) - state.carried.as_of_day);
  const model::Benefit<F> benefit = model::fade(state.carried.benefit, in.traits.response, p, elapsed);
  const model::Habituation<F> habituation = model::fade(state.carried.habituation, p, elapsed);
  const F score = score_on(setup, in.traits, in.course, benefit, habituation.neuroadaptation,
                           in.withdrawal_until, in.day);
  const F error = F(p.rating_error_sd_hamd17) * pair_of(visit_words, Purpose::rating_error).first;
  const F observed = max(score + error, F(0.0f));
  const F improvement = F(1.0f) - observed / in.traits.response.baseline_hamd17;
  const Mask<F> misuses =
      (in.dependence == Word<F>(static_cast<std::uint32_t>(model::Dependence::misuse))) |
      (in.dependence == Word<F>(static_cast<std::uint32_t>(model::Dependence::use_disorder)));
  const Mask<F> detected = present & misuses &
                           happens<F>(session_words.word(Purpose::misuse_detection),
                                      F(experiment.plan.misuse_detection_sensitivity));
  clinic.misuse_detected = select(detected, Word<F>(1u), clinic.misuse_detected);
  const auto decision =
      regimen::decide<F>(clinic, state.rules, arm, phase, observed, improvement, in.day, present);

  // Session and its harms.
  const F mg = model::dose_mg<F>(form, in.weight_kg);
  const Mask<F> first = habituation.sessions_per_week <= F(0.0f);  // no drug in memory, whatever placebo
  model::Carried<F> after = hold_session(setup, in, benefit, habituation, mg);
  each_column(
      state.carried,
      [&](auto& kept, auto& changed)
          __attribute__((always_inline)) { kept = select(decision.give, changed, kept); },
      after);
  auto harms = model::session_harms<F>(in.traits.harm, p, in.log_peak, first, !form.is_drug(),
                                       words(Purpose::dissociation), session_words);
  harms = model::among(harms, decision.give);
  clinic.doses = select(decision.give, clinic.doses + Word<F>(1u), clinic.doses);
  clinic.doses_in_phase = select(decision.give, clinic.doses_in_phase + Word<F>(1u), clinic.doses_in_phase);
  clinic.doses_this_year =
      select(decision.give, clinic.doses_this_year + Word<F>(1u), clinic.doses_this_year);

  // Book the next visit, or end.
  clinic.interval_days = select(present, decision.interval_days, clinic.interval_days);
  const Mask<F> lost = live & !arrival.comes & !arrival.comes_later & !arrival.rebooked;
  const Mask<F> moves_on = (present & !decision.stop) | lost;
  regimen::plan_next<F>(clinic, arm, in.phase, in.day, regimen::gap_to_next_slot<F>(clinic, phase), moves_on);
  const Mask<F> postponed = live & (arrival.comes_later | arrival.rebooked);
  clinic.next_visit = select(postponed, arrival.later_day, clinic.next_visit);
  clinic.rebookings = select(
      postponed, select(arrival.comes_later, Word<F>(regimen::kComingLate), clinic.rebookings + Word<F>(1u)),
      clinic.rebookings);
  regimen::end_treatment<F>(clinic, regimen::Treatment::stopped, decision.stop);

  // Does the patient stay?
  const Mask<F> no_response = improvement < F(0.25f);
  const F leaving =
      model::drop_out_probability(in.traits.harm, p, model::drop_out_hazard_per_day(p, to_float(in.day)),
                                  elapsed, no_response, model::any_event(harms));
  const Mask<F> in_treatment =
      clinic.treatment == Word<F>(static_cast<std::uint32_t>(regimen::Treatment::in_treatment));
  const Mask<F> drops =
      decision.give & in_treatment & happens<F>(session_words.word(Purpose::drop_out), leaving);
  regimen::end_treatment<F>(clinic, regimen::Treatment::dropped_out, drops);
  return {decision.give, live & !arrival.comes & !arrival.comes_later, decision.stop, drops,
          harms,         select(decision.give, mg, F(0.0f)),           score,         observed};
}

}  // namespace tachy::engine
