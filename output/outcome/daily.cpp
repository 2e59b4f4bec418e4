// /daily: the first weeks day by day, when the horizon is short.
//
// Each patient is reviewed once a week, so a day shows those whose turn it is, about a seventh of all.
#include "output/outcome/groups.hpp"
#include "output/outcome/intervals.hpp"

namespace tachy::output {

namespace {

using engine::Tallies;
using model::Weekly;

const hdf5::GroupWriter::Axes kDailyCube{"arm", "day", "statistic"};

template <class Each>
std::vector<double> values_of_days(const Tallies& t, Each interval_on) {
  std::vector<double> values;
  for (std::uint32_t arm = 0; arm < t.arms; ++arm)
    for (std::uint32_t day = 0; day < t.periods; ++day) {
      const Interval i = interval_on(arm, day);
      values.insert(values.end(), {i.estimate, i.low, i.high});
    }
  return values;
}

hdf5::Attributes about(std::string_view unit, std::string_view label, std::string_view definition) {
  return {{"units", std::string(unit)},
          {"long_name", std::string(label)},
          {"definition", std::string(definition)},
          {"statistic", "of the living who are reviewed at the end of this day"}};
}

}  // namespace

void write_daily(const hdf5::NewFile& file, const OutcomeInput& in) {
  if (!in.by_day) return;
  const Tallies& t = *in.by_day;
  hdf5::GroupWriter group(file, "daily", {{"long_name", "Course, day by day"}});
  write_arm_axis(group, in);
  std::vector<std::int32_t> days(t.periods);
  for (std::uint32_t day = 0; day < t.periods; ++day) days[day] = static_cast<std::int32_t>(day);
  group.axis("day", days, {{"units", "d"}, {"long_name", "day of the scenario, from 0; its end"}});
  group.axis("statistic", std::vector<std::string>{"estimate", "low", "high"},
             {{"long_name", "estimate and its 95 % Monte Carlo interval"}});
  const model::WeeklyRow& score = model::row_of(Weekly::hamd17_sum);
  group.variable("hamd17", kDailyCube,
                 values_of_days(t,
                                [&](std::uint32_t arm, std::uint32_t day) {
                                  const Sums sums{t.at(arm, day, Weekly::alive), t.at(arm, day, score.weekly),
                                                  t.at(arm, day, score.squares)};
                                  return scaled(mean_interval(sums), double{score.scale});
                                }),
                 about(score.unit, score.label, score.definition));
  for (const model::CombinedShare& share : model::combined_shares())
    group.variable(std::string(share.name), kDailyCube,
                   values_of_days(t,
                                  [&](std::uint32_t arm, std::uint32_t day) {
                                    std::int64_t patients = 0;
                                    for (const Weekly part : share.parts) patients += t.at(arm, day, part);
                                    return share_interval(patients, t.at(arm, day, Weekly::alive));
                                  }),
                   about("1", share.label, share.definition));
  std::vector<std::int64_t> reviewed;
  for (std::uint32_t arm = 0; arm < t.arms; ++arm)
    for (std::uint32_t day = 0; day < t.periods; ++day) reviewed.push_back(t.at(arm, day, Weekly::alive));
  group.variable("reviewed", {"arm", "day"}, reviewed, {{"units", "1"}, {"long_name", "patients reviewed"}});
}

}  // namespace tachy::output
