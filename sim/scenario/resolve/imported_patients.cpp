#include "scenario/resolve/imported_patients.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "scenario/resolve/patient_rows.hpp"
#include "scenario/text/csv.hpp"
#include "scenario/text/paths.hpp"

namespace tachy::scenario {

namespace {

constexpr std::size_t kMostPatientBytes = 256u << 20;
constexpr std::string_view kHdf5Signature = "\x89HDF\r\n\x1a\n";
constexpr std::string_view kReplaced[] = {"age",
                                          "weight_women",
                                          "weight_men",
                                          "baseline_hamd17",
                                          "women",
                                          "failed_treatments_beyond_two",
                                          "own_substance_history",
                                          "family_substance_history",
                                          "psychiatric_comorbidity",
                                          "correlations"};

class Importer {
 public:
  Importer(Node& cohort, const Resolving& resolving)
      : cohort_(cohort), library_(resolving.library), resolving_(resolving) {}

  std::vector<model::Person> import() {
    const Place at = cohort_.find("import")->place;
    take_out_replaced(at);
    Node& import = *cohort_.find("import");
    const Node* wish = import.find("file");
    if (!wish || !wish->is(Node::Kind::scalar)) return {};  // the reader of the section reports it
    const std::string file = find(*wish);
    if (file.empty()) return {};
    PatientTable table = table_in(normal_path(file), *wish);
    if (!table.sha256.empty()) check_sum(import, table.sha256);
    return std::move(table.patients);
  }

 private:
  static void drop(Node& map, std::string_view key) {
    std::erase_if(map.members, [&](const Member& m) { return m.key == key; });
  }

  void fault(const Node& at, std::string message, std::string advice) {
    resolving_.faults.add(at.place, "cohort.import.file", std::move(message), std::move(advice));
  }

  // A distribution beside the import would never be used: a part's is replaced, one's own is a contradiction.
  void take_out_replaced(const Place& at) {
    for (const std::string_view key : kReplaced) {
      const Node* value = cohort_.find(key);
      if (!value) continue;
      if (value->place.source == at.source || value->place.source->short_name == "--set") {
        resolving_.faults.contradiction(value->place, at, fmt::format("cohort.{}", key),
                                        "the imported patients have this already", "remove one of the two");
      }
    }
    for (const std::string_view key : kReplaced) {
      drop(cohort_, key);
      if (Node* sources = cohort_.find("sources")) drop(*sources, key);
    }
  }

  // Looked up as parts are: beside the file that names it, then in the library root. Empty after a fault.
  std::string find(const Node& wish) {
    if (leaves_folder(wish.text)) {
      fault(wish, fmt::format("'{}' leaves the scenario's folder", wish.text),
            "name a file below the scenario's folder or the library, without '..'");
      return {};
    }
    const Source& written_in = *wish.place.source;
    const bool in_file = written_in.short_name != "--set";
    const std::string beside = in_file ? folder_of(written_in.name) : library_.scenario_folder;
    for (const std::string& folder : {beside, library_.root}) {
      const std::string file = joined(folder, wish.text);
      if (library_.files.kind(file) == FileKind::file) return file;
    }
    fault(wish, fmt::format("there is no file '{}'", wish.text),
          "a CSV or HDF5 file beside the scenario, e.g. patients.csv");
    return {};
  }

  bool lies_within(const std::string& file) const {
    const auto holds = [&](const std::string& root) { return library_.files.is_inside(file, root); };
    return holds(library_.scenario_folder) || holds(library_.root) || holds(joined(library_.root, "library"));
  }

  // The patients of a file; neither they nor a checksum when it cannot be read.
  PatientTable table_in(const std::string& file, const Node& wish) {
    auto& tables = library_.patients;
    if (const auto kept = tables.find(file); kept != tables.end()) {
      resolving_.used.push_back(file);
      return kept->second;
    }
    if (!lies_within(file)) {
      fault(wish, fmt::format("'{}' is a link that leaves the scenario's folder", wish.text),
            "copy the file below the scenario's folder or the library");
      return {};
    }
    Source& source = new_source(resolving_, file, wish.text);
    if (!read(wish, source)) return {};
    const std::size_t faults_before = resolving_.faults.count();
    PatientTable table;
    table.sha256 = library_.patient_formats.sha256(source.text);
    table.patients = patients_of(source);
    if (resolving_.faults.count() == faults_before) tables.emplace(file, table);
    source.text.clear();  // it may be large, and faults have taken the lines they show
    return table;
  }

