#include <string>

#include "output/report/parts.hpp"

namespace tachy::output {

namespace {

// Days of the planned sessions of one arm, and the phases it goes through.
ReportJson planned_json(const hdf5::Reader& file, std::size_t arm, std::size_t arms) {
  const std::size_t days = file.numbers("/calendar/day").size();
  const std::vector<double> planned = file.numbers("/calendar/planned", arms * days),
                            phase = file.numbers("/calendar/phase", arms * days);
  const std::vector<std::string> ids = file.strings("/calendar/phase_id");
  const std::size_t phases = ids.size() / arms;
  ReportJson sessions = ReportJson::array(), begins = ReportJson::array();
  double before = -1.0;
  for (std::size_t day = 0; day < days; ++day) {
    if (planned[arm * days + day] != 0.0) sessions.push_back(day);
    const double now = phase[arm * days + day];
    if (now >= 0.0 && now != before)
      begins.push_back(
          {{"phase", ids[arm * phases + file.place(now, phases, "/calendar/phase")]}, {"day", day}});
    before = now;
  }
  return {{"sessions", sessions}, {"phases", begins}};
}

}  // namespace

ReportJson calendar_json(const hdf5::Reader& file) {
  const std::size_t arms = file.strings("/calendar/arm").size();
  ReportJson by_arm = ReportJson::array();
  for (std::size_t arm = 0; arm < arms; ++arm) by_arm.push_back(planned_json(file, arm, arms));
  return by_arm;
}

ReportJson parameters_json(const hdf5::Reader& file) {
  const std::vector<std::string> names = file.strings("/parameters/name");
  ReportJson json = {{"name", names}};
  for (const char* column : {"value", "low", "high"})
    json[column] = file.numbers(std::string("/parameters/") + column, names.size());
  for (const char* column : {"unit", "grade", "source", "meaning", "origin"})
    json[column] = file.strings(std::string("/parameters/") + column, names.size());
  return json;
}

ReportJson provenance_json(const hdf5::Reader& file) {
  ReportJson json = ReportJson::object();
  for (const char* name : {"format_version", "tool_version", "git_revision", "rng", "beyond_range",
                           "scenario_sha256", "scenario_text", "scenario_resolved"})
    json[name] = file.text_or_empty("/", name);
  json["seed"] = std::to_string(file.unsigned_number("/", "seed"));  // may be more than a page can count to
  json["replicate"] = file.whole_number("/", "replicate");
  json["checksum"] = file.text_or_empty("/tallies", "checksum");
  json["sealed"] = file.sealed();
  ReportJson cohort = ReportJson::object();
  for (const char* name : {"mean_age_years", "share_women", "mean_weight_kg", "mean_baseline_hamd17"})
    if (file.has_attribute("/cohort", name)) cohort[name] = file.number("/cohort", name);
  for (const char* name : {"enrolled", "not_enrolled", "candidates_screened"})
    if (file.has_attribute("/cohort", name)) cohort[name] = file.whole_number("/cohort", name);
  json["cohort"] = cohort;
  return json;
}

}  // namespace tachy::output
