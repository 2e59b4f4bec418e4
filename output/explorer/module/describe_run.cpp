#include "output/explorer/module/describe_run.hpp"

#include "model/parameter_table.hpp"
#include "output/explorer/module/find_value.hpp"

namespace tachy::explorer {

namespace {

template <class Row>
Json json_of(const Row& row, bool rare) {
  return {{"name", row.name},   {"label", row.label}, {"unit", row.unit},
          {"scale", row.scale}, {"rare", rare},       {"definition", row.definition}};
}

Json measures() {
  Json weekly = Json::array(), totals = Json::array();
  for (const model::WeeklyRow& row : model::weekly_table())
    weekly.push_back(json_of(row, model::is_rare(row.weekly)));
  for (const model::TotalRow& row : model::total_table())
    totals.push_back(json_of(row, model::is_rare(row.total)));
  return {{"weekly", weekly}, {"totals", totals}};
}

std::string_view word_of(scenario::SetBy set_by) {
  switch (set_by) {
    case scenario::SetBy::table:
      return "default";
    case scenario::SetBy::part:
      return "part";
    case scenario::SetBy::scenario:
      return "scenario";
  }
  return "";
}

Json parameters_of(const scenario::Scenario& scenario) {
  Json parameters = Json::array();
  std::size_t number = 0;
  for (const model::ParameterRow& row : model::parameter_table()) {
    const scenario::ParameterOrigin& origin = scenario.parameter_origins[number++];
    parameters.push_back({{"name", row.name},
                          {"value", scenario.experiment.parameters.*row.field},
                          {"unit", row.unit},
                          {"low", row.low},
                          {"high", row.high},
                          {"grade", model::name_of(row.grade)},
                          {"meaning", row.meaning},
                          {"source", row.source},
                          {"set_by", word_of(origin.set_by)}});
  }
  return parameters;
}

Json sources_of(const scenario::Scenario& scenario) {
  Json sources = Json::array();
  for (const scenario::ValueSource& value : scenario.sources)
    sources.push_back({{"path", value.path}, {"grade", value.grade}, {"source", value.source}});
  return sources;
}

// "arms.*.label" means that of each arm.
std::vector<std::string> in_every_arm(const std::string& path, const std::vector<scenario::ArmName>& arms) {
  const std::size_t star = path.find('*');
  if (star == std::string::npos) return {path};
  std::vector<std::string> paths;
  for (const scenario::ArmName& arm : arms)
    paths.push_back(path.substr(0, star) + arm.id + path.substr(star + 1));
  return paths;
}

Json values_at(const scenario::Scenario& scenario, const std::vector<std::string>& asked) {
  scenario::Source source{.name = "resolved", .short_name = "resolved", .text = scenario.resolved};
  scenario::Faults faults;
  const scenario::Node root = scenario::read_yaml(source.text, {&source, 1, 1}, faults);
  Json values = Json::object();
  for (const std::string& path : asked)
    for (const std::string& one : in_every_arm(path, scenario.arms))
      if (const auto value = find_value(root, one)) values[one] = *value;
  return values;
}

}  // namespace

Json describe_run(const scenario::Scenario& scenario, std::uint32_t periods) {
  const regimen::Experiment& experiment = scenario.experiment;
  Json arms = Json::array();
  for (const scenario::ArmName& arm : scenario.arms) arms.push_back({{"id", arm.id}, {"label", arm.label}});
  return {{"title", scenario.title},
          {"description", scenario.description},
          {"arms", arms},
          {"reference_arm", experiment.reference_arm},
          {"patients", experiment.patients},
          {"seed", std::to_string(experiment.seed)},
          {"horizon_days", experiment.horizon_days},
          {"periods", periods},
          {"misuse_clocks", experiment.misuse_clocks},
          {"measures", measures()},
          {"parameters", parameters_of(scenario)}};
}

Json texts_of(const scenario::Scenario& scenario, const std::vector<std::string>& asked) {
  return {{"sources", sources_of(scenario)},
          {"values", values_at(scenario, asked)},
          {"resolved", scenario.resolved}};
}

}  // namespace tachy::explorer
