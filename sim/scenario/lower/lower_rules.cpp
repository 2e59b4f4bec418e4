#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

using regimen::Condition;
using regimen::Rule;

void lower_condition(const Reader& when, float madrs_per_hamd17, Rule& rule) {
  const int conditions =
      int{has_score(when)} + int{when.has("observed_improvement")} + int{when.has("detected")};
  if (conditions != 1 && when.whole_node().is(Node::Kind::map)) {
    when.faults().add(when.whole_node().place, when.path(),
                      fmt::format("a rule has one condition, this has {}", conditions),
                      "one of hamd17, madrs, observed_improvement or detected");
    return;
  }
  if (const auto score = lower_score(when, madrs_per_hamd17)) {
    rule.condition = score->word == "at least" ? Condition::score_at_least : Condition::score_at_most;
    rule.threshold = static_cast<float>(score->value);
    rule.written_in_madrs = when.has("madrs");
  }
  if (const auto improvement = when.comparison("observed_improvement")) {
    rule.condition =
        improvement->word == "below" ? Condition::improvement_below : Condition::improvement_above;
    rule.threshold = static_cast<float>(improvement->value / 100.0);
  }
  if (when.text("detected")) rule.condition = Condition::misuse_detected;
  if (const auto visits = when.whole("visits_in_a_row"))
    rule.visits_in_a_row = static_cast<std::uint32_t>(*visits);
  if (const auto days = when.days("for")) rule.for_days = *days;
  const bool at_most = rule.condition == Condition::score_at_most;
  if (when.has("for") && !at_most) {
    when.fault("for", "'for' goes with 'hamd17: at most' or 'madrs: at most'", "use visits_in_a_row: 2");
  }
  const bool counted = !at_most && rule.condition != Condition::misuse_detected;
  if (when.has("visits_in_a_row") && !counted) {
    when.fault("visits_in_a_row",
               "'visits_in_a_row' goes with 'hamd17: at least', 'madrs: at least' and 'observed_improvement'",
               at_most ? "use for: 8 weeks" : "remove the line");
  }
}

void lower_interval_change(const Reader& then, Rule& rule) {
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

// 'stop', 'hold' and 'go_to' stand alone; the others may be combined.
void check_consequences(const Reader& then, bool stop, bool hold, bool withhold) {
  std::vector<std::string_view> alone, combined;
  if (stop) alone.push_back("stop");
  if (hold) alone.push_back("hold");
  if (then.has("go_to")) alone.push_back("go_to");
  if (withhold) combined.push_back("withhold");
  for (const char* key : {"interval", "dose"}) {
    if (then.has(key)) combined.push_back(key);
  }
  if (alone.empty() && combined.empty()) {
    then.faults().add(then.whole_node().place, then.path(), "nothing follows from this rule",
                      "e.g. 'stop: true', 'hold: true', 'interval: +1 week', 'dose: up' or 'go_to: rescue'");
  }
  if (alone.empty() || alone.size() + combined.size() == 1) return;
  const std::string_view other = alone.size() > 1 ? alone[1] : combined[0];
  then.contradiction(other, alone[0], fmt::format("'{}' and '{}' cannot both follow", alone[0], other),
                     "keep one of the two");
}

void lower_consequence(const Reader& then, const Surroundings& around, Rule& rule) {
  rule.stop = then.flag("stop").value_or(false);
  rule.withhold = then.flag("withhold").value_or(false);
  check_consequences(then, rule.stop, then.flag("hold").value_or(false), rule.withhold);
  lower_interval_change(then, rule);
  if (const auto word = then.text("dose")) rule.dose_steps = *word == "up" ? 1 : -1;
  rule.go_to = around.phase_called(then, "go_to");
  if (const auto days = then.days("after")) rule.go_to_gap_days = *days;
  if (then.has("after") && !then.has("go_to"))
    then.fault("after", "'after' goes with 'go_to'", "remove the line");
}

}  // namespace

void lower_rules(const Reader& phase, const Surroundings& around, regimen::Phase& out) {
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
  for (std::size_t i = 0; i < adapt->items.size(); ++i) {
    const Node& item = adapt->items[i];
    const Reader reader(item, kRuleSection, fmt::format("{}.{}", phase.path_of("adapt"), i), phase.faults());
    Rule rule;
    if (const auto when = reader.section("when")) lower_condition(*when, around.madrs_per_hamd17, rule);
    if (const auto then = reader.section("then")) {
      lower_consequence(*then, around, rule);
      for (const char* fixed : {"days", "weekdays"}) {
        if (!then->has("interval") || !phase.has(fixed)) continue;
        phase.faults().contradiction(
            then->place_of("interval"), phase.place_of(fixed), then->path_of("interval"),
            fmt::format("listed {} have no interval that could change", fixed), "use 'every'");
      }
    }
    out.rule[out.rules++] = rule;
  }
  check_rules(phase, *adapt, out);
}

}  // namespace tachy::scenario
