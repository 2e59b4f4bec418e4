#include "study/calibrate/plan.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "scenario/language/parameter_words.hpp"
#include "scenario/language/reader.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "scenario/text/read_source.hpp"
#include "study/calibrate/plan_vocabulary.hpp"
#include "study/posterior.hpp"

namespace tachy::study {

namespace {

using scenario::Faults;
using scenario::Member;
using scenario::Node;
using scenario::Reader;

constexpr std::string_view kTable = "table";

// An amount in the unit of a parameter, within its plausible range.
std::optional<double> value_of(const Reader& reader, const Node& node, const model::ParameterRow& row,
                               const std::string& path) {
  return reader.amount_of(node, scenario::field_of(row), path);
}

std::optional<StatedInterval> read_stated_interval(const Reader& reader, const model::ParameterRow& row) {
  const bool wide = reader.has("range_95");
  if (wide == reader.has("range_90")) {
    reader.fault("median", "a prior has either 'range_95' or 'range_90'",
                 "e.g. {median: 5 days, range_95: [2 days, 12 days]}");
    return std::nullopt;
  }
  const std::string_view key = wide ? "range_95" : "range_90";
  const Node& range = *reader.node(key);
  if (!range.is(Node::Kind::list) || range.items.size() != 2) {
    reader.fault(key, "expected two values, low and high", "e.g. [2 days, 12 days]");
    return std::nullopt;
  }
  const Node* middle = reader.node("median");
  if (!middle) return std::nullopt;
  const auto median = value_of(reader, *middle, row, reader.path_of("median"));
  const auto low = value_of(reader, range.items[0], row, reader.path_of(key));
  const auto high = value_of(reader, range.items[1], row, reader.path_of(key));
  if (!median || !low || !high) return std::nullopt;
  if (!(*low < *median && *median < *high)) {
    reader.contradiction("median", key, "the median is not between the ends of the range",
                         "low, median and high rise");
    return std::nullopt;
  }
  const bool at_an_end = table_prior(row).shape == Prior::Shape::logit_normal &&
                         (*low <= static_cast<double>(row.low) || *high >= static_cast<double>(row.high));
  if (at_an_end) {
    reader.fault(key, "the range reaches an end of what the parameter may be",
                 fmt::format("stay inside {:g} to {:g}", row.low, row.high));
    return std::nullopt;
  }
  return StatedInterval{*median, *low, *high, wide ? 0.95 : 0.90};
}

class PlanReader {
 public:
  PlanReader(const Reader& reader, CalibrationPlan& plan) : reader_(reader), plan_(plan) {}

  void read() {
    const std::filesystem::path folder = std::filesystem::path(plan_.path).parent_path();
    const auto beside = [&](const std::string& name) { return (folder / name).lexically_normal().string(); };
    plan_.title = reader_.text("title").value_or("");
    plan_.seed = reader_.whole("seed").value_or(0);
    if (const auto trials = reader_.text("trials")) plan_.trials = beside(*trials);
    if (const auto posterior = reader_.text("posterior")) plan_.posterior = beside(*posterior);
    read_studies();
    if (const Node* node = reader_.node("parameters"))
      plan_.uncertain = uncertain_parameters(*node, "parameters");
    if (const Node* node = reader_.node("held")) plan_.held = values(*node, "held");
    if (const auto effort = reader_.section("effort")) read_effort(*effort);
    if (const Node* node = reader_.node("structures")) read_structures(*node);
    if (const auto zero = reader_.section("zero_cases")) read_zero_cases(*zero);
    if (plan_.uncertain.empty() && reader_.faults().empty())
      reader_.fault("parameters", "nothing is uncertain in this plan", "e.g. parameters: {hill: table}");
    refuse_twice();
  }

 private:
  const model::ParameterRow* parameter(const Member& m, const std::string& path) const {
    const model::ParameterRow* row = scenario::parameter_called(m.key);
    if (row && !row->used_by_loader) return row;
    if (row) {
      reader_.faults().add(m.key_place, path, used_by_loader(*row), "leave it out");
      return nullptr;
    }
    const auto names = scenario::parameter_names();
    reader_.faults().add(m.key_place, path,
                         fmt::format("unknown parameter '{}'{}", m.key, scenario::did_you_mean(m.key, names)),
                         "'tachy describe' lists all parameters with unit and range");
    return nullptr;
  }

  bool is_map(const Node& node, const std::string& path) const {
    if (node.is(Node::Kind::map)) return true;
    reader_.faults().add(node.place, path, "expected names of parameters with their values",
                         "write 'name: value' lines");
    return false;
  }

  std::vector<Uncertain> uncertain_parameters(const Node& node, const std::string& path) const {
    std::vector<Uncertain> uncertain;
    if (!is_map(node, path)) return uncertain;
    for (const Member& m : node.members) {
      const std::string own_path = fmt::format("{}.{}", path, m.key);
      const model::ParameterRow* row = parameter(m, own_path);
      if (!row) continue;
      if (m.value.is(Node::Kind::map)) {
        const Reader prior(m.value, kPriorSection, own_path, reader_.faults());
        if (const auto interval = read_stated_interval(prior, *row))
          uncertain.push_back({row, stated_prior(*row, *interval)});
      } else if (m.value.text == kTable) {
        uncertain.push_back({row, table_prior(*row)});
      } else {
        reader_.faults().add(m.value.place, own_path, fmt::format("'{}' is no prior", m.value.text),
                             "write 'table', or e.g. {median: 5 days, range_95: [2 days, 12 days]}");
      }
    }
    return uncertain;
  }

