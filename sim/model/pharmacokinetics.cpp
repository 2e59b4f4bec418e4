// Rows of the parameter table for submodel 7.1.
#include "model/parameter_rows.hpp"

namespace tachy::model {

namespace {
constexpr std::string_view kOtto = "Otto 2021, doi 10.1007/s00228-021-03104-1 (venous, with Fanta 2015)";
constexpr std::string_view kPerezRuixo = "Perez-Ruixo 2021, doi 10.1007/s40262-020-00953-4, Table 3";

// clang-format off
constexpr ParameterRow kPharmacokineticRows[] = {
    {"exposure_by_peak", &P::exposure_by_peak, "1", 0.0f, 0.0f, 1.0f, kAssumed, "neither measure has been shown to drive the effect", "switch: 1 = the peak drives the effect, 0 = AUC0-24"},
    {"exposure_typical", &P::exposure_typical, "1", 0.0f, 0.0f, 1.0f, kAssumed, "one study found drug levels unrelated to response", "switch: 1 = everyone has the exposure of a typical patient at the same mg"},
    {"r_enantiomer_weight", &P::r_enantiomer_weight, "1", 0.482f, 0.0f, 1.0f, Grade::derived, "median of draws fitted to 20 studies (scenarios/calibration.yaml), close to its flat prior; no head-to-head measurement", "effect of R-ketamine exposure relative to S-ketamine"},

    {"iv_v1", &P::iv_v1_l, "L", 133.0f, 50.0f, 300.0f, kMeasured, kOtto, "central volume V1 at 70 kg, intravenous S-ketamine"},
    {"iv_v1_cv", &P::iv_v1_cv, "1", 0.296f, 0.0f, 1.0f, kMeasured, kOtto, "V1 between patients, coefficient of variation"},
    {"iv_cl", &P::iv_cl_l_per_h, "L/h", 95.2f, 40.0f, 150.0f, kMeasured, kOtto, "clearance CL of S-ketamine at 70 kg"},
    {"iv_cl_cv", &P::iv_cl_cv, "1", 0.162f, 0.0f, 1.0f, kMeasured, kOtto, "CL between patients, coefficient of variation"},
    {"iv_v1_cl_correlation", &P::iv_v1_cl_correlation, "1", 0.483f, -0.95f, 0.95f, kMeasured, kOtto, "correlation of the log deviations of V1 and CL"},
    {"iv_q1", &P::iv_q1_l_per_h, "L/h", 23.2f, 5.0f, 100.0f, kMeasured, kOtto, "flow Q1 to peripheral 1"},
    {"iv_vp1", &P::iv_vp1_l, "L", 187.0f, 50.0f, 500.0f, kMeasured, kOtto, "volume of peripheral 1"},
    {"iv_q2", &P::iv_q2_l_per_h, "L/h", 157.0f, 20.0f, 400.0f, kMeasured, kOtto, "flow Q2 to peripheral 2"},
    {"iv_vp2", &P::iv_vp2_l, "L", 98.8f, 20.0f, 300.0f, kMeasured, kOtto, "volume of peripheral 2"},
    {"iv_volume_exponent", &P::iv_volume_exponent, "1", 1.0f, 0.0f, 1.5f, kMeasured, kOtto, "power of weight / 70 kg in V1; also used for Vp1 and Vp2 (assumed)"},
    {"iv_clearance_exponent", &P::iv_clearance_exponent, "1", 0.75f, 0.0f, 1.5f, kMeasured, kOtto, "power of weight / 70 kg in CL; also used for Q1 and Q2 (assumed)"},
    {"r_over_s_clearance", &P::r_over_s_clearance, "1", 0.859f, 0.5f, 1.2f, kMeasured, "Wang 2019, PMC6902860: 15.8 against 18.4 mL/min/kg", "clearance of R-ketamine relative to S-ketamine"},

    {"nasal_fraction", &P::nasal_fraction, "1", 0.54f, 0.1f, 0.95f, kMeasured, kPerezRuixo, "fraction of the first 28 mg spray absorbed through the nose"},
    {"nasal_fraction_logit_sd", &P::nasal_fraction_logit_sd, "1", 0.708f, 0.0f, 1.5f, kMeasured, kPerezRuixo, "logit SD of that fraction between patients"},
    {"nasal_later_spray_ratio", &P::nasal_later_spray_ratio, "1", 0.62f, 0.2f, 1.0f, kMeasured, kPerezRuixo, "fraction of a later spray relative to the first"},
    {"nasal_ka", &P::nasal_ka_per_h, "1/h", 2.93f, 0.5f, 10.0f, kMeasured, kPerezRuixo, "nasal absorption rate"},
    {"nasal_ka_cv", &P::nasal_ka_cv, "1", 0.615f, 0.0f, 1.5f, kMeasured, kPerezRuixo, "nasal absorption rate between patients, coefficient of variation"},
    {"swallowed_release", &P::swallowed_release_h, "h", 0.53f, 0.25f, 1.5f, kMeasured, kPerezRuixo, "zero-order release D of the swallowed part"},
    {"swallowed_ka", &P::swallowed_ka_per_h, "1/h", 1.45f, 0.3f, 5.0f, kMeasured, kPerezRuixo, "absorption rate of the swallowed part into the liver"},
    {"swallowed_ka_cv", &P::swallowed_ka_cv, "1", 1.32f, 0.0f, 2.0f, kMeasured, kPerezRuixo, "absorption rate of the swallowed part between patients, coefficient of variation"},
    {"swallowed_f_gut", &P::swallowed_f_gut, "1", 0.64f, 0.1f, 1.0f, kMeasured, kPerezRuixo, "fraction of the swallowed part that reaches the liver"},
    {"nasal_vc", &P::nasal_vc_l, "L", 192.0f, 50.0f, 400.0f, kMeasured, kPerezRuixo, "central volume Vc of esketamine, all-routes model"},
    {"nasal_vc_cv", &P::nasal_vc_cv, "1", 0.275f, 0.0f, 1.0f, kMeasured, kPerezRuixo, "Vc between patients, coefficient of variation"},
    {"nasal_q1", &P::nasal_q1_l_per_h, "L/h", 84.3f, 10.0f, 300.0f, kMeasured, kPerezRuixo, "flow Q1 to peripheral 1"},
    {"nasal_vp1", &P::nasal_vp1_l, "L", 143.0f, 30.0f, 500.0f, kMeasured, kPerezRuixo, "volume of peripheral 1"},
    {"nasal_vp1_cv", &P::nasal_vp1_cv, "1", 0.493f, 0.0f, 1.0f, kMeasured, kPerezRuixo, "Vp1 between patients, coefficient of variation"},
    {"nasal_q2", &P::nasal_q2_l_per_h, "L/h", 37.6f, 5.0f, 150.0f, kMeasured, kPerezRuixo, "flow Q2 to peripheral 2"},
    {"nasal_vp2", &P::nasal_vp2_l, "L", 417.0f, 100.0f, 1000.0f, kMeasured, kPerezRuixo, "volume of peripheral 2"},
    {"nasal_qh", &P::nasal_qh_l_per_h, "L/h", 151.0f, 60.0f, 300.0f, kMeasured, kPerezRuixo, "liver flow Qh up to 60 years"},
    {"nasal_qh_cv", &P::nasal_qh_cv, "1", 0.232f, 0.0f, 1.0f, kMeasured, kPerezRuixo, "Qh between patients, coefficient of variation"},
    {"nasal_qh_fall_per_year_over_60", &P::nasal_qh_fall_per_year_over_60, "L/h", 2.19f, 0.0f, 5.0f, kMeasured, kPerezRuixo, "fall of Qh per year of age above 60; Qh never below a fifth of its value at 60"},
    {"nasal_vh", &P::nasal_vh_l, "L", 101.0f, 20.0f, 300.0f, kMeasured, kPerezRuixo, "liver volume Vh"},
    {"nasal_vh_cv", &P::nasal_vh_cv, "1", 0.346f, 0.0f, 1.0f, kMeasured, kPerezRuixo, "Vh between patients, coefficient of variation"},
    {"nasal_kel", &P::nasal_kel_per_h, "1/h", 1.11f, 0.1f, 5.0f, kMeasured, kPerezRuixo, "liver elimination rate other than to norketamine"},
    {"nasal_kel_cv", &P::nasal_kel_cv, "1", 1.2f, 0.0f, 2.0f, kMeasured, kPerezRuixo, "kel between patients, coefficient of variation"},
    {"nasal_kmet", &P::nasal_kmet_per_h, "1/h", 2.77f, 0.5f, 10.0f, kMeasured, kPerezRuixo, "liver elimination rate to norketamine; its variation between patients is not published and taken as none"},
};
// clang-format on
}  // namespace

std::span<const ParameterRow> pharmacokinetic_rows() { return kPharmacokineticRows; }

}  // namespace tachy::model
