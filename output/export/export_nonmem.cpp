// Dosing records: one line per dose, or per regular run of equal doses (ADDL more of them, II hours apart).
//
// TIME in hours since day 0. Infusions go into compartment 1 with RATE = AMT / duration; sprays into
// compartment 2, the site of absorption, with RATE 0. Sessions without a drug are no doses and left out. What
// was taken unsupervised (MISUSE 1) is known from review to review: a record holds all since the review
// before.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include "base/error.hpp"
#include "output/export/beyond_range.hpp"
#include "output/export/export_tables.hpp"
#include "output/hdf5/reader.hpp"
#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

namespace {

constexpr double kHoursPerDay = 24.0;

struct Dose {
  std::int64_t id;
  double day;
  float mg;
  std::size_t form;
  bool misuse = false;
};
struct Run {
  Dose first;
  std::size_t more = 0;
  double interval_days = 0.0;

  bool takes(const Dose& dose) const {
    const bool alike = dose.id == first.id && dose.mg == first.mg && dose.form == first.form;
    if (!alike || dose.misuse || first.misuse) return false;
    const double gap = dose.day - first.day - static_cast<double>(more) * interval_days;
    return more == 0 ? gap > 0.0 : gap == interval_days;
  }
};

std::vector<Run> runs_of(const std::vector<Dose>& doses) {
  std::vector<Run> runs;
  for (const Dose& dose : doses) {
    if (runs.empty() || !runs.back().takes(dose)) {
      runs.push_back({dose});
      continue;
    }
    Run& run = runs.back();
    if (run.more == 0) run.interval_days = dose.day - run.first.day;
    ++run.more;
  }
  return runs;
}

// The code that stands for a word in a column; -1 when the column has no such word.
double code_of(const hdf5::Reader& file, const std::string& path, std::string_view wanted) {
  std::istringstream words(file.text(path, "flag_meanings"));
  double code = 0.0;
  for (std::string word; words >> word; ++code)
    if (word == wanted) return code;
  return -1.0;
}

// The number of a patient in an arm.
std::int64_t id_of(const hdf5::Reader& file, double patient, double arm, std::size_t arms,
                   const std::string& group) {
  constexpr std::size_t kMostPatients = std::size_t{1} << 32;
  return static_cast<std::int64_t>(file.place(patient, kMostPatients, group + "/patient") * arms +
                                   file.place(arm, arms, group + "/arm_index") + 1);
}

std::vector<Dose> doses_given(const hdf5::Reader& file, std::size_t arms, std::size_t forms) {
  const auto mg = file.numbers("/doses/mg");
  const auto column = [&](const std::string& name) { return file.numbers("/doses/" + name, mg.size()); };
  const auto patient = column("patient"), arm = column("arm_index"), day = column("day"),
             form = column("dose_form_index");
  std::vector<Dose> doses;
  for (std::size_t i = 0; i < mg.size(); ++i) {
    if (!(mg[i] > 0.0)) continue;
    doses.push_back({id_of(file, patient[i], arm[i], arms, "/doses"), day[i], static_cast<float>(mg[i]),
                     file.place(form[i], forms, "/doses/dose_form_index")});
  }
  return doses;
}

std::vector<Dose> doses_of_misuse(const hdf5::Reader& file, std::size_t arms) {
  const auto mg = file.numbers("/events/value");
  const auto column = [&](const std::string& name) { return file.numbers("/events/" + name, mg.size()); };
  const auto patient = column("patient"), arm = column("arm_index"), day = column("day"),
             kind = column("kind");
  const double wanted = code_of(file, "/events/kind", "unsupervised_dose");
  std::vector<Dose> doses;
  for (std::size_t i = 0; i < mg.size(); ++i)
    if (kind[i] == wanted)
      doses.push_back(
          {id_of(file, patient[i], arm[i], arms, "/events"), day[i], static_cast<float>(mg[i]), 0, true});
  return doses;
}

}  // namespace

DosingRecords dosing_records(const std::filesystem::path& result) {
  const hdf5::Reader file(result);
  require_outcome(file);
  if (!file.has_group("/doses")) {
    throw OutputError(
        fmt::format("'{}' has no doses: no patient was logged; run the scenario again with e.g. --log 1%",
                    result.string()));
  }
  DosingRecords records;
  records.arm_ids = file.strings("/doses/arm");
  const auto hours = file.numbers("/doses/infusion_hours");
  const auto doses = doses_given(file, records.arm_ids.size(), hours.size());
  auto runs = runs_of(doses);
  records.doses = doses.size();
  for (const Dose& dose : doses_of_misuse(file, records.arm_ids.size())) {
    runs.push_back({dose});
    ++records.misuse;
    records.misuse_mg += static_cast<double>(dose.mg);
  }
  std::stable_sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) {
    return std::pair(a.first.id, a.first.day) < std::pair(b.first.id, b.first.day);
  });
  records.records = runs.size();
  records.csv = "ID,TIME,AMT,RATE,EVID,CMT,ADDL,II,MISUSE\n";
  for (const Run& run : runs) {
    const float duration = run.first.misuse ? 0.0f : static_cast<float>(hours.at(run.first.form));
    const float rate = duration > 0.0f ? run.first.mg / duration : 0.0f;
    records.csv += fmt::format("{},{},{},{},1,{},{},{},{}\n", run.first.id, run.first.day * kHoursPerDay,
                               run.first.mg, rate, duration > 0.0f ? 1 : 2, run.more,
                               run.interval_days * kHoursPerDay, run.first.misuse ? 1 : 0);
  }
  if (is_beyond_range(file.text_or_empty("/", "beyond_range")))  // all columns are numbers
    records.csv = with_column(records.csv, "BEYOND", "1");
  return records;
}

}  // namespace tachy::output
