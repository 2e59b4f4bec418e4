#include "day/one_patient.hpp"

#include "day/walk.hpp"

namespace tachy::day {

namespace {

PatientLife enrol(const Setup& setup, std::uint32_t patient) {
  const regimen::Experiment& e = *setup.experiment;
  const model::EnrolmentAddress<float> address{&setup.keys, patient, e.replicate};
  PatientLife life;
  life.person = model::sample_person(e.cohort, e.eligibility, setup.keys, patient, e.replicate);
  const auto person = model::person_lanes(life.person, model::risks_of_histories(e.parameters));
  life.traits = draw_traits<float>(setup, person, address);
  const auto pk = model::draw_pharmacokinetics<float>(person, address);
  for (std::uint32_t form = 0; form < e.plan.dose_forms; ++form)
    life.exposures.push_back(exposure_to<float>(setup, form, pk));
  for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm) {
    const ArmStart<float> start = begin_arm<float>(setup, arm, address);
    life.arms.push_back({.carried = {},
                         .clocks = start.clocks,
                         .clinic = start.clinic,
                         .rules = start.rules,
                         .record = start.record,
                         .dependence = {},
                         .flow = {}});
  }
  return life;
}

}  // namespace

PatientLife live_one_patient(const Setup& setup, std::uint32_t patient, const Watcher& watcher) {
  PatientLife life = enrol(setup, patient);
  if (!life.person.enrolled) return life;
  Walk walk{setup, patient, 0, life, life.person.weight_kg, {}, watcher, life.partings};
  std::uint32_t last_review = 0;
  for (std::uint32_t day = 0; day < setup.days; ++day) {
    begin_day(walk, day);
    for (std::uint32_t arm = 0; arm < life.arms.size(); ++arm)
      if (life.arms[arm].clinic.next_visit == day) come_to_visit(walk, life.arms[arm], arm, day);
    if (review_day(patient, day / model::kDaysPerWeek, setup.days) != day) continue;
    for (std::uint32_t arm = 0; arm < life.arms.size(); ++arm)
      hold_review(walk, life.arms[arm], arm, day, day - last_review);
    last_review = day;
  }
  return life;
}

}  // namespace tachy::day
