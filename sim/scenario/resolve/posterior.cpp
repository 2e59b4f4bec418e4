#include "scenario/resolve/posterior.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/language/parameter_words.hpp"
#include "scenario/language/reader.hpp"
#include "scenario/resolve/draws.hpp"
#include "scenario/text/units.hpp"

namespace tachy::scenario {

namespace {

bool asks_for_draws(const Node& uncertainty) {
  const Node* draws = uncertainty.find("draws");
  return draws && parse_number(draws->text).value_or(0.0) > 0.0;
}

bool is_fitted(const Node& part, const model::ParameterRow& row) {
  const Node* sources = part.find("sources");
  const Node* source = sources ? sources->find(row.name) : nullptr;
  const Node* grade = source ? source->find("grade") : nullptr;
  return grade && grade->text != "assumed";
}

// A parameter that the loader uses up is in the plan already when a draw comes.
bool can_be_drawn(const model::ParameterRow& row, const Node& from, const std::string& key, Faults& faults) {
  if (!row.used_by_loader) return true;
  faults.add(from.place, key,
             fmt::format("'{}' has draws of '{}', which the loader converts scores by", from.text, row.name),
             "leave its column out");
  return false;
}

// The part at `from`, whose table of draws is found; no map after a fault.
Node part_with_draws(const Node& from, const std::string& key, const Resolving& resolving) {
  Node part = part_called(from, kParametersSection, key, resolving);
  if (!part.is(Node::Kind::map) || part.find("draws")) return part;
  resolving.faults.add(from.place, key, fmt::format("'{}' has no draws", from.text),
                       fmt::format("a part that 'tachy calibrate' wrote, e.g. {}", kShippedPosterior));
  return {};
}

std::optional<NamedPosterior> posterior_of(const Node& part, const Node& from, const std::string& key,
                                           const Resolving& resolving) {
  const Node *draws = part.find("draws"), *sum = part.find("draws_sha256");
  NamedPosterior found{from.text, sum ? sum->text : "", table_of_draws(*draws, sum, resolving), {}};
  if (!found.table) return std::nullopt;
  for (const model::ParameterRow* row : found.table->parameters) {
    if (!can_be_drawn(*row, from, key, resolving.faults)) return std::nullopt;
    found.fitted.push_back(is_fitted(part, *row));
  }
  return found;
}

std::vector<FixedValue> fixed_in(const Node& part, const DrawTable& table, const std::string& key,
                                 Faults& faults) {
  Node nothing;
  nothing.kind = Node::Kind::map;
  const Reader reader(nothing, kParametersSection, key, faults);
  std::vector<FixedValue> fixed;
  for (const model::ParameterRow& row : model::parameter_table()) {
    const Node* value = part.find(row.name);
    if (!value || row.used_by_loader ||
        std::find(table.parameters.begin(), table.parameters.end(), &row) != table.parameters.end())
      continue;
    const auto amount = reader.amount_of(*value, field_of(row), fmt::format("{}.{}", key, row.name));
    if (amount) fixed.push_back({&row, static_cast<float>(*amount)});
  }
  return fixed;
}

constexpr const char* kStructuresKey = "uncertainty.structures";

std::optional<NamedStructure> structure_called(const Node& id, const Resolving& resolving) {
  const std::string key = kStructuresKey;
  Node from = id;
  from.text = fmt::format("library/posteriors/{}.yaml", id.text);
  const Node part = part_with_draws(from, key, resolving);
  if (!part.is(Node::Kind::map)) return std::nullopt;
  const auto posterior = posterior_of(part, from, key, resolving);
  if (!posterior) return std::nullopt;
  return NamedStructure{id.text, *posterior, fixed_in(part, *posterior->table, key, resolving.faults)};
}

// Ids in a list, each once.
bool are_names(const Node& structures, Faults& faults) {
  if (!structures.is(Node::Kind::list)) {
    faults.add(structures.place, kStructuresKey, "expected a list of structures",
               "e.g. [strong_tachyphylaxis, one_pool]");
    return false;
  }
  std::vector<std::string> seen;
  for (const Node& id : structures.items) {
    const bool twice = std::find(seen.begin(), seen.end(), id.text) != seen.end();
    if (id.is(Node::Kind::scalar) && is_identifier(id.text) && !twice) {
      seen.push_back(id.text);
      continue;
    }
    faults.add(
        id.place, kStructuresKey,
        twice ? fmt::format("'{}' stands here twice", id.text) : fmt::format("'{}' is not a name", id.text),
        "name each structure once, e.g. [strong_tachyphylaxis, one_pool]");
    return false;
  }
  return true;
}

}  // namespace

std::optional<NamedPosteriors> find_posteriors(const Node& root, const Resolving& resolving) {
  const Node* uncertainty = root.find("uncertainty");
  if (!uncertainty || !uncertainty->is(Node::Kind::map) || !asks_for_draws(*uncertainty)) return std::nullopt;
  Node from;
  from.kind = Node::Kind::scalar;
  from.text = kShippedPosterior;
  from.place = uncertainty->place;
  if (const Node* given = uncertainty->find("from")) from = *given;
  const Node part = part_with_draws(from, "uncertainty.from", resolving);
  if (!part.is(Node::Kind::map)) return std::nullopt;
  const auto posterior = posterior_of(part, from, "uncertainty.from", resolving);
  if (!posterior) return std::nullopt;
  NamedPosteriors found{*posterior, {}};
  const Node* structures = uncertainty->find("structures");
  if (!structures || !are_names(*structures, resolving.faults)) return found;
  for (const Node& id : structures->items)
    if (const auto structure = structure_called(id, resolving)) found.structures.push_back(*structure);
  return found;
}

}  // namespace tachy::scenario
