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

constexpr std::uint32_t kPatientsInADraw = 10000;  // unless the scenario says otherwise

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

std::vector<float> values_of(std::uint32_t row_number, const NamedPosterior& posterior,
                             const Uncertainty& u) {
  const auto& fitted = posterior.table->parameters;
  std::vector<float> values;
  for (const DrawnParameter& parameter : u.parameters) {
    const auto column = std::find(fitted.begin(), fitted.end(), parameter.row);
    values.push_back(
        column == fitted.end()
            ? model::judged_value_in_draw(*parameter.row, row_number)
            : posterior.table->draws[row_number][static_cast<std::size_t>(column - fitted.begin())]);
  }
  return values;
}

}  // namespace

void lower_uncertainty(const Node& root, const std::optional<NamedPosterior>& posterior, Scenario& out,
                       Faults& faults) {
  const Node* node = root.find("uncertainty");
  if (!node || is_nothing(*node)) return;
  const Reader uncertainty(*node, kUncertaintySection, "uncertainty", faults);
  const auto draws = uncertainty.whole("draws"), patients = uncertainty.whole("patients");
  if (!draws || *draws == 0 || !posterior) return;
  const std::size_t in_all = posterior->table->draws.size();
  if (*draws > in_all) {
    uncertainty.fault("draws",
                      fmt::format("{} has {} draws, not {}", posterior->name, grouped(in_all), *draws),
                      fmt::format("ask for at most {}, e.g. --draws {}", in_all, in_all));
    return;
  }
  Uncertainty u{.patients = static_cast<std::uint32_t>(patients.value_or(kPatientsInADraw)),
                .from = posterior->name,
                .sha256 = posterior->sha256,
                .rows_in_all = static_cast<std::uint32_t>(in_all),
                .rows = order_of_rows(in_all),
                .parameters = {},
                .values = {},
                .held = {}};
  u.rows.resize(static_cast<std::size_t>(*draws));
  share_out(*posterior, out.parameter_origins, u);
  if (u.parameters.empty()) {
    uncertainty.fault("draws", "the scenario sets every parameter that could be drawn",
                      "leave some of them out of 'parameters', or run with --draws 0");
    return;
  }
  for (const std::uint32_t row : u.rows) u.values.push_back(values_of(row, *posterior, u));
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
