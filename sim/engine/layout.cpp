#include "engine/layout.hpp"

#include <iterator>

#include "day/flow.hpp"
#include "day/setup.hpp"
#include "engine/block.hpp"

namespace tachy::engine {

namespace {

using ColumnsFor = std::uint32_t (*)(const regimen::Experiment&);

std::uint32_t one(const regimen::Experiment&) { return 1; }
std::uint32_t one_per_dose_form(const regimen::Experiment& e) { return e.plan.dose_forms; }
std::uint32_t one_if_divided(const regimen::Experiment& e) { return e.strata.count() > 1 ? 1 : 0; }
// As columns, and as rows of as many words.
template <class S>
std::uint32_t columns_of(const regimen::Experiment&) {
  return column_count<S>();
}
template <class S>
std::uint32_t rows_of(const regimen::Experiment&) {
  return kRowWords<S>;
}

bool some_rule_remembers(const regimen::Plan& plan) {
  for (std::uint32_t arm = 0; arm < plan.arms; ++arm)
    for (std::uint32_t phase = 0; phase < plan.arm[arm].phases; ++phase)
      if (regimen::some_rule_remembers(plan.arm[arm].phase[phase])) return true;
  return false;
}
std::uint32_t columns_of_passed(const regimen::Experiment& e) {
  return day::some_session_is_gated(e) ? column_count<model::Level<float>>() : 0;
}
std::uint32_t rows_of_rule_memories(const regimen::Experiment& e) {
  return some_rule_remembers(e.plan) ? rows_of<regimen::RuleMemories<float>>(e) : 0;
}

// In the order of the enums.
constexpr ColumnsFor kShared[] = {
    one,                        // enrolled
    one_if_divided,             // stratum: when patients are counted in several strata
    rows_of<SharedRow<float>>,  // rows
    one_per_dose_form,          // exposure
    one_per_dose_form,          // log_peak
};
constexpr ColumnsFor kArm[] = {
    rows_of<ArmRow<float>>,                 // rows
    rows_of_rule_memories,                  // rule_memories: when some rule remembers
    one,                                    // next_visit
    columns_of<model::EventClocks<float>>,  // event_clocks
    columns_of<model::WeekRecord<float>>,   // week_record
    one,                                    // week_counts
    columns_of<DependenceClocks<float>>,    // dependence
    columns_of<day::FlowRecord<float>>,     // flow
    columns_of_passed,                      // passed: when some session is gated
};
static_assert(std::size(kShared) == kSharedGroups && std::size(kArm) == kArmGroups);

template <std::size_t kGroups>
void place(const ColumnsFor (&groups)[kGroups], const regimen::Experiment& experiment,
           std::uint32_t (&first)[kGroups + 1]) {
  first[0] = 0;
  for (std::size_t group = 0; group < kGroups; ++group)
    first[group + 1] = first[group] + groups[group](experiment);
}

}  // namespace

Layout layout_of(const regimen::Experiment& experiment) {
  Layout layout{};
  place(kShared, experiment, layout.shared);
  place(kArm, experiment, layout.arm);
  layout.arms = experiment.plan.arms;
  layout.strata = experiment.strata.count();
  return layout;
}

}  // namespace tachy::engine
