// Small worlds in which the model has a known answer, and how far chance may stray from it.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>

#include "day/one_patient.hpp"
#include "engine/run.hpp"
#include "day/setup.hpp"
#include "model/parameter_table.hpp"
#include "regimen/experiment.hpp"

namespace tachy::tests {

// A chance result may lie this many standard errors from its expectation (two-sided: once in 150,000).
inline constexpr double kLimit = 4.5;

inline double z_of(double seen, double expected, double variance) {
  return (seen - expected) / std::sqrt(variance);
}
inline std::string z_message(const char* what, double seen, double expected, double z) {
  return std::string(what) + ": seen " + std::to_string(seen) + ", expected " + std::to_string(expected) +
         ", z " + std::to_string(z);
}

// Nothing happens by chance: nobody dies, attempts, misuses, drops out, misses or comes late. One arm
// without treatment, to be furnished.
inline regimen::Experiment quiet_world(std::uint32_t patients, std::uint32_t days) {
  regimen::Experiment e;
  e.parameters = model::default_parameters();
  e.parameters.suicide_attempts_per_year = e.parameters.suicides_per_year = 0.0f;
  e.parameters.other_deaths_per_year = 0.0f;
  e.parameters.misuse_per_year_supervised = e.parameters.misuse_per_year_take_home = 0.0f;
  e.parameters.drop_out_early_per_week = e.parameters.drop_out_late_per_week = 0.0f;
  e.parameters.attendance_sd = 0.0f;
  e.patients = patients;
  e.horizon_days = days;
  e.seed = 2018;
  e.plan.attendance.p_missed = e.plan.attendance.p_late = 0.0f;
  e.plan.dose_forms = 1;
  e.plan.dose_form[0] = {.product = model::Product::ketamine_iv, .mg_per_kg = 0.5f};
  e.plan.arms = 1;
  return e;
}

inline regimen::Phase every(std::uint32_t days, std::uint32_t dose_form = 0) {
  regimen::Phase phase;
  phase.every_days = days;
  phase.dose_form = dose_form;
  return phase;
}

// So much naltrexone that not one receptor in a million is free.
inline void block_every_receptor(regimen::Phase& phase) {
  phase.naltrexone_mg = 1e12f;
  phase.naltrexone_hours_before = 1.0f;
}

// The illness without ups and downs: the score moves by treatment alone.
inline void still_course(model::Parameters& p) {
  p.fluctuation_sd_hamd17 = p.slow_course_sd = p.lasting_improvement = 0.0f;
}

}  // namespace tachy::tests
