// Enrolment: the patient's traits, the same in all arms, and the state in which each arm begins. Written once
// over F: one patient or many.
#pragma once

#include "day/setup.hpp"
#include "model/patient.hpp"
#include "regimen/clinic_state.hpp"

namespace tachy::day {

// Random effects and clocks of the patients at this address.
template <class F>
TACHY_INLINE model::Traits<F> draw_traits(const Setup& setup, const model::PersonLanes<F>& person,
                                          const model::EnrolmentAddress<F>& at) {
  const regimen::Experiment& e = *setup.experiment;
  return model::draw_traits<F>(e.parameters, person, at, setup.logit_missed,
                               e.cohort.new_antidepressant ? 1.0f : 0.0f);
}

// What one dose form means for a patient: exposure, and ln of the peak over the typical one of 0.5 mg/kg IV.
template <class F>
struct FormExposure {
  F effect, peak_ng_per_ml, log_peak;
};
template <class F>
TACHY_INLINE FormExposure<F> exposure_to(const Setup& setup, std::uint32_t form,
                                         const model::PharmacokineticTraits<F>& pk) {
  const regimen::Experiment& e = *setup.experiment;
  const auto exposure = model::exposure_to<F>(e.plan.dose_form[form], e.parameters, pk, setup.reference);
  const F relative_peak = max(exposure.peak_ng_per_ml / F(setup.reference.peak_ng_per_ml), F(1e-6f));
  return {exposure.effect, exposure.peak_ng_per_ml, log(relative_peak)};
}

// A patient in one arm, before the first day.
template <class F>
struct ArmStart {
  regimen::ClinicState<F> clinic;
  model::EventClocks<F> clocks;
  regimen::RuleMemories<F> rules;
  model::Record<F> record;
};
template <class F>
TACHY_INLINE ArmStart<F> begin_arm(const Setup& setup, std::uint32_t arm,
                                   const model::EnrolmentAddress<F>& at) {
  return {regimen::first_clinic_state<F>(setup.experiment->plan.arm[arm]),
          model::start_clocks<F>(at, setup.experiment->misuse_clocks), regimen::no_rules_yet<F>(),
          model::empty_record<F>()};
}

}  // namespace tachy::day
