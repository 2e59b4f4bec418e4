// Tidy tables from whatever cubes a file has: names, labels and units are the file's own.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <numeric>
#include <sstream>

#include "base/printable.hpp"
#include "output/file/atomic_file.hpp"
#include "output/export/beyond_range.hpp"
#include "output/export/export_tables.hpp"
#include "output/export/variance_table.hpp"
#include "output/hdf5/reader.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

namespace {

using Labels = std::vector<std::string>;
struct CsvTable {
  std::string name, csv;
};

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

// Whether a variable is over these axes, the last of which has so many labels. The wrong size is damage.
bool is_cube(const hdf5::Reader& file, const std::string& path, std::size_t axes, std::size_t rows,
             std::size_t columns) {
  if (!file.has_attribute(path, "units") || file.has_attribute(path, "CLASS")) return false;
  const std::vector<std::size_t> shape = file.shape(path);
  if (shape.size() != axes || shape.back() != columns) return false;
  const std::size_t cells = std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
  if (cells != rows * columns) file.fail(fmt::format("'{}' does not fill its axes", path));
  return true;
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
    if (!is_cube(file, path, axes.size(), rows, columns)) continue;
    const auto values = file.numbers(path, rows * columns);
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
  const std::size_t cells = arms.size() * days.size();
  const auto planned = file.numbers("/calendar/planned", cells),
             phase = file.numbers("/calendar/phase", cells);
  const Labels ids = file.strings("/calendar/phase_id");
  const std::size_t phases = arms.empty() ? 0 : ids.size() / arms.size();
  std::string csv = "arm,day,planned,phase\n";
  for (std::size_t a = 0; a < arms.size(); ++a) {
    for (std::size_t d = 0; d < days.size(); ++d) {
      const double number = phase[a * days.size() + d];
      const std::string id =
          number < 0 ? "" : ids[a * phases + file.place(number, phases, "/calendar/phase")];
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
    const std::size_t rows =
        columns.empty() ? file.strings("/parameters/name").size() : columns.front().size();
    columns.push_back(number ? Labels{} : file.strings("/parameters/" + name, rows));
    if (!number) continue;
    for (const double value : file.numbers("/parameters/" + name, rows))  // stored as float: print no more
      columns.back().push_back(fmt::format("{}", static_cast<float>(value)));
  }
  for (std::size_t row = 0; row < columns.front().size(); ++row) {
    for (std::size_t c = 0; c < columns.size(); ++c)
      csv.append(c > 0 ? "," : "").append(field(columns[c][row]));
    csv += "\n";
  }
  return csv;
}

// One row for each draw and arm, a column for each total. Draws of variants begin with the variant.
std::string draws_table(const hdf5::Reader& file, const std::string& group) {
  const Labels arms = file.strings(group + "/arm"), draws = numbers_as_labels(file, group + "/draw"),
               totals = file.strings(group + "/total");
  const std::vector<double> rows = file.numbers(group + "/row", draws.size());
  const bool variants = group == "/variants";
  const Labels variant_of = variants ? file.strings(group + "/variant_of", draws.size()) : Labels();
  std::string csv = variants ? "variant,draw,posterior_row,arm" : "draw,posterior_row,arm";
  std::vector<std::vector<double>> columns;
  for (const std::string& total : totals) {
    csv += fmt::format(",{}", total);
    columns.push_back(file.numbers(group + "/" + total, draws.size() * arms.size()));
  }
  csv += "\n";
  for (std::size_t draw = 0; draw < draws.size(); ++draw)
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
      if (variants) csv += field(variant_of[draw]) + ",";
      csv += fmt::format("{},{},{}", draws[draw], rows[draw], field(arms[arm]));
      for (const std::vector<double>& column : columns)
        csv.append(",").append(field(column[draw * arms.size() + arm]));
      csv += "\n";
    }
  return csv;
}

// One row for each draw, a column for each parameter that is drawn.
std::string draw_parameters_table(const hdf5::Reader& file) {
  const Labels names = file.strings("/draws/parameter"), draws = numbers_as_labels(file, "/draws/draw");
  const std::vector<double> values = file.numbers("/draws/value", draws.size() * names.size());
  std::string csv = fmt::format("draw,{}\n", fmt::join(names, ","));
  for (std::size_t draw = 0; draw < draws.size(); ++draw) {
    csv += draws[draw];
    for (std::size_t i = 0; i < names.size(); ++i)  // stored as float: print no more
      csv += fmt::format(",{}", static_cast<float>(values[draw * names.size() + i]));
    csv += "\n";
  }
  return csv;
}

// Cells of a log in words: codes become what they mean, indices the names they stand for.
class LogWords {
 public:
  LogWords(const hdf5::Reader& file, const std::string& group)
      : file_(file),
        group_(group),
        arms_(file.strings(group + "/arm")),
        phase_ids_(file.strings("/calendar/phase_id")),
        phases_(arms_.empty() ? 0 : phase_ids_.size() / arms_.size()),
        forms_(group == "/doses" ? file.strings("/doses/dose_form") : Labels{}) {}

