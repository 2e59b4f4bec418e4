// Doses of one's own between two reviews: entered at the review, each on its day.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "engine/plans.hpp"
#include "day/one_patient.hpp"

using namespace tachy;

namespace {

// Everybody misuses from their first review on and for good, always by the same dose.
regimen::Experiment all_misuse(std::initializer_list<regimen::Phase> phases) {
  regimen::Experiment e;
  e.parameters = model::default_parameters();
  e.parameters.misuse_per_year_supervised = 1e9f;
  e.parameters.misuse_quit_per_year = 0.0f;
  e.parameters.use_disorder_per_year = 0.0f;
  e.parameters.misuse_days_per_week = 4.0f;
  e.parameters.misuse_escalation = 1.0f;
  e.parameters.suicides_per_year = 0.0f;
  e.parameters.other_deaths_per_year = 0.0f;
  e.horizon_days = 364;
  e.seed = 1;
  e.plan.dose_forms = 1;
  e.plan.dose_form[0] = {.product = model::Product::ketamine_iv, .mg_per_kg = 0.5f, .at_most_mg = 60.0f};
  e.plan.arms = 1;
  e.plan.arm[0] = tests::arm_of(phases);
  return e;
}

struct UrinaryHazard {
  double of_the_engine = 0.0, day_by_day = 0.0;  // summed over patients
};

// Up to the last review, with all doses on their days.
double hazard_day_by_day(const model::Parameters& p, const std::vector<double>& mg_on, std::uint32_t until) {
  const double kept = std::exp2(-1.0 / static_cast<double>(p.dose_frequency_half_life_days));
  const double rate = 7.0 * std::log(2.0) / static_cast<double>(p.dose_frequency_half_life_days);
  double mg_per_week = 0.0, hazard = 0.0;
  for (std::uint32_t day = 0; day <= until; ++day) {
    mg_per_week = mg_per_week * kept + rate * mg_on[day];
    if (day == 0) continue;
    hazard += static_cast<double>(model::urinary_hazard_per_day(p, static_cast<float>(mg_per_week)));
  }
  return hazard;
}

UrinaryHazard urinary_hazard(const regimen::Experiment& e) {
  const auto setup = day::set_up(e);
  UrinaryHazard sum;
  for (std::uint32_t patient = 0; patient < 7 * 16; patient += 8) {  // every day of review
    std::vector<double> mg_on(setup.days, 0.0);
    std::uint32_t misuses_after = setup.days, last_review = 0;
    const auto life = day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
      if (note.visit) mg_on[note.day] += static_cast<double>(note.visit->mg);
      if (!note.review) return;
      last_review = note.day;
      if (any(note.review->misuse_starts)) misuses_after = note.day;
    });
    for (std::uint32_t day = misuses_after + 1; day < setup.days; ++day)
      if (model::takes_own_dose(life.arms[0].dependence, e.parameters, day))
        mg_on[day] += static_cast<double>(e.parameters.misuse_dose_mg);
    sum.of_the_engine +=
        static_cast<double>(life.arms[0].clocks.hazard[model::clock_of(model::SlowHarm::urinary)]);
    sum.day_by_day += hazard_day_by_day(e.parameters, mg_on, last_review);
  }
  return sum;
}

}  // namespace

TEST_SUITE("day/self_doses") {
  TEST_CASE("the urinary hazard of misuse is that of a life stepped day by day") {
    const UrinaryHazard hazard = urinary_hazard(all_misuse({tests::six_infusions()}));
    CHECK(hazard.of_the_engine == doctest::Approx(hazard.day_by_day).epsilon(0.01));
  }

  TEST_CASE("so it nearly is when doses of the clinic come in between") {
    regimen::Phase weekly = tests::maintenance(7);
    weekly.entry = {};
    const UrinaryHazard hazard = urinary_hazard(all_misuse({weekly}));
    CHECK(hazard.of_the_engine == doctest::Approx(hazard.day_by_day).epsilon(0.03));
  }
}
