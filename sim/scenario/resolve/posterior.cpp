#include "scenario/resolve/posterior.hpp"

#include <fmt/format.h>

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
bool can_be_drawn(const DrawTable& table, const Node& from, Faults& faults) {
  for (const model::ParameterRow* row : table.parameters) {
    if (!row->used_by_loader) continue;
    faults.add(
        from.place, "uncertainty.from",
        fmt::format("'{}' has draws of '{}', which the loader converts scores by", from.text, row->name),
        "leave its column out");
    return false;
  }
  return true;
}

}  // namespace

std::optional<NamedPosterior> find_posterior(const Node& root, const Resolving& resolving) {
  const Node* uncertainty = root.find("uncertainty");
  if (!uncertainty || !uncertainty->is(Node::Kind::map) || !asks_for_draws(*uncertainty)) return std::nullopt;
  Node from;
  from.kind = Node::Kind::scalar;
  from.text = kShippedPosterior;
  from.place = uncertainty->place;
  if (const Node* given = uncertainty->find("from")) from = *given;
  const Node part = part_called(from, kParametersSection, "uncertainty.from", resolving);
  if (!part.is(Node::Kind::map)) return std::nullopt;
  const Node *draws = part.find("draws"), *sum = part.find("draws_sha256");
  if (!draws) {
    resolving.faults.add(from.place, "uncertainty.from", fmt::format("'{}' has no draws", from.text),
                         fmt::format("a part that 'tachy calibrate' wrote, e.g. {}", kShippedPosterior));
    return std::nullopt;
  }
  NamedPosterior found{from.text, sum ? sum->text : "", table_of_draws(*draws, sum, resolving), {}};
  if (!found.table || !can_be_drawn(*found.table, from, resolving.faults)) return std::nullopt;
  for (const model::ParameterRow* row : found.table->parameters)
    found.fitted.push_back(is_fitted(part, *row));
  return found;
}

}  // namespace tachy::scenario