  std::string cell(const std::string& column, const Labels& meanings, double value, double arm) const {
    const auto named = [&](const Labels& names) { return field(names[place(value, names.size(), column)]); };
    if (!meanings.empty()) return named(meanings);
    if (column == "arm_index") return named(arms_);
    if (column == "dose_form_index") return named(forms_);
    if (column == "phase_index")
      return phase_ids_[place(arm, arms_.size(), "arm_index") * phases_ + place(value, phases_, column)];
    const bool single = column == "mg" || column == "rated_hamd17" || column == "value";  // stored as float
    return single && !std::isnan(value) ? fmt::format("{}", static_cast<float>(value)) : field(value);
  }

 private:
  // A row without a dose has -1 or a missing value for it: the first, as ever.
  std::size_t place(double value, std::size_t count, const std::string& column) const {
    return file_.place(std::isnan(value) || value < 0 ? 0 : value, count, group_ + "/" + column);
  }

  const hdf5::Reader& file_;
  std::string group_;
  Labels arms_, phase_ids_;
  std::size_t phases_;
  Labels forms_;
};

std::string log_table(const hdf5::Reader& file, const std::string& group, const Labels& columns) {
  const LogWords words(file, group);
  std::vector<std::vector<double>> values;
  std::vector<Labels> meanings;
  std::string csv;
  for (const std::string& name : columns) {
    const std::string path = group + "/" + name;
    values.push_back(values.empty() ? file.numbers(path) : file.numbers(path, values.front().size()));
    meanings.push_back(file.has_attribute(path, "flag_meanings") ? words_of(file.text(path, "flag_meanings"))
                                                                 : Labels{});
    const bool index = name.ends_with("_index");
    csv += (csv.empty() ? "" : ",") + (index ? name.substr(0, name.size() - 6) : name);
  }
  csv += "\n";
  const auto arm_column =
      static_cast<std::size_t>(std::find(columns.begin(), columns.end(), "arm_index") - columns.begin());
  for (std::size_t row = 0; row < values.front().size(); ++row) {
    for (std::size_t c = 0; c < columns.size(); ++c)
      csv.append(c > 0 ? "," : "")
          .append(words.cell(columns[c], meanings[c], values[c][row], values[arm_column][row]));
    csv += "\n";
  }
  return csv;
}

}  // namespace

std::vector<std::string> export_csv(const std::filesystem::path& result,
                                    const std::filesystem::path& folder) {
  const hdf5::Reader file(result);
  require_outcome(file);
  std::vector<CsvTable> tables;
  const Labels arms = file.strings("/outcomes/arm");
  tables.push_back({"weekly.csv", wide_table(file, "/outcomes", {"arm", "week", "statistic"},
                                             {arms, numbers_as_labels(file, "/outcomes/week"),
                                              file.strings("/outcomes/statistic")})});
  if (file.has_group("/daily"))
    tables.push_back({"daily.csv", wide_table(file, "/daily", {"arm", "day", "statistic"},
                                              {arms, numbers_as_labels(file, "/daily/day"),
                                               file.strings("/daily/statistic")})});
  for (const OutcomeGroup& group : outcome_groups()) {
    const bool one_row_per_arm = group.axes.size() == 2;
    if (!one_row_per_arm) continue;
    const std::string path = fmt::format("/{}", group.name);
    tables.push_back(
        {fmt::format("{}.csv", group.name),
         wide_table(file, path, {"arm", "statistic"}, {arms, file.strings(path + "/statistic")})});
  }
  if (file.has_group("/flow"))
    tables.push_back(
        {"flow.csv", wide_table(file, "/flow", {"arm", "step"}, {arms, file.strings("/flow/step")})});
  if (file.has_group("/draws")) {
    tables.push_back({"draws.csv", draws_table(file, "/draws")});
    tables.push_back({"draw_parameters.csv", draw_parameters_table(file)});
    tables.push_back({"variance.csv", variance_csv(read_outcome(result))});
  }
  if (file.has_group("/variants")) tables.push_back({"variants.csv", draws_table(file, "/variants")});
  tables.push_back({"calendar.csv", calendar_table(file)});
  tables.push_back({"parameters.csv", parameter_table(file)});
  if (file.has_group("/doses")) {
    tables.push_back(
        {"doses.csv", log_table(file, "/doses",
                                {"patient", "arm_index", "day", "planned_day", "status", "reason", "rule",
                                 "phase_index", "dose_form_index", "mg", "rated_hamd17"})});
    tables.push_back(
        {"events.csv", log_table(file, "/events", {"patient", "arm_index", "day", "kind", "value"})});
  }
  const std::string beyond = printable_line(file.text_or_empty("/", "beyond_range"));
  if (is_beyond_range(beyond))
    for (CsvTable& table : tables) table.csv = with_column(table.csv, "beyond_range", field(beyond));
  std::vector<WholeFile> files;
  std::vector<std::string> written;
  for (const CsvTable& table : tables) {
    files.push_back({folder / table.name, table.csv});
    written.push_back(table.name);
  }
  write_whole_files(files);
  return written;
}

}  // namespace tachy::output
