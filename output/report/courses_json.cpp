#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "output/report/parts.hpp"

namespace tachy::output {

namespace {

constexpr std::array kCourses{"remission", "response",    "hamd17",
                              "treated",   "misuse_ever", "use_disorder_ever"};

// [arm][week] of each statistic, by its label.
ReportJson course_json(const hdf5::Reader& file, const std::string& name) {
  const std::string path = "/outcomes/" + name;
  const std::vector<std::string> statistics = file.strings("/outcomes/statistic");
  const std::size_t arms = file.strings("/outcomes/arm").size(),
                    weeks = file.numbers("/outcomes/week").size();
  const std::vector<double> values = file.numbers(path, arms * weeks * statistics.size());
  ReportJson course = {{"label", file.text(path, "long_name")},
                       {"definition", file.text(path, "definition")},
                       {"unit", file.text(path, "units")}};
  for (std::size_t s = 0; s < statistics.size(); ++s) {
    ReportJson by_arm = ReportJson::array();
    for (std::size_t arm = 0; arm < arms; ++arm) {
      std::vector<double> by_week(weeks);
      for (std::size_t week = 0; week < weeks; ++week)
        by_week[week] = values[(arm * weeks + week) * statistics.size() + s];
      by_arm.push_back(by_week);
    }
    course[statistics[s]] = by_arm;
  }
  return course;
}

ReportJson states_json(const hdf5::Reader& file) {
  const std::vector<std::string> states = file.strings("/outcomes/state");
  const std::size_t arms = file.strings("/outcomes/arm").size(),
                    weeks = file.numbers("/outcomes/week").size();
  const std::vector<double> counts = file.numbers("/outcomes/patients", arms * weeks * states.size());
  ReportJson by_arm = ReportJson::array();
  for (std::size_t arm = 0; arm < arms; ++arm) {
    ReportJson by_week = ReportJson::array();
    for (std::size_t week = 0; week < weeks; ++week) {
      const auto first = counts.begin() + static_cast<std::ptrdiff_t>((arm * weeks + week) * states.size());
      by_week.push_back(std::vector<double>(first, first + static_cast<std::ptrdiff_t>(states.size())));
    }
    by_arm.push_back(by_week);
  }
  return {{"states", states}, {"patients", by_arm}};
}

}  // namespace

ReportJson courses_json(const hdf5::Reader& file) {
  const std::vector<std::string> there = file.members("/outcomes");
  ReportJson series = ReportJson::object();
  for (const char* name : kCourses)
    if (std::find(there.begin(), there.end(), name) != there.end()) series[name] = course_json(file, name);
  const std::size_t arms = file.strings("/outcomes/arm").size(),
                    weeks = file.numbers("/outcomes/week").size();
  return {{"weeks", weeks},
          {"series", series},
          {"hamd17_sd", file.numbers("/outcomes/hamd17_sd", arms * weeks)},
          {"where", states_json(file)}};
}

}  // namespace tachy::output
