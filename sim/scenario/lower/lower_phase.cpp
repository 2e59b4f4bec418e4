#include <cmath>

#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

StopAtEnd lower_stop(const Reader& phase, const Reader& stop, regimen::Phase& out) {
  const auto after = stop.whole("after_doses");
  const auto improvement = stop.comparison("observed_improvement");
  if (!after || !improvement) return {};
  const auto below = static_cast<float>(improvement->value / 100.0);
  if (out.assessment_only) {
    phase.contradiction("stop_if", "give", "nothing is given, so no doses can be counted",
                        "use adapt: [{when: {observed_improvement: below 25 %}, then: {stop: true}}]");
    return {};
  }
  if (*after > out.doses) {
    phase.faults().contradiction(
        stop.place_of("after_doses"), phase.place_of(phase.has("days") ? "days" : "doses"),
        stop.path_of("after_doses"), fmt::format("the phase has only {} doses", out.doses),
        fmt::format("at most {}", out.doses));
    return {};
  }
  const auto judged = stop.delay("judged");
  if (*after == out.doses) return {true, below, stop.whole_node().place, judged, stop.place_of("judged")};
  if (stop.has("judged")) {
    stop.fault("judged", "a rule before the last dose of a phase is judged at the phase's own visits",
               fmt::format("remove the line{}", out.doses == regimen::kNoLimit
                                                    ? ""
                                                    : fmt::format(", or write after_doses: {}", out.doses)));
  }
  out.stop_after_doses = static_cast<std::uint32_t>(*after);
  out.stop_improvement_below = below;
  return {};
}

void lower_wait(const Reader& entry, regimen::Entry& out) {
  for (const auto& [key, other, example] : {std::tuple("wait", "check_every", "check_every: 1 week"),
                                            std::tuple("check_every", "wait", "wait: up to 8 weeks")}) {
    if (!entry.has(key) || entry.has(other)) continue;
    entry.fault(key, fmt::format("'{}' goes with '{}'", key, other), fmt::format("add e.g. {}", example));
  }
  const auto wait = entry.comparison("wait");
  const auto every = entry.days("check_every");
  if (!wait || !every) return;
  if (wait->value != std::floor(wait->value)) {
    entry.fault("wait", fmt::format("{:g} is not a whole number of days", wait->value),
                "the model's step is one day");
    return;
  }
  out.wait_at_most_days = static_cast<std::uint32_t>(wait->value);
  out.wait_every_days = *every;
  if (out.wait_every_days > out.wait_at_most_days) {
    entry.contradiction("check_every", "wait", "the wait is over before the first check",
                        "check more often, or wait longer");
  }
}

void lower_entry(const Reader& entry, float madrs_per_hamd17, regimen::Entry& out) {
  if (const auto improvement = entry.comparison("observed_improvement")) {
    out.min_observed_improvement = static_cast<float>(improvement->value / 100.0);
  }
  if (const auto score = lower_score(entry, madrs_per_hamd17)) {
    const auto points = static_cast<float>(score->value);
    (score->word == "at least" ? out.min_observed_hamd17 : out.max_observed_hamd17) = points;
    out.written_in_madrs = entry.has("madrs");
  }
  out.each_time = entry.flag("each_time").value_or(false);
  if (const auto judged = entry.delay("judged")) out.judged_after_days = *judged;
  lower_wait(entry, out);
  const bool no_condition = !has_score(entry) && !entry.has("observed_improvement");
  if (no_condition && entry.whole_node().is(Node::Kind::map)) {
    entry.faults().add(entry.whole_node().place, entry.path(), "no condition is given",
                       "e.g. enter_if: {observed_improvement: at least 50 %}");
  }
}

// Where patients go from here.
void lower_course(const Reader& phase, const Surroundings& around, regimen::Phase& out) {
  if (const auto word = phase.text("then")) {
    out.next = *word == "end" ? regimen::kNoPhase : around.phase_called(phase, "then");
    if (!has_an_end(out)) {
      phase.fault("then", "this phase has no end, so nothing follows it",
                  "give it a number of 'doses' or an 'until', or remove the line");
    }
  }
  out.entry.otherwise = around.phase_called(phase, "otherwise");
  if (phase.has("otherwise") && !phase.has("enter_if")) {
    phase.fault("otherwise", "'otherwise' goes with 'enter_if': without it everybody enters",
                "add e.g. enter_if: {observed_improvement: at least 50 %}");
  }
}

void check_nothing_given(const Reader& phase, const regimen::Phase& out) {
  for (const char* key : {"premedication", "blinded"}) {
    if (!phase.has(key)) continue;
    phase.contradiction(key, "give", fmt::format("'{}' has no meaning where nothing is given", key),
                        "remove one of them");
  }
  for (std::uint32_t r = 0; r < out.rules; ++r) {
    if (!out.rule[r].withhold) continue;
    phase.faults().contradiction(phase.node("adapt")->items[r].place, phase.place_of("give"),
                                 fmt::format("{}.{}", phase.path_of("adapt"), r),
                                 "there is no dose to withhold where nothing is given", "remove the rule");
  }
}

}  // namespace

StopAtEnd lower_phase(const Reader& phase, const PhaseStart& start, const Surroundings& around,
                      regimen::Phase& out) {
  lower_timing(phase, start, out);
  lower_rules(phase, around, out);
  if (out.assessment_only) check_nothing_given(phase, out);
  if (const auto premedication = phase.section("premedication")) {
    lower_premedication(*premedication, out);
  }
  if (phase.flag("blinded").value_or(false) && out.expectancy == model::ExpectancyKind::drug) {
    out.expectancy = model::ExpectancyKind::active_placebo;
  }
  if (const auto entry = phase.section("enter_if")) lower_entry(*entry, around.madrs_per_hamd17, out.entry);
  lower_course(phase, around, out);
  const auto stop = phase.section("stop_if");
  return stop ? lower_stop(phase, *stop, out) : StopAtEnd{};
}

}  // namespace tachy::scenario
