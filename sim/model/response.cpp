// Rows of the parameter table for submodels 7.2-7.4. Values are first values, before calibration.
#include "model/parameter_rows.hpp"

namespace tachy::model {

namespace {
using P = Parameters;
constexpr auto kAssumed = Grade::assumed;
constexpr std::string_view kFit =
    "first rough fit to 43 published endpoints (median patient); to be replaced by calibration";
constexpr std::string_view kLeucht = "Leucht 2018 J Affect Disord, equipercentile linking, 4388 patients";

// clang-format off
constexpr ParameterRow kRows[] = {
    {"opioid_share", &P::opioid_share, "1", 0.0f, 0.0f, 1.0f, kAssumed, "hypothesis; prior mean about 0.5, wide: Williams 2018, Jelen 2025 read as shares of total improvement", "share of the drug drive that needs opioid tone; 0 = independent hypothesis"},
    {"expectancy_gated", &P::expectancy_gated, "1", 0.0f, 0.0f, 1.0f, kAssumed, "hypothesis", "switch: opioid blockade also removes expectancy"},
    {"effect_ceiling", &P::effect_ceiling, "1", 0.83f, 0.3f, 2.0f, kAssumed, kFit, "median ceiling of drug benefit, log units of score"},
    {"effect_ceiling_sd", &P::effect_ceiling_sd, "1", 0.5f, 0.0f, 1.2f, kAssumed, kFit, "log SD of the ceiling between patients"},
    {"ceiling_saturates", &P::ceiling_saturates, "1", 1.0f, 0.0f, 1.0f, kAssumed, "structure; without a ceiling repeated dosing overshoots", "switch: 1 = a session fills what the ceiling leaves free, 0 = it gains as much as the first"},
    {"responder_fraction", &P::responder_fraction, "1", 0.85f, 0.4f, 1.0f, kAssumed, kFit, "share of patients with the full ceiling; not identified"},
    {"poor_responder_ceiling", &P::poor_responder_ceiling, "1", 0.13f, 0.0f, 1.0f, kAssumed, kFit, "ceiling of the other patients, relative"},
    {"half_effect_exposure", &P::half_effect_exposure, "1", 0.33f, 0.05f, 2.0f, kAssumed, kFit, "C50: exposure that fills half of the free ceiling, relative to 0.5 mg/kg IV"},
    {"half_effect_exposure_sd", &P::half_effect_exposure_sd, "1", 0.3f, 0.0f, 1.0f, kAssumed, "judgement", "log SD of C50 between patients"},
    {"hill", &P::hill, "1", 1.0f, 0.5f, 4.0f, kAssumed, kFit, "steepness of the exposure-response curve; not identified"},
    {"fast_half_life", &P::fast_half_life_days, "day", 4.7f, 2.0f, 12.0f, kAssumed, kFit, "half-life of the fast benefit"},
    {"fast_half_life_sd", &P::fast_half_life_sd, "1", 0.3f, 0.0f, 1.0f, kAssumed, "judgement", "log SD between patients"},
    {"consolidation", &P::consolidation_per_day, "1/day", 0.036f, 0.0f, 0.1f, kAssumed, kFit, "rate at which fast benefit is written into slow benefit"},
    {"slow_half_life", &P::slow_half_life_days, "day", 107.0f, 30.0f, 365.0f, kAssumed, kFit, "half-life of the consolidated benefit"},
    {"slow_half_life_sd", &P::slow_half_life_sd, "1", 0.8f, 0.0f, 1.2f, kAssumed, kFit, "log SD between patients"},
    {"expectancy_saline", &P::expectancy_saline, "1", 0.17f, 0.0f, 0.6f, kAssumed, kFit, "benefit expected of an inert session, log units"},
    {"expectancy_active_placebo", &P::expectancy_active_placebo, "1", 0.32f, 0.0f, 0.8f, kAssumed, kFit, "benefit expected of an active placebo such as midazolam, log units"},
    {"expectancy_drug", &P::expectancy_drug, "1", 0.32f, 0.0f, 0.8f, kAssumed, "set equal to the active placebo: drug effects unblind", "benefit expected of a session felt to be the drug, log units"},
    {"expectancy_sd", &P::expectancy_sd, "1", 0.6f, 0.0f, 1.2f, kAssumed, "judgement", "log SD of placebo responsiveness"},
    {"expectancy_half_life", &P::expectancy_half_life_days, "day", 27.0f, 5.0f, 120.0f, kAssumed, kFit, "half-life of expectancy; not identified"},
    {"new_antidepressant_effect", &P::new_antidepressant_effect, "1", 0.55f, 0.0f, 1.2f, kAssumed, kFit, "median plateau of a newly started oral antidepressant, log units"},
    {"new_antidepressant_sd", &P::new_antidepressant_sd, "1", 0.75f, 0.0f, 1.5f, kAssumed, kFit, "log SD of that plateau"},
    {"new_antidepressant_onset", &P::new_antidepressant_onset_days, "day", 14.0f, 5.0f, 42.0f, kAssumed, kFit, "time constant of its onset"},
    {"natural_improvement", &P::natural_improvement_per_year, "1/year", 0.05f, -0.2f, 0.5f, kAssumed, "judgement", "drift of the untreated course, log units of score"},
    {"slow_course_sd", &P::slow_course_sd, "1", 0.2f, 0.0f, 0.6f, kAssumed, "judgement", "SD of the slow illness course, log units of score"},
    {"slow_course_half_life", &P::slow_course_half_life_days, "day", 90.0f, 20.0f, 400.0f, kAssumed, "judgement", "half-life of its autocorrelation"},
    {"fluctuation_sd", &P::fluctuation_sd_hamd17, "points", 3.0f, 0.0f, 3.9f, kAssumed, "judgement; capped near 5 MADRS points", "SD of day-to-day fluctuation, HAM-D17"},
    {"fluctuation_half_life", &P::fluctuation_half_life_days, "day", 5.0f, 1.0f, 30.0f, kAssumed, "judgement", "half-life of its autocorrelation"},
    {"rating_error_sd", &P::rating_error_sd_hamd17, "points", 2.0f, 0.0f, 4.0f, kAssumed, "judgement", "SD of a rater's error, HAM-D17; seen by the clinic, not part of the state"},
    {"relapse_hamd17", &P::relapse_hamd17, "points", 17.0f, 12.0f, 24.0f, Grade::derived, "MADRS >= 22 (Salloum 2020 definition) divided by 1.3", "after response, this score at two weekly reviews running is a relapse"},
    {"madrs_per_hamd17", &P::madrs_per_hamd17, "1", 1.3f, 1.25f, 1.35f, Grade::measured, kLeucht, "MADRS points per HAM-D17 point: 10, 20, 30 correspond to 13, 26, 39"},
    {"antidepressant_tolerance_gain", &P::antidepressant_tolerance_gain, "1", 0.0f, 0.0f, 0.5f, kAssumed, "not established at clinic doses; named levels none 0, weak 0.02, strong 0.08", "tachyphylaxis gained by one full-strength session, share of the way to 1"},
    {"antidepressant_tolerance_half_life", &P::antidepressant_tolerance_half_life_days, "day", 21.0f, 5.0f, 90.0f, kAssumed, "not measured in people; sweep 5-90 days", "recovery from tachyphylaxis"},
    {"antidepressant_tolerance_t50", &P::antidepressant_tolerance_t50, "1", 0.3f, 0.05f, 2.0f, kAssumed, "judgement", "tachyphylaxis that halves what a session gains"},
    {"study_drug_sd", &P::study_drug_sd, "1", 0.25f, 0.0f, 1.0f, kAssumed, "judgement", "log SD between studies of the ceiling; for virtual trials"},
    {"study_setting_sd", &P::study_setting_sd, "1", 0.35f, 0.0f, 1.0f, kAssumed, "judgement", "log SD between studies of expectancy and of a new antidepressant; for virtual trials"},
};
// clang-format on
}  // namespace

std::span<const ParameterRow> response_rows() { return kRows; }

}  // namespace tachy::model
