// ODD 7.6: misuse, use disorder, remission, relapse, withdrawal.
//
// Every transition has its own clock: it rings when its cumulative hazard passes -ln u, with u drawn for
// that transition alone. Raising one hazard therefore brings its own event forward and moves no other
// clock, and the earliest of two competing clocks wins. The start of misuse is watched for every patient
// in lanes; the few who are past it live the rest of this submodel one at a time (dependence.cpp).
#pragma once

#include "base/elementary.hpp"
#include "base/random.hpp"
#include "model/habituation.hpp"
#include "model/parameters.hpp"

namespace tachy::model {

enum class Dependence : std::uint32_t { none, misuse, use_disorder, remission };

// Base hazard of patients who take doses home. misuse_take_home is meant for a store of four doses, a month
// of weekly ones; what it adds to the supervised hazard is proportional to the store.
TACHY_INLINE float misuse_per_year_at_home(const DependenceParameters& p, float stock_doses) {
  const float added = (p.misuse_per_year_take_home - p.misuse_per_year_supervised) * stock_doses / 4.0f;
  return p.misuse_per_year_supervised + added;
}

// Logarithms of the ratios by which a history raises the hazards of misuse and use disorder.
struct HistoryRisks {
  float own, family, comorbidity;
};
TACHY_INLINE HistoryRisks risks_of_histories(const DependenceParameters& p) {
  return {log(p.own_history_ratio), log(p.family_history_ratio), log(p.comorbidity_ratio)};
}

// Hazard of starting to misuse. risk_ratio: of the patient; score_ratio: score over baseline.
template <class F>
TACHY_INLINE F misuse_hazard_per_day(const DependenceParameters& p, F base_per_year, F risk_ratio, F craving,
                                     F sessions_per_week, F score_ratio) {
  const F frequency = F(p.dose_frequency_floor) + F(1.0f - p.dose_frequency_floor) * sessions_per_week;
  const F state = exp(F(p.craving_log_ratio) * craving + log(F(p.poor_mood_ratio)) * score_ratio);
  return base_per_year * F(1.0f / 365.25f) * risk_ratio * frequency * state;
}

// The state of dependence of one patient in one arm.
struct DependenceState {
  Dependence state;
  std::uint32_t clock_starts;      // how many times clocks were started: the index of the next draw
  std::uint32_t withdrawal_until;  // withdrawal lasts while day < this
  float leave_hazard, leave_at;  // cumulative hazard of the milder exit (quit, remission), and where it rings
  float worsen_hazard, worsen_at;  // of the worse exit (use disorder, relapse)
};

// What ketamine taken outside the prescription does to the rest of a life, while it is taken.
struct HarmOfUse {
  float score_effect = 0.0f;  // worsening, log units
  float missed_ratio = 1.0f, drop_out_ratio = 1.0f, death_ratio = 1.0f;
};
struct HarmsOfUse {
  HarmOfUse misuse, use_disorder;  // not in remission
};
HarmsOfUse harms_of_use(const DependenceParameters& p);

// One of them, in the state of each patient.
template <class F>
TACHY_INLINE F harm_of_use(const HarmsOfUse& harms, float HarmOfUse::*harm, Word<F> dependence) {
  const auto is = [&](Dependence state)
                      TACHY_LAMBDA { return dependence == Word<F>(static_cast<std::uint32_t>(state)); };
  const F if_misused = select(is(Dependence::misuse), F(harms.misuse.*harm), F(HarmOfUse{}.*harm));
  return select(is(Dependence::use_disorder), F(harms.use_disorder.*harm), if_misused);
}

// Where and when one patient's review takes place, and in which of the patient's lives: 0 is the patient's
// own, 1 and up are those of the copies (FurtherMisuseClocks). Each has draws of its own.
struct PatientDay {
  const PhiloxKeys* keys;
  std::uint32_t patient, replicate, day;
  float days_since_review;
  std::uint32_t life = 0;
};

// A patient may have further clocks of the start of misuse, so that a rare harm is met in few patients
// (Experiment::misuse_clocks). All are independent exponentials, as the own clock is. They are drawn in the
// order in which they ring, each from the one before: of n that are left, the next rings after E / n, E
// exponential. So only the next of all clocks needs to be watched.
inline constexpr std::uint32_t kMaxMisuseClocks = 256;
template <class F>
TACHY_INLINE F gap_before_clock(const PhiloxKeys& keys, Word<F> patient, std::uint32_t replicate,
                                std::uint32_t number, std::uint32_t clocks) {
  const RandomWords<F> words =
      random_words<F>(keys, Purpose::clock_misuse_start, patient, replicate, Word<F>(number), Word<F>(0u));
  return exponential<F>(words.word(Purpose::clock_misuse_start)) / F(to_float(clocks - number));
}

// The further clocks of one patient, one after the other, numbered from 1.
class FurtherMisuseClocks {
 public:
  FurtherMisuseClocks(const PatientDay& at, std::uint32_t clocks) : at_(at), clocks_(clocks) { next(); }
  bool is_there() const { return number_ < clocks_; }
  std::uint32_t number() const { return number_; }
  float rings_at() const { return is_there() ? rings_at_ : kNever; }
  void next() {
    ++number_;
    if (is_there())
      rings_at_ =
          rings_at_ + gap_before_clock<float>(*at_.keys, at_.patient, at_.replicate, number_, clocks_);
  }

 private:
  static constexpr float kNever = 1e30f;
  const PatientDay& at_;
  std::uint32_t clocks_, number_ = 0;
  float rings_at_ = 0.0f;
};

// The patient starts to misuse today: enters the state and starts its clocks.
void start_misuse(DependenceState& d, const PatientDay& at);

// Hazards of the two exits of a state; 0 where there is no such exit. detected: the clinic knows.
struct Exits {
  float leave_per_day, worsen_per_day;
};
Exits exits_of(const DependenceState& d, const DependenceParameters& p, float risk_ratio, bool detected);

// One review interval of a patient who is past `none`. The clinic's detection speeds up remission.
void review_dependence(DependenceState& d, const DependenceParameters& p, float risk_ratio, bool detected,
                       const PatientDay& at);

// Unsupervised doses fall on a fixed grid of days, so that whole doses add up to the weekly rate.
bool takes_own_dose(const DependenceState& d, const DependenceParameters& p, std::uint32_t day);
float own_dose_mg(const DependenceState& d, const DependenceParameters& p, float reward_tolerance);

}  // namespace tachy::model
