// Whether a study is worth what it costs: the expected value of its findings (EVSI) for those who are treated
// once they are known, less its cost (ENBS).
#pragma once

#include <vector>

#include "output/economics/worth_of_knowing.hpp"
#include "study/worth/study_data.hpp"

namespace tachy::study {

// A cost that is known only within a range: its middle counts, and its ends are 95 % of a normal
// distribution.
struct CostRange {
  double low = 0.0, high = 0.0;
  double mean() const { return (low + high) / 2; }
  double sd() const { return (high - low) / (2 * 1.959964); }
};

struct StudyTerms {
  CostRange set_up = {}, each = {};  // of the study, and of each participant
  double people_a_year = 0.0;        // who begin treatment
  std::uint32_t years = 1;           // for how many the decision holds
  double takes_years = 0.0;          // until its findings are known; those who begin before do without
  double uptake = 1.0;               // of those who begin after, the share treated by them
  double discount = 0.0;             // a year
};

// How many people the findings serve: of each year the part after the study, discounted by whole years.
double people_served(const StudyTerms& terms);

struct ValueOfSize {
  std::uint32_t people = 0;      // in each arm
  output::WorthOfKnowing evsi;   // per person
  double of_population = 0.0;    // EVSI of all whom it serves
  double cost = 0.0, net = 0.0;  // ENBS
  double worth_it = 0.0;         // probability that ENBS is above nought, by the errors of EVSI and cost
};
ValueOfSize value_of_study(std::uint32_t people_in_each_arm, std::size_t arms,
                           const output::WorthOfKnowing& evsi, const StudyTerms& terms);

// One for each size. A larger study sees all that a smaller one sees, so that where chance says otherwise of
// two sizes, both have the mean of their EVSI.
std::vector<ValueOfSize> values_of_study(const StudyData& data, std::size_t arms,
                                         const std::vector<output::ByDraw>& net_benefit,
                                         const StudyTerms& terms);

// The place of the one with the highest ENBS, whether it is above nought or not.
std::size_t best_size(const std::vector<ValueOfSize>& values);

}  // namespace tachy::study
