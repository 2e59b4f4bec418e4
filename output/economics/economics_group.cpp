#include "output/economics/economics_group.hpp"

#include <fmt/format.h>

#include <numeric>

#include "base/error.hpp"
#include "output/economics/economics_text.hpp"
#include "output/hdf5/writer.hpp"

namespace tachy::output {

namespace {

using hdf5::Attributes;
using hdf5::GroupWriter;

Attributes attributes_of(const EconomicAnswer& answer) {
  const economics::Valuation& v = answer.valuation;
  return {{"currency", v.currency},
          {"price_year", v.price_year},
          {"perspective", std::string(economics::kPerspectiveNames[static_cast<std::size_t>(v.perspective)])},
          {"discount_costs", v.discount_costs},
          {"discount_effects", v.discount_effects},
          {"discounted_by", "whole years since the start"},
          {"willingness_to_pay", v.willingness_to_pay},
          {"utility_set", v.utility_set},
          {"best", answer.result.outcome.arm_ids[answer.best]},
          {"set_against", answer.result.outcome.arm_ids[answer.other]},
          {"evpi", economics::evpi(answer.net_benefit)},
          {"valuation", economics_json(answer)}};
}

// [draw][arm] from [arm][draw]
std::vector<double> by_draw_and_arm(const std::vector<ByDraw>& by_arm) {
  std::vector<double> values;
  for (std::size_t draw = 0; draw < by_arm.front().size(); ++draw)
    for (const ByDraw& arm : by_arm) values.push_back(arm[draw]);
  return values;
}

Attributes named(const std::string& words, const std::string& unit) {
  return {{"units", unit}, {"long_name", words}};
}

void write_by_draw(GroupWriter& group, const EconomicAnswer& answer) {
  const std::string& currency = answer.valuation.currency;
  std::vector<std::int32_t> draws(answer.ce.draws());
  std::iota(draws.begin(), draws.end(), 0);
  group.axis("draw", draws, {{"long_name", "number of the draw, from 0"}});
  group.axis("arm", answer.result.outcome.arm_ids, {{"long_name", "arm"}});
  group.variable("cost", {"draw", "arm"}, by_draw_and_arm(answer.ce.cost),
                 named("cost per person, discounted", currency));
  group.variable("qalys", {"draw", "arm"}, by_draw_and_arm(answer.ce.effect),
                 named("QALYs per person, discounted", "yr"));
  group.variable("net_benefit", {"draw", "arm"}, by_draw_and_arm(answer.net_benefit),
                 named("net monetary benefit per person", currency));
}

void write_incremental(GroupWriter& group, const EconomicAnswer& answer) {
  const std::vector<std::string>& arms = answer.result.outcome.arm_ids;
  std::vector<std::int32_t> places(answer.options.size());
  std::iota(places.begin(), places.end(), 0);
  std::vector<std::string> names, words;
  std::vector<double> icers;
  for (const economics::Option& option : answer.options) {
    names.push_back(arms[option.arm]);
    words.push_back(standing_in_words(option, arms));
    icers.push_back(option.standing == economics::Standing::efficient ? option.icer : kMissing);
  }
  group.axis("option", places, {{"long_name", "place in order of cost, from 0"}});
  group.variable("option_arm", {"option"}, names, {{"long_name", "arm"}});
  group.variable("standing", {"option"}, words, {{"long_name", "dominance in words"}});
  group.variable("icer", {"option"}, icers,
                 named("incremental cost-effectiveness ratio", answer.valuation.currency + " per yr"));
}

void write_thresholds(GroupWriter& group, const EconomicAnswer& answer) {
  const std::string& currency = answer.valuation.currency;
  std::vector<std::int32_t> places(answer.thresholds.size());
  std::iota(places.begin(), places.end(), 0);
  std::vector<double> worth, share, loss, evpi;
  std::vector<std::string> frontier;
  for (const AtThreshold& at : answer.thresholds) {
    worth.push_back(at.willingness_to_pay);
    share.insert(share.end(), at.share_best.begin(), at.share_best.end());
    loss.insert(loss.end(), at.loss.begin(), at.loss.end());
    frontier.push_back(answer.result.outcome.arm_ids[at.best]);
    evpi.push_back(at.evpi);
  }
  group.axis("threshold", places, {{"long_name", "number of the willingness to pay, rising"}});
  group.variable("threshold_willingness_to_pay", {"threshold"}, worth, named("for a QALY", currency));
  group.variable("share_best", {"threshold", "arm"}, share,
                 named("acceptability: share of draws, ties split", "1"));
  group.variable("expected_loss", {"threshold", "arm"}, loss, named("of choosing the arm", currency));
  group.variable("frontier", {"threshold"}, frontier,
                 {{"long_name", "the arm with the highest mean net benefit"}});
  group.variable("threshold_evpi", {"threshold"}, evpi, named("EVPI per person", currency));
}

void write_evppi(GroupWriter& group, const EconomicAnswer& answer) {
  const std::string& currency = answer.valuation.currency;
  std::vector<std::string> names;
  std::vector<double> value, low, high;
  std::vector<std::int32_t> parameters;
  for (const auto by : {&ParameterDrawn::evidence, &ParameterDrawn::submodel})
    for (const EvppiOfGroup& one : evppi_by(answer, by)) {
      names.push_back(one.group);
      parameters.push_back(static_cast<std::int32_t>(one.parameters));
      value.push_back(one.worth.value);
      low.push_back(one.worth.low);
      high.push_back(one.worth.high);
    }
  group.axis("known", names, {{"long_name", "group of parameters: by evidence, then by part of the model"}});
  group.variable("known_parameters", {"known"}, parameters, {{"long_name", "how many"}});
  group.variable("evppi", {"known"}, value, named("value of knowing them, per person", currency));
  group.variable("evppi_low", {"known"}, low, named("two standard errors of the method lower", currency));
  group.variable("evppi_high", {"known"}, high, named("two standard errors of the method higher", currency));
}

// Each price, utility and loss that acts, and where it would make the best arm worth no more than the other.
void write_inputs(GroupWriter& group, const EconomicAnswer& answer) {
  std::vector<std::string> names;
  std::vector<double> value, low, high, even;
  for (const economics::Input& input : answer.inputs) {
    names.push_back(input.name);
    value.push_back(input.value);
    low.push_back(input.low);
    high.push_back(input.high);
    even.push_back(
        economics::threshold(input, answer.mean_net_benefit, answer.best, answer.other).value_or(kMissing));
  }
  group.axis("input", names, {{"long_name", "price, utility or loss that acts"}});
  group.variable("input_value", {"input"}, value, {{"long_name", "what it is"}});
  group.variable("input_low", {"input"}, low, {{"long_name", "low end of its range"}});
  group.variable("input_high", {"input"}, high, {{"long_name", "high end of its range"}});
  group.variable("input_even", {"input"}, even,
                 {{"long_name", "value at which best is worth no more than set_against; missing: none"}});
}

void write_budget(GroupWriter& group, const EconomicAnswer& answer) {
  const economics::Population& population = answer.valuation.population;
  if (population.people_a_year == 0) return;
  std::vector<std::int32_t> years(population.years);
  std::iota(years.begin(), years.end(), 1);
  std::vector<double> impact;
  for (std::size_t arm = 0; arm < answer.ce.arms(); ++arm)
    for (const economics::BudgetYear& year :
         economics::budget_impact(answer.worth, population, arm, answer.result.reference))
      impact.push_back(year.impact);
  group.axis("budget_year", years, {{"long_name", "year, from 1"}});
  group.variable(
      "budget_impact", {"arm", "budget_year"}, impact,
      named("more than with the reference arm for all, by uptake, undiscounted", answer.valuation.currency));
}

}  // namespace

void write_with_economics(const std::filesystem::path& path, const std::filesystem::path& result,
                          const EconomicAnswer& answer, Existing existing) {
  require_another_file(path, result);
  if (hdf5::Reader(result).has_group("/economics"))
    throw OutputError(
        fmt::format("{} is valued already; value the file that 'tachy run' wrote", result.string()));
  const hdf5::QuietErrors quiet;
  hdf5::NewFile file(path, existing, result);
  {
    GroupWriter group(file, "economics", attributes_of(answer));
    write_by_draw(group, answer);
    write_incremental(group, answer);
    write_thresholds(group, answer);
    write_evppi(group, answer);
    write_inputs(group, answer);
    write_budget(group, answer);
  }
  file.put_under_final_name();
}

}  // namespace tachy::output
