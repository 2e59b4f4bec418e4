// The random number that decided an event, and the value that it was compared with.
#pragma once

#include <cstdint>
#include <string_view>

#include "day/one_patient.hpp"

namespace tachy::trace {

// Against a probability: the event happens when `drawn` is below it. Against a hazard: `drawn` is the u of an
// event clock, which rings when its cumulative hazard passes -ln u. Against a limit: `drawn` is a standard
// normal deviate, and the event happens when the deviate reaches the limit.
struct DecisiveDraw {
  enum class Against : std::uint8_t { probability, hazard, limit };
  std::string_view purpose;
  float drawn;
  Against against;
  float threshold;  // the probability, the cumulative hazard by now, or the limit
};

// The draws of one patient.
struct PatientDraws {
  const day::Setup& setup;
  std::uint32_t patient;

  DecisiveDraw probability(Purpose purpose, std::uint32_t day, float p, std::uint32_t index = 0) const;
  // reached: cumulative hazard since the clock was started for the index-th time
  DecisiveDraw clock(Purpose purpose, float reached, std::uint32_t index = 0) const;
  // Cumulative hazard at which a clock rang for the times-th time, one start after the other.
  float rung(Purpose purpose, std::uint32_t times) const;
};

// A visit, with all that its events depended on. before: as the patient came; life: traits and exposures.
struct DecidedVisit {
  PatientDraws draws;
  std::uint32_t arm, day, dose_form;
  const model::CarryOver<float>& before;
  const regimen::ClinicState<float>& clinic;  // before the visit
  model::Dependence dependence;
  const day::VisitEvents<float>& events;
  const day::PatientLife& life;
};
DecisiveDraw draw_of_missing(const DecidedVisit& visit);
DecisiveDraw draw_of_alarm(const DecidedVisit& visit);
DecisiveDraw draw_of_event(const DecidedVisit& visit, const model::SessionEventRow& event);
DecisiveDraw draw_of_drop_out(const DecidedVisit& visit);

// A transition of dependence found at a review. before: the state at the previous review.
struct DecidedChange {
  PatientDraws draws;
  const model::DependenceState& before;
  model::Dependence now;
  bool detected;
  float risk_ratio, days;  // since the last review
};
DecisiveDraw draw_of_change(const DecidedChange& change);

}  // namespace tachy::trace
