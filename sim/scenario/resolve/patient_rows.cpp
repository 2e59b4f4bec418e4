#include "scenario/resolve/patient_rows.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "scenario/text/units.hpp"

namespace tachy::scenario {

struct PatientColumn {
  std::string_view name, allowed;
  double low, high;
  bool whole;
  void (*set)(model::Person&, double);
};

namespace {

using model::Person;
constexpr std::string_view kSex = "sex";

constexpr PatientColumn kColumns[] = {
    {"age_years", "18 to 100", 18, 100, false,
     [](Person& p, double x) { p.age_years = static_cast<float>(x); }},
    {kSex, "female or male", 0, 1, true, [](Person& p, double x) { p.female = x == 1; }},
    {"weight_kg", "30 to 250", 30, 250, false,
     [](Person& p, double x) { p.weight_kg = static_cast<float>(x); }},
    {"baseline_hamd17", "1 to 52", 1, 52, false,
     [](Person& p, double x) { p.baseline_hamd17 = static_cast<float>(x); }},
    {"failed_treatments", "whole numbers, 0 to 30", 0, 30, true,
     [](Person& p, double x) { p.failed_treatments = static_cast<std::uint32_t>(x); }},
    {"own_substance_history", "0 or 1", 0, 1, true,
     [](Person& p, double x) { p.own_substance_history = x == 1; }},
    {"family_substance_history", "0 or 1", 0, 1, true,
     [](Person& p, double x) { p.family_substance_history = x == 1; }},
    {"psychiatric_comorbidity", "0 or 1", 0, 1, true,
     [](Person& p, double x) { p.psychiatric_comorbidity = x == 1; }},
};
constexpr std::size_t kShownFaults = 20;

std::vector<std::string> column_names() {
  std::vector<std::string> names;
  for (const PatientColumn& column : kColumns) names.emplace_back(column.name);
  return names;
}

// What is wrong with a cell; "" when it is a value of its column.
std::string problem_of(const CsvCell& cell, const PatientColumn& column, std::optional<double> value) {
  if (cell.text.empty()) return "the cell is empty";
  const std::string quoted = fmt::format("'{}'", cell.text);
  if (column.name == kSex) return value ? "" : quoted + " is neither female nor male";
  if (!value) return quoted + " is not a number";
  if (column.whole && *value != std::floor(*value)) return quoted + " is not a whole number";
  if (!(*value >= column.low && *value <= column.high)) return quoted + " is out of range";
  return "";
}

}  // namespace

void PatientRows::complain(std::uint32_t line, std::uint32_t column, std::string path, std::string message,
                           std::string advice) {
  last_line_ = line;
  if (++complaints_ > kShownFaults) return;
  if (line == 0 && rows_ > 0) message = fmt::format("row {}: {}", rows_, message);
  faults_.add({&source_, line, line == 0 ? 0 : column}, std::move(path), std::move(message),
              std::move(advice));
}

void PatientRows::header(const std::vector<CsvCell>& names, std::uint32_t line) {
  const auto known = column_names();
  std::vector<std::string> misspelt;
  for (const CsvCell& cell : names) {
    const auto* column = std::find_if(std::begin(kColumns), std::end(kColumns),
                                      [&](const PatientColumn& c) { return c.name == cell.text; });
    const bool found = column != std::end(kColumns);
    if (!found) {
      const std::string near = nearest_word(cell.text, known);
      if (!near.empty()) misspelt.push_back(near);
      complain(line, cell.column, "",
               fmt::format("unknown column '{}'{}", cell.text, did_you_mean(cell.text, known)),
               "columns: " + one_of(known));
    } else if (std::find(columns_.begin(), columns_.end(), column) != columns_.end()) {
      complain(line, cell.column, "", fmt::format("the column '{}' is given twice", cell.text),
               "remove one of the two");
    }
    columns_.push_back(found ? column : nullptr);
  }
  check_missing(line, misspelt);
}

void PatientRows::check_missing(std::uint32_t line, const std::vector<std::string>& misspelt) {
  for (const PatientColumn& column : kColumns) {
    const bool given = std::find(columns_.begin(), columns_.end(), &column) != columns_.end();
    const bool excused = std::find(misspelt.begin(), misspelt.end(), column.name) != misspelt.end();
    if (given || excused) continue;
    complain(line, 1, "", fmt::format("the column '{}' is missing", column.name),
             fmt::format("its values are {}", column.allowed));
  }
}

void PatientRows::row(const std::vector<CsvCell>& cells, std::uint32_t line) {
  ++rows_;
  if (cells.size() != columns_.size()) {
    const std::uint32_t column = cells.size() > columns_.size() ? cells[columns_.size()].column : 1;
    complain(line, column, "",
             fmt::format("{} cells in a table of {} columns", cells.size(), columns_.size()),
             "every row has one cell for each column");
    return;
  }
  Person& person = patients_.emplace_back();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (columns_[i]) read(cells[i], *columns_[i], line, person);
  }
}

void PatientRows::read(const CsvCell& cell, const PatientColumn& column, std::uint32_t line, Person& person) {
  std::optional<double> value = parse_number(cell.text);
  if (column.name == kSex) {
    value.reset();
    if (cell.text == "female" || cell.text == "male") value = cell.text == "female" ? 1 : 0;
  }
  const std::string problem = problem_of(cell, column, value);
  if (problem.empty()) {
    column.set(person, *value);
  } else {
    complain(line, cell.column, std::string(column.name), problem,
             fmt::format("allowed: {}", column.allowed));
  }
}

std::vector<Person> PatientRows::finish() {
  if (rows_ == 0 && complaints_ == 0) {
    complain(0, 0, "", "there are no patients in this file", "below the names of the columns, one row each");
  }
  if (complaints_ > kShownFaults) {
    faults_.add({&source_, last_line_, 0}, "", fmt::format("and {} more", complaints_ - kShownFaults),
                "correct those above first");
  }
  return std::move(patients_);
}

}  // namespace tachy::scenario
