#include "scenario/resolve/draws.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "scenario/language/parameter_words.hpp"
#include "scenario/text/csv.hpp"
#include "scenario/text/paths.hpp"
#include "scenario/text/read_source.hpp"
#include "scenario/text/units.hpp"

namespace tachy::scenario {

namespace {

class DrawReader {
 public:
  DrawReader(const Source& source, Faults& faults)
      : source_(source), faults_(faults), faults_before_(faults.count()) {}

  DrawTable read() {
    std::string_view rest = source_.text;
    for (line_ = 1; !rest.empty(); ++line_) {
      const std::size_t end = rest.find('\n');
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.empty() || line.front() == '#') continue;
      const CsvLine split = split_csv_line(line);
      if (!split.problem.empty()) {
        complain(split.problem_column, split.problem, "a table of draws holds numbers, separated by commas");
      } else if (!has_header_) {
        header(split.cells);
      } else {
        row(split.cells);
      }
      if (faults_.count() > faults_before_) return {};
    }
    if (table_.draws.empty()) complain(0, "there are no draws in this file", "write one draw a line");
    return std::move(table_);
  }

 private:
  void complain(std::uint32_t column, std::string message, std::string advice) {
    const std::uint32_t line = column == 0 ? 0 : line_;
    faults_.add({&source_, line, column}, "draws", std::move(message), std::move(advice));
  }

  void header(const std::vector<CsvCell>& cells) {
    has_header_ = true;
    if (cells.front().text != "draw") return complain(cells.front().column, "the first column is 'draw'", "");
    for (std::size_t i = 1; i < cells.size(); ++i) {
      const model::ParameterRow* row = parameter_called(cells[i].text);
      if (!row) {
        return complain(cells[i].column,
                        fmt::format("unknown parameter '{}'{}", cells[i].text,
                                    did_you_mean(cells[i].text, parameter_names())),
                        "columns are parameters");
      }
      table_.parameters.push_back(row);
    }
  }

  void row(const std::vector<CsvCell>& cells) {
    if (cells.size() != table_.parameters.size() + 1) {
      return complain(1, fmt::format("{} cells, but {} columns", cells.size(), table_.parameters.size() + 1),
                      "give every draw a value of every parameter");
    }
    const std::string number = std::to_string(table_.draws.size());
    if (cells.front().text != number) {
      return complain(cells.front().column, fmt::format("draw {} is expected here", number),
                      "number the draws from 0");
    }
    std::vector<float> values;
    for (std::size_t i = 1; i < cells.size(); ++i) {
      const auto value = parse_number(cells[i].text);
      const model::ParameterRow& parameter = *table_.parameters[i - 1];
      const auto as_float = static_cast<float>(value.value_or(0.0));
      if (!value || as_float < parameter.low || as_float > parameter.high) {
        return complain(
            cells[i].column, fmt::format("'{}' is no value of {}", cells[i].text, parameter.name),
            fmt::format("a number from {:g} to {:g}, in {}", parameter.low, parameter.high, parameter.unit));
      }
      values.push_back(as_float);
    }
    table_.draws.push_back(std::move(values));
  }

  const Source& source_;
  Faults& faults_;
  std::size_t faults_before_;
  std::uint32_t line_ = 1;
  bool has_header_ = false;
  DrawTable table_;
};

class DrawChoice {
 public:
  DrawChoice(Node& parameters, const Resolving& resolving) : parameters_(parameters), resolving_(resolving) {}

  std::optional<Draw> choose() {
    const std::optional<Node> draw = take("draw"), draws = take("draws"), sum = take("draws_sha256");
    take("fitted_to");
    if (!draw) return std::nullopt;
    if (!draws) {
      return refuse(*draw, "there are no draws to choose from",
                    "use a part that has some, e.g. use: library/posteriors/calibrated.yaml");
    }
    const bool of_these = sum && draws && sum->place.source == draws->place.source;
    const DrawTable* table = table_of_draws(*draws, of_these ? &*sum : nullptr, resolving_);
    if (!table) return std::nullopt;
    const auto number = parse_number(draw->text);
    if (!number || *number < 0 || *number >= static_cast<double>(table->draws.size()) ||
        *number != static_cast<double>(static_cast<std::size_t>(*number))) {
      return refuse(*draw, fmt::format("there is no draw '{}' in {}", draw->text, draws->text),
                    fmt::format("draws are numbered 0 to {}", table->draws.size() - 1));
    }
    return Draw{table->parameters, table->draws[static_cast<std::size_t>(*number)], draw->place};
  }

 private:
  std::optional<Node> take(std::string_view key) {
    const Node* found = parameters_.find(key);
    if (!found) return std::nullopt;
    Node taken = *found;
    std::erase_if(parameters_.members, [&](const Member& m) { return m.key == key; });
    return taken;
  }

  std::optional<Draw> refuse(const Node& at, std::string message, std::string advice) {
    resolving_.faults.add(at.place, "parameters.draw", std::move(message), std::move(advice));
    return std::nullopt;
  }

  Node& parameters_;
  const Resolving& resolving_;
};

}  // namespace

void require_sum(const Source& draws, const Node* expected, const Sha256Of& sha256, Faults& faults) {
  if (!expected || !sha256 || expected->text == sha256(draws.text)) return;
  faults.add(
      {&draws, 0, 0}, "draws", "this is not the file that its part was written with, or it is damaged",
      fmt::format("its SHA-256 is {}; take both files from one 'tachy calibrate'", sha256(draws.text)));
}

const DrawTable* table_of_draws(const Node& draws, const Node* sum, const Resolving& resolving) {
  Faults& faults = resolving.faults;
  if (leaves_folder(draws.text)) {
    faults.add(draws.place, "parameters.draws", fmt::format("'{}' leaves the part's folder", draws.text),
               "name a file beside the part");
    return nullptr;
  }
  const std::string file = joined(folder_of(draws.place.source->name), draws.text);
  auto& tables = resolving.library.draws;
  if (const auto kept = tables.find(file); kept != tables.end()) {
    resolving.used.push_back(file);
    return &kept->second;
  }
  Source& source = new_source(resolving, file, draws.text);
  const std::size_t faults_before = faults.count();
  if (!read_source(resolving.library.files, file, source, faults, draws.place, "parameters.draws"))
    return nullptr;
  require_sum(source, sum, resolving.library.patient_formats.sha256, faults);
  DrawTable table = read_draws(source, faults);
  if (faults.count() > faults_before) return nullptr;
  return &tables.emplace(file, std::move(table)).first->second;
}

DrawTable read_draws(const Source& source, Faults& faults) { return DrawReader(source, faults).read(); }

std::optional<Draw> take_draw(Node& root, const Resolving& resolving) {
  Node* parameters = root.find("parameters");
  if (!parameters || !parameters->is(Node::Kind::map)) return std::nullopt;
  return DrawChoice(*parameters, resolving).choose();
}

void write_draw(Node& root, const Draw& draw, std::span<const ParameterOrigin> origins) {
  Node& parameters = *root.find("parameters");
  for (std::size_t i = 0; i < draw.parameters.size(); ++i) {
    const model::ParameterRow& row = *draw.parameters[i];
    if (!gives_way(origin_of(origins, row))) continue;
    Node value;
    value.kind = Node::Kind::scalar;
    value.place = draw.place;
    value.text = with_unit(fmt::format("{}", draw.values[i]), row.unit);
    if (Node* old = parameters.find(row.name)) {
      *old = std::move(value);
    } else {
      parameters.members.push_back({std::string(row.name), draw.place, std::move(value)});
    }
  }
}

}  // namespace tachy::scenario
