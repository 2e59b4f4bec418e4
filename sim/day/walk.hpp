// The steps of the readable walk, in plain floats: a visit and a review of one life, in one arm. They call
// the same equations as the block walk.
#pragma once

#include "day/one_patient.hpp"

namespace tachy::day {

// One life of a patient on its way through the days, with what all arms share.
struct Walk {
  const Setup& setup;
  std::uint32_t patient, life_number;  // model::PatientDay::life
  const PatientLife& life;             // traits and exposures
  float weight_kg;
  model::Course<float> course;
  const Watcher& watcher;
  std::vector<Parting>& partings;  // filled in, when there are further misuse clocks
};

// On the first day of a week, the illness's own course moves on to it.
void begin_day(Walk& walk, std::uint32_t day);
void come_to_visit(const Walk& walk, ArmLife& arm, std::uint32_t number, std::uint32_t day);
void hold_review(const Walk& walk, ArmLife& arm, std::uint32_t number, std::uint32_t day,
                 std::uint32_t days_since);

// What happens at a review to few. Returns whether this life starts to misuse.
bool live_rare_events(const Walk& walk, ArmLife& arm, std::uint32_t number, RareEvents events,
                      std::uint32_t day, std::uint32_t days_since);

}  // namespace tachy::day
