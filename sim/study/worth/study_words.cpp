#include "study/worth/study_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/grouped.hpp"
#include "output/compare/comparison.hpp"
#include "output/compare/number_text.hpp"
#include "output/compare/text_table.hpp"
#include "output/economics/economics_text.hpp"

namespace tachy::study {

namespace {

double evpi_of(const StudyAnswer& answer) { return economics::evpi(answer.economics.net_benefit); }

// "remission_weeks, relapses, and in each year hamd17_sum"
std::string measures_in_words(const scenario::StudyDesign& study) {
  std::vector<std::string_view> totals, weekly;
  for (const model::Total total : study.totals) totals.push_back(model::row_of(total).name);
  for (const model::Weekly count : study.weekly) weekly.push_back(model::row_of(count).name);
  return fmt::format("{}{}{}", fmt::join(totals, ", "),
                     weekly.empty()   ? ""
                     : totals.empty() ? "in each year "
                                      : ", and in each year ",
                     fmt::join(weekly, ", "));
}

std::string head_of_study(const StudyAnswer& answer) {
  const economics::Valuation& v = answer.economics.valuation;
  std::vector<std::string> arms;
  for (const scenario::ArmName& arm : answer.trial.arms) arms.push_back(arm.id);
  return fmt::format(
      "{}\n{}\n"
      "  would compare  {}, for {:.3g} years\n"
      "  would measure  {}\n"
      "  to decide      {}: {} on present knowledge\n"
      "  valued at      {} {} per QALY of {}; {} draws. {}\n\n",
      answer.trial.title, answer.trial.study->question, fmt::join(arms, ", "),
      answer.trial.experiment.horizon_days / economics::kDaysPerYear, measures_in_words(*answer.trial.study),
      answer.economics.result.outcome.title, answer.economics.result.outcome.arm_ids[answer.economics.best],
      output::money_text(v.willingness_to_pay), v.currency, v.price_year, answer.economics.ce.draws(),
      output::kComparisonNotice);
}

std::string terms_in_words(const StudyAnswer& answer) {
  const StudyTerms& t = answer.terms;
  const auto cost = [](const CostRange& range) {
    return range.low == range.high
               ? output::money_text(range.low)
               : fmt::format("{} to {}", output::money_text(range.low), output::money_text(range.high));
  };
  return fmt::format(
      "It costs {} {} and {} for each participant, and takes {:.3g} years.\n"
      "The decision holds {} years for {} people a year; of those who begin after the study {:.0f} % are "
      "treated by "
      "it:\n{} people, discounted at {:.3g} %.\n",
      cost(t.set_up), answer.economics.valuation.currency, cost(t.each), t.takes_years, t.years,
      grouped(static_cast<std::uint64_t>(t.people_a_year)), 100 * t.uptake,
      grouped(static_cast<std::uint64_t>(people_served(t))), 100 * t.discount);
}

std::string sizes_table(const StudyAnswer& answer) {
  const std::string& currency = answer.economics.valuation.currency;
  std::vector<output::TextRow> rows{{"people\nin each arm", "EVSI\nper person", "\nfrom", "\nto",
                                     "million " + currency + "\nfor all served", "\ncost", "\nnet (ENBS)",
                                     "worth it,\nprobability"}};
  for (const ValueOfSize& value : answer.values)
    rows.push_back({grouped(value.people), output::money_text(value.evsi.value),
                    output::money_text(value.evsi.low), output::money_text(value.evsi.high),
                    output::number_text(value.of_population / 1e6, 2),
                    output::number_text(value.cost / 1e6, 2), output::signed_text(value.net / 1e6, 2),
                    fmt::format("{:.2f}", value.worth_it)});
  return output::text_table(rows);
}

std::string verdict_of(const StudyAnswer& answer) {
  const ValueOfSize& best = answer.values[best_size(answer.values)];
  const std::string million = fmt::format("{} million {}", output::signed_text(best.net / 1e6, 2),
                                          answer.economics.valuation.currency);
  if (best.net <= 0.0)
    return fmt::format("No size is worth its cost; {} in each arm comes nearest: {}.\n", grouped(best.people),
                       million);
  return fmt::format("Best size: {} in each arm, {} net; it is worth its cost with probability {:.2f}.\n",
                     grouped(best.people), million, best.worth_it);
}

// Every draw chooses the same arm: there was no need to make the study.
std::string nothing_to_learn(const StudyAnswer& answer) {
  return fmt::format(
      "In every draw {} is the best arm at this price of a QALY: whatever a study found, the choice would "
      "stay,\n"
      "and no study is worth anything for it. With another: --set willingness_to_pay=...\n",
      answer.economics.result.outcome.arm_ids[answer.economics.best]);
}

}  // namespace

std::string study_text(const StudyAnswer& answer) {
  const double evpi = evpi_of(answer), all = people_served(answer.terms) * evpi;
  if (answer.values.empty()) return head_of_study(answer) + nothing_to_learn(answer);
  return head_of_study(answer) + terms_in_words(answer) +
         fmt::format(
             "Knowing everything would be worth {} {} per person (EVPI, standard error {} with so many "
             "draws), {} million for\nthem; no study is worth more.\n\n",
             output::money_text(evpi), answer.economics.valuation.currency,
             output::money_text(economics::evpi_error(answer.economics.net_benefit)),
             output::number_text(all / 1e6, 2)) +
         sizes_table(answer) + "\n" + verdict_of(answer) +
         "From, to: two standard errors of the regression of net benefit on what the study sees. "
         "Participants "
         "are measured\n"
         "without error and no case is missed, so that a real study is worth less.\n";
}

std::string study_json(const StudyAnswer& answer) {
  using OrderedJson = nlohmann::ordered_json;
  const StudyTerms& t = answer.terms;
  OrderedJson sizes = OrderedJson::array();
  for (const ValueOfSize& value : answer.values)
    sizes.push_back({{"people_in_each_arm", value.people},
                     {"evsi", value.evsi.value},
                     {"low", value.evsi.low},
                     {"high", value.evsi.high},
                     {"evsi_of_population", value.of_population},
                     {"cost", value.cost},
                     {"enbs", value.net},
                     {"probability_worth_it", value.worth_it}});
  OrderedJson best_size_of_all = nullptr;
  bool worth_its_cost = false;
  if (!answer.values.empty()) {
    const ValueOfSize& best = answer.values[best_size(answer.values)];
    best_size_of_all = best.people;
    worth_its_cost = best.net > 0.0;
  }
  return OrderedJson{{"notice", output::kComparisonNotice},
                     {"title", answer.trial.title},
                     {"question", answer.trial.study->question},
                     {"summaries", answer.data.summaries},
                     {"decides", answer.economics.result.outcome.title},
                     {"currency", answer.economics.valuation.currency},
                     {"willingness_to_pay", answer.economics.valuation.willingness_to_pay},
                     {"draws", answer.economics.ce.draws()},
                     {"terms",
                      {{"set_up", {t.set_up.low, t.set_up.high}},
                       {"each", {t.each.low, t.each.high}},
                       {"people_a_year", t.people_a_year},
                       {"years", t.years},
                       {"takes_years", t.takes_years},
                       {"uptake", t.uptake},
                       {"discount", t.discount},
                       {"people_served", people_served(t)}}},
                     {"evpi", evpi_of(answer)},
                     {"evpi_error", economics::evpi_error(answer.economics.net_benefit)},
                     {"sizes", sizes},
                     {"best_size", best_size_of_all},
                     {"worth_its_cost", worth_its_cost}}
             .dump(2) +
         "\n";
}

}  // namespace tachy::study
