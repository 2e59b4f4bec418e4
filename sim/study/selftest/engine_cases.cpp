// Limits of the engine: what must hold exactly, and survival at a constant hazard.
#include <cmath>

#include "base/random.hpp"
#include "day/setup.hpp"
#include "engine/run.hpp"
#include "model/parameter_table.hpp"
#include "study/selftest/selftest.hpp"

namespace tachy::study {

namespace {

constexpr const char* kEngineTopic = "engine";
constexpr std::uint32_t kLives = 4000;

// Two arms alike: six infusions, then one a week for whoever is better.
regimen::Experiment two_arms_alike() {
  regimen::Experiment e;
  e.parameters = model::default_parameters();
  e.patients = kLives;
  e.horizon_days = 182;
  e.seed = 2018;
  e.plan.dose_forms = 1;
  e.plan.dose_form[0] = {.product = model::Product::ketamine_iv, .mg_per_kg = 0.5f};
  regimen::Phase induction, maintenance;
  induction.every_days = 2;
  induction.doses = 6;
  maintenance.first_gap_days = 7;
  maintenance.every_days = 7;
  maintenance.entry.min_observed_improvement = 0.5f;
  for (regimen::Arm& arm : {std::ref(e.plan.arm[0]), std::ref(e.plan.arm[1])}) {
    arm.phase[arm.phases++] = induction;
    arm.phase[arm.phases++] = maintenance;
  }
  e.plan.arms = 2;
  return e;
}

// Nobody is treated; people die of other causes at one hazard.
regimen::Experiment one_hazard(float deaths_per_year) {
  regimen::Experiment e;
  e.parameters = model::default_parameters();
  e.parameters.suicides_per_year = 0.0f;
  e.parameters.misuse_per_year_supervised = 0.0f;
  e.parameters.other_deaths_per_year = deaths_per_year;
  e.parameters.other_deaths_log_per_year_of_age = 0.0f;
  e.patients = kLives;
  e.horizon_days = 728;
  e.seed = 2018;
  e.plan.arms = 1;
  return e;
}

double differences(const engine::Tallies& tallies) {
  double sum = 0.0;
  for (const model::TotalRow& row : model::total_table())
    sum += static_cast<double>(tallies.at(1, row.total).difference_sum_squares);
  return sum;
}

double living_unaccounted_for(const engine::Tallies& tallies) {
  using model::Weekly;
  std::int64_t missing = 0;
  for (std::uint32_t week = 0; week < tallies.periods; ++week) {
    std::int64_t left = tallies.at(0, week, Weekly::alive);
    for (const Weekly state :
         {Weekly::remission_treated, Weekly::remission_untreated, Weekly::response_treated,
          Weekly::response_untreated, Weekly::symptomatic_treated, Weekly::symptomatic_untreated})
      left -= tallies.at(0, week, state);
    missing += std::abs(left);
  }
  return static_cast<double>(missing);
}

void add_exact_limits(std::vector<SelfTestCase>& cases) {
  const regimen::Experiment e = two_arms_alike();
  const engine::Tallies tallies = engine::run(e, {.threads = 1});
  const auto add = [&](const char* what, double got, const char* source) {
    cases.push_back({kEngineTopic, what, 0.0, got, 0.0, source});
  };
  add("differences between two arms alike, squared and added up", differences(tallies),
      "the same luck in every arm");
  add("living patients in none of six states, or in two", living_unaccounted_for(tallies),
      "states exclude each other");
  double disagree = 0.0;
  for (const std::string_view name : engine::instruction_sets())
    if (!(engine::run(e, {.threads = 1, .instruction_set = name}) == tallies)) ++disagree;
  add("instruction sets of this machine that count otherwise", disagree, "one lane is the reference");
  add("counts that two threads and other blocks change",
      engine::run(e, {.threads = 2, .patients_per_block = 112}) == tallies ? 0.0 : 1.0,
      "counts are whole numbers");
}

void add_survival(std::vector<SelfTestCase>& cases) {
  constexpr float kDeathsPerYear = 0.2f;
  const regimen::Experiment e = one_hazard(kDeathsPerYear);
  const engine::Tallies tallies = engine::run(e, {.threads = 1});
  // Each patient is reviewed for the last time on a day of the last week.
  double expected = 0.0, variance = 0.0;
  for (std::uint32_t patient = 0; patient < kLives; ++patient) {
    const double p = std::exp(-static_cast<double>(kDeathsPerYear) / 365.25 *
                              day::review_day(patient, tallies.periods - 1, e.horizon_days));
    expected += p / kLives;
    variance += p * (1 - p) / (static_cast<double>(kLives) * kLives);
  }
  const auto alive = static_cast<double>(tallies.at(0, tallies.periods - 1, model::Weekly::alive)) / kLives;
  cases.push_back({kEngineTopic, "alive after two years at 0.2 deaths a year", expected, alive,
                   4 * std::sqrt(variance), "exponential survival; four standard errors"});
}

}  // namespace

std::vector<SelfTestCase> engine_cases() {
  std::vector<SelfTestCase> cases;
  add_exact_limits(cases);
  add_survival(cases);
  return cases;
}

}  // namespace tachy::study
