#include "day/copies.hpp"

#include "day/patient_totals.hpp"
#include "day/walk.hpp"

namespace tachy::day {

namespace {

constexpr std::uint32_t kDead = static_cast<std::uint32_t>(regimen::Treatment::dead);

void note_change(RareLife& life, const ArmLife& arm, std::uint32_t day) {
  const bool alive = arm.clinic.treatment < kDead;
  const RareLife::Change* last = life.changes.empty() ? nullptr : &life.changes.back();
  if (last != nullptr && last->state == arm.dependence.state && last->alive == alive) return;
  life.changes.push_back({day, arm.dependence.state, alive});
}

// From the rare events of the review of the parting to the last day.
RareLife live_from(Walk& walk, const Parting& parting, std::uint32_t number) {
  const Setup& setup = walk.setup;
  RareLife life{.number = walk.life_number, .changes = {}, .totals = {}};
  ArmLife arm = parting.before;
  live_rare_events(walk, arm, number, {parting.attempt, true}, parting.day, parting.days_since_review);
  walk.partings.clear();  // this one
  note_change(life, arm, parting.day);
  std::uint32_t last_review = parting.day;
  for (std::uint32_t day = parting.day + 1; day < setup.days && arm.clinic.treatment < kDead; ++day) {
    begin_day(walk, day);
    if (arm.clinic.next_visit == day) come_to_visit(walk, arm, number, day);
    if (review_day(walk.patient, day / model::kDaysPerWeek, setup.days) != day) continue;
    hold_review(walk, arm, number, day, day - last_review);
    note_change(life, arm, day);
    last_review = day;
  }
  const auto totals = totals_of(arm.record, walk.life.traits.response.baseline_hamd17);
  for (std::uint32_t i = 0; i < model::kRareTotalCount; ++i)
    life.totals[i] = totals[static_cast<std::uint32_t>(model::kRareTotals[i])];
  return life;
}

}  // namespace

void live_parted(const Setup& setup, std::uint32_t patient, const PatientLife& known, float weight_kg,
                 const Parting& parting, std::uint32_t arm, std::vector<RareLife>& lives) {
  const Watcher nobody;
  std::vector<Parting> later;
  const auto live = [&](std::uint32_t number) {
    Walk walk{setup, patient, number, known, weight_kg, parting.course, nobody, later};
    return live_from(walk, parting, arm);
  };
  for (std::uint32_t i = 0; i < parting.rings.count; ++i) lives.push_back(live(parting.rings.first + i));
  if (!parting.rings.own) return;
  lives.push_back(live(0));
  if (!parting.rings.more) return;
  live(setup.experiment->misuse_clocks);  // never misuses, but others part from it
  const std::vector<Parting> next = std::move(later);
  for (const Parting& one : next) live_parted(setup, patient, known, weight_kg, one, arm, lives);
}

}  // namespace tachy::day