  bool read(const Node& wish, Source& source) {
    FileBytes read = library_.files.read(source.name, kMostPatientBytes);
    if (read.state == FileBytes::State::too_large) {
      fault(wish, fmt::format("'{}' is too large (over 256 MiB)", wish.text), "import fewer patients");
    } else if (read.state == FileBytes::State::unreadable) {
      fault(wish, fmt::format("'{}' cannot be opened for reading", wish.text), "check its permissions");
    }
    source.text = std::move(read.bytes);
    return read.state == FileBytes::State::read;
  }

  void check_sum(Node& import, const std::string& sum) {
    if (const Node* expected = import.find("sha256")) {
      if (expected->text == sum) return;
      resolving_.faults.add(expected->place, "cohort.import.sha256",
                            "the file is not the one that was meant: its sha256 is " + sum,
                            "remove this line to take the file as it is now");
      return;
    }
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = sum;
    node.quoted = true;
    node.place = import.place;
    import.members.push_back({"sha256", import.place, std::move(node)});
  }

  std::vector<model::Person> patients_of(Source& source) {
    PatientRows rows(source, resolving_.faults);
    if (source.text.starts_with(kHdf5Signature)) {
      const std::string bytes = std::exchange(source.text, "");  // no lines to show in faults
      read_hdf5(bytes, rows);
    } else {
      read_csv(source, rows);
    }
    return rows.finish();
  }

  static void read_csv(const Source& source, PatientRows& rows) {
    std::string_view rest = source.text;
    if (rest.find('\0') != std::string_view::npos) {
      rows.complain(0, 0, "", "this is neither CSV text nor an HDF5 file", "save the table as CSV in UTF-8");
      return;
    }
    const std::size_t mark = rest.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    rest.remove_prefix(mark);
    for (std::uint32_t number = 1; !rest.empty(); ++number) {
      const std::size_t end = rest.find('\n');
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.find_first_not_of(" \t") == std::string_view::npos || line.front() == '#') continue;
      CsvLine split = split_csv_line(line);
      const bool header = !rows.has_header();
      if (!split.problem.empty()) {
        rows.complain(number, split.problem_column, "", split.problem,
                      "double quotation marks within quotes");
        if (header) return;
      } else if (header && split.cells.size() == 1 && line.find_first_of(";\t") != std::string_view::npos) {
        rows.complain(number, 1, "", "the cells are not separated by commas", "save the table with commas");
        return;
      } else if (header) {
        rows.header(split.cells, number);
      } else {
        rows.row(split.cells, number);
      }
    }
  }

  void read_hdf5(std::string_view bytes, PatientRows& rows) {
    std::vector<TextColumn> columns;
    try {
      columns = library_.patient_formats.hdf5_columns(bytes);
    } catch (const OutputError& e) {
      rows.complain(0, 0, "", e.what(), "write one dataset of one dimension for each column");
      return;
    }
    std::vector<CsvCell> cells;
    std::size_t longest = 0;
    for (const TextColumn& column : columns) {
      cells.push_back({column.first, 0});
      longest = std::max(longest, column.second.size());
    }
    rows.header(cells, 0);
    for (std::size_t row = 0; row < longest; ++row) {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        cells[i].text = row < columns[i].second.size() ? columns[i].second[row] : "";
      }
      rows.row(cells, 0);
    }
  }

  Node& cohort_;
  Library& library_;
  const Resolving& resolving_;
};

}  // namespace

std::vector<model::Person> import_patients(Node& root, const Resolving& resolving) {
  Node* cohort = root.find("cohort");
  const Node* import = cohort ? cohort->find("import") : nullptr;
  if (!import || !import->is(Node::Kind::map)) return {};
  const PatientFormats& formats = resolving.library.patient_formats;
  if (!formats.sha256 || !formats.hdf5_columns) {
    resolving.faults.add(import->place, "cohort.import", "files cannot be imported here", "use tachy itself");
    return {};
  }
  return Importer(*cohort, resolving).import();
}

}  // namespace tachy::scenario
