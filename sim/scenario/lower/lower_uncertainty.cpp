// `uncertainty`: which rows of the posterior are taken, what is drawn beside them from judgement, what is
// held.
#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/grouped.hpp"
#include "base/random.hpp"
#include "model/judgement.hpp"
#include "scenario/draw.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

constexpr std::uint32_t kPatientsInADraw = 5000;  // unless the scenario says otherwise

// All rows of a posterior, in the order in which they are taken.
std::vector<std::uint32_t> order_of_rows(std::size_t count) {
  const PhiloxKeys keys = philox_keys(0);  // not the seed of a run: draws are the same in all of them
  std::vector<std::uint32_t> rows(count), place(count);
  std::iota(rows.begin(), rows.end(), 0u);
  for (const std::uint32_t row : rows)
    place[row] =
        random_words<float>(keys, Purpose::order_of_draws, row, 0u, 0u, 0u).word(Purpose::order_of_draws);
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return place[a] < place[b]; });
  return rows;
}

std::string_view why_held(const model::ParameterRow& row, const ParameterOrigin& origin) {
  if (!gives_way(origin)) return "set by the scenario";
  if (row.structure) return "structure of the model";
  return row.grade == model::Grade::measured ? "measured" : "derived";
}

bool rests_on_judgement(const model::ParameterRow& row) {
  return !row.structure && !row.used_by_loader &&
         (row.grade == model::Grade::assumed || row.grade == model::Grade::recalled);
}

// Each parameter of the table is fitted, judged or held.
void share_out(const NamedPosterior& posterior, const std::vector<ParameterOrigin>& origins,
               Uncertainty& out) {
  const auto& fitted = posterior.table->parameters;
  for (const model::ParameterRow& row : model::parameter_table()) {
    const ParameterOrigin& origin = origin_of(origins, row);
    const auto column = std::find(fitted.begin(), fitted.end(), &row);
    if (gives_way(origin) && column != fitted.end()) {
      const bool by_trials = posterior.fitted[static_cast<std::size_t>(column - fitted.begin())];
      out.parameters.push_back(
          {&row, by_trials ? EvidenceGroup::fitted : EvidenceGroup::assumed, posterior.name});
    } else if (gives_way(origin) && rests_on_judgement(row)) {
      out.parameters.push_back({&row, EvidenceGroup::assumed, "judgement"});
    } else {
      out.held.push_back({&row, why_held(row, origin)});
    }
  }
}

std::optional<std::size_t> column_of(const DrawTable& table, const model::ParameterRow* row) {
  const auto found = std::find(table.parameters.begin(), table.parameters.end(), row);
  if (found == table.parameters.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.parameters.begin());
}

std::vector<float> values_of(std::uint32_t row_number, const NamedPosterior& posterior,
                             const Uncertainty& u) {
  std::vector<float> values;
  for (const DrawnParameter& parameter : u.parameters) {
    const auto column = column_of(*posterior.table, parameter.row);
    values.push_back(column ? posterior.table->draws[row_number][*column]
                            : model::judged_value_in_draw(*parameter.row, row_number));
  }
  return values;
}

// What a structure does not say itself is as in the draw of the same number.
Variant variant_of(const NamedStructure& structure, const Uncertainty& u) {
  const DrawTable& table = *structure.posterior.table;
  Variant variant{.id = structure.id,
                  .kind = VariantKind::structure,
                  .from = structure.posterior.name,
                  .sha256 = structure.posterior.sha256,
                  .fixed = structure.fixed,
                  .rows = order_of_rows(table.draws.size()),
                  .values = {}};
  variant.rows.resize(std::min<std::size_t>(variant.rows.size(), u.draws()));
  for (std::size_t draw = 0; draw < variant.rows.size(); ++draw) {
    std::vector<float> values = u.values[draw];
    for (std::size_t i = 0; i < values.size(); ++i)
      if (const auto column = column_of(table, u.parameters[i].row))
        values[i] = table.draws[variant.rows[draw]][*column];
    for (const FixedValue& fixed : variant.fixed)
      for (std::size_t i = 0; i < values.size(); ++i)
        if (u.parameters[i].row == fixed.row) values[i] = fixed.value;
    variant.values.push_back(std::move(values));
  }
  return variant;
}

