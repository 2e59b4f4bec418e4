// A study that has not been made: how many take part in each arm, and what is measured in them. The `study`
// block of a scenario, lowered; the scenario says what the arms are given and for how long.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/measures.hpp"

namespace tachy::scenario {

struct StudyDesign {
  std::string question;              // in one line, for people
  std::vector<std::uint32_t> sizes;  // people in each arm; rising, each a multiple of the first
  // What is measured: of a total its mean over the participants, of a weekly count its mean over the weekly
  // reviews of the living, in each year apart.
  std::vector<model::Total> totals;
  std::vector<model::Weekly> weekly;
};

}  // namespace tachy::scenario
