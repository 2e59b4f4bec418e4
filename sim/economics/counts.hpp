// What was counted in every draw, arm and year, in units that a price or a utility belongs to: events, mg,
// and person-days of those in a state.
#pragma once

#include <cstddef>
#include <vector>

#include "model/measures.hpp"

namespace tachy::economics {

inline constexpr double kDaysPerYear = 365.0;

class Counts {
 public:
  Counts() = default;
  Counts(std::size_t draws, std::size_t arms, std::size_t years)
      : draws_(draws),
        arms_(arms),
        years_(years),
        people_(draws, 0.0),
        numbers_(draws * arms * years * model::kWeeklyCount, 0.0) {}

  std::size_t draws() const { return draws_; }
  std::size_t arms() const { return arms_; }
  std::size_t years() const { return years_; }
  double& people(std::size_t draw) { return people_[draw]; }
  double people(std::size_t draw) const { return people_[draw]; }
  double& at(std::size_t draw, std::size_t arm, std::size_t year, model::Weekly what) {
    return numbers_[place(draw, arm, year, what)];
  }
  double at(std::size_t draw, std::size_t arm, std::size_t year, model::Weekly what) const {
    return numbers_[place(draw, arm, year, what)];
  }

 private:
  std::size_t place(std::size_t draw, std::size_t arm, std::size_t year, model::Weekly what) const {
    return ((draw * arms_ + arm) * years_ + year) * model::kWeeklyCount + static_cast<std::size_t>(what);
  }
  std::size_t draws_ = 0, arms_ = 0, years_ = 0;
  std::vector<double> people_;  // enrolled, of each draw
  std::vector<double> numbers_;
};

}  // namespace tachy::economics
