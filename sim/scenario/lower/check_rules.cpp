// Rules that can never decide, or never do anything.
#include <algorithm>

#include <fmt/format.h>

#include "regimen/clinic.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

using regimen::Condition;
using regimen::Rule;

// An interval that starts at its bound can move only if another rule moves it the other way first.
void check_can_move(const Reader& phase, const Node& adapt, const regimen::Phase& out) {
  for (std::uint32_t r = 0; r < out.rules; ++r) {
    const Rule& rule = out.rule[r];
    const bool shortens = rule.interval_change_days<0, lengthens = rule.interval_change_days> 0;
    const bool stuck = (shortens && out.every_days <= rule.interval_low_days) ||
                       (lengthens && out.every_days >= rule.interval_high_days);
    const bool freed = std::any_of(out.rule, out.rule + out.rules, [&](const Rule& other) {
      return shortens ? other.interval_change_days > 0 : other.interval_change_days < 0;
    });
    if (!stuck || freed) continue;
    phase.faults().contradiction(adapt.items[r].place, phase.place_of("every"),
                                 fmt::format("{}.{}", phase.path_of("adapt"), r),
                                 fmt::format("this rule can never {} an interval of {} days",
                                             shortens ? "shorten" : "lengthen", out.every_days),
                                 shortens ? "lower 'not_below'" : "raise 'not_above'");
  }
}

// A ladder can be climbed or descended only where there is a step left, now or after another rule.
void check_ladder(const Reader& phase, const Node& adapt, const regimen::Phase& out) {
  for (std::uint32_t r = 0; r < out.rules; ++r) {
    const Rule& rule = out.rule[r];
    if (rule.dose_steps == 0) continue;
    const std::string path = fmt::format("{}.{}.then.dose", phase.path_of("adapt"), r);
    const bool up = rule.dose_steps > 0;
    const auto other_way = [&](const Rule& other) { return rule.dose_steps * other.dose_steps < 0; };
    const std::uint32_t end = up ? out.ladder_steps - 1 : 0;
    if (out.ladder_steps == 0) {
      phase.faults().add(adapt.items[r].place, path, "this phase has one dose, there is nothing to change",
                         "give it e.g. ladder: [56 mg, 84 mg]");
    } else if (out.dose_form == out.ladder[end] && !std::any_of(out.rule, out.rule + out.rules, other_way)) {
      phase.faults().add(adapt.items[r].place, path,
                         fmt::format("the phase begins with the {} step and no rule changes that",
                                     up ? "highest" : "lowest"),
                         "begin with another 'dose'");
    }
  }
}

// Does the earlier rule decide whenever the later one could?
bool hides(const Rule& earlier, const Rule& later) {
  if (earlier.condition != later.condition) return false;
  switch (later.condition) {
    case Condition::score_at_least:
      return earlier.threshold <= later.threshold && earlier.visits_in_a_row <= later.visits_in_a_row;
    case Condition::score_at_most:
      return earlier.threshold >= later.threshold && earlier.for_days <= later.for_days;
    case Condition::improvement_below:
      return earlier.threshold >= later.threshold && earlier.visits_in_a_row <= later.visits_in_a_row;
    case Condition::improvement_above:
      return earlier.threshold <= later.threshold && earlier.visits_in_a_row <= later.visits_in_a_row;
    case Condition::misuse_detected:
      return true;
  }
  return false;
}

// Does one of two rules decide at every visit, so that none after them ever does?
bool leave_nothing(const Rule& a, const Rule& b) {
  if (regimen::remembers(a) || regimen::remembers(b)) return false;
  if (a.condition == Condition::score_at_least && b.condition == Condition::score_at_most)
    return a.threshold <= b.threshold;
  if (a.condition == Condition::improvement_above && b.condition == Condition::improvement_below)
    return a.threshold <= b.threshold;
  return false;
}

// Rules that can never decide because of earlier ones.
void check_hidden(const Reader& phase, const Node& adapt, const regimen::Phase& out) {
  for (std::uint32_t r = 1; r < out.rules; ++r) {
    const std::string path = fmt::format("{}.{}", phase.path_of("adapt"), r);
    const Rule* earlier = out.rule;
    std::uint32_t hidden_by = r;
    bool by_two = false;
    for (std::uint32_t k = 0; k < r && hidden_by == r; ++k) {
      if (hides(earlier[k], earlier[r])) hidden_by = k;
      for (std::uint32_t j = 0; j < k && hidden_by == r; ++j) {
        by_two = leave_nothing(earlier[j], earlier[k]) || leave_nothing(earlier[k], earlier[j]);
        if (by_two) hidden_by = k;
      }
    }
    if (hidden_by == r) continue;
    phase.faults().contradiction(
        adapt.items[r].place, adapt.items[hidden_by].place, path,
        by_two ? "this rule can never decide: of two earlier ones one always matches first"
               : "this rule can never decide: an earlier one always matches first",
        by_two ? "put it before them, or leave room between them" : "put the stricter rule first");
  }
}

}  // namespace

void check_rules(const Reader& phase, const Node& adapt, const regimen::Phase& out) {
  check_hidden(phase, adapt, out);
  if (phase.has("every")) check_can_move(phase, adapt, out);
  check_ladder(phase, adapt, out);
}

}  // namespace tachy::scenario
