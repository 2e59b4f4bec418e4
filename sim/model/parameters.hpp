// All parameters of the model, as the kernel reads them: plain floats whose names carry the unit.
//
// Each submodel declares its own in its header; their rows (unit, range, source, grade) stand beside its
// equations and are joined in parameter_table.cpp.
#pragma once

#include <array>

namespace tachy::model {

// ODD 7.1, rows in pharmacokinetics.cpp
struct PharmacokineticParameters {
  float exposure_by_peak;     // switch: 0 = AUC0-24 drives the effect, 1 = peak concentration does
  float exposure_typical;     // switch: 0 = the patient's own exposure, 1 = that of the typical patient
  float r_enantiomer_weight;  // effect of R-ketamine exposure relative to S-ketamine
  // Intravenous S-ketamine, three compartments, at 70 kg. *_cv: between patients, as a fraction.
  float iv_v1_l, iv_v1_cv;
  float iv_cl_l_per_h, iv_cl_cv;
  float iv_v1_cl_correlation;
  float iv_q1_l_per_h, iv_vp1_l;
  float iv_q2_l_per_h, iv_vp2_l;
  float iv_volume_exponent, iv_clearance_exponent;  // of weight / 70 kg
  float r_over_s_clearance;
  // Nasal esketamine: what the nose absorbs and what is swallowed.
  float nasal_fraction;           // of the first spray's dose
  float nasal_fraction_logit_sd;  // between patients
  float nasal_later_spray_ratio;  // of the fraction, for each further spray
  float nasal_ka_per_h, nasal_ka_cv;
  float swallowed_release_h;  // D: duration of the zero-order release
  float swallowed_ka_per_h, swallowed_ka_cv;
  float swallowed_f_gut;
  // Esketamine in the body: central, two peripherals, liver.
  float nasal_vc_l, nasal_vc_cv;
  float nasal_q1_l_per_h, nasal_vp1_l, nasal_vp1_cv;
  float nasal_q2_l_per_h, nasal_vp2_l;
  float nasal_qh_l_per_h, nasal_qh_cv;
  float nasal_qh_fall_per_year_over_60;  // L/h
  float nasal_vh_l, nasal_vh_cv;
  float nasal_kel_per_h, nasal_kel_cv;
  float nasal_kmet_per_h;
};

// ODD 7.2, rows in opioid_blockade.cpp
struct OpioidParameters {
  float opioid_share;           // share of the drug drive that needs opioid tone
  float expectancy_gated;       // switch: 1 = the opioid gate also acts on expectancy
  float naltrexone_peak_ratio;  // receptors occupied for each one free, at the peak of 50 mg
  float naltrexone_rise_h;      // from the tablet to that peak
  float naltrexone_half_life_h;
};

// ODD 7.3 and 7.4, rows in response.cpp
struct ResponseParameters {
  float effect_ceiling;      // median ceiling of the drug's benefit, log units of score
  float effect_ceiling_sd;   // log SD between patients
  float sessions_add_up;     // switch: 1 = benefit saturates in the sum of sessions, 0 = each session does
  float benefit_is_sigmoid;  // switch, where they do: 1 = benefit is sigmoid in their sum, 0 = a hyperbola
  float ceiling_saturates;   // switch, where sessions do not add up: 0 = a session gains as the first one
  float responder_fraction;  // share of full responders
  float poor_responder_ceiling;   // ceiling of the rest, relative
  float half_effect_exposure;     // C50, relative to 0.5 mg/kg IV in a typical patient
  float half_effect_exposure_sd;  // log SD between patients
  float hill;                     // steepness h
  float fast_half_life_days;
  float fast_half_life_sd;
  float consolidation_per_day;
  float slow_half_life_days;
  float slow_half_life_sd;
  float expectancy_saline;  // log units
  float expectancy_active_placebo;
  float expectancy_drug;
  float expectancy_sd;  // log SD of placebo responsiveness
  float expectancy_half_life_days;
  float unblinding_wanes;  // switch: 1 = what a felt session adds to expectancy fades like the fast benefit
  float new_antidepressant_effect;  // plateau, log units
  float new_antidepressant_sd;      // log SD
  float new_antidepressant_onset_days;
  float lasting_improvement;     // plateau, log units
  float lasting_improvement_sd;  // log SD
  float lasting_improvement_half_time_days;
  float slow_course_sd;  // log units
  float slow_course_half_life_days;
  float fluctuation_sd_hamd17;  // points
  float fluctuation_half_life_days;
  float rating_error_sd_hamd17;  // points
  float relapse_hamd17;          // after response: this score or more at two reviews running
  float madrs_per_hamd17;
  float antidepressant_tolerance_gain;  // T gained by a full-strength session (named levels: none, weak,
                                        // strong)
  float antidepressant_tolerance_half_life_days;
  float antidepressant_tolerance_t50;
  // Between studies; drawn by virtual trials, not by patients (sim/study/trial/prediction.hpp).
  float study_drug_sd;     // log SD of the ceiling
  float study_setting_sd;  // log SD of expectancy and of a new antidepressant
  float study_harm_sd;     // SD of the logits of session events, log SD of the rise in blood pressure
};

// ODD 7.5 and 7.7, rows in harms.cpp
struct HarmParameters {
  float adverse_event_frailty_sd;     // logit
  float dissociation_logit;           // at the typical 0.5 mg/kg IV peak, first session
  float dissociation_slope;           // per log of relative peak
  float dissociation_tolerance_step;  // logit fall after the first drug session, then a plateau
  float sedation_logit;
  float sedation_slope;
  float nausea_logit;
  float nausea_slope;
  float dizziness_logit;
  float dizziness_slope;
  float later_session_step;   // logit fall of sedation, nausea, dizziness after the first session
  float placebo_event_logit;  // shift of all four in a placebo session
  float systolic_rise_mmhg;   // mean peak rise at the typical peak
  float systolic_rise_per_log_peak_mmhg;
  float systolic_rise_sd_patient;
  float systolic_rise_sd_session;
  float systolic_rise_per_year_over_60;
  float systolic_resting_mmhg;
  float systolic_resting_sd;
  float urinary_per_year_at_2g_daily;
  float urinary_dose_exponent;
  float suicide_attempts_per_year;
  float suicides_per_year;
  float other_deaths_per_year;  // at age 46
  float other_deaths_log_per_year_of_age;
  float suicide_by_state;            // switch: 1 = hazard depends on the score
  float suicide_log_per_point;       // per HAM-D17 point above or below the baseline, when switched on
  float drop_out_early_per_week;     // hazard at the start of treatment
  float drop_out_late_per_week;      // ... of those who have settled
  float drop_out_settling_days;      // time constant between the two
  float drop_out_no_response_ratio;  // when observed improvement is below 25 %
  float drop_out_adverse_event_ratio;
  float drop_out_frailty_sd;  // log SD between patients
  float attendance_sd;        // logit SD of keeping visits
};

// ODD 7.5 and 7.6, rows in dependence.cpp
struct DependenceParameters {
  float misuse_per_year_supervised;
  float misuse_per_year_take_home;
  float use_disorder_per_year;
  float misuse_quit_per_year;
  float disorder_remission_per_year;
  float disorder_remission_treated_per_year;  // once detected
  float disorder_relapse_per_year;
  float own_history_ratio;
  float family_history_ratio;
  float comorbidity_ratio;
  float genetic_log_ratio;  // per SD of liability
  float poor_mood_ratio;    // at the baseline score, against full remission
  float dose_frequency_half_life_days;
  float dose_frequency_floor;  // hazard with no recent dose, relative to one session a week
  float craving_gain;          // share of the distance to 1 that one dose covers
  float craving_half_life_days;
  float craving_log_ratio;  // of misuse hazard, per unit of craving
  float neuroadaptation_gain;
  float neuroadaptation_half_life_days;
  float reward_tolerance_gain;
  float reward_tolerance_half_life_days;
  float misuse_days_per_week;
  float misuse_dose_mg;
  float disorder_days_per_week;
  float disorder_dose_mg;
  float misuse_escalation;  // dose ratio at full reward tolerance
  float withdrawal_probability;
  float withdrawal_days_max;
  float withdrawal_score_effect;  // log units of score while it lasts
  // While a use disorder is active:
  float disorder_score_effect;    // log units of score
  float disorder_missed_ratio;    // of the probability of missing a visit
  float disorder_drop_out_ratio;  // of hazards
  float disorder_death_ratio;
  float misuse_share_of_harm;  // of these four, in log units, that misuse without use disorder does
};

struct Parameters : PharmacokineticParameters,
                    OpioidParameters,
                    ResponseParameters,
                    HarmParameters,
                    DependenceParameters {};

// The parameters that act on a measure most directly, as many as there are.
using Drivers = std::array<float Parameters::*, 6>;

}  // namespace tachy::model
