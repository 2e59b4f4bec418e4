// Counts and prices that tests make up.
#pragma once

#include "economics/worth.hpp"

namespace tachy::tests {

// Every person of every arm symptomatic and untreated for `years` years of 364 days and a day.
inline economics::Counts all_symptomatic(std::size_t draws, std::size_t arms, std::size_t years) {
  economics::Counts counts(draws, arms, years);
  for (std::size_t draw = 0; draw < draws; ++draw) {
    counts.people(draw) = 100.0;
    for (std::size_t arm = 0; arm < arms; ++arm)
      for (std::size_t year = 0; year < years; ++year)
        counts.at(draw, arm, year, model::Weekly::symptomatic_untreated) = 100.0 * economics::kDaysPerYear;
  }
  return counts;
}

// Nothing costs anything, everybody alive is worth a whole year.
inline economics::Valuation worth_one() {
  economics::Valuation v;
  v.currency = "USD";
  v.willingness_to_pay = 50000;
  for (economics::Sourced& utility : v.utilities) utility.value = 1.0;
  return v;
}

}  // namespace tachy::tests
