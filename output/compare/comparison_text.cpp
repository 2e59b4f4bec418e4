// A comparison as text: benefit against harm at the top, then one table for each measure.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "output/compare/comparison.hpp"
#include "output/compare/text_table.hpp"

namespace tachy::output {

namespace {

// How the numbers of one measure are shown: events rarer than one per patient per 1,000 patients.
struct Display {
  double factor = 1.0;
  std::string unit;
};

Display display_of(const Measure& measure) {
  if (measure.unit != "1") return {1.0, measure.unit == "wk" ? "per patient" : measure.unit};
  double largest = 0.0;
  for (const ArmTotal& arm : measure.arms) largest = std::max(largest, arm.mean.estimate);
  return largest < 1.0 ? Display{1000.0, "per 1,000 patients"} : Display{1.0, "per patient"};
}

// Enough decimals that the narrowest interval shows two digits of its half-width; 0 to 3.
int decimals_for(const std::vector<Interval>& intervals, double factor) {
  double narrowest = 1e9;
  for (const Interval& i : intervals) {
    const double half_width = (i.high - i.low) / 2 * factor;
    if (half_width > 0) narrowest = std::min(narrowest, half_width);
  }
  if (narrowest == 1e9) return 1;
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(narrowest))), 0, 3);
}

std::string grouped(double value, int decimals) {
  std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const std::size_t whole = digits.find('.') == std::string::npos ? digits.size() : digits.find('.');
  for (std::size_t i = whole; i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  const bool zero = digits.find_first_not_of("0.,") == std::string::npos;
  return value < 0 && !zero ? fmt::format("-{}", digits) : digits;
}

std::string with_sign(double value, int decimals) {
  const std::string text = grouped(value, decimals);
  const bool zero = text.find_first_not_of("0.,") == std::string::npos;
  return value > 0 && !zero ? fmt::format("+{}", text) : text;
}

std::string range(const Interval& i, double factor, int decimals) {
  if (std::isnan(i.low)) return "interval unknown";
  return grouped(i.low * factor, decimals) + " to " + grouped(i.high * factor, decimals);
}

std::string percent(double share) {
  if (std::isnan(share)) return "unknown";
  const bool rare = share > 0 && share < 0.01;
  return fmt::format("{:.{}f} %", 100 * share, rare ? 2 : 1);
}

std::vector<Interval> means_of(const Measure& measure) {
  std::vector<Interval> means;
  for (const ArmTotal& arm : measure.arms) means.push_back(arm.mean);
  return means;
}

std::vector<Interval> differences_of(const Measure& measure) {
  std::vector<Interval> differences;
  for (const ArmTotal& arm : measure.arms) differences.push_back(arm.difference);
  return differences;
}

std::string measure_block(const Outcome& outcome, const Measure& measure) {
  const Display display = display_of(measure);
  const int mean_decimals = decimals_for(means_of(measure), display.factor);
  const int difference_decimals = decimals_for(differences_of(measure), display.factor);
  const bool judged = measure.direction != "neither";
  std::vector<TextRow> rows{{"arm", "mean", "95 % interval", "difference", "95 % interval",
                             judged ? "better" : "higher", judged ? "worse" : "lower", "unchanged"}};
  for (std::size_t i = 0; i < outcome.arm_ids.size(); ++i) {
    const ArmTotal& arm = measure.arms[i];
    TextRow row{outcome.arm_ids[i], grouped(arm.mean.estimate * display.factor, mean_decimals),
                range(arm.mean, display.factor, mean_decimals)};
    if (outcome.arm_ids[i] == outcome.reference_arm) {
      row.emplace_back("reference");
    } else {
      row.insert(row.end(), {with_sign(arm.difference.estimate * display.factor, difference_decimals),
                             range(arm.difference, display.factor, difference_decimals), percent(arm.better),
                             percent(arm.worse), percent(arm.unchanged)});
    }
    rows.push_back(row);
  }
  const std::string counts = fmt::format("a difference of {:g}{} or more counts", measure.smallest_difference,
                                         measure.unit == "1" ? "" : " " + measure.unit);
  return fmt::format("{}, {}  [{}]\n  {}\n  {}{}\n{}\n", measure.label, display.unit, measure.name,
                     measure.definition, judged ? measure.direction + "; " : "", counts, text_table(rows));
}

struct Summary {
  std::string_view measure, heading;
};
constexpr std::array kSummaries{Summary{"remission_weeks", "weeks in\nremission"},
                                Summary{"use_disorder_ever", "use\ndisorder"}, Summary{"died", "\ndeaths"},
                                Summary{"suicide_attempts", "suicide\nattempts"},
                                Summary{"systolic_180", "systolic\n>= 180 mmHg"}};

const Measure* find(const Outcome& outcome, std::string_view name) {
  for (const Measure& measure : outcome.measures) {
    if (measure.name == name) return &measure;
  }
  return nullptr;
}

// One row for each arm but the reference: what is gained, and what it costs in harm. All events are per 1,000
// patients, so that the columns can be set against each other.
std::string benefit_against_harm(const Outcome& outcome) {
  std::vector<TextRow> rows(1, TextRow{"\narm"});
  for (const std::string& id : outcome.arm_ids) {
    if (id != outcome.reference_arm) rows.push_back({id});
  }
  if (rows.size() == 1) return "";
  for (const Summary& summary : kSummaries) {
    const Measure* measure = find(outcome, summary.measure);
    if (measure == nullptr) return "";
    const double factor = measure->unit == "1" ? 1000.0 : 1.0;
    const int decimals = decimals_for(differences_of(*measure), factor);
    rows[0].push_back(std::string(summary.heading) +
                      (measure->unit == "1" ? "\nper 1,000" : "\nper patient"));
    std::size_t row = 1;
    for (std::size_t i = 0; i < outcome.arm_ids.size(); ++i) {
      if (outcome.arm_ids[i] == outcome.reference_arm) continue;
      const Interval& difference = measure->arms[i].difference;
      rows[row++].push_back(with_sign(difference.estimate * factor, decimals) + "\n" +
                            range(difference, factor, decimals));
    }
  }
  return fmt::format(
      "Benefit against harm: mean difference to {}, with its 95 % interval;\nevents per 1,000 patients\n{}\n",
      outcome.reference_arm, text_table(rows));
}

std::string heading(const Outcome& outcome) {
  std::size_t width = 0;
  for (const std::string& id : outcome.arm_ids) width = std::max(width, id.size());
  std::string arms;
  for (std::size_t i = 0; i < outcome.arm_ids.size(); ++i) {
    arms += fmt::format("  {:<{}}  {}\n", outcome.arm_ids[i], width, outcome.arm_labels[i]);
  }
  return fmt::format("{}\n{}\n{} {}, each in every arm, for {} days; seed {}; reference arm {}\n{}\n",
                     outcome.title, kComparisonNotice, grouped(static_cast<double>(outcome.enrolled), 0),
                     outcome.enrolled == 1 ? "patient" : "patients", outcome.horizon_days, outcome.seed,
                     outcome.reference_arm, arms);
}

constexpr const char* kFooter =
    "Intervals: 95 %, Monte Carlo error only. They say how far the means would move with other simulated\n"
    "patients; the parameters are held fixed, so they do not say how sure the evidence is.\n"
    "Better, worse, unchanged: shares of patients under shared luck, that is, against the same patient\n"
    "with the same chance events in the reference arm. They depend on how luck is shared; means do not.\n";

}  // namespace

std::string comparison_text(const Outcome& outcome) {
  std::string text = heading(outcome) + benefit_against_harm(outcome);
  for (const Measure& measure : outcome.measures) text += measure_block(outcome, measure);
  return text + kFooter;
}

}  // namespace tachy::output
