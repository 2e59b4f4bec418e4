// A comparison as text: benefit against harm at the top, then one table for each measure.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "output/compare/comparison.hpp"
#include "output/compare/flow_text.hpp"
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

// From the estimate to the end that is known.
double half_width_of(const Interval& i) {
  if (std::isnan(i.high)) return i.estimate - i.low;
  return std::isnan(i.low) ? i.high - i.estimate : (i.high - i.low) / 2;
}

// Enough decimals that the narrowest interval shows two digits of its half-width; 0 to 3.
int decimals_for(const std::vector<Interval>& intervals, double factor) {
  double narrowest = 1e9;
  for (const Interval& i : intervals) {
    const double half_width = half_width_of(i) * factor;
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

// "1.2 to 3.4", "at least 1.2", "at most 3.4", "no interval".
std::string range(const Interval& i, double factor, int decimals) {
  if (std::isnan(i.low) && std::isnan(i.high)) return "no interval";
  if (std::isnan(i.low)) return "at most " + grouped(i.high * factor, decimals);
  if (std::isnan(i.high)) return "at least " + grouped(i.low * factor, decimals);
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

// Beside what is assumed no interval stands alone.
std::string evidence_of(const Measure& measure) {
  if (measure.rests_on.empty()) return "";
  const std::string_view more =
      measure.rests_on == "assumed" ? "; intervals are of chance alone, what is assumed may be far off" : "";
  return fmt::format("\n  rests on: {}{}", measure.rests_on, more);
}

// Under the table, once for each reason.
std::string why_without_interval(const Measure& measure) {
  std::string text;
  for (const IntervalKindRow& row : kIntervalKinds) {
    const auto has = [&](const ArmTotal& arm) {
      return arm.kind == row.kind || arm.difference_kind == row.kind;
    };
    if (row.words.empty() || std::none_of(measure.arms.begin(), measure.arms.end(), has)) continue;
    text += row.kind == IntervalKind::same_in_every_arm
                ? fmt::format("  {}, since the switch {} is off\n", row.words, measure.switch_off)
                : fmt::format("  {}\n", row.words);
  }
  if (!measure.leaves_out.empty()) text += fmt::format("  not modelled: {}\n", measure.leaves_out);
  return text;
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
    } else if (arm.difference_kind == IntervalKind::same_in_every_arm) {
      row.emplace_back(row_of(arm.difference_kind).words);
    } else {
      row.insert(row.end(), {with_sign(arm.difference.estimate * display.factor, difference_decimals),
                             range(arm.difference, display.factor, difference_decimals), percent(arm.better),
                             percent(arm.worse), percent(arm.unchanged)});
    }
    rows.push_back(row);
  }
  const std::string counts = fmt::format("a difference of {:g}{} or more counts", measure.smallest_difference,
                                         measure.unit == "1" ? "" : " " + measure.unit);
  return fmt::format("{}, {}  [{}]\n  {}\n  {}{}{}\n{}{}\n", measure.label, display.unit, measure.name,
                     measure.definition, judged ? measure.direction + "; " : "", counts, evidence_of(measure),
                     text_table(rows), why_without_interval(measure));
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

bool same_in_every_arm(const Measure& measure) { return !measure.switch_off.empty(); }

double factor_in_summary(const Measure& measure) { return measure.unit == "1" ? 1000.0 : 1.0; }

// The differences of one measure, a cell for each arm but the reference; last, what they rest on.
std::vector<std::string> summary_column(const Outcome& outcome, const Measure& measure) {
  const double factor = factor_in_summary(measure);
  const int decimals = decimals_for(differences_of(measure), factor);
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < outcome.arm_ids.size(); ++i) {
    if (outcome.arm_ids[i] == outcome.reference_arm) continue;
    const ArmTotal& arm = measure.arms[i];
    cells.push_back(with_sign(arm.difference.estimate * factor, decimals) + "\n" +
                    range(arm.difference, factor, decimals));
  }
  cells.push_back(measure.rests_on);
  return cells;
}

// "Died: the same in every arm, since suicide_by_state is off; not modelled: ..."
std::string what_cannot_differ(const Measure& measure) {
  if (same_in_every_arm(measure))
    return fmt::format("{}: the same in every arm, since the switch {} is off\n", measure.label,
                       measure.switch_off);
  return "";
}
std::string what_is_left_out(const Measure& measure) {
  return measure.leaves_out.empty()
             ? ""
             : fmt::format("{}: {} are not modelled\n", measure.label, measure.leaves_out);
}

// One row for each arm but the reference: what is gained, and what it costs in harm. All events are per 1,000
// patients, so that the columns can be set against each other. What cannot differ has no column.
std::string benefit_against_harm(const Outcome& outcome) {
  std::vector<TextRow> rows(1, TextRow{"\narm"});
  for (const std::string& id : outcome.arm_ids) {
    if (id != outcome.reference_arm) rows.push_back({id});
  }
  if (rows.size() == 1) return "";
  rows.push_back({"rests on"});
  std::string notes;
  for (const Summary& summary : kSummaries) {
    const Measure* measure = find(outcome, summary.measure);
    if (measure == nullptr) return "";
    notes += what_cannot_differ(*measure) + what_is_left_out(*measure);
    if (same_in_every_arm(*measure)) continue;
    rows[0].push_back(std::string(summary.heading) +
                      (measure->unit == "1" ? "\nper 1,000" : "\nper patient"));
    std::size_t row = 1;
    for (const std::string& cell : summary_column(outcome, *measure)) rows[row++].push_back(cell);
  }
  return fmt::format(
      "Benefit against harm: mean difference to {}, with its 95 % interval of chance alone;\n"
      "events per 1,000 patients. Rests on: the weakest evidence among what drives it most\n{}{}\n",
      outcome.reference_arm, text_table(rows), notes);
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

// Who is in the comparison.
std::string patient_flow(const Outcome& outcome) {
  if (outcome.flow.empty()) return "";
  Flow flow{.arm_ids = outcome.arm_ids, .steps = {}, .counts = outcome.flow};
  for (std::size_t step = 0; step < outcome.flow_steps.size(); ++step)
    flow.steps.push_back(words_of_step(outcome.flow_steps[step], outcome.phase_ids));
  return fmt::format("Flow of patients\n{}\n", flow_table(flow));
}

// The first days of a short horizon, one column each.
std::string first_days(const Outcome& outcome) {
  if (outcome.hamd17_by_day.empty()) return "";
  constexpr std::size_t kDaysShown[] = {0, 1, 2, 3, 7, 14, 28, 55};
  std::vector<TextRow> rows{{"mean HAM-D17", "before"}};
  for (const std::string& id : outcome.arm_ids) rows.push_back({id, grouped(outcome.baseline_hamd17, 1)});
  for (const std::size_t day : kDaysShown) {
    if (day >= outcome.hamd17_by_day[0].size()) break;
    rows[0].push_back(fmt::format("day {}", day));
    for (std::size_t arm = 0; arm < outcome.arm_ids.size(); ++arm)
      rows[arm + 1].push_back(grouped(outcome.hamd17_by_day[arm][day].estimate, 1));
  }
  return fmt::format("Day by day: at the end of the day, of those reviewed on it\n{}\n", text_table(rows));
}

constexpr const char* kFooter =
    "Intervals: 95 %, Monte Carlo error only. They say how far the means would move with other simulated\n"
    "patients; the parameters are held fixed, so they do not say how sure the evidence is.\n"
    "Better, worse, unchanged: shares of patients under shared luck, that is, against the same patient\n"
    "with the same chance events in the reference arm. They depend on how luck is shared; means do not.\n";

}  // namespace

std::string comparison_text(const Outcome& outcome) {
  std::string text =
      heading(outcome) + patient_flow(outcome) + first_days(outcome) + benefit_against_harm(outcome);
  for (const Measure& measure : outcome.measures) text += measure_block(outcome, measure);
  return text + kFooter;
}

}  // namespace tachy::output
