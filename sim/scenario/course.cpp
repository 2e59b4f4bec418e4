// How patients come from phase to phase.
#include <algorithm>

#include <fmt/format.h>

#include "scenario/lowering.hpp"

namespace tachy::scenario {

namespace {

// Is the phase called by name, as one that patients go to?
bool is_named(const std::string& name, const Node& node, bool also_by_go_to) {
  for (const Member& m : node.members) {
    const bool leads = m.key == "then" || m.key == "otherwise" || (also_by_go_to && m.key == "go_to");
    if (leads && m.value.text == name) return true;
    if (is_named(name, m.value, also_by_go_to)) return true;
  }
  return std::any_of(node.items.begin(), node.items.end(),
                     [&](const Node& item) { return is_named(name, item, also_by_go_to); });
}

// The day of the last planned visit of a phase whose first is on `day`.
std::uint32_t last_planned_day(const regimen::Phase& phase, std::uint32_t day) {
  for (std::uint32_t slot = 1; slot < phase.doses; ++slot) {
    std::uint32_t gap = phase.every_days;
    if (slot <= phase.listed_gaps) gap = phase.gap_days[slot - 1];
    if (phase.gaps_repeat) gap = phase.gap_days[(slot - 1) % phase.listed_gaps];
    if (gap == 0 || gap > phase.last_day || day > phase.last_day - gap) break;
    day += gap;
  }
  return day;
}

// Do all patients begin the phase that follows on the same planned day?
bool is_fixed(const regimen::Phase& phase) {
  const bool moves = std::any_of(phase.rule, phase.rule + phase.rules, [](const regimen::Rule& rule) {
    return rule.interval_change_days != 0 || rule.go_to != regimen::kNoPhase;
  });
  return !moves && phase.entry.wait_every_days == 0 && phase.next == regimen::kInOrder && has_an_end(phase);
}

}  // namespace

std::uint32_t phase_called(const Reader& reader, std::string_view key,
                           const std::vector<WrittenPhase>& phases) {
  const auto name = reader.text(key);
  if (!name) return regimen::kNoPhase;
  std::vector<std::string> names;
  for (const WrittenPhase& phase : phases) names.push_back(phase.name);
  const auto found = std::find(names.begin(), names.end(), *name);
  if (found == names.end()) {
    reader.fault(key, fmt::format("this arm has no phase '{}'{}", *name, did_you_mean(*name, names)),
                 "its phases: " + one_of(names));
    return regimen::kNoPhase;
  }
  if (std::find(found + 1, names.end(), *name) != names.end()) {
    reader.fault(key, fmt::format("this arm has two phases '{}'", *name), "give them different names");
  }
  return static_cast<std::uint32_t>(found - names.begin());
}

PhaseStart start_of(std::size_t i, const std::vector<WrittenPhase>& phases, const regimen::Arm& lowered,
                    std::uint32_t first_weekday) {
  const auto named = [&](bool also_by_go_to) {
    return std::any_of(phases.begin(), phases.end(), [&](const WrittenPhase& phase) {
      return is_named(phases[i].name, phase.node, also_by_go_to);
    });
  };
  PhaseStart start;
  start.first = i == 0;
  const bool in_order =
      i == 0 || (lowered.phase[i - 1].next == regimen::kInOrder && has_an_end(lowered.phase[i - 1]));
  start.follows = in_order || named(false);
  bool fixed = !named(true);
  std::uint32_t day = 0;
  for (std::size_t p = 0; p < i && fixed; ++p) {
    fixed = is_fixed(lowered.phase[p]);
    if (fixed) day = last_planned_day(lowered.phase[p], day + lowered.phase[p].first_gap_days);
  }
  if (fixed) start.weekday_before = (first_weekday + day) % 7;
  return start;
}

}  // namespace tachy::scenario
