#include "output/variance/variance_shares.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <set>

#include "output/outcome/extremes.hpp"
#include "output/variance/shapley.hpp"

namespace tachy::output {

namespace {

constexpr std::uint32_t kSeed = 1953;
constexpr int kResamples = 500;

// [set of groups][draw]; the empty set comes first.
std::vector<ByDraw> errors_of_sets(const DrawnValues& drawn, const std::vector<std::string>& groups,
                                   const ByDraw& outcome) {
  std::vector<ByDraw> errors;
  for (std::size_t set = 0; set < std::size_t{1} << groups.size(); ++set) {
    std::vector<ByDraw> members;
    for (std::size_t i = 0; i < drawn.values.size(); ++i) {
      const auto group = std::lower_bound(groups.begin(), groups.end(), drawn.groups[i]) - groups.begin();
      if (set >> group & 1u) members.push_back(drawn.values[i]);
    }
    errors.push_back(squared_errors_left_out(members, outcome));
  }
  return errors;
}

// What each set foretells of the variance, with draws as often as `times` says.
std::vector<double> worth_of_sets(const std::vector<ByDraw>& errors, const std::vector<double>& times) {
  std::vector<double> worth;
  double whole = 0.0;
  for (const ByDraw& of_set : errors) {
    const double sum = std::inner_product(of_set.begin(), of_set.end(), times.begin(), 0.0);
    if (worth.empty()) whole = sum;
    worth.push_back(whole > 0.0 ? std::max(1.0 - sum / whole, 0.0) : 0.0);
  }
  return worth;
}

std::vector<double> resampled(std::size_t draws, std::mt19937& words) {
  std::vector<double> times(draws, 0.0);
  for (std::size_t i = 0; i < draws; ++i) times[std::uint64_t{words()} * draws >> 32] += 1.0;
  return times;
}

// Without and with what is untold, of each group in each resample.
struct Resamples {
  std::vector<std::vector<double>> without, with;  // [group][resample]
};

Resamples bootstrap(const std::vector<ByDraw>& errors, std::size_t groups) {
  Resamples found{std::vector<std::vector<double>>(groups), std::vector<std::vector<double>>(groups)};
  std::mt19937 words(kSeed);  // its words are fixed by the language standard, its distributions are not
  for (int i = 0; i < kResamples; ++i) {
    const std::vector<double> worth = worth_of_sets(errors, resampled(errors.front().size(), words));
    const std::vector<double> shares = shapley_shares(worth);
    for (std::size_t group = 0; group < groups; ++group) {
      found.without[group].push_back(shares[group]);
      found.with[group].push_back(shares[group] + 1.0 - worth.back());
    }
  }
  return found;
}

bool varies(const ByDraw& outcome) {
  return std::any_of(outcome.begin(), outcome.end(), [&](double value) { return value != outcome.front(); });
}

}  // namespace

DrawnValues grouped_by(const std::vector<ParameterDrawn>& drawn, std::string ParameterDrawn::*group) {
  DrawnValues values;
  for (const ParameterDrawn& parameter : drawn) {
    values.values.push_back(parameter.by_draw);
    values.groups.push_back(parameter.*group);
  }
  return values;
}

std::optional<VarianceShares> variance_shares(const DrawnValues& drawn, const ByDraw& outcome) {
  if (outcome.size() < kFewestDraws || !varies(outcome)) return std::nullopt;
  const std::set<std::string> once(drawn.groups.begin(), drawn.groups.end());
  const std::vector<std::string> groups(once.begin(), once.end());
  const std::vector<ByDraw> errors = errors_of_sets(drawn, groups, outcome);
  const std::vector<double> worth = worth_of_sets(errors, std::vector<double>(outcome.size(), 1.0)),
                            shares = shapley_shares(worth);
  const Resamples resamples = bootstrap(errors, groups.size());
  VarianceShares found{.groups = {}, .untold = 1.0 - worth.back()};
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const double low = central_95(resamples.without[group]).low,
                 high = central_95(resamples.with[group]).high;
    const auto parameters = std::count(drawn.groups.begin(), drawn.groups.end(), groups[group]);
    found.groups.push_back({.group = groups[group],
                            .parameters = static_cast<std::size_t>(parameters),
                            .alone = worth[std::size_t{1} << group],
                            .share = {shares[group], std::clamp(low, 0.0, 1.0), std::clamp(high, 0.0, 1.0)}});
  }
  return found;
}

}  // namespace tachy::output
