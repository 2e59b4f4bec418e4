#include "output/compare/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "base/printable.hpp"
#include "output/hdf5/reader.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

namespace {

using Labels = std::vector<std::string>;

// The lines of one text that the other has not (or has fewer times), in order.
Labels lines_missing(const std::string& text, const std::string& in) {
  std::multiset<std::string> others;
  std::istringstream other_lines(in), lines(text);
  for (std::string line; std::getline(other_lines, line);) others.insert(line);
  Labels missing;
  for (std::string line; std::getline(lines, line);) {
    const auto found = others.find(line);
    if (found == others.end())
      missing.push_back(line);
    else
      others.erase(found);
  }
  return missing;
}

std::string compare_scenarios(const hdf5::Reader& a, const hdf5::Reader& b) {
  const std::string in_a = a.text("/", "scenario_resolved"), in_b = b.text("/", "scenario_resolved");
  std::string text;
  for (const std::string& line : lines_missing(in_a, in_b)) text += "    < " + line + "\n";
  for (const std::string& line : lines_missing(in_b, in_a)) text += "    > " + line + "\n";
  if (!text.empty()) return "  the scenario, with everything filled in\n" + text;
  if (in_a != in_b) return "  the scenario: the same lines in another order\n";
  if (a.text("/", "scenario_text") != b.text("/", "scenario_text"))
    return "  the text of the scenario, but not its meaning\n";
  return "";
}

std::string compare_inputs(const hdf5::Reader& a, const hdf5::Reader& b) {
  std::string text;
  const auto line = [&](const std::string& name, const std::string& x, const std::string& y) {
    if (x != y) text += fmt::format("  {:24} {} -> {}\n", name, x, y);
  };
  for (const char* name : {"format_version", "tool_version", "git_revision", "rng", "title", "reference_arm"})
    line(name, a.text("/", name), b.text("/", name));
  line("seed", std::to_string(a.unsigned_number("/", "seed")),
       std::to_string(b.unsigned_number("/", "seed")));
  for (const char* name : {"replicate", "patients_requested", "horizon_days"})
    line(name, std::to_string(a.whole_number("/", name)), std::to_string(b.whole_number("/", name)));
  return text + compare_scenarios(a, b);
}

std::string compare_parameters(const hdf5::Reader& a, const hdf5::Reader& b) {
  std::map<std::string, std::pair<double, double>> values;
  const double none = std::nan("");
  const auto read = [&](const hdf5::Reader& file, bool first) {
    const Labels names = file.strings("/parameters/name");
    const auto numbers = file.numbers("/parameters/value", names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      auto& pair = values.emplace(names[i], std::pair{none, none}).first->second;
      (first ? pair.first : pair.second) = numbers[i];
    }
  };
  read(a, true);
  read(b, false);
  std::string text;
  for (const auto& [name, pair] : values)
    if (pair.first != pair.second)
      text += fmt::format("  parameter {:30} {} -> {}\n", name, static_cast<float>(pair.first),
                          static_cast<float>(pair.second));
  return text;
}

Labels labels_of(const hdf5::Reader& file, const std::string& group, const std::string& axis) {
  if (axis != "week" && axis != "day") return file.strings(group + "/" + axis);
  Labels labels;
  for (const double number : file.numbers(group + "/" + axis)) labels.push_back(fmt::format("{}", number));
  return labels;
}

// The cells of one variable by their labels: "weekly, 12, estimate".
std::map<std::string, double> cells_of(const hdf5::Reader& file, const std::string& group, const Labels& axes,
                                       const std::string& name) {
  std::vector<std::string> places{""};
  for (const std::string& axis : axes) {
    std::vector<std::string> longer;
    for (const std::string& place : places)
      for (const std::string& label : labels_of(file, group, axis))
        longer.push_back(place.empty() ? label : place + ", " + label);
    places = std::move(longer);
  }
  std::map<std::string, double> cells;
  if (file.shape(group + "/" + name).size() != axes.size()) return cells;  // over other axes
  const auto values = file.numbers(group + "/" + name);
  if (values.size() != places.size()) return cells;
  for (std::size_t i = 0; i < values.size(); ++i) cells[places[i]] = values[i];
  return cells;
}

std::string compare_variable(const hdf5::Reader& a, const hdf5::Reader& b, const std::string& group,
                             const Labels& axes, const std::string& name) {
  const auto in_a = cells_of(a, group, axes, name), in_b = cells_of(b, group, axes, name);
  std::size_t shared = 0, different = 0;
  double largest = -1.0, from = 0.0, to = 0.0;
  std::string where;
  for (const auto& [place, value] : in_a) {
    const auto found = in_b.find(place);
    if (found == in_b.end()) continue;
    ++shared;
    const double other = found->second;
    if (value == other || (std::isnan(value) && std::isnan(other))) continue;
    ++different;
    const double size = std::isnan(value - other) ? 0.0 : std::abs(value - other);
    if (size <= largest) continue;
    largest = size;
    where = place;
    from = value;
    to = other;
  }
  if (different == 0) return "";
  return fmt::format("  {:32} {:>6} of {:>6}  {:g} -> {:g} at {}\n", group.substr(1) + "/" + name, different,
                     shared, from, to, where);
}

std::string compare_labels(const hdf5::Reader& a, const hdf5::Reader& b) {
  std::string text;
  const auto only = [&](const hdf5::Reader& in, const hdf5::Reader& other, const char* which) {
    const Labels others = other.strings("/outcomes/arm");
    for (const std::string& arm : in.strings("/outcomes/arm"))
      if (std::find(others.begin(), others.end(), arm) == others.end())
        text += fmt::format("  arm {} is only in the {} file\n", arm, which);
  };
  only(a, b, "first");
  only(b, a, "second");
  const std::size_t weeks_a = a.numbers("/outcomes/week").size(),
                    weeks_b = b.numbers("/outcomes/week").size();
  if (weeks_a != weeks_b) text += fmt::format("  weeks: {} -> {}\n", weeks_a, weeks_b);
  return text;
}

std::string compare_outcomes(const hdf5::Reader& a, const hdf5::Reader& b) {
  std::string text = compare_labels(a, b);
  for (const OutcomeGroup& listed : outcome_groups()) {
    if (listed.axes.empty()) continue;
    const std::string group = fmt::format("/{}", listed.name);
    if (!a.has_group(group) || !b.has_group(group)) continue;  // of another version, or without days
    const Labels axes(listed.axes.begin(), listed.axes.end());
    const Labels others = b.members(group);
    for (const std::string& name : a.members(group)) {
      const bool shared = std::find(others.begin(), others.end(), name) != others.end();
      const std::string path = group + "/" + name;
      if (shared && a.has_attribute(path, "definition") && a.has_attribute(path, "units"))
        text += compare_variable(a, b, group, axes, name);
    }
  }
  if (text.empty() && a.text("/tallies", "checksum") != b.text("/tallies", "checksum"))
    text = "  the exact tallies, but no statistic of both files\n";
  return text;
}

}  // namespace

Difference difference_between(const std::filesystem::path& first, const std::filesystem::path& second) {
  const hdf5::Reader a(first), b(second);
  require_outcome(a);
  require_outcome(b);
  const std::string inputs = compare_inputs(a, b) + compare_parameters(a, b);
  const std::string outcomes = compare_outcomes(a, b);
  Difference difference{inputs.empty() && outcomes.empty(), ""};
  difference.text += inputs.empty() ? "Inputs: equal\n" : "Inputs that differ\n" + inputs;
  difference.text += outcomes.empty()
                         ? "Outcomes: equal\n"
                         : "Outcomes that differ: numbers that differ, the largest difference\n" + outcomes;
  difference.text = printable(difference.text);
  return difference;
}

}  // namespace tachy::output
