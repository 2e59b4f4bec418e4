// Copies of a patient: the lives that part from the patient's own where a further misuse clock rings.
//
// Misuse of ketamine is rare, so that few of the patients simulated meet it, and fewer still a use disorder.
// So each patient has several misuse clocks (Experiment::misuse_clocks, model::FurtherMisuseClocks). Until
// one rings, all its lives are the same one, which is lived once. Where one rings, that life goes on alone,
// with the luck of the patient, save for draws about dependence; and when the patient's own rings, a life
// without misuse goes on in the patient's place, for the clocks that are still to ring. Each life is lived as
// a patient is, so the mean over them is what it is for one clock, and varies less.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "day/one_patient.hpp"

namespace tachy::day {

// Of a life, from the review on at which misuse started: what the rare measures count.
struct RareLife {
  struct Change {
    std::uint32_t day;
    model::Dependence state;
    bool alive;
  };
  std::uint32_t number;  // model::PatientDay::life; 0 is the patient's own
  std::vector<Change> changes;
  std::array<std::int64_t, model::kRareTotalCount> totals;  // in the order of model::kRareTotals
};

// Adds the lives that part at one review, the patient's own included, as they go on in an arm.
void live_parted(const Setup& setup, std::uint32_t patient, const PatientLife& known, float weight_kg,
                 const Parting& parting, std::uint32_t arm, std::vector<RareLife>& lives);

}  // namespace tachy::day
