// Checks the rows of a patient file against the table of its columns and turns them into patients.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/cohort.hpp"
#include "scenario/text/csv.hpp"
#include "scenario/text/faults.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

struct PatientColumn;

class PatientRows {
 public:
  PatientRows(const Source& source, Faults& faults) : source_(source), faults_(faults) {}

  // The names of the columns. `line` is 0 for a file that is no text.
  void header(const std::vector<CsvCell>& names, std::uint32_t line);
  bool has_header() const { return !columns_.empty(); }
  void row(const std::vector<CsvCell>& cells, std::uint32_t line);
  void complain(std::uint32_t line, std::uint32_t column, std::string path, std::string message,
                std::string advice);

  // The patients, after all rows; not to be used when there was a fault.
  std::vector<model::Person> finish();

 private:
  void check_missing(std::uint32_t line, const std::vector<std::string>& misspelt);
  void read(const CsvCell& cell, const PatientColumn& column, std::uint32_t line, model::Person& person);

  const Source& source_;
  Faults& faults_;
  std::vector<const PatientColumn*> columns_;  // nullptr: an unknown one
  std::vector<model::Person> patients_;
  std::uint32_t rows_ = 0;
  std::size_t complaints_ = 0;
  std::uint32_t last_line_ = 0;
};

}  // namespace tachy::scenario
