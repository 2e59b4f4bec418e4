// One patient of the plain first version, their random numbers, and what is the same for all patients.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <boost/random/bernoulli_distribution.hpp>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>

#include "model/dependence.hpp"
#include "model/pharmacokinetics.hpp"
#include "model/session_events.hpp"
#include "regimen/clinic.hpp"
#include "regimen/experiment.hpp"

namespace tachy::bench {

class Luck {
 public:
  explicit Luck(std::uint64_t seed) : generator_(seed) {}
  bool happens(double p) { return boost::random::bernoulli_distribution<double>(p)(generator_); }
  double normal() { return normal_(generator_); }
  double exponential() { return exponential_(generator_); }
  double between(double low, double high) {
    return boost::random::uniform_real_distribution<double>(low, high)(generator_);
  }
  std::uint32_t whole_between(std::uint32_t low, std::uint32_t high) {
    return boost::random::uniform_int_distribution<std::uint32_t>(low, high)(generator_);
  }

 private:
  boost::random::mt19937_64 generator_;
  boost::random::normal_distribution<double> normal_;
  boost::random::exponential_distribution<double> exponential_;
};

struct RuleCount {
  std::uint32_t visits = 0, since = regimen::kNoDay;
};

// A cumulative hazard, and the level at which the clock rings.
struct Clock {
  double hazard = 0.0, rings_at = 0.0;
  void restart(Luck& luck) { *this = {0.0, luck.exponential()}; }
  bool runs_out(double by) { return (hazard += by) > rings_at; }
};

struct Patient {
  // for life
  double baseline, effect_ceiling, half_effect_exposure, placebo_responsiveness;
  double lasting_improvement;
  double fast_kept, slow_kept, consolidated;  // of the benefit, from one day to the next
  double adverse_event_frailty, systolic_resting, systolic_rise, drop_out_ratio, other_deaths_per_day;
  double risk_ratio, p_missed;
  double dose_mg, exposure, log_peak;

  // this morning
  double fast = 0.0, slow = 0.0, expectancy = 0.0, unblinding = 0.0, tolerance = 0.0;
  double reward_tolerance = 0.0, craving = 0.0, neuroadaptation = 0.0;
  double sessions_per_week = 0.0, mg_per_week = 0.0;
  double fluctuation = 0.0, next_fluctuation = 0.0, course = 0.0, next_course = 0.0;

  // events and dependence
  Clock suicide, attempt, other_death, urinary, misuse, leave, worsen;
  model::Dependence dependence = model::Dependence::none;
  std::uint32_t withdrawal_until = 0;

  // clinic
  regimen::Treatment treatment = regimen::Treatment::in_treatment;
  std::uint32_t phase = 0, slot = 0, planned_day = 0, next_visit = 0, interval_days = 0, rebookings = 0;
  std::uint32_t doses = 0, doses_in_phase = 0, last_dose_day = 0;
  bool admitted = false, coming_late = false, misuse_detected = false;
  std::array<RuleCount, regimen::kMaxRules> rules{};

  // outcome
  double days = 0.0, remission_days = 0.0, response_days = 0.0, treated_days = 0.0;  // by weekly reviews
  std::uint32_t relapses = 0;
  std::uint32_t relapse_watch = 0;  // 0 not yet responded, 1 responded, 2 and above the threshold once
  double score_sum = 0.0, cumulative_mg = 0.0, misuse_mg = 0.0;
  std::uint32_t sessions = 0, attempts = 0;
  std::array<std::uint32_t, model::kSessionEvents> events{};  // sessions with each
  bool ever_misused = false, ever_disorder = false, ever_urinary = false, died = false;
};

// What is the same for all patients.
struct World {
  explicit World(const regimen::Experiment& e);
  const regimen::Experiment& experiment;
  const model::Parameters& parameters;
  model::PharmacokineticReference reference;
  model::HarmsOfUse harms_of_use;
  double expectancy_kept, tolerance_kept, reward_tolerance_kept, craving_kept, neuroadaptation_kept,
      memory_kept;                                                            // from one day to the next
  double fluctuation_kept, fluctuation_renewed, course_kept, course_renewed;  // from one week to the next
  double dose_as_weekly_rate, log_poor_mood_ratio, logit_missed;
  std::vector<double> half_course_variance;  // by week
};

Patient enrol_plainly(const World& world, Luck& luck);

double score_on(const World& world, const Patient& p, std::uint32_t day);

// What misuse or use disorder does while it lasts.
model::HarmOfUse harm_of_use(const World& world, const Patient& p);

// A booked visit: does the patient come, what does the clinic decide, the session and its harms, the next
// visit.
void visit_plainly(const World& world, const regimen::Arm& arm, Patient& p, Luck& luck, std::uint32_t day);

// The first visit of an arm.
void begin_plainly(const regimen::Arm& arm, Patient& p);

// A day of a patient past `none`: unsupervised doses and transitions of dependence.
void live_with_dependence(const World& world, Patient& p, Luck& luck, std::uint32_t day);

}  // namespace tachy::bench
