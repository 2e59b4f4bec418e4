// Tidy tables from whatever cubes a file has: names, labels and units are the file's own.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <sstream>

#include "output/file/atomic_file.hpp"
#include "output/export/export_tables.hpp"
#include "output/hdf5/reader.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

namespace {

using Labels = std::vector<std::string>;

std::string field(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}
std::string field(double value) { return std::isnan(value) ? "" : fmt::format("{}", value); }

Labels numbers_as_labels(const hdf5::Reader& file, const std::string& name) {
  Labels labels;
  for (const double value : file.numbers(name)) labels.push_back(field(value));
  return labels;
}

Labels words_of(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

bool is_cube(const hdf5::Reader& file, const std::string& path, std::size_t cells) {
  return file.has_attribute(path, "units") && !file.has_attribute(path, "CLASS") && file.size(path) == cells;
}

// measure, its unit, the labels of the axes but the last, then one column for each label of the last.
std::string wide_table(const hdf5::Reader& file, const std::string& group, const Labels& axes,
                       const std::vector<Labels>& labels) {
  std::string csv = "measure,unit";
  for (std::size_t a = 0; a + 1 < axes.size(); ++a) csv += fmt::format(",{}", axes[a]);
  for (const std::string& label : labels.back()) csv += fmt::format(",{}", label);
  csv += "\n";
  std::size_t rows = 1;
  for (std::size_t a = 0; a + 1 < labels.size(); ++a) rows *= labels[a].size();
  const std::size_t columns = labels.back().size();
  for (const std::string& name : file.members(group)) {
    const std::string path = group + "/" + name;
    if (!is_cube(file, path, rows * columns)) continue;
    const auto values = file.numbers(path);
    const std::string unit = file.text(path, "units");
    for (std::size_t row = 0; row < rows; ++row) {
      std::string place;
      for (std::size_t a = labels.size() - 1, left = row; a-- > 0; left /= labels[a].size())
        place = fmt::format(",{}{}", field(labels[a][left % labels[a].size()]), place);
      csv += fmt::format("{},{}{}", name, field(unit), place);
      for (std::size_t c = 0; c < columns; ++c) csv.append(",").append(field(values[row * columns + c]));
      csv += "\n";
    }
  }
  return csv;
}

std::string calendar_table(const hdf5::Reader& file) {
  const Labels arms = file.strings("/calendar/arm"), days = numbers_as_labels(file, "/calendar/day");
  const auto planned = file.numbers("/calendar/planned"), phase = file.numbers("/calendar/phase");
  const Labels ids = file.strings("/calendar/phase_id");
  const std::size_t phases = arms.empty() ? 0 : ids.size() / arms.size();
  std::string csv = "arm,day,planned,phase\n";
  for (std::size_t a = 0; a < arms.size(); ++a) {
    for (std::size_t d = 0; d < days.size(); ++d) {
      const double number = phase[a * days.size() + d];
      const std::string id = number < 0 ? "" : ids[a * phases + static_cast<std::size_t>(number)];
      csv += fmt::format("{},{},{},{}\n", arms[a], days[d], planned[a * days.size() + d], id);
    }
  }
  return csv;
}

std::string parameter_table(const hdf5::Reader& file) {
  std::vector<Labels> columns;
  const Labels names{"name", "value", "unit", "low", "high", "grade", "source", "meaning", "origin"};
  std::string csv = fmt::format("{}\n", fmt::join(names, ","));
  for (const std::string& name : names) {
    const bool number = name == "value" || name == "low" || name == "high";
    columns.push_back(number ? Labels{} : file.strings("/parameters/" + name));
    if (!number) continue;
    for (const double value : file.numbers("/parameters/" + name))  // stored as float: print no more
      columns.back().push_back(fmt::format("{}", static_cast<float>(value)));
  }
  for (std::size_t row = 0; row < columns.front().size(); ++row) {
    for (std::size_t c = 0; c < columns.size(); ++c)
      csv.append(c > 0 ? "," : "").append(field(columns[c][row]));
    csv += "\n";
  }
  return csv;
}

// A log: codes become words, indices the names they stand for.
std::string log_table(const hdf5::Reader& file, const std::string& group, const Labels& columns) {
  const Labels arms = file.strings(group + "/arm");
  const std::size_t phases = arms.empty() ? 0 : file.strings("/calendar/phase_id").size() / arms.size();
  const Labels phase_ids = file.strings("/calendar/phase_id");
  const Labels forms = group == "/doses" ? file.strings("/doses/dose_form") : Labels{};
  std::vector<std::vector<double>> values;
  std::vector<Labels> words;
  std::string csv;
  for (const std::string& name : columns) {
    const std::string path = group + "/" + name;
    values.push_back(file.numbers(path));
    words.push_back(file.has_attribute(path, "flag_meanings") ? words_of(file.text(path, "flag_meanings"))
                                                              : Labels{});
    const bool index = name.ends_with("_index");
    csv += (csv.empty() ? "" : ",") + (index ? name.substr(0, name.size() - 6) : name);
  }
  csv += "\n";
  const auto arm_column =
      static_cast<std::size_t>(std::find(columns.begin(), columns.end(), "arm_index") - columns.begin());
  for (std::size_t row = 0; row < values.front().size(); ++row) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const double value = values[c][row];
      const auto place = std::isnan(value) || value < 0 ? 0 : static_cast<std::size_t>(value);
      std::string text = field(value);
      if (!words[c].empty()) text = words[c].at(place);
      if (columns[c] == "arm_index") text = arms.at(place);
      if (columns[c] == "phase_index")
        text = phase_ids.at(static_cast<std::size_t>(values[arm_column][row]) * phases + place);
      if (columns[c] == "dose_form_index") text = field(forms.at(place));
      if (columns[c] == "mg" || columns[c] == "rated_hamd17" || columns[c] == "value")
        text = std::isnan(value) ? "" : fmt::format("{}", static_cast<float>(value));
      csv += fmt::format("{}{}", c > 0 ? "," : "", text);
    }
    csv += "\n";
  }
  return csv;
}

}  // namespace

std::vector<std::string> export_csv(const std::filesystem::path& result,
                                    const std::filesystem::path& folder) {
  require_outcome(result);
  const hdf5::Reader file(result);
  std::vector<std::string> written;
  const auto write = [&](const std::string& name, const std::string& csv) {
    write_whole_file(folder / name, std::as_bytes(std::span(csv)));
    written.push_back(name);
  };
  const Labels arms = file.strings("/outcomes/arm");
  write("weekly.csv",
        wide_table(file, "/outcomes", {"arm", "week", "statistic"},
                   {arms, numbers_as_labels(file, "/outcomes/week"), file.strings("/outcomes/statistic")}));
  for (const OutcomeGroup& group : outcome_groups()) {
    const bool one_row_per_arm = group.axes.size() == 2;
    if (!one_row_per_arm) continue;
    const std::string path = fmt::format("/{}", group.name);
    write(fmt::format("{}.csv", group.name),
          wide_table(file, path, {"arm", "statistic"}, {arms, file.strings(path + "/statistic")}));
  }
  write("calendar.csv", calendar_table(file));
  write("parameters.csv", parameter_table(file));
  if (!file.has_group("/doses")) return written;
  write("doses.csv", log_table(file, "/doses",
                               {"patient", "arm_index", "day", "planned_day", "status", "reason", "rule",
                                "phase_index", "dose_form_index", "mg", "rated_hamd17"}));
  write("events.csv", log_table(file, "/events", {"patient", "arm_index", "day", "kind", "value"}));
  return written;
}

}  // namespace tachy::output
