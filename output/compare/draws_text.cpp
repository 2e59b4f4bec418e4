#include "output/compare/draws_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/grouped.hpp"
#include "output/compare/number_text.hpp"
#include "output/compare/text_table.hpp"
#include "output/outcome/over_draws.hpp"

namespace tachy::output {

namespace {

constexpr double kSmallShareOfChance = 0.05;

constexpr const char* kSetByScenario = "set by the scenario";

// "a, b, c and 2 more"
std::string first_names(const std::vector<std::string>& names) {
  constexpr std::size_t kNamed = 4;
  const std::size_t named = std::min(names.size(), kNamed);
  const std::string more =
      names.size() > named ? fmt::format(" and {} more", names.size() - named) : std::string();
  return fmt::format(
      "{}{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(named), ", "), more);
}

// In each draw, so that chance makes up no more than a small share.
double patients_that_do(double patients, double share) {
  return patients * share / (1.0 - share) * (1.0 - kSmallShareOfChance) / kSmallShareOfChance;
}

// Rounded up to two digits.
std::uint64_t rounded_up(double number) {
  const double step = std::pow(10.0, std::max(std::floor(std::log10(number)) - 1.0, 0.0));
  return static_cast<std::uint64_t>(std::ceil(number / step) * step);
}

}  // namespace

bool more_is_better(const Measure& measure) { return measure.direction != "less is better"; }

std::vector<double> best_of_draws(const Measure& measure) {
  std::vector<std::vector<double>> by_arm;
  for (const ArmTotal& arm : measure.arms) by_arm.push_back(arm.by_draw);
  return shares_best(by_arm, more_is_better(measure));
}

std::string share_of_draws(double share) { return fmt::format("{:.0f} %", 100 * share); }

std::string who_beats_whom(const Outcome& outcome, const Measure& measure) {
  if (outcome.unknown.draws == 0 || measure.direction == "neither" || measure.arms.size() < 2) return "";
  std::vector<TextRow> rows{{"better than"}};
  for (const std::string& id : outcome.arm_ids) rows[0].push_back(id);
  for (std::size_t arm = 0; arm < measure.arms.size(); ++arm) {
    TextRow row{outcome.arm_ids[arm]};
    for (std::size_t other = 0; other < measure.arms.size(); ++other)
      row.push_back(arm == other
                        ? ""
                        : share_of_draws(share_better(measure.arms[arm].by_draw, measure.arms[other].by_draw,
                                                      more_is_better(measure))));
    rows.push_back(row);
  }
  return fmt::format(
      "{} in the average clinic\n  in how many of {} draws the arm in the row is better than the one in the "
      "column\n{}\n",
      measure.label, outcome.unknown.draws, text_table(rows));
}

double most_share_of_chance(const Measure& measure) {
  double share = 0.0;
  for (const ArmTotal& arm : measure.arms)
    if (arm.difference_share_of_chance > share) share = arm.difference_share_of_chance;
  return share;
}

bool is_mostly_chance(double share) { return share > 0.5; }

std::string chance_that_is_not_small(const Outcome& outcome, const Measure& measure) {
  const double share = most_share_of_chance(measure);
  if (share <= kSmallShareOfChance) return "";
  const std::string line =
      fmt::format("up to {:.0f} % of the variance between draws may be chance", 100 * share);
  if (share > 0.99) return line + ": too few patients to say more";
  const double patients = static_cast<double>(outcome.enrolled / outcome.unknown.draws);
  return line + fmt::format("; {} patients a draw would do",
                            tachy::grouped(rounded_up(patients_that_do(patients, share))));
}

std::string what_is_not_known(const Outcome& outcome) {
  const WhatIsNotKnown& unknown = outcome.unknown;
  if (unknown.draws == 0) return "";
  std::map<std::string, std::vector<std::string>> held;
  for (std::size_t i = 0; i < unknown.held.size(); ++i)
    held[unknown.held_because[i]].push_back(unknown.held[i]);
  std::string reasons;
  for (const auto& [because, names] : held)
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", names.size(), because);
  const auto count = [&](auto is) {
    return std::count_if(unknown.parameters.begin(), unknown.parameters.end(), is);
  };
  const auto fitted = count([](const ParameterDrawn&p) { return p.evidence == "fitted"; }),
             judged = count([](const ParameterDrawn&p) { return p.from == "judgement"; });
  const std::vector<std::string>& own = held[kSetByScenario];
  return fmt::format(
             "What is not known: {} draws, the same patients in each\n"
             "  drawn jointly: {} parameters fitted to trials, {} assumed ({} of them by judgement alone)\n"
             "  posterior: {}, {} of {} rows\n"
             "  held: {}\n",
             unknown.draws, fitted, static_cast<std::ptrdiff_t>(unknown.parameters.size()) - fitted, judged,
             unknown.posterior, unknown.draws, unknown.rows_in_all, reasons) +
         (own.empty() ? "" : fmt::format("  held by the scenario: {}\n", first_names(own))) +
         "  differences between clinics are held at nought: this is the average clinic, unless 'in one "
         "clinic'\n"
         "  is said\n\n";
}

}  // namespace tachy::output
