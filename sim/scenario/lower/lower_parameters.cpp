#include <algorithm>

#include <fmt/format.h>

#include "model/parameter_table.hpp"
#include "scenario/language/parameter_words.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

struct Level {
  std::string_view word;
  float gain;
};
// Named levels of tolerance to the antidepressant effect; none is measured (see the parameter's row).
constexpr Level kTachyphylaxis[] = {{"none", 0.0f}, {"weak", 0.02f}, {"strong", 0.08f}};
constexpr std::string_view kTachyphylaxisParameter = "antidepressant_tolerance_gain";

std::string where(const Place& place) {
  if (place.source->short_name == "--set") return "--set";
  return fmt::format("{}:{}", place.source->short_name, place.line);
}

SetBy set_by(const Place& place, const Reader& scenario) {
  const bool own = place.source == scenario.whole_node().place.source;
  return own || place.source->short_name == "--set" ? SetBy::scenario : SetBy::part;
}

void lower_tachyphylaxis(const Reader& scenario, model::Parameters& parameters,
                         std::vector<ParameterOrigin>& origins) {
  const auto word = scenario.text("tachyphylaxis");
  if (!word) return;
  const Node* given = scenario.node("parameters");
  if (const Node* other = given ? given->find(kTachyphylaxisParameter) : nullptr) {
    scenario.faults().contradiction(
        scenario.place_of("tachyphylaxis"), other->place, "tachyphylaxis",
        fmt::format("'tachyphylaxis' and '{}' say the same thing twice", kTachyphylaxisParameter),
        "keep one of the two");
    return;
  }
  const auto rows = model::parameter_table();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].name != kTachyphylaxisParameter) continue;
    for (const Level& level : kTachyphylaxis) {
      if (level.word == *word) parameters.*rows[i].field = level.gain;
    }
    origins[i].set_by = SetBy::scenario;
    origins[i].where = where(scenario.place_of("tachyphylaxis"));
  }
}

// Title and sources, which a part may bring along.
void check_part(const Reader& scenario, const Node& given) {
  const Node* sources = given.find("sources");
  if (!sources) return;
  const std::string path = "parameters.sources";
  if (!sources->is(Node::Kind::map)) {
    scenario.faults().add(sources->place, path, "expected parameters and their sources",
                          "e.g. sources: {hill: {grade: assumed, source: judgement}}");
    return;
  }
  for (const Member& m : sources->members) {
    const std::string row_path = fmt::format("{}.{}", path, m.key);
    if (!parameter_called(m.key)) {
      scenario.faults().add(
          m.key_place, row_path,
          fmt::format("unknown parameter '{}'{}", m.key, did_you_mean(m.key, parameter_names())),
          "'tachy describe' lists all parameters with unit and range");
    }
    const Reader row(m.value, kSourceSection, row_path, scenario.faults());
    row.text("grade");
    row.text("source");
  }
}

// How far values may go: beyond what is plausible only for who asks.
Range range_asked_for(const Reader& scenario, const Node& given) {
  const Node* asked = given.find("beyond_range");
  if (!asked) return Range::plausible;
  Node only = given;
  std::erase_if(only.members, [](const Member& m) { return m.key != "beyond_range"; });
  const Reader reader(only, kParametersSection, "parameters", scenario.faults());
  return reader.flag("beyond_range").value_or(false) ? Range::beyond : Range::plausible;
}

// Values that stand in the scenario's tree, its own and those of a part.
void lower_given(const Reader& scenario, const Node& given, model::Parameters& parameters,
                 std::vector<ParameterOrigin>& origins) {
  const auto rows = model::parameter_table();
  const std::vector<std::string> names = parameter_names();
  const Range range = range_asked_for(scenario, given);
  for (const Member& m : given.members) {
    if (kParametersSection.find(m.key)) continue;
    const auto at = std::find(names.begin(), names.end(), m.key);
    const std::string path = "parameters." + m.key;
    if (at == names.end()) {
      scenario.faults().add(m.key_place, path,
                            fmt::format("unknown parameter '{}'{}", m.key, did_you_mean(m.key, names)),
                            "'tachy describe' lists all parameters with unit and range");
      continue;
    }
    const auto index = static_cast<std::size_t>(at - names.begin());
    const model::ParameterRow& row = rows[index];
    const auto value = scenario.amount_of(m.value, field_of(row, range), path);
    if (!value) continue;
    parameters.*row.field = static_cast<float>(*value);
    origins[index].set_by = set_by(m.value.place, scenario);
    origins[index].where = where(m.value.place);
  }
}

}  // namespace

void lower_parameters(const Reader& scenario, const std::optional<Draw>& draw, model::Parameters& parameters,
                      std::vector<ParameterOrigin>& origins) {
  parameters = model::default_parameters();
  for (const auto& row : model::parameter_table())
    origins.push_back({.name = std::string(row.name), .where = "default"});
  lower_tachyphylaxis(scenario, parameters, origins);
  const Node* given = scenario.node("parameters");
  if (!given) return;
  if (!given->is(Node::Kind::map)) {
    scenario.fault("parameters", "expected parameters and their values", "e.g. parameters: {hill: 1.5}");
    return;
  }
  check_part(scenario, *given);
  lower_given(scenario, *given, parameters, origins);
  if (!draw) return;
  apply_draw(*draw, origins, parameters);
  for (const model::ParameterRow* row : draw->parameters) {
    ParameterOrigin& origin = origins[static_cast<std::size_t>(row - model::parameter_table().data())];
    if (gives_way(origin)) origin = {.name = origin.name, .set_by = SetBy::part, .where = where(draw->place)};
  }
}

}  // namespace tachy::scenario
