// Rows of the parameter table for submodel 7.7.
#include "model/parameter_rows.hpp"

namespace tachy::model {

namespace {
constexpr std::string_view kWeekOne =
    "median of draws fitted to 20 studies (scenarios/calibration.yaml), here week-1 incidence in 928 "
    "esketamine "
    "patients (two sessions), SUSTAIN-1/2 pooled course";
constexpr std::string_view kBelief =
    "judgement: the middle of a prior over its range, which the trials hardly move";
constexpr std::string_view kSuicide =
    "Poisson meta-analysis of treated TRD, 30 studies, J Affect Disord 2018";

// clang-format off
constexpr ParameterRow kHarmRows[] = {
    {"adverse_event_frailty_sd", &P::adverse_event_frailty_sd, "1", 2.11f, 0.0f, 3.0f, Grade::derived, "median of draws fitted to 20 studies; events recur in the same people", "logit SD of session adverse events between patients"},
    {"dissociation_logit", &P::dissociation_logit, "1", -1.66f, -4.0f, 0.0f, Grade::derived, kWeekOne, "logit of dissociation at the first session, typical 0.5 mg/kg IV peak"},
    {"dissociation_slope", &P::dissociation_slope, "1", 0.988f, 0.0f, 3.0f, kAssumed, kBelief, "logit per log of relative peak concentration"},
    {"dissociation_tolerance_step", &P::dissociation_tolerance_step, "1", 0.7f, 0.0f, 2.0f, Grade::assumed, "CADSS falls after infusion 1, then plateaus (203 patients); size is judgement", "logit fall after the first drug session; then a plateau"},
    {"sedation_logit", &P::sedation_logit, "1", -4.39f, -7.0f, -1.0f, Grade::derived, kWeekOne, "logit of sedation at the first session"},
    {"sedation_slope", &P::sedation_slope, "1", 0.6f, 0.0f, 3.0f, kAssumed, "judgement", "logit per log of relative peak"},
    {"nausea_logit", &P::nausea_logit, "1", -2.25f, -5.0f, -0.5f, Grade::derived, kWeekOne, "logit of nausea at the first session"},
    {"nausea_slope", &P::nausea_slope, "1", 0.6f, 0.0f, 3.0f, kAssumed, "judgement", "logit per log of relative peak"},
    {"dizziness_logit", &P::dizziness_logit, "1", -1.8f, -5.0f, 0.0f, Grade::derived, kWeekOne, "logit of dizziness at the first session"},
    {"dizziness_slope", &P::dizziness_slope, "1", 0.6f, 0.0f, 3.0f, kAssumed, "judgement", "logit per log of relative peak"},
    {"later_session_step", &P::later_session_step, "1", 0.753f, 0.0f, 2.0f, kAssumed, "incidence is highest in week 1 and lower in every later period; size is a prior that the trials hardly move", "logit fall of sedation, nausea and dizziness after the first drug session"},
    {"placebo_event_logit", &P::placebo_event_logit, "1", -2.0f, -4.0f, 0.0f, Grade::derived, "placebo arms, four weeks: dissociation 6-9 %, dizziness 8-14 %, nausea 9-14 %", "logit shift of all four events in a placebo session"},
    {"systolic_rise", &P::systolic_rise_mmhg, "mmHg", 11.0f, 3.0f, 20.0f, Grade::measured, "7.4 mmHg (741 infusions) to 16 mmHg in published series", "mean peak systolic rise at the typical 0.5 mg/kg IV peak"},
    {"systolic_rise_per_log_peak", &P::systolic_rise_per_log_peak_mmhg, "mmHg", 11.5f, 0.0f, 20.0f, kAssumed, kBelief, "change of that rise per log of relative peak"},
    {"systolic_rise_sd_patient", &P::systolic_rise_sd_patient, "mmHg", 9.0f, 0.0f, 20.0f, kAssumed, "total SD 11-13 mmHg published; split is judgement", "SD of the mean rise between patients"},
    {"systolic_rise_sd_session", &P::systolic_rise_sd_session, "mmHg", 9.0f, 0.0f, 20.0f, kAssumed, "total SD 11-13 mmHg published; split is judgement", "SD of the rise between sessions; no tolerance (two series)"},
    {"systolic_rise_per_year_over_60", &P::systolic_rise_per_year_over_60, "mmHg", 0.5f, 0.0f, 2.0f, kAssumed, "rise of 40 or more in 8 % below 65 years and 17 % above; slope is judgement", "extra rise per year of age above 60"},
    {"systolic_resting", &P::systolic_resting_mmhg, "mmHg", 124.0f, 110.0f, 140.0f, kAssumed, "judgement; treatment is withheld above 140/90", "mean systolic pressure before a session"},
    {"systolic_resting_sd", &P::systolic_resting_sd, "mmHg", 12.0f, 0.0f, 20.0f, kAssumed, "judgement", "SD between patients"},
    {"urinary_at_2g_daily", &P::urinary_per_year_at_2g_daily, "1/year", 0.44f, 0.1f, 1.5f, Grade::derived, "60 % of people with ketamine use disorder at about 2 g a day; mean onset 24.7 months", "hazard of urinary symptoms at 2 g a day"},
    {"urinary_dose_exponent", &P::urinary_dose_exponent, "1", 0.75f, 0.3f, 2.0f, kAssumed, "judgement between 26.6 % of recreational users and 60 % at 2 g a day", "power of recent weekly dose in that hazard"},
    {"suicide_attempts", &P::suicide_attempts_per_year, "1/year", 0.0466f, 0.0353f, 0.0623f, Grade::measured, kSuicide, "suicide attempts in treated TRD"},
    {"suicides", &P::suicides_per_year, "1/year", 0.0047f, 0.0022f, 0.01f, Grade::measured, kSuicide, "completed suicide in treated TRD"},
    {"other_deaths", &P::other_deaths_per_year, "1/year", 0.004f, 0.001f, 0.02f, kAssumed, "judgement; relative rates in TRD 1.04-1.52 (three registers) lack a base rate here", "deaths from other causes at age 46"},
    {"other_deaths_log_per_year_of_age", &P::other_deaths_log_per_year_of_age, "1", 0.09f, 0.05f, 0.12f, kAssumed, "Gompertz slope, judgement", "log rise of that hazard per year of age"},
    {"suicide_by_state", &P::suicide_by_state, "1", 0.0f, 0.0f, 1.0f, kAssumed, "no effect on attempts has been shown: off by default", "switch: suicide hazards depend on the score"},
    {"suicide_log_per_point", &P::suicide_log_per_point, "1", 0.05f, 0.0f, 0.15f, kAssumed, "judgement; used only when suicide_by_state is 1", "log ratio of suicide hazards per HAM-D17 point from baseline"},
    {"drop_out_early", &P::drop_out_early_per_week, "1/week", 0.03f, 0.0f, 0.15f, kAssumed, "free IV clinic: 11 % left during a course; 61 % reached eight nasal sessions", "hazard of leaving treatment at its start, typical patient, whatever the interval"},
    {"drop_out_late", &P::drop_out_late_per_week, "1/week", 0.003f, 0.0f, 0.03f, kAssumed, "mean exposure 42.9 months in the long-term esketamine study; rest judgement", "the same once settled in treatment"},
    {"drop_out_settling", &P::drop_out_settling_days, "day", 28.0f, 7.0f, 180.0f, kAssumed, "judgement", "time constant between the two"},
    {"drop_out_no_response_ratio", &P::drop_out_no_response_ratio, "1", 2.0f, 1.0f, 6.0f, kAssumed, "judgement", "ratio when observed improvement is below 25 %"},
    {"drop_out_adverse_event_ratio", &P::drop_out_adverse_event_ratio, "1", 1.5f, 1.0f, 6.0f, kAssumed, "judgement", "ratio after a session with an adverse event"},
    {"drop_out_frailty_sd", &P::drop_out_frailty_sd, "1", 0.5f, 0.0f, 2.0f, kAssumed, "judgement", "log SD between patients"},
    {"attendance_sd", &P::attendance_sd, "1", 0.7f, 0.0f, 2.0f, kAssumed, "judgement", "logit SD of keeping visits between patients"},
};
// clang-format on
}  // namespace

std::span<const ParameterRow> harm_rows() { return kHarmRows; }

}  // namespace tachy::model
