#include "day/walk.hpp"

namespace tachy::day {

namespace {

RandomWords<float> week_words(const Walk& walk, std::uint32_t week) {
  return random_words<float>(walk.setup.keys, Purpose::mood_fluctuation, walk.patient,
                             walk.setup.experiment->replicate, week * model::kDaysPerWeek, 0u);
}

}  // namespace

void begin_day(Walk& walk, std::uint32_t day) {
  const std::uint32_t week = day / model::kDaysPerWeek;
  const model::CourseSteps& steps = walk.setup.course;
  if (day == 0)
    walk.course = model::first_week<float>(steps, walk.setup.experiment->parameters, week_words(walk, 0),
                                           week_words(walk, 1));
  else if (day % model::kDaysPerWeek == 0)
    walk.course = model::next_week<float>(walk.course, steps, model::slow_lift(steps, week),
                                          week_words(walk, week + 1));
}

void come_to_visit(const Walk& walk, ArmLife& arm, std::uint32_t number, std::uint32_t day) {
  const regimen::Phase& phase = walk.setup.experiment->plan.arm[number].phase[arm.clinic.phase];
  VisitState<float> state{arm.carried, arm.clinic, arm.rules};
  VisitInput<float> in{.traits = walk.life.traits,
                       .course = walk.course,
                       .weight_kg = walk.weight_kg,
                       .exposure = {},
                       .log_peak = {},
                       .patient = walk.patient,
                       .dependence = arm.clocks.dependence,
                       .withdrawal_until = arm.clocks.withdrawal_until,
                       .arm = number,
                       .phase = arm.clinic.phase,
                       .day = day};
  for (std::uint32_t step = 0; step < steps_of(phase); ++step) {
    const std::uint32_t form =
        form_given(walk.setup.experiment->plan.arm[number], arm.clinic.phase, step, day);
    in.exposure[step] = walk.life.exposures[form].effect;
    in.log_peak[step] = walk.life.exposures[form].log_peak;
  }
  const Mask<float> entered = regimen::is_noted(state.clinic, regimen::kEntered);
  const VisitEvents<float> events = visit<float>(walk.setup, state, in, true);
  record_flow<float>(arm.flow, events, {entered, state.clinic.treatment, state.clinic.doses, in.dependence},
                     walk.setup.experiment->plan.arm[number], in.phase, true);
  arm.carried = state.carried;
  arm.clinic = state.clinic;
  arm.rules = state.rules;
  record_visit<float>(arm.record, events);
  if (walk.watcher) walk.watcher({day, number, &events, nullptr, &arm, &walk.life});
}

bool live_rare_events(const Walk& walk, ArmLife& arm, std::uint32_t number, RareEvents events,
                      std::uint32_t day, std::uint32_t days_since) {
  RareState x{arm.carried, arm.clocks, arm.record, arm.dependence};
  const MisuseRings rings = review_rare_events(
      walk.setup, x, walk.life.traits, any(regimen::is_noted(arm.clinic, regimen::kMisuseDetected)), events,
      {.keys = &walk.setup.keys,
       .patient = walk.patient,
       .replicate = walk.setup.experiment->replicate,
       .day = day,
       .days_since_review = to_float(days_since),
       .life = walk.life_number});
  if (lives_part(rings, walk.setup, arm.dependence))
    walk.partings.push_back({number, day, days_since, events.attempt, rings, arm, walk.course});
  arm.carried = x.carried;
  arm.clocks = x.clocks;
  arm.record = x.record;
  arm.dependence = x.dependence;
  return rings.own;
}

void hold_review(const Walk& walk, ArmLife& arm, std::uint32_t number, std::uint32_t day,
                 std::uint32_t days_since) {
  ReviewState<float> state{.carried = arm.carried,
                           .clocks = arm.clocks,
                           .record = arm.record,
                           .treatment = arm.clinic.treatment,
                           .next_visit = arm.clinic.next_visit,
                           .doses = arm.clinic.doses};
  auto [events, status] = review<float>(
      walk.setup, state, {walk.life.traits, walk.course, number, day, to_float(days_since)}, true);
  arm.clocks = state.clocks;
  static_cast<model::WeekRecord<float>&>(arm.record) = state.record;
  arm.clinic.treatment = state.treatment;
  arm.clinic.next_visit = state.next_visit;
  if (any(events.rare))
    events.misuse_starts = live_rare_events(
        walk, arm, number, {any(events.attempt), any(events.misuse_starts)}, day, days_since);
  if (walk.watcher) walk.watcher({day, number, nullptr, &events, &arm, &walk.life});
}

}  // namespace tachy::day
