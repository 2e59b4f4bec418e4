#include "output/economics/economics_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/grouped.hpp"
#include "output/compare/comparison.hpp"
#include "output/compare/draws_text.hpp"
#include "output/compare/number_text.hpp"
#include "output/compare/shown_measures.hpp"
#include "output/compare/text_table.hpp"

namespace tachy::output {

namespace {

constexpr double kPer = 1000.0;  // people
constexpr const char* kTooFew = "too few";

std::string rates_in_words(const economics::Valuation& v) {
  return fmt::format("costs {:.3g} %, effects {:.3g} % a year", 100 * v.discount_costs,
                     100 * v.discount_effects);
}

std::string head_of(const EconomicAnswer& answer) {
  const Outcome& outcome = answer.result.outcome;
  const economics::Valuation& v = answer.valuation;
  const std::string part = v.title.empty() ? "" : v.title + ": ";
  return fmt::format(
      "{}\n"
      "Costs and effects over {:.3g} years, {} draws of {} patients. {}\n"
      "  prices       {}{} of {}, none inflated; perspective {}\n"
      "  discount     {}, by whole years since the start\n"
      "  utilities    {}; each weekly review stands for its week (no half-cycle correction)\n\n",
      outcome.title, static_cast<double>(outcome.horizon_days) / economics::kDaysPerYear,
      outcome.unknown.draws, grouped(static_cast<std::uint64_t>(answer.result.counts.people(0))),
      kComparisonNotice, part, v.currency, v.price_year,
      economics::kPerspectiveNames[static_cast<std::size_t>(v.perspective)], rates_in_words(v),
      v.utility_set);
}

// Benefit and harm come before money: means over the draws, and what holds 95 % of them.
std::string benefit_and_harm(const EconomicAnswer& answer) {
  struct Column {
    std::string_view measure, heading;
    double factor;
  };
  constexpr Column kColumns[] = {
      {"remission_weeks", "years in\nremission", kPer * 7 / economics::kDaysPerYear},
      {"use_disorder_ever", "use\ndisorder", kPer},
      {"misuse_ever", "\nmisuse", kPer},
      {"urinary_ever", "urinary\nsymptoms", kPer},
      {"systolic_180", "systolic\n>= 180 mmHg", kPer},
      {"died", "\ndeaths", kPer}};
  const Outcome& outcome = answer.result.outcome;
  std::vector<TextRow> rows{{"\narm"}};
  for (const std::string& id : outcome.arm_ids) rows.push_back({id});
  for (const Column& column : kColumns) {
    const Measure* measure = measure_called(outcome, column.measure);
    if (!measure) continue;
    rows[0].emplace_back(column.heading);
    std::vector<Interval> means;
    for (const ArmTotal& arm : measure->arms) means.push_back(arm.mean);
    const int decimals = std::min(decimals_for(means, column.factor), 1);
    for (std::size_t arm = 0; arm < means.size(); ++arm)
      rows[arm + 1].push_back(fmt::format("{}\n{}",
                                          number_text(means[arm].estimate * column.factor, decimals),
                                          is_mostly_chance(measure->arms[arm].share_of_chance)
                                              ? std::string(kTooFew)
                                              : range_text(means[arm], column.factor, decimals)));
  }
  const std::string table = text_table(rows);
  return std::string(
             "Benefit and harm per 1,000 people: mean of the draws, below it what holds 95 % of them\n") +
         (table.find(kTooFew) == std::string::npos
              ? ""
              : "(too few: with so few patients a draw, an interval would tell of chance)\n") +
         table + "\n";
}

std::string money_table(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  std::vector<TextRow> rows{{"\narm", fmt::format("cost,\nthousand {}", answer.valuation.currency), "\nQALYs",
                             "more\ncost", "more\nQALYs",
                             fmt::format("{}\nper QALY", answer.valuation.currency), "\n"}};
  for (const economics::Option& option : answer.options) {
    const Interval cost = over_all_draws(answer.ce.cost[option.arm]),
                   effect = over_all_draws(answer.ce.effect[option.arm]);
    const bool efficient = option.standing == economics::Standing::efficient;
    rows.push_back(
        {arms[option.arm], fmt::format("{}\n{}", money_text(cost.estimate), interval_of_money(cost)),
         fmt::format("{}\n{}", number_text(kPer * effect.estimate, 1), range_text(effect, kPer, 1)),
         efficient ? signed_money_text(option.more_cost) : "",
         efficient ? signed_text(kPer * option.more_effect, 1) : "",
         efficient ? number_text(option.icer, 0) : "", ""});
  }
  std::string words;
  for (const economics::Option& option : answer.options)
    words += fmt::format("  {}: {}\n", arms[option.arm], standing_in_words(option, arms));
  return "Costs and effects per 1,000 people, discounted, in order of cost; below each what holds 95 % of "
         "the draws\n" +
         text_table(rows) + words + "\n";
}

std::string answer_in_words(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  const economics::Valuation& v = answer.valuation;
  const Interval gain = over_all_draws(
      economics::difference(answer.net_benefit[answer.best], answer.net_benefit[answer.other]));
  const std::vector<double> shares = economics::shares_best(answer.net_benefit);
  std::string text = fmt::format(
      "At {} {} per QALY {} has the highest expected net benefit, {} thousand {} per 1,000 people above\n"
      "{} (95 % of draws: {}); it is the best arm in {:.0f} % of the draws.\n",
      money_text(v.willingness_to_pay), v.currency, arms[answer.best], signed_money_text(gain.estimate),
      v.currency, arms[answer.other], interval_of_money(gain), 100 * shares[answer.best]);
  const auto& variants = answer.result.outcome.unknown.variants;
  std::string agree, differ;
  for (std::size_t i = 0; i < variants.size(); ++i) {
    std::string& list = answer.best_of_variants[i] == answer.best ? agree : differ;
    list += (list.empty() ? "" : ", ") + variants[i].id;
    if (&list == &differ) list += fmt::format(" ({})", arms[answer.best_of_variants[i]]);
  }
  if (!agree.empty()) text += fmt::format("  also the best in: {}\n", agree);
  if (!differ.empty()) text += fmt::format("  another arm is the best in: {}\n", differ);
  return text;
}

std::string by_the_other_set(const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  std::string steps;
  for (const economics::Option& option : answer.options_beside)
    if (option.standing == economics::Standing::efficient)
      steps += fmt::format("\n  {} {} against {}", arms[option.arm], number_text(option.icer, 0),
                           arms[option.against]);
  if (steps.empty()) steps = " no arm gives more QALYs than the cheapest";
  const std::string ratio =
      answer.effect_ratio > 0.0
          ? fmt::format(
                "\n  the difference in QALYs between {} and {} is {:.2g} times as large by {} as by {}",
                arms[answer.best], arms[answer.other], answer.effect_ratio, answer.valuation.utility_set,
                answer.utilities_beside)
          : "";
  return fmt::format("By the utilities {} instead, {} per QALY:{}{}\n\n", answer.utilities_beside,
                     answer.valuation.currency, steps, ratio);
}

std::string foot_of(const EconomicAnswer& answer, bool full) {
  const Measure* remission = measure_called(answer.result.outcome, "remission_weeks");
  double chance = 0.0;
  if (remission)
    for (const ArmTotal& arm : remission->arms)
      if (arm.difference_share_of_chance > chance) chance = arm.difference_share_of_chance;
  std::string text = fmt::format(
      "Intervals are over the draws of what is not known; prices and utilities are held. Chance among "
      "patients is in\n"
      "them (of the variance of weeks in remission at most {:.0f} %) and not told apart.\n",
      100 * chance);
  if (!full)
    text +=
        "More: --full (net benefit, acceptability, value of information, thresholds, budget, ledger), --csv "
        "DIR, "
        "--json,\n"
        "--set prices.NAME=VALUE, --use library/economics/uk-2024.yaml\n";
  return text;
}

}  // namespace

std::string economics_text(const EconomicAnswer& answer, bool full) {
  std::string text = head_of(answer) + benefit_and_harm(answer) + money_table(answer) +
                     answer_in_words(answer) + by_the_other_set(answer);
  if (full)
    text += decision_tables(answer) + value_of_information(answer) + sensitivity_tables(answer) +
            budget_table(answer) + ledger_tables(answer);
  return text + foot_of(answer, full);
}

}  // namespace tachy::output
