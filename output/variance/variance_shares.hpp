// What an answer's variance between draws rests on: the share of each group of parameters, evidence or
// submodel.
//
// Draws are correlated, so the share of a group alone (of the variance that knowing it would foretell) may
// overlap with another's; Shapley shares do not and add up. Both come from the draws there are, by regression
// (forward_regression.hpp). What no regression foretells, be it chance, interactions or too few draws, is
// told apart, and an interval reaches from a share without any of it to the share with all of it; its ends
// are 2.5 and 97.5 % of a bootstrap over the draws, by their errors.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/outcome/outcome_reader.hpp"
#include "output/outcome/statistics.hpp"
#include "output/variance/forward_regression.hpp"

namespace tachy::output {

inline constexpr std::size_t kFewestDraws = 20;  // with fewer nothing is said
inline constexpr double kWidestConverged = 0.4;  // of an interval

struct DrawnValues {
  std::vector<ByDraw> values;       // of each parameter
  std::vector<std::string> groups;  // the group of each
};
DrawnValues grouped_by(const std::vector<ParameterDrawn>& drawn, std::string ParameterDrawn::*group);

struct GroupShare {
  std::string group;
  std::size_t parameters;
  double alone;    // that knowing these parameters alone foretells
  Interval share;  // Shapley
  bool converged() const { return share.high - share.low <= kWidestConverged; }
};

struct VarianceShares {
  std::vector<GroupShare> groups;  // in alphabetical order
  double untold;                   // 1 less the sum of the shares
};

// Nothing when there are too few draws, or no variance.
std::optional<VarianceShares> variance_shares(const DrawnValues& drawn, const ByDraw& outcome);

}  // namespace tachy::output
