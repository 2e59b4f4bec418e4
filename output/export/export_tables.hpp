// An outcome file as tidy CSV tables, one file per table, each with a row per observation.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tachy::output {

// Writes weekly.csv, totals.csv, paired.csv, calendar.csv, parameters.csv, under draws draws.csv,
// variants.csv, draw_parameters.csv and variance.csv, and, if patients were logged, doses.csv and events.csv
// into an existing folder; returns their names.
std::vector<std::string> export_csv(const std::filesystem::path& result, const std::filesystem::path& folder);

// The doses of logged patients as dosing records for NONMEM and its kin. ID = patient * arms + arm + 1.
struct DosingRecords {
  std::string csv;
  std::size_t records = 0;
  std::size_t doses = 0;   // of the clinic; regular runs of them are one record with ADDL and II
  std::size_t misuse = 0;  // records of what was taken unsupervised
  double misuse_mg = 0.0;
  std::vector<std::string> arm_ids;
};
DosingRecords dosing_records(const std::filesystem::path& result);

}  // namespace tachy::output
