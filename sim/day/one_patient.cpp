#include "day/one_patient.hpp"

namespace tachy::day {

namespace {

// One patient, with what all arms share.
struct Walk {
  const Setup& setup;
  std::uint32_t patient;
  const Watcher& watcher;
  PatientLife life;
  model::PersonLanes<float> person;
  model::Course<float> course;

  RandomWords<float> week_words(std::uint32_t week) const {
    return random_words<float>(setup.keys, Purpose::mood_fluctuation, patient, setup.experiment->replicate,
                               week * model::kDaysPerWeek, 0u);
  }
};

void enrol(Walk& walk) {
  const regimen::Experiment& e = *walk.setup.experiment;
  const model::EnrolmentAddress<float> address{&walk.setup.keys, walk.patient, e.replicate};
  walk.life.person =
      model::sample_person(e.cohort, e.eligibility, walk.setup.keys, walk.patient, e.replicate);
  walk.person = model::person_lanes(walk.life.person, model::risks_of_histories(e.parameters));
  walk.life.traits = draw_traits<float>(walk.setup, walk.person, address);
  const auto pk = model::draw_pharmacokinetics<float>(walk.person, address);
  for (std::uint32_t form = 0; form < e.plan.dose_forms; ++form)
    walk.life.exposures.push_back(exposure_to<float>(walk.setup, form, pk));
  for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm) {
    const ArmStart<float> start = begin_arm<float>(walk.setup, arm, address);
    walk.life.arms.push_back({.carried = {},
                              .clocks = start.clocks,
                              .clinic = start.clinic,
                              .rules = start.rules,
                              .record = start.record,
                              .dependence = {},
                              .flow = {}});
  }
}

void come_to_visit(const Walk& walk, ArmLife& arm, std::uint32_t number, std::uint32_t day) {
  const regimen::Phase& phase = walk.setup.experiment->plan.arm[number].phase[arm.clinic.phase];
  VisitState<float> state{arm.carried, arm.clinic, arm.rules};
  VisitInput<float> in{.traits = walk.life.traits,
                       .course = walk.course,
                       .weight_kg = walk.person.weight_kg,
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

void live_rare_events(const Walk& walk, ArmLife& arm, const ReviewEvents<float>& events, std::uint32_t day,
                      std::uint32_t days_since) {
  RareState x{arm.carried, arm.clocks, arm.record, arm.dependence};
  review_rare_events(
      walk.setup, x, walk.life.traits, any(regimen::is_noted(arm.clinic, regimen::kMisuseDetected)),
      {any(events.attempt), any(events.misuse_starts)},
      {&walk.setup.keys, walk.patient, walk.setup.experiment->replicate, day, to_float(days_since)});
  arm.carried = x.carried;
  arm.clocks = x.clocks;
  arm.record = x.record;
  arm.dependence = x.dependence;
}

void hold_review(const Walk& walk, ArmLife& arm, std::uint32_t number, std::uint32_t day,
                 std::uint32_t days_since) {
  ReviewState<float> state{.carried = arm.carried,
                           .clocks = arm.clocks,
                           .record = arm.record,
                           .treatment = arm.clinic.treatment,
                           .next_visit = arm.clinic.next_visit,
                           .doses = arm.clinic.doses};
  const auto [events, status] = review<float>(
      walk.setup, state, {walk.life.traits, walk.course, number, day, to_float(days_since)}, true);
  arm.clocks = state.clocks;
  static_cast<model::WeekRecord<float>&>(arm.record) = state.record;
  arm.clinic.treatment = state.treatment;
  arm.clinic.next_visit = state.next_visit;
  if (any(events.rare)) live_rare_events(walk, arm, events, day, days_since);
  if (walk.watcher) walk.watcher({day, number, nullptr, &events, &arm, &walk.life});
}

}  // namespace

PatientLife live_one_patient(const Setup& setup, std::uint32_t patient, const Watcher& watcher) {
  Walk walk{setup, patient, watcher, {}, {}, {}};
  enrol(walk);
  if (!walk.life.person.enrolled) return walk.life;
  std::uint32_t last_review = 0;
  for (std::uint32_t day = 0; day < setup.days; ++day) {
    const std::uint32_t week = day / model::kDaysPerWeek;
    if (day == 0)
      walk.course = model::first_week<float>(setup.course, setup.experiment->parameters, walk.week_words(0),
                                             walk.week_words(1));
    else if (day % model::kDaysPerWeek == 0)
      walk.course = model::next_week<float>(walk.course, setup.course, model::slow_lift(setup.course, week),
                                            walk.week_words(week + 1));
    for (std::uint32_t arm = 0; arm < walk.life.arms.size(); ++arm)
      if (walk.life.arms[arm].clinic.next_visit == day) come_to_visit(walk, walk.life.arms[arm], arm, day);
    if (review_day(patient, week, setup.days) != day) continue;
    for (std::uint32_t arm = 0; arm < walk.life.arms.size(); ++arm)
      hold_review(walk, walk.life.arms[arm], arm, day, day - last_review);
    last_review = day;
  }
  return walk.life;
}

}  // namespace tachy::day
