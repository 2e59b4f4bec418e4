#include "output/compare/judgement_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/compare/text_table.hpp"
#include "output/variance/variance_shares.hpp"

namespace tachy::output {

namespace {

constexpr const char* kJudged = "assumed";

// "29 % (12 to 71)", with a star where that has not converged
std::string cell_of_judgement(const std::vector<ParameterDrawn>& drawn, const ArmTotal& arm) {
  const auto shares = variance_shares(grouped_by(drawn, &ParameterDrawn::evidence), arm.difference_by_draw);
  if (!shares) return "no variance";
  for (const GroupShare& group : shares->groups)
    if (group.group == kJudged)
      return fmt::format("{:.0f} % ({:.0f} to {:.0f}){}", 100 * std::max(group.share.estimate, 0.0),
                         100 * group.share.low, 100 * group.share.high, group.converged() ? "" : " *");
  return "none";
}

}  // namespace

std::string what_rests_on_judgement(const Outcome& outcome, const std::vector<ShownMeasure>& measures) {
  const WhatIsNotKnown& unknown = outcome.unknown;
  if (unknown.draws == 0) return "";
  if (unknown.draws < static_cast<std::int64_t>(kFewestDraws))
    return fmt::format("What rests on judgement: {} draws are too few to say, {} might do\n\n", unknown.draws,
                       kFewestDraws);
  const std::string table = table_of_arms(outcome, measures, [&](const Measure& measure, std::size_t arm) {
    return cell_of_judgement(unknown.parameters, measure.arms[arm]);
  });
  const bool some_not_converged = table.find('*') != std::string::npos;
  return fmt::format(
      "What rests on judgement: the share of a difference's variance between draws that is due to what is\n"
      "assumed (Shapley), and its interval (95 %)\n{}{}\n",
      table,
      some_not_converged ? fmt::format("  * not converged: the interval spans more than {:.0f} points; more "
                                       "draws narrow it\n",
                                       100 * kWidestConverged)
                         : "");
}

}  // namespace tachy::output
