#include "verification/worked_patient.hpp"

#include <cmath>

#include <fmt/format.h>

#include "engine/plans.hpp"
#include "verification/worlds.hpp"

namespace tachy::tests {

namespace {

// What a reader with a calculator has: the number as printed.
double printed(float x, int digits) { return std::stod(fmt::format("{:.{}f}", x, digits)); }

std::string what_happened(const day::DayNote& note) {
  if (note.review != nullptr) return "review";
  const day::VisitEvents<float>& visit = *note.visit;
  if (visit.given.yes) {
    std::string text = fmt::format("session {}", note.after->record.sessions);
    for (const model::SessionEventRow& row : model::kSessionEventTable)
      if (row.kind == model::SessionEventKind::adverse_event && any(visit.harms.event[place_of(row.event)]))
        text += fmt::format(", {}", row.name);
    return text;
  }
  if (visit.missed.yes) return fmt::format("misses; next visit day {}", note.after->clinic.next_visit);
  return fmt::format("rings: comes on day {}", note.after->clinic.next_visit);
}

// The course on one day, from the draws of its weeks.
model::Course<float> first_course(const day::Setup& setup) {
  const auto words = [&](std::uint32_t week) {
    return random_words<float>(setup.keys, Purpose::mood_fluctuation, kWorkedPatient, 0,
                               week * model::kDaysPerWeek, 0u);
  };
  return model::first_week<float>(setup.course, setup.experiment->parameters, words(0), words(1));
}

}  // namespace

regimen::Experiment worked_patient_plan() {
  regimen::Experiment e;
  e.parameters = model::default_parameters();
  e.patients = kWorkedPatient + 1;
  e.horizon_days = 42;
  e.seed = 2018;
  e.plan.dose_forms = 1;
  e.plan.dose_form[0] = {.product = model::Product::ketamine_iv, .mg_per_kg = 0.5f};
  regimen::Phase induction = every(2), weekly = every(7);
  induction.doses = 6;
  induction.listed_gaps = 5;
  const std::uint32_t gaps[] = {2, 2, 3, 2, 2};
  for (std::uint32_t i = 0; i < 5; ++i) induction.gap_days[i] = gaps[i];
  weekly.first_gap_days = 7;
  weekly.entry.min_observed_improvement = 0.5f;
  e.plan.arms = 1;
  e.plan.arm[0] = arm_of({induction, weekly});
  return e;
}

WorkedPatient live_worked_patient(const day::Setup& setup) {
  const model::Parameters& p = setup.experiment->parameters;
  WorkedPatient out;
  const auto enrolled = day::live_one_patient(setup, kWorkedPatient);
  out.person = enrolled.person;
  out.traits = enrolled.traits;
  out.exposure = enrolled.exposures[0].effect;
  out.mg = 0.5f * out.person.weight_kg;
  out.drive = model::session_drive(p, out.exposure, out.traits.response.half_effect_exposure);
  const auto course = first_course(setup);
  out.natural_day_2 = model::natural_benefit(
      course, setup.course, out.traits.response.lasting_improvement * setup.lasting_reached_on[2], 2);
  out.fluctuation_day_2 = model::fluctuation_on(course, setup.course, 2);
  day::live_one_patient(setup, kWorkedPatient, [&](const day::DayNote& note) {
    const auto& carried = note.after->carried;
    const float elapsed = to_float(note.day - carried.as_of_day);
    const bool given = note.visit != nullptr && note.visit->given.yes;
    const bool came = note.visit != nullptr && !note.visit->missed.yes &&
                      note.after->clinic.rebookings != regimen::kComingLate;
    const auto benefit = model::fade(carried.benefit, out.traits.response, p, elapsed);
    out.days.push_back({note.day, what_happened(note), came, given,
                        note.visit != nullptr ? note.visit->score : note.review->score,
                        note.visit != nullptr ? note.visit->observed : 0.0f, benefit,
                        model::drug_benefit(benefit, out.traits.response.effect_ceiling, p)});
  });
  return out;
}

std::string traits_table(const WorkedPatient& w) {
  const model::ResponseTraits<float>& t = w.traits.response;
  std::string text = "| trait | symbol | value |\n|---|---|---|\n";
  text +=
      fmt::format("| age, weight | | {:.0f} years, {:.1f} kg |\n", w.person.age_years, w.person.weight_kg);
  text += fmt::format("| score at enrolment | baseline | {:.2f} points |\n", t.baseline_hamd17);
  text += fmt::format("| ceiling of drug benefit | Em | {:.3f} |\n", t.effect_ceiling);
  text += fmt::format("| exposure that reaches half of it | C50 | {:.3f} |\n", t.half_effect_exposure);
  text += fmt::format("| exposure to 0.5 mg/kg IV | c | {:.3f} |\n", w.exposure);
  text += fmt::format("| fading of the fast benefit | k_fast | {:.4f} per day |\n", t.fast_fading_per_day);
  text += fmt::format("| fading of the consolidated benefit | k_slow | {:.5f} per day |\n",
                      t.slow_fading_per_day);
  return text += fmt::format("| placebo responsiveness | pi | {:.3f} |\n", t.placebo_responsiveness);
}

std::string hand_computation(const WorkedPatient& w, const model::Parameters& p) {
  const model::ResponseTraits<float>& t = w.traits.response;
  const double baseline = printed(t.baseline_hamd17, 2), em = printed(t.effect_ceiling, 3);
  const double c50 = printed(t.half_effect_exposure, 3), c = printed(w.exposure, 3);
  const double k_fast = printed(t.fast_fading_per_day, 4), k_slow = printed(t.slow_fading_per_day, 5);
  const model::SessionExpectancy expectancy =
      model::expectancy_of_session(p, model::ExpectancyKind::drug, 1.0f);
  const double pi = printed(t.placebo_responsiveness, 3), of_any = printed(expectancy.of_any_session, 3);
  const double of_feeling = printed(expectancy.of_feeling_it, 3);
  const double consolidation = static_cast<double>(p.consolidation_per_day);
  const double hill = static_cast<double>(p.hill);
  const double half_life = static_cast<double>(p.expectancy_half_life_days);
  const double natural = printed(w.natural_day_2, 4), fluctuation = printed(w.fluctuation_day_2, 3);

  const double u = std::pow(c / c50, hill), a0 = std::sqrt(u), p0 = of_any * pi, v0 = of_feeling * pi;
  std::string text = "The first session, on day 0 (nothing carried, no blockade, no tolerance):\n\n";
  text += fmt::format("    dose     = 0.5 x {:.1f} = {:.1f} mg\n", w.person.weight_kg, w.mg);
  text += fmt::format("    u        = (c / C50)^h = ({:.3f} / {:.3f})^{:g} = {:.3f}\n", c, c50, hill, u);
  text += fmt::format("    A        = u^(1/2) = {:.3f}\n", a0);
  text += fmt::format("    P        = {0:g} pi = {0:g} x {1:.3f} = {2:.3f}\n", of_any, pi, p0);
  text += fmt::format("    U        = {0:g} pi = {0:g} x {1:.3f} = {2:.3f}\n", of_feeling, pi, v0);

  const double fast_left = std::exp(-2.0 * k_fast), slow_left = std::exp(-2.0 * k_slow);
  const double b2 = a0 * consolidation / (k_fast - k_slow) * (slow_left - fast_left);
  const double a2 = a0 * fast_left, p2 = p0 * std::exp2(-2.0 / half_life), v2 = v0 * fast_left;
  const double level = a2 + b2, drug = em * level * level / (1.0 + level * level);
  const double total = drug + p2 + v2 + natural;
  const double score = baseline * std::exp(-total) + fluctuation;
  text += "\nTwo days later, before the second session:\n\n";
  text +=
      fmt::format("    A        = {:.3f} e^(-2 k_fast) = {:.3f} x {:.4f} = {:.3f}\n", a0, a0, fast_left, a2);
  text += fmt::format("    B        = {:.3f} x {:g} / (k_fast - k_slow) x ({:.4f} - {:.4f}) = {:.3f}\n", a0,
                      consolidation, slow_left, fast_left, b2);
  text += fmt::format("    D        = Em L^2 / (1 + L^2) = {0:.3f} x {1:.3f}^2 / (1 + {1:.3f}^2) = {2:.3f}\n",
                      em, level, drug);
  text += fmt::format("    P        = {:.3f} x 2^(-2/{:g}) = {:.3f}\n", p0, half_life, p2);
  text += fmt::format("    U        = {:.3f} x {:.4f} = {:.3f}\n", v0, fast_left, v2);
  text += fmt::format("    N        = {:.4f} (drawn: slow course; and g)\n", natural);
  text += fmt::format("    score    = {:.2f} e^(-{:.3f}) + ({:.3f}, drawn fluctuation) = {:.2f}\n", baseline,
                      total, fluctuation, score);
  return text;
}

std::string day_table(const WorkedPatient& w) {
  std::string text =
      "| day | what happens | true score | rated | u | A | B | D | P | U "
      "|\n|---|---|---|---|---|---|---|---|---|---|\n";
  for (const WorkedDay& day : w.days)
    text += fmt::format("| {} | {} | {:.2f} | {} | {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.3f} |\n",
                        day.day, day.what, day.score, day.rated ? fmt::format("{:.2f}", day.observed) : "",
                        day.given ? fmt::format("{:.3f}", w.drive) : "", day.benefit.fast,
                        day.benefit.consolidated, day.drug, day.benefit.expectancy, day.benefit.unblinding);
  return text;
}

}  // namespace tachy::tests
