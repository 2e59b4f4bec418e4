// The parts of a weekly review that concern few patients, lived one patient at a time: suicide attempts,
// the start of misuse, life with misuse or use disorder. The lanes and the reference walk both call it.
#pragma once

#include "day/review.hpp"

namespace tachy::day {

struct RareState {
  model::CarryOver<float> carried;
  model::EventClocks<float> clocks;
  model::Record<float> record;
  model::DependenceState dependence;
};

struct RareEvents {
  bool attempt, misuse_starts;
};

// The misuse clocks that rang at a review: the own one of this life, and `count` further ones, numbered from
// `first`.
struct MisuseRings {
  bool own = false;
  std::uint32_t first = 1, count = 0;
  bool more = false;  // others are still to ring
};

// Updates `x` for the days since the last review. detected: the clinic knows of the misuse.
MisuseRings review_rare_events(const Setup& setup, RareState& x, const model::Traits<float>& traits,
                               bool detected, RareEvents events, const model::PatientDay& at);

}  // namespace tachy::day
