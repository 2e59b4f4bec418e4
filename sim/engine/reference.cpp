#include "engine/reference.hpp"

namespace tachy::engine {

namespace {

model::PersonLanes<float> person_lanes(const model::Person& person, const model::DependenceParameters& p) {
  float log_risk = 0.0f;
  if (person.own_substance_history) log_risk = log_risk + log(p.own_history_ratio);
  if (person.family_substance_history) log_risk = log_risk + log(p.family_history_ratio);
  if (person.psychiatric_comorbidity) log_risk = log_risk + log(p.comorbidity_ratio);
  return {person.age_years, person.weight_kg, person.baseline_hamd17, log_risk};
}

// One patient, with what all arms share.
struct Walk {
  const Setup& setup;
  std::uint32_t patient;
  const Watcher& watcher;
  PatientLife life;
  model::PersonLanes<float> person;
  model::Course<float> course;

  Draws<float> week_draws(std::uint32_t week) const {
    return draw<float>(setup.keys, Purpose::mood_fluctuation, patient, setup.experiment->replicate,
                       week * model::kDaysPerWeek, 0u);
  }
};

void enrol(Walk& walk) {
  const regimen::Experiment& e = *walk.setup.experiment;
  const model::EnrolmentAddress<float> address{&walk.setup.keys, walk.patient, e.replicate};
  walk.life.person =
      model::sample_person(e.cohort, e.eligibility, walk.setup.keys, walk.patient, e.replicate);
  walk.person = person_lanes(walk.life.person, e.parameters);
  walk.life.traits = model::draw_traits<float>(e.parameters, walk.person, address, walk.setup.logit_missed,
                                               e.cohort.new_antidepressant ? 1.0f : 0.0f);
  const auto pk = model::draw_pharmacokinetics<float>(walk.person, address);
  for (std::uint32_t f = 0; f < e.plan.dose_forms; ++f)
    walk.life.exposures.push_back(
        model::exposure_to<float>(e.plan.dose_form[f], e.parameters, pk, walk.setup.reference));
  for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm)
    walk.life.arms.push_back({{},
                              model::first_watch<float>(address),
                              regimen::first_clinic_state<float>(e.plan.arm[arm]),
                              regimen::no_rules_yet<float>(),
                              {},
                              {}});
}

void count_visit(model::Record<float>& record, const VisitEvents<float>& e) {
  record.sessions += e.given.yes;
  record.dissociation += e.harms.dissociation.yes;
  record.sedation += e.harms.sedation.yes;
  record.nausea += e.harms.nausea.yes;
  record.dizziness += e.harms.dizziness.yes;
  record.systolic_rise_40 += e.harms.systolic_rise_40.yes;
  record.systolic_180 += e.harms.systolic_180.yes;
  record.cumulative_mg = record.cumulative_mg + e.mg;
}

void come_to_visit(const Walk& walk, ArmLife& arm, std::uint32_t number, std::uint32_t day) {
  const regimen::Phase& phase = walk.setup.experiment->plan.arm[number].phase[arm.clinic.phase];
  VisitState<float> state{arm.carried, arm.clinic, arm.rules};
  VisitInput<float> in{walk.life.traits,
                       walk.course,
                       walk.person.weight_kg,
                       {},
                       {},
                       walk.patient,
                       arm.watch.dependence,
                       arm.watch.withdrawal_until,
                       number,
                       arm.clinic.phase,
                       day};
  for (std::uint32_t step = 0; step < steps_of(phase); ++step) {
    const std::uint32_t form =
        form_given(walk.setup.experiment->plan.arm[number], arm.clinic.phase, step, day);
    const model::Exposure<float>& exposure = walk.life.exposures[form];
    in.exposure[step] = exposure.effect;
    in.log_peak[step] = log(max(exposure.peak_ng_per_ml / walk.setup.reference.peak_ng_per_ml, 1e-6f));
  }
  const VisitEvents<float> events = visit<float>(walk.setup, state, in, true);
  arm.carried = state.carried;
  arm.clinic = state.clinic;
  arm.rules = state.rules;
  count_visit(arm.record, events);
  if (walk.watcher) walk.watcher({day, number, &events, nullptr, &arm, &walk.life});
}

void live_exceptionally(const Walk& walk, ArmLife& arm, const ReviewEvents<float>& events, std::uint32_t day,
                        std::uint32_t days_since) {
  Exceptional x{arm.carried, arm.watch, arm.record, arm.dependence};
  review_exceptional(
      walk.setup, x, walk.life.traits, arm.clinic.misuse_detected != 0,
      {any(events.attempt), any(events.misuse_starts)},
      {&walk.setup.keys, walk.patient, walk.setup.experiment->replicate, day, to_float(days_since)});
  arm.carried = x.carried;
  arm.watch = x.watch;
  arm.record = x.record;
  arm.dependence = x.dependence;
}

void review(const Walk& walk, ArmLife& arm, std::uint32_t number, std::uint32_t day,
            std::uint32_t days_since) {
  const auto& parameters = walk.setup.experiment->parameters;
  ReviewState<float> state{arm.carried,           arm.watch,       arm.record, arm.clinic.treatment,
                           arm.clinic.next_visit, arm.clinic.doses};
  const auto events = run_clocks<float>(walk.setup, state, walk.life.traits, walk.course, number, day,
                                        to_float(days_since), true);
  const auto status = status_of<float>(state, events, walk.person.baseline_hamd17);
  watch_relapse<float>(state.record, events.score, parameters.relapse_hamd17,
                       status.remission | status.response, events.alive);
  record_week<float>(state.record, status, events.score, events.alive);
  arm.watch = state.watch;
  static_cast<model::WeekRecord<float>&>(arm.record) = state.record;
  arm.clinic.treatment = state.treatment;
  arm.clinic.next_visit = state.next_visit;
  if (any(events.exceptional)) live_exceptionally(walk, arm, events, day, days_since);
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
      walk.course = model::first_week<float>(setup.course, setup.experiment->parameters, walk.week_draws(0),
                                             walk.week_draws(1));
    else if (day % model::kDaysPerWeek == 0)
      walk.course = model::next_week<float>(walk.course, setup.course, model::slow_lift(setup.course, week),
                                            walk.week_draws(week + 1));
    for (std::uint32_t arm = 0; arm < walk.life.arms.size(); ++arm)
      if (walk.life.arms[arm].clinic.next_visit == day) come_to_visit(walk, walk.life.arms[arm], arm, day);
    if (review_day(patient, week, setup.days) != day) continue;
    for (std::uint32_t arm = 0; arm < walk.life.arms.size(); ++arm)
      review(walk, walk.life.arms[arm], arm, day, day - last_review);
    last_review = day;
  }
  return walk.life;
}

}  // namespace tachy::engine
