// What a run works out once, before the first block: constants of the equations and of the calendar.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "day/ratings.hpp"
#include "model/course.hpp"
#include "model/dependence.hpp"
#include "model/measures.hpp"
#include "model/parameters.hpp"
#include "model/pharmacokinetics.hpp"
#include "regimen/experiment.hpp"

namespace tachy::day {

// On the days before `until` an arm equals the earlier arm `like`, which is simulated from day 0.
struct Beginning {
  std::uint32_t like = 0, until = 0;
};

struct Setup {
  const regimen::Experiment* experiment;
  PhiloxKeys keys;
  model::CourseSteps course;
  model::PharmacokineticReference reference;
  model::HarmsOfUse harms_of_use;
  std::uint32_t days;                        // of the horizon; the last week may be short
  std::vector<std::uint32_t> period_of_day;  // the period in which what happens on a day is counted
  std::uint32_t periods;
  std::vector<float> lasting_reached_on;  // each day: share of the lasting improvement that has come
  std::vector<float> ageing_on;           // each day: by how much other deaths are likelier than on day 0
  float logit_missed;  // of the patient in the middle; the mean over patients is what was declared
  regimen::Attendance attendance;  // its p_late is of the visits that are not missed
  std::array<Beginning, regimen::kMaxArms> beginning = {};
  float mu_occupancy[regimen::kMaxArms][regimen::kMaxPhases] = {};  // of opioid receptors at a session, 0..1
  bool gates = false;          // does blockade take anything from any benefit?
  RatingColumns ratings = {};  // none asked for
};
Setup set_up(const regimen::Experiment& experiment);  // which must outlive it
bool some_session_is_gated(const regimen::Experiment& experiment);
Setup set_up(regimen::Experiment&&) = delete;

// Not by operator[]: in a checked build that is a function which other code may share
// (scripts/check_kernel.sh).
TACHY_INLINE const Beginning& beginning_of(const Setup& setup, std::uint32_t arm) {
  return *(setup.beginning.data() + arm);
}

TACHY_INLINE std::uint32_t period_of(const Setup& setup, std::uint32_t day) {
  return *(setup.period_of_day.data() + day);
}
TACHY_INLINE float lasting_reached_on(const Setup& setup, std::uint32_t day) {
  return *(setup.lasting_reached_on.data() + day);
}
TACHY_INLINE float ageing_on(const Setup& setup, std::uint32_t day) {
  return *(setup.ageing_on.data() + day);
}
// Is this the last day of a week or of a period? Events within it are then added up (Weekly::week_squares).
TACHY_INLINE bool ends_week(const Setup& setup, std::uint32_t day) {
  const bool last = day + 1 == setup.days;
  return last || (day + 1) % model::kDaysPerWeek == 0 || period_of(setup, day + 1) != period_of(setup, day);
}

// The arm that is simulated in place of `arm` on a day.
TACHY_INLINE std::uint32_t lived_by(const Setup& setup, std::uint32_t arm, std::uint32_t day) {
  return day < beginning_of(setup, arm).until ? beginning_of(setup, arm).like : arm;
}

// Each patient is reviewed once a week; in a last week that is short, on its last day at the latest. The
// weekday rotates over patients and over weeks, so that no rhythm of dosing can hide between reviews and
// every weekday counts alike, however few the patients are.
TACHY_INLINE constexpr std::uint32_t review_day(std::uint32_t patient, std::uint32_t week,
                                                std::uint32_t days) {
  const std::uint32_t day = week * 7 + (patient + 3 * week) % 7;
  return day < days ? day : days - 1;
}

// How many days a review stands for: those of its week.
TACHY_INLINE constexpr std::uint32_t days_of_week(std::uint32_t week, std::uint32_t days) {
  const std::uint32_t left = days - week * model::kDaysPerWeek;
  return left < model::kDaysPerWeek ? left : model::kDaysPerWeek;
}

}  // namespace tachy::day
