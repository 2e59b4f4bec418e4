#include <algorithm>

#include <fmt/format.h>

#include "scenario/lowering.hpp"

namespace tachy::scenario {

namespace {

using regimen::Condition;
using regimen::Rule;

void lower_condition(const Reader& when, Rule& rule) {
  const int conditions =
      int{when.has("hamd17")} + int{when.has("observed_improvement")} + int{when.has("detected")};
  if (conditions != 1 && when.whole_node().is(Node::Kind::map)) {
    when.faults().add(when.whole_node().place, when.path(),
                      fmt::format("a rule has one condition, this has {}", conditions),
                      "one of hamd17, observed_improvement or detected");
    return;
  }
  if (const auto score = when.comparison("hamd17")) {
    rule.condition = score->word == "at least" ? Condition::score_at_least : Condition::score_at_most;
    rule.threshold = static_cast<float>(score->value);
  }
  if (const auto improvement = when.comparison("observed_improvement")) {
    rule.condition = Condition::improvement_below;
    rule.threshold = static_cast<float>(improvement->value / 100.0);
  }
  if (when.text("detected")) rule.condition = Condition::misuse_detected;
  if (const auto visits = when.whole("visits_in_a_row"))
    rule.visits_in_a_row = static_cast<std::uint32_t>(*visits);
  if (const auto days = when.days("for")) rule.for_days = *days;
  const bool at_most = rule.condition == Condition::score_at_most;
  if (when.has("for") && !at_most) {
    when.fault("for", "'for' goes with 'hamd17: at most'", "use visits_in_a_row: 2");
  }
  const bool counted =
      rule.condition == Condition::score_at_least || rule.condition == Condition::improvement_below;
  if (when.has("visits_in_a_row") && !counted) {
    when.fault("visits_in_a_row", "'visits_in_a_row' goes with 'hamd17: at least' and 'observed_improvement'",
               at_most ? "use for: 8 weeks" : "remove the line");
  }
}

void lower_consequence(const Reader& then, Rule& rule) {
  rule.stop = then.flag("stop").value_or(false);
  const bool hold = then.flag("hold").value_or(false);
  const int consequences = int{rule.stop} + int{hold} + int{then.has("interval")};
  if (consequences != 1 && then.whole_node().is(Node::Kind::map)) {
    then.faults().add(then.whole_node().place, then.path(),
                      fmt::format("a rule has one consequence, this has {}", consequences),
                      "one of 'stop: true', 'hold: true' or 'interval: +1 week'");
    return;
  }
  if (const auto days = then.amount("interval")) {
    rule.interval_change_days = static_cast<std::int32_t>(*days);
    if (static_cast<double>(rule.interval_change_days) != *days || *days == 0) {
      then.fault("interval", "a change is a whole number of days, not 0", "e.g. '+1 week' or '-3 days'");
    }
  }
  if (const auto days = then.days("not_below")) rule.interval_low_days = *days;
  if (const auto days = then.days("not_above")) rule.interval_high_days = *days;
  for (const char* bound : {"not_below", "not_above"}) {
    if (then.has(bound) && !then.has("interval")) {
      then.fault(bound, fmt::format("'{}' goes with 'interval'", bound), "remove the line");
    }
  }
  if (rule.interval_low_days > rule.interval_high_days) {
    then.contradiction("not_below", "not_above", "the shortest interval is longer than the longest",
                       "swap them");
  }
}

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
    case Condition::misuse_detected:
      return true;
  }
  return false;
}

}  // namespace

void lower_rules(const Reader& phase, regimen::Phase& out) {
  const Node* adapt = phase.node("adapt");
  if (!adapt) return;
  if (!adapt->is(Node::Kind::list) || adapt->items.empty()) {
    phase.fault("adapt", "expected a list of rules",
                "- {when: {hamd17: at least 16}, then: {interval: -1 week}}");
    return;
  }
  if (adapt->items.size() > regimen::kMaxRules) {
    phase.fault("adapt", fmt::format("{} rules; at most {}", adapt->items.size(), regimen::kMaxRules),
                "the first match decides: can some be merged?");
    return;
  }
  if (phase.has("days")) {
    phase.contradiction("adapt", "days", "listed days cannot adapt", "use 'every'");
    return;
  }
  for (std::size_t i = 0; i < adapt->items.size(); ++i) {
    const Node& item = adapt->items[i];
    const Reader reader(item, kRuleSection, fmt::format("{}.{}", phase.path_of("adapt"), i), phase.faults());
    Rule rule;
    if (const auto when = reader.section("when")) lower_condition(*when, rule);
    if (const auto then = reader.section("then")) lower_consequence(*then, rule);
    for (std::uint32_t k = 0; k < out.rules; ++k) {
      if (!hides(out.rule[k], rule)) continue;
      phase.faults().contradiction(item.place, adapt->items[k].place, reader.path(),
                                   "this rule can never decide: an earlier one always matches first",
                                   "put the stricter rule first");
      break;
    }
    out.rule[out.rules++] = rule;
  }
  check_can_move(phase, *adapt, out);
}

}  // namespace tachy::scenario
