// Dosing records: one line per dose, or per regular run of equal doses (ADDL more of them, II hours apart).
//
// TIME in hours since day 0. Infusions go into compartment 1 with RATE = AMT / duration; sprays into
// compartment 2, the site of absorption, with RATE 0. Sessions without a drug are no doses and left out.
#include <fmt/format.h>

#include <cmath>

#include "base/error.hpp"
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
};
struct Run {
  Dose first;
  std::size_t more = 0;
  double interval_days = 0.0;

  bool takes(const Dose& dose) const {
    if (dose.id != first.id || dose.mg != first.mg || dose.form != first.form) return false;
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

std::vector<Dose> doses_given(const hdf5::Reader& file, std::size_t arms, std::size_t forms) {
  constexpr std::size_t kMostPatients = std::size_t{1} << 32;
  const auto mg = file.numbers("/doses/mg");
  const auto column = [&](const std::string& name) { return file.numbers("/doses/" + name, mg.size()); };
  const auto patient = column("patient"), arm = column("arm_index"), day = column("day"),
             form = column("dose_form_index");
  std::vector<Dose> doses;
  for (std::size_t i = 0; i < mg.size(); ++i) {
    if (!(mg[i] > 0.0)) continue;
    const std::size_t id = file.place(patient[i], kMostPatients, "/doses/patient") * arms +
                           file.place(arm[i], arms, "/doses/arm_index") + 1;
    doses.push_back({static_cast<std::int64_t>(id), day[i], static_cast<float>(mg[i]),
                     file.place(form[i], forms, "/doses/dose_form_index")});
  }
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
  const auto runs = runs_of(doses);
  records.doses = doses.size();
  records.records = runs.size();
  records.csv = "ID,TIME,AMT,RATE,EVID,CMT,ADDL,II\n";
  for (const Run& run : runs) {
    const float duration = static_cast<float>(hours.at(run.first.form));
    const float rate = duration > 0.0f ? run.first.mg / duration : 0.0f;
    records.csv +=
        fmt::format("{},{},{},{},1,{},{},{}\n", run.first.id, run.first.day * kHoursPerDay, run.first.mg,
                    rate, duration > 0.0f ? 1 : 2, run.more, run.interval_days * kHoursPerDay);
  }
  return records;
}

}  // namespace tachy::output
