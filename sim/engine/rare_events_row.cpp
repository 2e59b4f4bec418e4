// One patient's rare events on the columns of a block, compiled for any machine.
#include "day/rare_events.hpp"
#include "engine/copies.hpp"
#include "engine/kernel.hpp"

namespace tachy::engine {

namespace {

// As day/one_patient.cpp notes it.
void note_parting(const Block& block, std::uint32_t arm, std::uint32_t row, const day::RareState& before,
                  const ArmRow<float>& arm_row, day::Parting parting) {
  const Rows at{row};
  regimen::RuleMemories<float> rules{};
  if (block.layout.has(ArmGroup::rule_memories))
    rules = read_rows<float, regimen::RuleMemories<float>>(block.column(arm, ArmGroup::rule_memories), at);
  parting.before = {.carried = before.carried,
                    .clocks = before.clocks,
                    .clinic = arm_row.clinic,
                    .rules = rules,
                    .record = before.record,
                    .dependence = before.dependence,
                    .flow = {}};
  parting.course = read_shared<float>(block, at).course;
  block.partings->all.push_back({row, parting});
}

}  // namespace

void review_rare_events_row(const day::Setup& setup, const Block& block, std::uint32_t arm, std::uint32_t row,
                            std::uint32_t day, float days_since_review, bool attempt, bool misuse_starts) {
  const Rows at{row};
  const auto group = [&](ArmGroup wanted) { return block.column(arm, wanted); };
  const auto traits = read_shared<float>(block, at).traits;
  auto arm_row = read_arm<float>(block, arm, at);
  auto dependence = read_group<float, DependenceClocks<float>>(block, group(ArmGroup::dependence), at);
  day::RareState x{arm_row.carried,
                   read_group<float, model::EventClocks<float>>(block, group(ArmGroup::event_clocks), at),
                   read_record<float>(block, arm, at),
                   {}};
  x.dependence = {.state = static_cast<model::Dependence>(x.clocks.dependence),
                  .clock_starts = dependence.clock_starts,
                  .withdrawal_until = x.clocks.withdrawal_until,
                  .leave_hazard = dependence.leave_hazard,
                  .leave_at = dependence.leave_at,
                  .worsen_hazard = dependence.worsen_hazard,
                  .worsen_at = dependence.worsen_at};
  const day::RareState before = x;
  const day::MisuseRings rings = day::review_rare_events(
      setup, x, traits, any(regimen::is_noted(arm_row.clinic, regimen::kMisuseDetected)),
      {attempt, misuse_starts},
      {&setup.keys, block.first_patient + patient_at(row), setup.experiment->replicate, day,
       days_since_review});
  if (block.partings != nullptr && day::lives_part(rings, setup, before.dependence))
    note_parting(block, arm, row, before, arm_row,
                 {.arm = arm,
                  .day = day,
                  .days_since_review = truncate(days_since_review),
                  .attempt = attempt,
                  .rings = rings,
                  .before = {},
                  .course = {}});
  arm_row.carried = x.carried;
  arm_row.record = x.record;
  write_arm<float>(block, arm, at, arm_row);
  write_group<float>(block, group(ArmGroup::event_clocks), at, x.clocks);
  write_group<float>(block, group(ArmGroup::week_record), at,
                     static_cast<model::WeekRecord<float>&>(x.record));
  dependence = {.clock_starts = x.dependence.clock_starts,
                .leave_hazard = x.dependence.leave_hazard,
                .leave_at = x.dependence.leave_at,
                .worsen_hazard = x.dependence.worsen_hazard,
                .worsen_at = x.dependence.worsen_at};
  write_group<float>(block, group(ArmGroup::dependence), at, dependence);
}

}  // namespace tachy::engine
