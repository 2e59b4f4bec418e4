#include "day/rare_events.hpp"

namespace tachy::day {

namespace {

using model::SlowHarm;

void attempt_suicide(RareState& x, const model::PatientDay& at) {
  x.record.suicide_attempts += 1;
  const RandomWords<float> next = random_words<float>(*at.keys, Purpose::clock_suicide_attempt, at.patient,
                                                      at.replicate, 0u, x.record.suicide_attempts);
  x.clocks.attempt_at = x.clocks.attempt_at + exponential<float>(next.word(Purpose::clock_suicide_attempt));
}

// An unsupervised dose: no benefit is credited to it. One that was taken before the last visit is entered on
// the day of that visit.
void take_own_dose(const Setup& setup, RareState& x, const model::Traits<float>& traits, std::uint32_t day) {
  const model::Parameters& p = setup.experiment->parameters;
  const std::uint32_t entered = day > x.carried.as_of_day ? day : x.carried.as_of_day;
  auto [benefit, habit] = model::fade_to(x.carried, traits.response, p, entered);
  const float mg = model::own_dose_mg(x.dependence, p, habit.reward_tolerance);
  benefit.tolerance = benefit.tolerance + p.antidepressant_tolerance_gain * (1.0f - benefit.tolerance);
  x.record.cumulative_mg = x.record.cumulative_mg + mg;
  x.record.misuse_mg = x.record.misuse_mg + mg;
  x.carried = {benefit, model::after_dose(habit, p, mg), entered,
               setup.gates ? passed_on(setup, traits, x.carried, entered) : x.carried.passed};
}

float urinary_hazard_per_day(const model::Parameters& p, const model::CarryOver<float>& carried,
                             std::uint32_t day) {
  const float elapsed = to_float(day - carried.as_of_day);
  return model::urinary_hazard_per_day(p, model::fade(carried.habituation, p, elapsed).mg_per_week);
}

// The unsupervised doses since the last review. The urinary clock has run without them so far. In many weeks
// there are none, and nothing changes.
void take_own_doses(const Setup& setup, RareState& x, const model::Traits<float>& traits,
                    const model::PatientDay& at) {
  const model::Parameters& p = setup.experiment->parameters;
  const model::CarryOver<float> before = x.carried;
  bool taken = false;
  for (std::uint32_t ago = truncate(at.days_since_review); ago-- > 0;)
    if (model::takes_own_dose(x.dependence, p, at.day - ago)) {
      take_own_dose(setup, x, traits, at.day - ago);
      taken = true;
    }
  if (!taken) return;
  const float uncounted =
      urinary_hazard_per_day(p, x.carried, at.day) - urinary_hazard_per_day(p, before, at.day);
  constexpr std::uint32_t clock = model::clock_of(SlowHarm::urinary);
  x.clocks.hazard[clock] = x.clocks.hazard[clock] + uncounted * at.days_since_review;
  if (x.clocks.hazard[clock] > traits.rings_at[clock]) x.record.ever |= model::mark_of(SlowHarm::urinary);
}

constexpr float kNever = 1e30f;

float ring_of_own_clock(const model::PatientDay& at, std::uint32_t starts) {
  const RandomWords<float> words =
      random_words<float>(*at.keys, Purpose::clock_misuse_start, at.patient, at.replicate, at.life, starts);
  return exponential<float>(words.word(Purpose::clock_misuse_start));
}

void restart_misuse_clock(RareState& x, const model::PatientDay& at) {
  x.clocks.misuse_hazard = 0.0f;
  x.clocks.misuse_at = ring_of_own_clock(at, x.dependence.clock_starts);
}

// Whose clocks rang, of those that were set on day 0; then the next of them is watched. A life that never
// misuses has no clock of its own.
MisuseRings first_rings(const Setup& setup, RareState& x, const model::PatientDay& at) {
  const float own = at.life == 0 ? ring_of_own_clock(at, 0) : kNever;
  model::FurtherMisuseClocks clock(at, setup.experiment->misuse_clocks);
  while (clock.rings_at() < x.clocks.misuse_at) clock.next();  // they rang before
  MisuseRings rings{.own = x.clocks.misuse_hazard > own, .first = clock.number()};
  for (; x.clocks.misuse_hazard > clock.rings_at(); clock.next()) ++rings.count;
  rings.more = clock.is_there();
  if (!rings.own) x.clocks.misuse_at = min(own, clock.rings_at());
  return rings;
}

MisuseRings rings_at_review(const Setup& setup, RareState& x, const model::PatientDay& at) {
  const bool on_first_clocks =
      x.dependence.clock_starts == 0 && (at.life == 0 || at.life == setup.experiment->misuse_clocks);
  return on_first_clocks ? first_rings(setup, x, at) : MisuseRings{.own = true};
}

}  // namespace

MisuseRings review_rare_events(const Setup& setup, RareState& x, const model::Traits<float>& traits,
                               bool detected, RareEvents events, const model::PatientDay& at) {
  using model::Dependence;
  const model::Parameters& p = setup.experiment->parameters;
  if (events.attempt) attempt_suicide(x, at);
  MisuseRings rings;
  if (events.misuse_starts) rings = rings_at_review(setup, x, at);
  if (rings.own) {
    model::start_misuse(x.dependence, at);
    x.record.ever |= model::mark_of(SlowHarm::misuse);
  } else if (x.dependence.state != Dependence::none) {
    take_own_doses(setup, x, traits, at);
    model::review_dependence(x.dependence, p, traits.risk_ratio, detected, at);
    if (x.dependence.state == Dependence::use_disorder)
      x.record.ever |= model::mark_of(SlowHarm::use_disorder);
    if (x.dependence.state == Dependence::none) restart_misuse_clock(x, at);
  }
  x.clocks.dependence = static_cast<std::uint32_t>(x.dependence.state);
  x.clocks.withdrawal_until = x.dependence.withdrawal_until;
  return rings;
}

}  // namespace tachy::day