// The draws themselves, each in a clinic of its own.
Variant one_clinic(const Uncertainty& u) {
  return {.id = "one_clinic",
          .kind = VariantKind::clinic,
          .from = u.from,
          .sha256 = u.sha256,
          .fixed = {},
          .rows = u.rows,
          .values = u.values};
}

// What a structure says must be free to be said, and all that it draws must be drawn without it, too.
bool can_be_lived(const NamedStructure& structure, const NamedPosterior& posterior,
                  const std::vector<ParameterOrigin>& origins, const Reader& uncertainty) {
  for (const FixedValue& fixed : structure.fixed) {
    const ParameterOrigin& origin = origin_of(origins, *fixed.row);
    if (gives_way(origin)) continue;
    uncertainty.fault(
        "structures",
        fmt::format("the scenario sets '{}' ({}), which is what '{}' changes", fixed.row->name, origin.where,
                    structure.id),
        "leave one of the two out, as with --set uncertainty.structures=[], or run with --draws 0");
    return false;
  }
  for (const model::ParameterRow* row : structure.posterior.table->parameters) {
    if (column_of(*posterior.table, row)) continue;
    uncertainty.fault("structures",
                      fmt::format("'{}' has draws of '{}', of which '{}' has none", structure.posterior.name,
                                  row->name, posterior.name),
                      "take both from one plan of 'tachy calibrate'");
    return false;
  }
  return true;
}

}  // namespace

void lower_uncertainty(const Node& root, const std::optional<NamedPosteriors>& posteriors, Scenario& out,
                       Faults& faults) {
  const Node* node = root.find("uncertainty");
  if (!node || is_nothing(*node)) return;
  const Reader uncertainty(*node, kUncertaintySection, "uncertainty", faults);
  const auto draws = uncertainty.whole("draws"), patients = uncertainty.whole("patients");
  if (!draws || *draws == 0 || !posteriors) return;
  const NamedPosterior& posterior = posteriors->posterior;
  const std::size_t in_all = posterior.table->draws.size();
  if (*draws > in_all) {
    uncertainty.fault("draws",
                      fmt::format("{} has {} draws, not {}", posterior.name, grouped(in_all), *draws),
                      fmt::format("ask for at most {}, e.g. --draws {}", in_all, in_all));
    return;
  }
  Uncertainty u{.patients = static_cast<std::uint32_t>(patients.value_or(kPatientsInADraw)),
                .from = posterior.name,
                .sha256 = posterior.sha256,
                .rows_in_all = static_cast<std::uint32_t>(in_all),
                .rows = order_of_rows(in_all),
                .parameters = {},
                .values = {},
                .held = {},
                .variants = {}};
  u.rows.resize(static_cast<std::size_t>(*draws));
  share_out(posterior, out.parameter_origins, u);
  if (u.parameters.empty()) {
    uncertainty.fault("draws", "the scenario sets every parameter that could be drawn",
                      "leave some of them out of 'parameters', or run with --draws 0");
    return;
  }
  for (const std::uint32_t row : u.rows) u.values.push_back(values_of(row, posterior, u));
  u.variants.push_back(one_clinic(u));
  for (const NamedStructure& structure : posteriors->structures)
    if (can_be_lived(structure, posterior, out.parameter_origins, uncertainty))
      u.variants.push_back(variant_of(structure, u));
  out.uncertainty = std::move(u);
}

void refuse_two_kinds_of_draw(const Node& root, const std::optional<Draw>& draw, Faults& faults) {
  const Node* uncertainty = root.find("uncertainty");
  const Node* draws = uncertainty && uncertainty->is(Node::Kind::map) ? uncertainty->find("draws") : nullptr;
  if (!draw || !draws || draws->text == "0") return;
  faults.contradiction(draws->place, draw->place, "uncertainty.draws",
                       "'parameters' takes one draw of what is to be drawn",
                       "take 'draw' out, or run with --draws 0");
}

}  // namespace tachy::scenario
