#include "study/worth/study_worth.hpp"

#include <algorithm>
#include <cmath>

#include "economics/worth.hpp"

namespace tachy::study {

namespace {

// Neighbours that fall are pooled until none does: the nearest rising numbers by least squares.
void make_rising(std::vector<output::WorthOfKnowing>& evsi, double output::WorthOfKnowing::*part) {
  struct Pool {
    double mean;
    std::size_t size;
  };
  std::vector<Pool> pools;
  for (const output::WorthOfKnowing& one : evsi) {
    pools.push_back({one.*part, 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean > pools.back().mean) {
      const Pool last = pools.back();
      pools.pop_back();
      Pool& pool = pools.back();
      const auto a = static_cast<double>(pool.size), b = static_cast<double>(last.size);
      pool = {(a * pool.mean + b * last.mean) / (a + b), pool.size + last.size};
    }
  }
  std::size_t place = 0;
  for (const Pool& pool : pools)
    for (std::size_t i = 0; i < pool.size; ++i) evsi[place++].*part = pool.mean;
}

}  // namespace

double people_served(const StudyTerms& terms) {
  double people = 0.0;
  for (std::uint32_t year = 0; year < terms.years; ++year) {
    const double after = std::clamp(year + 1 - terms.takes_years, 0.0, 1.0);  // part of the year
    people += after * terms.uptake * terms.people_a_year * economics::discount_factor(terms.discount, year);
  }
  return people;
}

ValueOfSize value_of_study(std::uint32_t people_in_each_arm, std::size_t arms,
                           const output::WorthOfKnowing& evsi, const StudyTerms& terms) {
  const double served = people_served(terms), participants = static_cast<double>(arms) * people_in_each_arm;
  ValueOfSize value{.people = people_in_each_arm, .evsi = evsi};
  value.of_population = served * evsi.value;
  value.cost = terms.set_up.mean() + participants * terms.each.mean();
  value.net = value.of_population - value.cost;
  // Each multiplier once: an error squares with its multiplier, and the sum of the squares is the variance.
  const double of_evsi = served * evsi.error(), of_each = participants * terms.each.sd();
  const double sd = std::hypot(of_evsi, terms.set_up.sd(), of_each);
  value.worth_it = sd > 0.0 ? std::erfc(-value.net / sd / std::sqrt(2.0)) / 2 : value.net > 0.0 ? 1.0 : 0.0;
  return value;
}

std::vector<ValueOfSize> values_of_study(const StudyData& data, std::size_t arms,
                                         const std::vector<output::ByDraw>& net_benefit,
                                         const StudyTerms& terms) {
  std::vector<output::WorthOfKnowing> evsi;
  for (const StudyOfSize& size : data.sizes) evsi.push_back(output::worth_of_knowing(size.seen, net_benefit));
  for (const auto part :
       {&output::WorthOfKnowing::value, &output::WorthOfKnowing::low, &output::WorthOfKnowing::high})
    make_rising(evsi, part);
  std::vector<ValueOfSize> values;
  for (std::size_t i = 0; i < evsi.size(); ++i)
    values.push_back(value_of_study(data.sizes[i].people, arms, evsi[i], terms));
  return values;
}

std::size_t best_size(const std::vector<ValueOfSize>& values) {
  const auto best = std::max_element(values.begin(), values.end(),
                                     [](const auto& a, const auto& b) { return a.net < b.net; });
  return static_cast<std::size_t>(best - values.begin());
}

}  // namespace tachy::study
