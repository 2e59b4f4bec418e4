#include "output/compare/first_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "output/compare/draws_text.hpp"
#include "output/compare/judgement_text.hpp"
#include "output/compare/needed_to_treat.hpp"
#include "output/compare/number_text.hpp"
#include "output/compare/text_table.hpp"
#include "output/compare/variants_text.hpp"

namespace tachy::output {

namespace {

struct Summary {
  std::string_view measure, heading;
};
constexpr std::array kSummaries{Summary{"remission_weeks", "weeks in\nremission"},
                                Summary{"use_disorder_ever", "use\ndisorder"}, Summary{"died", "\ndeaths"},
                                Summary{"suicide_attempts", "suicide\nattempts"},
                                Summary{"systolic_180", "systolic\n>= 180 mmHg"}};

std::string in_one_line(std::string_view heading) {
  std::string line(heading.starts_with('\n') ? heading.substr(1) : heading);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

bool same_in_every_arm(const Measure& measure) { return !measure.switch_off.empty(); }

std::vector<Interval> differences_in_all_arms(const Measure& measure) {
  std::vector<Interval> differences;
  for (const ArmTotal& arm : measure.arms) differences.push_back(arm.difference);
  return differences;
}

// "+17.3\n7.2 to 27.1\n+-0.4\nbest 61 %" under draws, else "+17.3\n+-0.2"
std::string cell_of(const Outcome& outcome, const Measure& measure, std::size_t arm) {
  const double factor = factor_of(measure);
  const ArmTotal& total = measure.arms[arm];
  const int decimals = decimals_for(differences_in_all_arms(measure), factor);
  const bool mostly_chance = is_mostly_chance(most_share_of_chance(measure));
  const std::string best = outcome.unknown.draws == 0 || mostly_chance
                               ? ""
                               : fmt::format("best {}", share_of_draws(best_of_draws(measure)[arm]));
  if (outcome.arm_ids[arm] == outcome.reference_arm) return best;
  const std::string difference = signed_text(total.difference.estimate * factor, decimals);
  if (outcome.unknown.draws == 0)
    return fmt::format("{}\n{}", difference, chance_text(total.difference, factor, decimals));
  // Intervals that are mostly chance, of few events or none, say nothing of what is not known.
  const std::string interval =
      mostly_chance ? "too few patients" : range_text(total.difference, factor, decimals);
  return fmt::format("{}\n{}\n{}\n{}", difference, interval, chance_text(total.difference_chance, factor),
                     best);
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

// What stands in a cell, line by line.
std::string heading_of(const Outcome& outcome) {
  if (outcome.unknown.draws == 0)
    return fmt::format(
        "Benefit against harm: mean difference to {}, and how far chance may have moved it (95 %);\n"
        "events per 1,000 patients. Rests on: the weakest evidence among what drives it most\n",
        outcome.reference_arm);
  return fmt::format(
      "Benefit against harm in the average clinic; events per 1,000 patients. In each cell: the mean\n"
      "difference to {}; the interval that holds 95 % of {} draws of what is not known; how far chance\n"
      "among the patients simulated may have moved the mean (95 %); in how many draws the arm is best of\n"
      "all, ties split. Rests on: the weakest evidence among what drives it most\n",
      outcome.reference_arm, outcome.unknown.draws);
}

std::string how_to_get_the_interval(const Outcome& outcome) {
  if (outcome.unknown.draws > 0) return "";
  return "How sure the evidence is stands in no line of this result: every parameter was held. For an "
         "interval\n"
         "over what is not known run the scenario under draws: tachy run SCENARIO --draws 100\n";
}

}  // namespace

std::string first_table(const Outcome& outcome) {
  if (outcome.arm_ids.size() < 2) return "";
  const bool draws = outcome.unknown.draws > 0;
  std::vector<TextRow> rows(1, TextRow{"\narm"});
  std::vector<std::size_t> arms;
  for (std::size_t arm = 0; arm < outcome.arm_ids.size(); ++arm)
    if (draws || outcome.arm_ids[arm] != outcome.reference_arm) arms.push_back(arm);
  for (const std::size_t arm : arms) rows.push_back({outcome.arm_ids[arm]});
  rows.push_back({"rests on"});
  std::string notes;
  std::vector<ShownMeasure> shown;
  for (const Summary& summary : kSummaries) {
    const Measure* measure = measure_called(outcome, summary.measure);
    if (measure == nullptr) return "";
    notes += what_cannot_differ(*measure) + what_is_left_out(*measure);
    if (same_in_every_arm(*measure)) continue;
    shown.push_back({measure, in_one_line(summary.heading)});
    rows[0].push_back(std::string(summary.heading) +
                      (measure->unit == "1" ? "\nper 1,000" : "\nper patient"));
    std::size_t row = 1;
    for (const std::size_t arm : arms) rows[row++].push_back(cell_of(outcome, *measure, arm));
    rows[row].push_back(measure->rests_on);
    const std::string chance = chance_that_is_not_small(outcome, *measure);
    if (!chance.empty()) notes += fmt::format("{}:\n  {}\n", measure->label, chance);
  }
  return fmt::format("{}{}{}{}\n", heading_of(outcome), text_table(rows), notes,
                     how_to_get_the_interval(outcome)) +
         what_one_clinic_may_see(outcome, shown) + needed_to_treat(outcome) +
         what_structures_say(outcome, shown) + what_rests_on_judgement(outcome, shown) +
         who_beats_whom(outcome, outcome.measures.front());
}

}  // namespace tachy::output
