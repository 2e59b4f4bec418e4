// Improvement since baseline that is asked for before anything has been given: on the first day the rating
// differs from the baseline by chance alone.
#include <fmt/format.h>

#include "regimen/clinic_state.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

using regimen::kNoPhase;

bool asks_for_improvement(const regimen::Rule& rule) {
  return rule.condition == regimen::Condition::improvement_below ||
         rule.condition == regimen::Condition::improvement_above;
}

// Marks the phases that people can come to before a dose.
void come_undosed(const regimen::Arm& arm, std::uint32_t number, std::vector<bool>& undosed) {
  if (number == kNoPhase || undosed[number]) return;
  undosed[number] = true;
  const regimen::Phase& phase = arm.phase[number];
  if (phase.assessment_only)
    for (const std::uint32_t way : ways_from(arm, number)) come_undosed(arm, way, undosed);
  come_undosed(arm, phase.entry.otherwise, undosed);
  for (std::uint32_t r = 0; r < phase.rules; ++r)
    if (!regimen::remembers(phase.rule[r])) come_undosed(arm, phase.rule[r].go_to, undosed);
}

}  // namespace

void check_before_dose(const CheckedArm& checked, bool new_antidepressant, Faults& faults) {
  std::vector<bool> undosed(checked.arm.phases, false);
  come_undosed(checked.arm, 0, undosed);
  for (std::uint32_t i = 0; i < checked.arm.phases; ++i) {
    if (!undosed[i] || (i > 0 && new_antidepressant)) continue;
    const WrittenPhase& written = checked.phases[i];
    const regimen::Phase& phase = checked.arm.phase[i];
    const Node* entry = written.node.find("enter_if");
    if (const Node* improvement = entry ? entry->find("observed_improvement") : nullptr) {
      faults.add(improvement->place,
                 fmt::format("{}.{}.enter_if.observed_improvement", checked.path, written.name),
                 "nothing has been given yet when this is judged", "judge a score, e.g. hamd17: at least 20");
    }
    const bool never_given = phase.assessment_only && !new_antidepressant;
    for (std::uint32_t r = 0; r < phase.rules; ++r) {
      const bool at_once = !regimen::remembers(phase.rule[r]);
      if (!asks_for_improvement(phase.rule[r]) || !(at_once || never_given)) continue;
      faults.add(written.node.find("adapt")->items[r].place,
                 fmt::format("{}.{}.adapt.{}", checked.path, written.name, r),
                 "this rule on improvement would act before anything has been given",
                 never_given ? "let it look at a score, e.g. hamd17: at least 20"
                             : "add visits_in_a_row: 2, or give the first dose in a phase of its own");
    }
  }
}

}  // namespace tachy::scenario
