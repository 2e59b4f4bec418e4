// Rows of the parameter table for submodels 7.2-7.4.
#include "model/parameter_rows.hpp"

namespace tachy::model {

namespace {
constexpr std::string_view kFitted = "median of draws fitted to 20 studies (scenarios/calibration.yaml)";
constexpr std::string_view kLeucht = "Leucht 2018 J Affect Disord, equipercentile linking, 4388 patients";

// clang-format off
constexpr ParameterRow kResponseRows[] = {
    {"opioid_share", &P::opioid_share, "1", 0.761f, 0.0f, 1.0f, Grade::derived, "median of draws fitted to 20 studies; rests on one of 26 people (Jelen 2025), 95 % of the draws from 0.30 to 0.95", "share of the drug drive that needs opioid tone; 0 = independent hypothesis"},
    {"expectancy_gated", &P::expectancy_gated, "1", 0.0f, 0.0f, 1.0f, kAssumed, "hypothesis", "switch: opioid blockade also removes expectancy"},
    {"effect_ceiling", &P::effect_ceiling, "1", 0.624f, 0.3f, 2.0f, Grade::derived, kFitted, "median ceiling of drug benefit, log units of score"},
    {"effect_ceiling_sd", &P::effect_ceiling_sd, "1", 0.655f, 0.0f, 1.2f, Grade::derived, kFitted, "log SD of the ceiling between patients"},
    {"sessions_add_up", &P::sessions_add_up, "1", 1.0f, 0.0f, 1.0f, kAssumed, "structure; only so does a dose buy duration more than peak", "switch: 1 = sessions add up and benefit saturates in their sum, 0 = each session fills part of what the ceiling leaves free"},
    {"benefit_is_sigmoid", &P::benefit_is_sigmoid, "1", 1.0f, 0.0f, 1.0f, kAssumed, "structure; a single infusion wears off within two weeks, a long course over months", "switch where sessions add up: 1 = benefit is sigmoid in their sum, 0 = a hyperbola"},
    {"ceiling_saturates", &P::ceiling_saturates, "1", 1.0f, 0.0f, 1.0f, kAssumed, "structure; without a ceiling repeated dosing overshoots", "switch where sessions do not add up: 1 = a session fills what the ceiling leaves free, 0 = it gains as much as the first"},
    {"responder_fraction", &P::responder_fraction, "1", 0.732f, 0.4f, 1.0f, Grade::derived, kFitted, "share of patients with the full ceiling; not identified"},
    {"poor_responder_ceiling", &P::poor_responder_ceiling, "1", 0.392f, 0.0f, 1.0f, Grade::derived, kFitted, "ceiling of the other patients, relative"},
    {"half_effect_exposure", &P::half_effect_exposure, "1", 0.296f, 0.05f, 2.0f, Grade::derived, kFitted, "C50: exposure of one session that reaches half of the ceiling, relative to 0.5 mg/kg IV"},
    {"half_effect_exposure_sd", &P::half_effect_exposure_sd, "1", 0.337f, 0.0f, 1.0f, Grade::derived, kFitted, "log SD of C50 between patients"},
    {"hill", &P::hill, "1", 0.981f, 0.5f, 4.0f, Grade::derived, kFitted, "steepness of the exposure-response curve; not identified"},
    {"fast_half_life", &P::fast_half_life_days, "day", 3.54f, 2.0f, 12.0f, Grade::derived, kFitted, "half-life of the fast benefit"},
    {"fast_half_life_sd", &P::fast_half_life_sd, "1", 0.647f, 0.0f, 1.0f, Grade::derived, kFitted, "log SD between patients"},
    {"consolidation", &P::consolidation_per_day, "1/day", 0.00904f, 0.0f, 0.1f, Grade::derived, kFitted, "rate at which fast benefit is written into slow benefit"},
    {"slow_half_life", &P::slow_half_life_days, "day", 103.0f, 30.0f, 365.0f, Grade::derived, kFitted, "half-life of the consolidated benefit"},
    {"slow_half_life_sd", &P::slow_half_life_sd, "1", 0.595f, 0.0f, 1.2f, Grade::derived, kFitted, "log SD between patients"},
    {"expectancy_saline", &P::expectancy_saline, "1", 0.348f, 0.0f, 0.6f, Grade::derived, kFitted, "benefit expected of an inert session, log units"},
    {"expectancy_active_placebo", &P::expectancy_active_placebo, "1", 0.235f, 0.0f, 0.8f, Grade::derived, kFitted, "benefit expected of an active placebo such as midazolam, log units"},
    {"expectancy_drug", &P::expectancy_drug, "1", 0.478f, 0.0f, 0.8f, Grade::derived, kFitted, "benefit expected of a session felt to be the drug, log units"},
    {"expectancy_sd", &P::expectancy_sd, "1", 1.02f, 0.0f, 1.2f, Grade::derived, kFitted, "log SD of placebo responsiveness"},
    {"expectancy_half_life", &P::expectancy_half_life_days, "day", 24.9f, 5.0f, 120.0f, Grade::derived, kFitted, "half-life of expectancy; not identified"},
    {"unblinding_wanes", &P::unblinding_wanes, "1", 1.0f, 0.0f, 1.0f, kAssumed, "structure; superiority over an inert control is gone within two weeks", "switch: 1 = what a felt session adds to hope fades as the fast benefit does"},
    {"new_antidepressant_effect", &P::new_antidepressant_effect, "1", 0.206f, 0.0f, 1.2f, Grade::derived, kFitted, "median plateau of a newly started oral antidepressant, log units"},
    {"new_antidepressant_sd", &P::new_antidepressant_sd, "1", 0.836f, 0.0f, 1.5f, Grade::derived, kFitted, "log SD of that plateau"},
    {"new_antidepressant_onset", &P::new_antidepressant_onset_days, "day", 13.2f, 5.0f, 42.0f, Grade::derived, kFitted, "time constant of its onset"},
    {"natural_improvement", &P::natural_improvement_per_year, "1/year", -0.038f, -0.2f, 0.5f, Grade::derived, kFitted, "drift of the untreated course, log units of score"},
    {"slow_course_sd", &P::slow_course_sd, "1", 0.39f, 0.0f, 0.6f, Grade::derived, kFitted, "SD of the slow illness course, log units of score"},
    {"slow_course_half_life", &P::slow_course_half_life_days, "day", 56.8f, 20.0f, 400.0f, kAssumed, "judgement: median of draws that the trials hardly move", "half-life of its autocorrelation"},
    {"fluctuation_sd", &P::fluctuation_sd_hamd17, "points", 3.04f, 0.0f, 3.9f, Grade::derived, kFitted, "SD of day-to-day fluctuation, HAM-D17"},
    {"fluctuation_half_life", &P::fluctuation_half_life_days, "day", 5.21f, 1.0f, 30.0f, Grade::derived, kFitted, "half-life of its autocorrelation"},
    {"rating_error_sd", &P::rating_error_sd_hamd17, "points", 2.52f, 0.0f, 4.0f, Grade::derived, "median of draws fitted to 20 studies; prior from agreement between raters (Williams and Kobak 2008: 0.93)", "SD of a rater's error, HAM-D17; seen by the clinic, not part of the state"},
    {"relapse_hamd17", &P::relapse_hamd17, "points", 17.0f, 12.0f, 24.0f, Grade::derived, "MADRS >= 22 (Salloum 2020 definition) divided by 1.3", "after response, this score at two weekly reviews running is a relapse"},
    {"madrs_per_hamd17", &P::madrs_per_hamd17, "1", 1.3f, 1.25f, 1.35f, Grade::measured, kLeucht, "MADRS points per HAM-D17 point: 10, 20, 30 correspond to 13, 26, 39"},
    {"antidepressant_tolerance_gain", &P::antidepressant_tolerance_gain, "1", 0.0f, 0.0f, 0.5f, kAssumed, "not established at clinic doses; named levels none 0, weak 0.02, strong 0.08", "tachyphylaxis gained by one full-strength session, share of the way to 1"},
    {"antidepressant_tolerance_half_life", &P::antidepressant_tolerance_half_life_days, "day", 21.0f, 5.0f, 90.0f, kAssumed, "not measured in people; sweep 5-90 days", "recovery from tachyphylaxis"},
    {"antidepressant_tolerance_t50", &P::antidepressant_tolerance_t50, "1", 0.3f, 0.05f, 2.0f, kAssumed, "judgement", "tachyphylaxis that halves what a session gains"},
    {"study_drug_sd", &P::study_drug_sd, "1", 0.514f, 0.0f, 1.0f, Grade::derived, kFitted, "log SD between studies of the ceiling; for virtual trials"},
    {"study_setting_sd", &P::study_setting_sd, "1", 0.502f, 0.0f, 1.0f, Grade::derived, kFitted, "log SD between studies of expectancy and of a new antidepressant; for virtual trials"},
    {"study_harm_sd", &P::study_harm_sd, "1", 0.405f, 0.0f, 1.0f, kAssumed, "judgement, hardly moved by the trials: who asks, how often blood pressure is read and what is written down differ", "SD between studies of the logits of session events, and of the log rise in blood pressure; for virtual trials"},
};
// clang-format on
}  // namespace

std::span<const ParameterRow> response_rows() { return kResponseRows; }

}  // namespace tachy::model
