// Which draw decided something, and what it was compared with.
#pragma once

#include <cstdint>
#include <string_view>

#include "day/one_patient.hpp"

namespace tachy::trace {

// Drawn below a probability, it happens. Of a clock, drawn is u: it rings when the cumulative hazard passes
// -ln u. A standard normal deviate decides by reaching a limit.
struct DecidingDraw {
  enum class Against : std::uint8_t { probability, hazard, limit };
  std::string_view purpose;
  float drawn;
  Against against;
  float threshold;  // the probability; the cumulative hazard by now; the limit
};

// The draws of one patient.
struct PatientDraws {
  const day::Setup& setup;
  std::uint32_t patient;

  DecidingDraw probability(Purpose purpose, std::uint32_t day, float p, std::uint32_t index = 0) const;
  // reached: cumulative hazard since the clock was started for the index-th time
  DecidingDraw clock(Purpose purpose, float reached, std::uint32_t index = 0) const;
  // Cumulative hazard at which a clock rang for the times-th time, one start after the other.
  float rung(Purpose purpose, std::uint32_t times) const;
};

// A visit, and what decided at it. before: as the patient came; life: traits and exposures.
struct DecidedVisit {
  PatientDraws draws;
  std::uint32_t arm, day, dose_form;
  const model::CarryOver<float>& before;
  const regimen::ClinicState<float>& clinic;  // before the visit
  model::Dependence dependence;
  const day::VisitEvents<float>& events;
  const day::PatientLife& life;
};
DecidingDraw draw_of_missing(const DecidedVisit& visit);
DecidingDraw draw_of_alarm(const DecidedVisit& visit);
DecidingDraw draw_of_harm(const DecidedVisit& visit, Purpose harm);  // dissociation, ..., dizziness
DecidingDraw draw_of_rise(const DecidedVisit& visit);                // of systolic pressure by 40 mmHg
DecidingDraw draw_of_180(const DecidedVisit& visit);                 // systolic pressure of 180 mmHg
DecidingDraw draw_of_drop_out(const DecidedVisit& visit);

// A transition of dependence found at a review. before: at the review before.
struct DecidedChange {
  PatientDraws draws;
  const model::DependenceState& before;
  model::Dependence now;
  bool detected;
  float risk_ratio, days;  // since the last review
};
DecidingDraw draw_of_change(const DecidedChange& change);

}  // namespace tachy::trace
