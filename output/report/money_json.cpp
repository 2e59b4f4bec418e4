#include <string>
#include <string_view>

#include "output/report/parts.hpp"

namespace tachy::output {

namespace {

constexpr std::string_view kBearerNames[] = {"care", "patient", "society"};

// Columns of units, [draw][arm][year], all people of the draw together; equal ones are kept once.
class Units {
 public:
  template <class Of>
  std::size_t place_of(const economics::Counts& counts, Of of) {
    ReportJson column = ReportJson::array();
    for (std::size_t draw = 0; draw < counts.draws(); ++draw)
      for (std::size_t arm = 0; arm < counts.arms(); ++arm)
        for (std::size_t year = 0; year < counts.years(); ++year) column.push_back(of(draw, arm, year));
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i] == column) return i;
    columns_.push_back(std::move(column));
    return columns_.size() - 1;
  }
  const ReportJson& columns() const { return columns_; }

 private:
  ReportJson columns_ = ReportJson::array();
};

// Where the units of every price, state and loss stand.
ReportJson places_json(const economics::Valuation& valuation, const economics::Counts& counts, Units& units) {
  ReportJson prices = ReportJson::object(), states = prices, losses = prices;
  for (const economics::PriceRow& row : economics::kPriceTable)
    prices[std::string(row.name)] =
        units.place_of(counts, [&](std::size_t draw, std::size_t arm, std::size_t year) {
          return economics::units_of(valuation, counts, row, draw, arm, year);
        });
  for (std::size_t state = 0; state < economics::kStates; ++state)
    states[std::string(economics::kStateNames[state])] =
        units.place_of(counts, [&](std::size_t draw, std::size_t arm, std::size_t year) {
          return economics::years_in_state(counts, state, draw, arm, year);
        });
  for (const economics::LossRow& row : economics::kLossTable)
    losses[std::string(row.name)] =
        units.place_of(counts, [&](std::size_t draw, std::size_t arm, std::size_t year) {
          return economics::loss_units_of(counts, row, draw, arm, year);
        });
  return {{"prices", prices}, {"states", states}, {"losses", losses}};
}

ReportJson counted_json(const economics::Valuation& valuation, const economics::Counts& counts) {
  Units units;
  ReportJson json = {{"draws", counts.draws()}, {"places", places_json(valuation, counts, units)}};
  json["years"] = counts.years();
  for (std::size_t draw = 0; draw < counts.draws(); ++draw) json["people"].push_back(counts.people(draw));
  json["units"] = units.columns();
  return json;
}

ReportJson price_rows_json(const economics::Valuation& valuation) {
  ReportJson rows = ReportJson::array();
  for (const economics::PriceRow& row : economics::kPriceTable)
    rows.push_back({{"name", row.name},
                    {"unit", row.unit},
                    {"label", row.label},
                    {"definition", row.definition},
                    {"bearer", kBearerNames[static_cast<std::size_t>(row.bearer)]},
                    {"patient_pays", valuation.patient_pays[static_cast<std::size_t>(row.price)]}});
  return rows;
}

ReportJson utility_sets_json() {
  ReportJson sets = ReportJson::array();
  for (const economics::UtilitySet& set : economics::kUtilitySets) {
    ReportJson values = ReportJson::object();
    for (std::size_t state = 0; state < economics::kStates; ++state)
      values[std::string(economics::kStateNames[state])] = {
          {"value", set.of[state]}, {"low", set.low[state]}, {"high", set.high[state]}};
    sets.push_back({{"name", set.name}, {"of", values}, {"source", set.source}});
  }
  return sets;
}

}  // namespace

ReportJson money_json(const EconomicAnswer& answer) {
  const economics::Valuation& valuation = answer.valuation;
  ReportJson json = {{"rows", price_rows_json(valuation)},
                     {"utility_sets", utility_sets_json()},
                     {"observation_hours", valuation.observation_hours},
                     {"visit_hours", valuation.visit_hours},
                     {"people_a_year", valuation.population.people_a_year},
                     {"population_years", valuation.population.years},
                     {"uptake", valuation.population.uptake},
                     {"average", counted_json(valuation, answer.result.counts)},
                     {"variants", ReportJson::array()}};
  for (std::size_t i = 0; i < answer.result.of_variants.size(); ++i) {
    const VariantLived& variant = answer.result.outcome.unknown.variants[i];
    ReportJson one = counted_json(valuation, answer.result.of_variants[i]);
    one["id"] = variant.id;
    one["kind"] = variant.kind;
    json["variants"].push_back(one);
  }
  return json;
}

}  // namespace tachy::output
