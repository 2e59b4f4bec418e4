// One patient's rare events on the columns of a block, compiled for any machine.
#include "day/rare_events.hpp"
#include "engine/kernel.hpp"

namespace tachy::engine {

void review_rare_events_row(const day::Setup& setup, const Block& block, std::uint32_t arm, std::uint32_t row,
                            std::uint32_t day, float days_since_review, bool attempt, bool misuse_starts) {
  const Rows at{row};
  const auto group = [&](std::uint32_t first) { return block.arm_column(arm, first); };
  const auto number = [&](std::uint32_t column) { return reinterpret_cast<float*>(group(column)) + row; };
  const auto traits = read_shared<float>(block, at).traits;
  auto arm_row = read_arm<float>(block, arm, at);
  day::RareState x{arm_row.carried,
                   read_group<float, model::EventClocks<float>>(block, group(Layout::event_clocks), at),
                   read_record<float>(block, arm, at),
                   {}};
  constexpr auto kClocks = Layout::dependence_clocks;
  x.dependence = {static_cast<model::Dependence>(x.clocks.dependence),
                  group(Layout::clock_starts)[row],
                  x.clocks.withdrawal_until,
                  *number(kClocks),
                  *number(kClocks + 1),
                  *number(kClocks + 2),
                  *number(kClocks + 3)};
  day::review_rare_events(
      setup, x, traits, any(regimen::is_noted(arm_row.clinic, regimen::kMisuseDetected)),
      {attempt, misuse_starts},
      {&setup.keys, block.first_patient + row, setup.experiment->replicate, day, days_since_review});
  arm_row.carried = x.carried;
  arm_row.record = x.record;
  write_arm<float>(block, arm, at, arm_row);
  write_group<float>(block, group(Layout::event_clocks), at, x.clocks);
  write_group<float>(block, group(Layout::week_record), at, static_cast<model::WeekRecord<float>&>(x.record));
  group(Layout::clock_starts)[row] = x.dependence.clock_starts;
  *number(kClocks) = x.dependence.leave_hazard;
  *number(kClocks + 1) = x.dependence.leave_at;
  *number(kClocks + 2) = x.dependence.worsen_hazard;
  *number(kClocks + 3) = x.dependence.worsen_at;
}

}  // namespace tachy::engine
