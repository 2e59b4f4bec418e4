#include <fmt/format.h>

#include "scenario/lowering.hpp"

namespace tachy::scenario {

namespace {

StopAtEnd lower_stop(const Reader& phase, const Reader& stop, regimen::Phase& out) {
  const auto after = stop.whole("after_doses");
  const auto improvement = stop.comparison("observed_improvement");
  if (!after || !improvement) return {};
  const auto below = static_cast<float>(improvement->value / 100.0);
  if (*after > out.doses) {
    phase.faults().contradiction(
        stop.place_of("after_doses"), phase.place_of(phase.has("days") ? "days" : "doses"),
        stop.path_of("after_doses"), fmt::format("the phase has only {} doses", out.doses),
        fmt::format("at most {}", out.doses));
    return {};
  }
  if (*after == out.doses) return {true, below};
  out.stop_after_doses = static_cast<std::uint32_t>(*after);
  out.stop_improvement_below = below;
  return {};
}

}  // namespace

StopAtEnd lower_phase(const Reader& phase, bool first_phase, regimen::Phase& out) {
  lower_timing(phase, first_phase, out);
  lower_rules(phase, out);
  if (const auto premedication = phase.section("premedication")) {
    out.mu_occupancy = lower_premedication(*premedication);
  }
  if (const auto entry = phase.section("enter_if")) {
    if (const auto improvement = entry->comparison("observed_improvement")) {
      out.entry.min_observed_improvement = static_cast<float>(improvement->value / 100.0);
    }
    if (const auto score = entry->comparison("hamd17")) {
      out.entry.max_observed_hamd17 = static_cast<float>(score->value);
    }
    if (entry->whole_node().is(Node::Kind::map) && entry->whole_node().members.empty()) {
      phase.fault("enter_if", "no condition is given",
                  "e.g. enter_if: {observed_improvement: at least 50 %}");
    }
  }
  const auto stop = phase.section("stop_if");
  return stop ? lower_stop(phase, *stop, out) : StopAtEnd{};
}

}  // namespace tachy::scenario