  std::vector<Held> values(const Node& node, const std::string& path) const {
    std::vector<Held> held;
    if (!is_map(node, path)) return held;
    for (const Member& m : node.members) {
      const std::string own_path = fmt::format("{}.{}", path, m.key);
      const model::ParameterRow* row = parameter(m, own_path);
      if (!row) continue;
      if (const auto value = value_of(reader_, m.value, *row, own_path))
        held.push_back({row, static_cast<float>(*value)});
    }
    return held;
  }

  void read_studies() const {
    const Node* node = reader_.node("studies");
    if (!node) return;
    if (!node->is(Node::Kind::list))
      reader_.fault("studies", "expected a list of trial files", "e.g. [murrough-2013, zarate-2006]");
    for (const Node& item : node->items) plan_.studies.push_back(item.text);
  }

  void read_effort(const Reader& effort) const {
    const auto take = [&](std::string_view key, std::uint32_t& target) {
      if (const auto value = effort.whole(key)) target = static_cast<std::uint32_t>(*value);
    };
    take("particles", plan_.sampler.particles);
    take("moves", plan_.sampler.moves);
    take("people", plan_.effort.patients);
    take("virtual_trials", plan_.effort.virtual_trials);
    take("structure_particles", plan_.structure_particles);
  }

  void read_structures(const Node& node) const {
    if (!is_map(node, "structures")) return;
    for (const Member& m : node.members) {
      if (!scenario::is_identifier(m.key)) {
        reader_.faults().add(m.key_place, "structures", fmt::format("'{}' is not a name", m.key),
                             "use small letters, digits and _, a letter first");
      }
      plan_.structures.push_back({m.key, values(m.value, fmt::format("structures.{}", m.key))});
    }
  }

  void read_zero_cases(const Reader& reader) const {
    ZeroCases zero;
    zero.patient_years = reader.amount("patient_years").value_or(0.0);
    zero.years_each = reader.amount("follow_up").value_or(1.0);
    zero.sessions_per_week = reader.amount("sessions").value_or(0.0);
    constexpr model::ParameterRow kShare{.name = "ascertained",
                                         .field = nullptr,
                                         .unit = "1",
                                         .default_value = 0.5f,
                                         .low = 0.0f,
                                         .high = 1.0f,
                                         .grade = model::Grade::assumed,
                                         .source = "",
                                         .meaning = "share of cases seen"};
    if (const auto prior = reader.section("ascertained")) {
      if (const auto interval = read_stated_interval(*prior, kShare))
        zero.ascertained = stated_prior(kShare, *interval);
    }
    if (const Node* node = reader.node("parameters"))
      zero.uncertain = uncertain_parameters(*node, reader.path_of("parameters"));
    plan_.zero_cases = std::move(zero);
  }

  // A parameter stands in one place only: uncertain by the trials, by the zero cases, or held.
  void refuse_twice() const {
    std::set<const model::ParameterRow*> seen;
    const auto see = [&](const model::ParameterRow* row, std::string_view key) {
      if (seen.insert(row).second) return;
      reader_.fault(key, fmt::format("'{}' stands in two places of this plan", row->name),
                    "keep one of them");
    };
    for (const Uncertain& u : plan_.uncertain) see(u.parameter, "parameters");
    for (const Held& h : plan_.held) see(h.parameter, "held");
    if (!plan_.zero_cases) return;
    for (const Uncertain& u : plan_.zero_cases->uncertain) see(u.parameter, "zero_cases");
  }

  const Reader& reader_;
  CalibrationPlan& plan_;
};

}  // namespace

LoadedPlan load_plan(const std::string& path) {
  LoadedPlan loaded;
  scenario::Sources sources;
  Faults faults;
  scenario::Source& source = sources.emplace_back();
  source.name = source.short_name = path;
  loaded.plan.path = path;
  if (scenario::read_source(scenario::FilesOnDisk{}, path, source, faults, scenario::Place{}, "")) {
    const Node root = scenario::read_yaml(source.text, {&source, 1, 1}, faults);
    loaded.plan.text = source.text;
    if (!root.is(Node::Kind::empty) || faults.empty()) {
      const Reader reader(root, kPlanSection, "", faults);
      if (root.is(Node::Kind::map)) PlanReader(reader, loaded.plan).read();
    }
  }
  loaded.faults = faults.take(path);
  return loaded;
}

CalibrationPlan with_structure(CalibrationPlan plan, const Structure& structure) {
  const auto holds = [&](const model::ParameterRow* row) {
    return std::any_of(structure.held.begin(), structure.held.end(),
                       [&](const Held& held) { return held.parameter == row; });
  };
  std::erase_if(plan.uncertain, [&](const Uncertain& u) { return holds(u.parameter); });
  std::erase_if(plan.held, [&](const Held& held) { return holds(held.parameter); });
  plan.held.insert(plan.held.end(), structure.held.begin(), structure.held.end());
  plan.sampler.particles = plan.structure_particles;
  plan.title += fmt::format("; structure {}", structure.id);
  plan.posterior = std::filesystem::path(plan.posterior).replace_filename(structure.id + ".yaml").string();
  return plan;
}

}  // namespace tachy::study
