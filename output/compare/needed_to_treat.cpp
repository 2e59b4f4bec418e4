#include "output/compare/needed_to_treat.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "output/compare/draws_text.hpp"
#include "output/compare/number_text.hpp"
#include "output/compare/shown_measures.hpp"
#include "output/outcome/extremes.hpp"

namespace tachy::output {

namespace {

std::string treated_for_one(double share) { return number_text(std::ceil(1.0 / std::abs(share)), 0); }

std::string side_of(double share) { return share > 0.0 ? "benefit" : "harm"; }

// From the end on the estimate's side through infinity to the other one.
std::string range_through_infinity(double near, double far) {
  const std::string from = near == 0.0 ? "" : fmt::format("{} {} to ", side_of(near), treated_for_one(near)),
                    to = far == 0.0 ? "" : fmt::format("\nto {} {}", side_of(far), treated_for_one(far));
  return from + "infinity" + to;
}

bool is_weeks(const Measure& measure) { return measure.name == "remission_weeks"; }
bool is_harm_once(const Measure& measure) {
  return measure.name == "use_disorder_ever" || measure.name == "died";
}

bool has_needed_to_treat(const Measure& measure) {
  if (is_weeks(measure)) return !measure.arms.front().better_by_draw.empty();
  return is_harm_once(measure) && measure.switch_off.empty() && !measure.arms.front().by_draw.empty();
}

double signed_number(double better) { return better == 0.0 ? kMissing : 1.0 / better; }

}  // namespace

Interval better_of(const Measure& measure, std::size_t arm) {
  const ArmTotal& total = measure.arms[arm];
  if (!is_weeks(measure)) return {-total.difference.estimate, -total.difference.high, -total.difference.low};
  double sum = 0.0;
  for (const double share : total.better_by_draw) sum += share;
  const Range95 range = central_95(total.better_by_draw);
  return {sum / static_cast<double>(total.better_by_draw.size()), range.low, range.high};
}

std::string needed_to_treat_text(const Interval& better) {
  if (std::isnan(better.estimate) || better.estimate == 0.0) return "no difference";
  const std::string number = fmt::format("{} {}", side_of(better.estimate), treated_for_one(better.estimate));
  if (better.low > 0.0 || better.high < 0.0) {
    const auto [few, many] = std::minmax({std::abs(better.low), std::abs(better.high)}, std::greater<>());
    return fmt::format("{}\n{} to {}", number, treated_for_one(few), treated_for_one(many));
  }
  const bool benefit = better.estimate > 0.0;
  return fmt::format(
      "{}\n{}", number,
      range_through_infinity(benefit ? better.high : better.low, benefit ? better.low : better.high));
}

Interval needed_to_treat_number(const Outcome& outcome, const Measure& measure, std::size_t arm) {
  if (outcome.arm_ids[arm] == outcome.reference_arm || !has_needed_to_treat(measure) ||
      is_mostly_chance(most_share_of_chance(measure)))
    return {kMissing, kMissing, kMissing};
  const Interval better = better_of(measure, arm);
  return {signed_number(better.estimate), signed_number(better.low), signed_number(better.high)};
}

std::string needed_to_treat(const Outcome& outcome) {
  const auto is_reference = [&](const std::string& id) { return id == outcome.reference_arm; };
  if (outcome.unknown.draws == 0 || outcome.arm_ids.size() < 2 ||
      std::none_of(outcome.arm_ids.begin(), outcome.arm_ids.end(), is_reference))
    return "";
  std::vector<ShownMeasure> shown;
  double weeks = 0.0;
  for (const Measure& measure : outcome.measures) {
    if (!has_needed_to_treat(measure)) continue;
    if (is_weeks(measure)) {
      weeks = measure.smallest_difference;
      shown.push_back({&measure, fmt::format("{:g} weeks in\nremission or more", weeks)});
    } else {
      shown.push_back(
          {&measure, measure.name == "died" ? "death, but for\nthose from doses" : "use\ndisorder"});
    }
  }
  if (weeks == 0.0) return "";
  return fmt::format(
      "Number needed to treat in the average clinic, against {}:\n"
      "patients for one more with the benefit or the harm, less those with the opposite; 95 % of draws,\n"
      "through infinity where no difference is among them. Remission is counted patient by patient under\n"
      "shared luck\n{}\n",
      outcome.reference_arm, table_of_arms(outcome, shown, [&](const Measure& measure, std::size_t arm) {
        return is_mostly_chance(most_share_of_chance(measure))
                   ? std::string("too few patients")
                   : needed_to_treat_text(better_of(measure, arm));
      }));
}

}  // namespace tachy::output
