#include "scenario/lower/lower_economics.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tachy::scenario {

namespace {

using economics::Sourced;
using economics::Valuation;

// `sources` of a list of values: what is said of each key, which must be one of the list.
void check_sources_of_values(const Reader& list, const Section& section) {
  const Node* sources = list.node("sources");
  if (!sources || !sources->is(Node::Kind::map)) return;
  for (const Member& m : sources->members)
    if (!section.find(m.key))
      list.faults().add(m.key_place, list.path_of("sources") + "." + m.key,
                        fmt::format("unknown key '{}'{}", m.key, did_you_mean(m.key, section.keys())),
                        fmt::format("keys of a {}: {}", section.name, one_of(section.keys())));
}

// What the part says of a value, if it still is the part's: a value of one's own has no source.
void read_source_of(const Reader& list, std::string_view key, Sourced& out) {
  out.low = out.high = out.value;
  const Node* sources = list.node("sources");
  const Node* row = sources && sources->is(Node::Kind::map) ? sources->find(key) : nullptr;
  if (!row || !row->is(Node::Kind::map)) return;
  const Reader source(*row, kValueSourceSection, list.path_of("sources") + "." + std::string(key),
                      list.faults());
  const std::vector<double> range = source.amounts("range");
  if (range.size() == 2 && range[0] <= range[1]) {
    out.low = std::min(range[0], out.value);
    out.high = std::max(range[1], out.value);
  } else if (source.has("range")) {
    source.fault("range", "a range is [lowest, highest]", "e.g. range: [350, 400]");
  }
  const Node* value = list.node(key);
  if (value && value->place.source != row->place.source) {
    out.grade = "assumed";
    out.source = "set beside the part";
    return;
  }
  out.grade = source.text("grade").value_or("");
  out.source = source.text("source").value_or("");
  if (const auto year = source.text("year")) out.source += fmt::format("; prices of {}", *year);
}

Sourced value_of(const Reader& list, std::string_view key) {
  Sourced out;
  out.value = list.amount(key).value_or(0.0);
  read_source_of(list, key, out);
  return out;
}

void lower_prices(const Reader& section, Valuation& out) {
  if (const auto prices = section.section("prices")) {
    check_sources_of_values(*prices, kPricesSection);
    for (const economics::PriceRow& row : economics::kPriceTable)
      out.of(row.price) = value_of(*prices, row.name);
  }
  const auto own = section.section("patient_pays");
  if (!own) return;
  for (const economics::PriceRow& row : economics::kPriceTable) {
    const auto place = static_cast<std::size_t>(row.price);
    out.patient_pays[place] = own->amount(row.name).value_or(0.0);
    if (out.patient_pays[place] > out.prices[place].value)
      own->fault(row.name,
                 fmt::format("patients would pay {:g} of a price of {:g}", out.patient_pays[place],
                             out.prices[place].value),
                 "at most the whole price");
  }
}

void lower_utilities(const Reader& section, Valuation& out) {
  const auto utilities = section.section("utilities");
  if (!utilities) return;
  check_sources_of_values(*utilities, kUtilitiesSection);
  const auto set = utilities->text("set");
  if (set) out = economics::with_utilities(std::move(out), *economics::utility_set(*set));
  for (std::size_t state = 0; state < economics::kStates; ++state) {
    const std::string_view key = economics::kStateNames[state];
    if (utilities->has(key)) {
      out.utilities[state] = value_of(*utilities, key);
      out.utility_set = set ? *set + ", changed" : "own values";
    } else if (!utilities->has("set")) {
      utilities->fault(
          key, fmt::format("there is no utility of {}", key),
          fmt::format("name a set, e.g. set: {}, or give all three values", economics::kUtilitySetNames[0]));
    }
  }
}

void lower_losses(const Reader& section, Valuation& out) {
  const auto losses = section.section("losses");
  if (!losses) return;
  check_sources_of_values(*losses, kLossesSection);
  for (const economics::LossRow& row : economics::kLossTable)
    out.losses[static_cast<std::size_t>(row.loss)] = value_of(*losses, row.name);
}

void lower_population(const Reader& section, Valuation& out) {
  const auto population = section.section("population");
  if (!population) return;
  out.population.people_a_year = static_cast<double>(population->whole("people").value_or(0));
  out.population.years = static_cast<std::uint32_t>(population->whole("years").value_or(1));
  for (const double percent : population->amounts("uptake")) out.population.uptake.push_back(percent / 100);
  if (out.population.uptake.empty()) out.population.uptake = {1.0};
}

}  // namespace

economics::Valuation lower_economics(const Reader& section) {
  Valuation out;
  out.title = section.text("title").value_or("");
  out.currency = section.text("currency").value_or("");
  if (const auto year = section.whole("price_year")) out.price_year = std::to_string(*year);
  if (const auto perspective = section.choice("perspective"))
    out.perspective = static_cast<economics::Perspective>(*perspective);
  if (const auto discount = section.section("discount")) {
    out.discount_costs = discount->amount("costs").value_or(0.0) / 100;
    out.discount_effects = discount->amount("effects").value_or(0.0) / 100;
  }
  out.willingness_to_pay = section.amount("willingness_to_pay").value_or(0.0);
  out.observation_hours = section.amount("observation").value_or(0.0);
  out.visit_hours = section.amount("visit_time").value_or(0.0);
  lower_prices(section, out);
  lower_utilities(section, out);
  lower_losses(section, out);
  lower_population(section, out);
  return out;
}

}  // namespace tachy::scenario
