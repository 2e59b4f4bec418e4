// How patients come from phase to phase.
#include <algorithm>

#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

// Does another phase lead to this one by name, not by a rule alone?
bool is_named(const std::string& name, const Node& node) {
  for (const Member& m : node.members) {
    const bool leads = m.key == "then" || m.key == "otherwise";
    if (leads && m.value.text == name) return true;
    if (is_named(name, m.value)) return true;
  }
  return std::any_of(node.items.begin(), node.items.end(),
                     [&](const Node& item) { return is_named(name, item); });
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
  const bool named = std::any_of(phases.begin(), phases.end(), [&](const WrittenPhase& phase) {
    return is_named(phases[i].name, phase.node);
  });
  PhaseStart start;
  start.first = i == 0;
  const bool in_order =
      i == 0 || (lowered.phase[i - 1].next == regimen::kInOrder && has_an_end(lowered.phase[i - 1]));
  start.follows = in_order || named;
  start.first_weekday = first_weekday;
  return start;
}

}  // namespace tachy::scenario
