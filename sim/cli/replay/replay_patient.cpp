// Who the patient is: the traits drawn at enrolment, and the exposure that each dose of the scenario gives.
#include <cmath>

#include <fmt/format.h>

#include "cli/replay/replay.hpp"

namespace tachy::cli {

namespace {

std::string line(std::string_view name, const std::string& value) {
  return fmt::format("  {:46} {}\n", name, value);
}
std::string days(float fading_per_day) { return fmt::format("{:.1f} days", kLn2 / fading_per_day); }
std::string yes_or_no(bool yes) { return yes ? "yes" : "no"; }

std::string drawn_text(const model::Traits<float>& t) {
  const model::ResponseTraits<float>& r = t.response;
  const model::HarmTraits<float>& h = t.harm;
  return line("ceiling of the drug's benefit", fmt::format("{:.2f} log units of score", r.effect_ceiling)) +
         line("exposure for half the effect",
              fmt::format("{:.2f} times the typical one of 0.5 mg/kg iv", r.half_effect_exposure)) +
         line("half-life of the fast part of benefit (A)", days(r.fast_fading_per_day)) +
         line("half-life of the consolidated part (B)", days(r.slow_fading_per_day)) +
         line("expectancy (P)", fmt::format("{:.2f} times the median", r.placebo_responsiveness)) +
         line("lasting improvement in usual care",
              fmt::format("{:.2f} log units of score, in years", r.lasting_improvement)) +
         line("missed visits", fmt::format("{:.1f} % of those planned", t.p_missed * 100.0f)) +
         line("hazard of leaving treatment",
              fmt::format("{:.2f} times the median", std::exp(h.drop_out_log_ratio))) +
         line("hazard of misuse", fmt::format("{:.2f} times that of no risk factor", t.risk_ratio)) +
         line("adverse events", fmt::format("{:+.2f} on the logit scale", h.adverse_event_frailty)) +
         line("systolic pressure at rest, rise with a session",
              fmt::format("{:.0f} mmHg, {:.0f} mmHg", h.systolic_resting_mmhg, h.systolic_rise_mmhg));
}

}  // namespace

std::string patient_text(const Story& story) {
  const day::PatientLife& life = story.diary.life;
  const model::Person& p = life.person;
  const regimen::Plan& plan = story.scenario->experiment.plan;
  std::string text = fmt::format("{}\npatient {}, seed {}\n\n", story.scenario->title, story.patient,
                                 story.scenario->experiment.seed);
  text += line("age, sex", fmt::format("{:.0f} years, {}", p.age_years, p.female ? "woman" : "man"));
  text += line("weight", fmt::format("{:.1f} kg", p.weight_kg));
  text += line("HAM-D17 at baseline", fmt::format("{:.1f} points", p.baseline_hamd17));
  text += line("failed treatments", std::to_string(p.failed_treatments));
  text += line("own substance-use history", yes_or_no(p.own_substance_history));
  text += line("family substance-use history", yes_or_no(p.family_substance_history));
  text += line("another psychiatric diagnosis", yes_or_no(p.psychiatric_comorbidity));
  text += drawn_text(life.traits);
  for (std::uint32_t form = 0; form < plan.dose_forms; ++form) {
    if (!plan.dose_form[form].is_drug()) continue;
    text += line(
        story.scenario->dose_form_labels[form],
        fmt::format("{:.1f} mg, peak {:.0f} ng/mL", model::dose_mg<float>(plan.dose_form[form], p.weight_kg),
                    life.exposures[form].peak_ng_per_ml));
  }
  return text;
}

}  // namespace tachy::cli
