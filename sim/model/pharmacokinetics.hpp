// ODD 7.1: from a dose to a patient's exposure: AUC over 24 hours and peak, S- and R-ketamine.
//
// Linear in the absorbed dose, so each patient's exposure to each dose form is solved once, at enrolment.
// Intravenous: three compartments (V1, Q1, Q2, CL), the racemate as two enantiomers of half the dose each.
// Nasal: nose -> central; swallowed part -> gut -> liver; central <-> peripheral 1, peripheral 2, liver.
// AUC and infusion peaks are closed forms; the nasal peak is read off exact steps of the same modes.
// Volumes in L, clearances and flows in L/h, rates in 1/h, amounts in mg, concentrations in ng/mL.
#pragma once

#include "base/elementary.hpp"
#include "model/compartments.hpp"
#include "model/dose_form.hpp"
#include "model/parameters.hpp"

namespace tachy::model {

// effect[]: standard normals. 0 central volume, 1 clearance (liver flow), 2 nasal fraction, 3 nasal ka,
// 4 ka of the swallowed part, 5 volume of peripheral 1, 6 liver volume, 7 kel.
template <class F>
struct PharmacokineticTraits {
  F weight_kg;
  F age_years;
  F effect[8];
};

template <class F>
struct Exposure {
  F effect;          // what drives the response, relative to the reference below
  F peak_ng_per_ml;  // S- and R-ketamine together
};

// The typical 70 kg patient after 0.5 mg/kg of intravenous racemate over 40 minutes.
struct PharmacokineticReference {
  float effect;  // ng h/mL, or ng/mL when the peak drives the effect; R-ketamine weighted
  float peak_ng_per_ml;
};

inline constexpr float kReferenceWeightKg = 70.0f, kReferenceAgeYears = 45.0f;
inline constexpr float kHoursOfAuc = 24.0f;
inline constexpr float kNgPerMlOfMgPerL = 1000.0f;

// Exposure to one enantiomer.
template <class F>
struct Concentrations {
  F auc;   // over 24 hours, ng h/mL
  F peak;  // ng/mL
};

// The log SD omega of a lognormal quantity with this coefficient of variation: omega^2 = ln(1 + CV^2).
TACHY_INLINE float log_sd(float cv) { return cv > 0.0f ? sqrt(max(log(1.0f + cv * cv), 0.0f)) : 0.0f; }

// A lognormal quantity of one patient: median e^(omega z).
template <class F>
TACHY_INLINE F individual(float median, float cv, F z) {
  return F(median) * exp(F(log_sd(cv)) * z);
}

// Intravenous, one enantiomer. clearance_ratio: against S-ketamine.
template <class F>
TACHY_INLINE Concentrations<F> infusion(const PharmacokineticParameters& p, const PharmacokineticTraits<F>& t,
                                        F mg, float hours, float clearance_ratio) {
  const F log_weight = log(t.weight_kg * F(1.0f / kReferenceWeightKg));
  const F volumes = exp(F(p.iv_volume_exponent) * log_weight);
  const F clearances = exp(F(p.iv_clearance_exponent) * log_weight);
  const float rho = p.iv_v1_cl_correlation;
  const F z_cl = F(rho) * t.effect[0] + F(sqrt(1.0f - rho * rho)) * t.effect[1];
  const F V1 = individual(p.iv_v1_l, p.iv_v1_cv, t.effect[0]) * volumes;
  const F CL = individual(p.iv_cl_l_per_h * clearance_ratio, p.iv_cl_cv, z_cl) * clearances;
  const F Q1 = F(p.iv_q1_l_per_h) * clearances, Vp1 = F(p.iv_vp1_l) * volumes;
  const F Q2 = F(p.iv_q2_l_per_h) * clearances, Vp2 = F(p.iv_vp2_l) * volumes;
  const Star<F, 2> body{
      (CL + Q1 + Q2) / V1, {Q1 / Vp1, Q2 / Vp2}, {Q1 / V1 * (Q1 / Vp1), Q2 / V1 * (Q2 / Vp2)}};
  const Modes<F, 2> modes = modes_of(body);

  // Every mode: what came in is either still there or has been cleared at its rate; the sum over modes
  // peaks when the infusion ends.
  Concentrations<F> c{F(0.0f), F(0.0f)};
  for (int j = 0; j < 3; ++j) {
    const F at_end = mean_decay(modes.rate[j] * F(hours));
    const F left = at_end * exp(-(modes.rate[j] * F(kHoursOfAuc - hours)));
    c.peak = c.peak + modes.weight[j] * at_end;
    c.auc = c.auc + modes.weight[j] * (F(1.0f) - left) / modes.rate[j];
  }
  const F scale = mg / V1 * F(kNgPerMlOfMgPerL);
  return {c.auc * scale, c.peak * scale};
}

inline constexpr int kNasalModes = 4;

// A patient's nasal route, for a total dose of 1 mg/L of Vc: the modes of the body and what feeds them.
template <class F>
struct NasalRoute {
  F rate[kNasalModes];        // 1/h
  F from_nose[kNasalModes];   // share of the dose that enters this mode through the nose ...
  F from_liver[kNasalModes];  // ... and swallowed, through the liver
  F ka_nose, ka_gut;          // 1/h
  float release_h;            // of the swallowed part into the gut, zero order
  F Vc;
};

template <class F>
TACHY_INLINE NasalRoute<F> nasal_route(const PharmacokineticParameters& p, const PharmacokineticTraits<F>& t,
                                       F mg) {
  constexpr float kLeastLiverFlow = 0.2f;  // keeps Qh positive at any age
  const F years_over_60 = max(t.age_years - F(60.0f), F(0.0f));
  const F age_factor = max(F(1.0f) - F(p.nasal_qh_fall_per_year_over_60 / p.nasal_qh_l_per_h) * years_over_60,
                           F(kLeastLiverFlow));
  const F Vc = individual(p.nasal_vc_l, p.nasal_vc_cv, t.effect[0]);
  const F Q1 = F(p.nasal_q1_l_per_h), Vp1 = individual(p.nasal_vp1_l, p.nasal_vp1_cv, t.effect[5]);
  const F Q2 = F(p.nasal_q2_l_per_h), Vp2 = F(p.nasal_vp2_l);
  const F Qh = individual(p.nasal_qh_l_per_h, p.nasal_qh_cv, t.effect[1]) * age_factor;
  const F Vh = individual(p.nasal_vh_l, p.nasal_vh_cv, t.effect[6]);
  const F k_liver = individual(p.nasal_kel_per_h, p.nasal_kel_cv, t.effect[7]) + F(p.nasal_kmet_per_h);

  const F liver_to_central = Qh / Vh, liver_loss = liver_to_central + k_liver;
  const F liver_exchange = Qh / Vc * liver_to_central;
  const Star<F, 3> body{(Q1 + Q2 + Qh) / Vc,
                        {Q1 / Vp1, Q2 / Vp2, liver_loss},
                        {Q1 / Vc * (Q1 / Vp1), Q2 / Vc * (Q2 / Vp2), liver_exchange}};
  const Modes<F, 3> modes = modes_of(body);

  // The absorbed fraction falls with the number of sprays N.
  const float logit = log(p.nasal_fraction / (1.0f - p.nasal_fraction));
  const F first_spray = logistic(F(logit) + F(p.nasal_fraction_logit_sd) * t.effect[2]);
  const F N = max(mg * F(1.0f / kMgPerSpray), F(1.0f));
  const F absorbed = first_spray * (F(1.0f) + (N - F(1.0f)) * F(p.nasal_later_spray_ratio)) / N;
  const F swallowed = (F(1.0f) - absorbed) * F(p.swallowed_f_gut);

  NasalRoute<F> route;
  for (int j = 0; j < kNasalModes; ++j) {
    // What enters the liver reaches mode j as weight * liver_to_central / gap. The mode next to the
    // liver's own rate has a small gap and a weight like gap^2: hence the floor instead of a quotient 0/0.
    const F gap = liver_loss - modes.rate[j];
    const F safe_gap = select(gap < F(0.0f), min(gap, F(-1e-6f)), max(gap, F(1e-6f)));
    route.rate[j] = modes.rate[j];
    route.from_nose[j] = absorbed * modes.weight[j];
    route.from_liver[j] = swallowed * modes.weight[j] * liver_to_central / safe_gap;
  }
  route.ka_nose = individual(p.nasal_ka_per_h, p.nasal_ka_cv, t.effect[3]);
  route.ka_gut = individual(p.swallowed_ka_per_h, p.swallowed_ka_cv, t.effect[4]);
  route.release_h = p.swallowed_release_h;
  route.Vc = Vc;
  return route;
}

// What is where, as shares of the dose: in the nose, released in the gut, in each mode of the body.
template <class F>
struct NasalState {
  F nose, gut;
  F mode[kNasalModes];
};

// Carries a NasalState over a step of time, exactly.
template <class F>
struct NasalStep {
  F nose_kept, gut_kept, gut_released;
  F kept[kNasalModes], from_nose[kNasalModes], from_gut[kNasalModes], released[kNasalModes];
};

template <class F>
TACHY_INLINE NasalStep<F> step_of(const NasalRoute<F>& r, float hours) {
  const F dt = F(hours), released = F(hours / r.release_h);
  NasalStep<F> s;
  s.nose_kept = exp(-(r.ka_nose * dt));
  s.gut_kept = exp(-(r.ka_gut * dt));
  s.gut_released = released * mean_decay(r.ka_gut * dt);
  for (int j = 0; j < kNasalModes; ++j) {
    const F through_gut = passed_on(r.ka_gut, r.rate[j], dt);
    s.kept[j] = exp(-(r.rate[j] * dt));
    s.from_nose[j] = r.from_nose[j] * r.ka_nose * passed_on(r.ka_nose, r.rate[j], dt);
    s.from_gut[j] = r.from_liver[j] * r.ka_gut * through_gut;
    s.released[j] =
        r.from_liver[j] * (released * mean_decay(r.rate[j] * dt) - through_gut * F(1.0f / r.release_h));
  }
  return s;
}

// Two such steps in a row.
template <class F>
TACHY_INLINE NasalStep<F> twice(const NasalStep<F>& s) {
  NasalStep<F> d;
  d.nose_kept = s.nose_kept * s.nose_kept;
  d.gut_kept = s.gut_kept * s.gut_kept;
  d.gut_released = s.gut_released * (F(1.0f) + s.gut_kept);
  for (int j = 0; j < kNasalModes; ++j) {
    d.kept[j] = s.kept[j] * s.kept[j];
    d.from_nose[j] = s.from_nose[j] * (s.kept[j] + s.nose_kept);
    d.from_gut[j] = s.from_gut[j] * (s.kept[j] + s.gut_kept);
    d.released[j] = s.released[j] * (F(1.0f) + s.kept[j]) + s.from_gut[j] * s.gut_released;
  }
  return d;
}

template <class F>
TACHY_INLINE NasalState<F> after(const NasalState<F>& x, const NasalStep<F>& s, bool releasing) {
  const F on = F(releasing ? 1.0f : 0.0f);
  NasalState<F> y;
  y.nose = x.nose * s.nose_kept;
  y.gut = x.gut * s.gut_kept + on * s.gut_released;
  for (int j = 0; j < kNasalModes; ++j)
    y.mode[j] = x.mode[j] * s.kept[j] + x.nose * s.from_nose[j] + x.gut * s.from_gut[j] + on * s.released[j];
  return y;
}

template <class F>
TACHY_INLINE F in_central(const NasalState<F>& x) {
  return (x.mode[0] + x.mode[1]) + (x.mode[2] + x.mode[3]);
}

// The top of the parabola through three points in time, the middle one not below the others; else the middle
// one.
template <class F>
TACHY_INLINE F top_of(F before, F middle, F next, float hours_before, float hours_next) {
  const F rise = (middle - before) * F(1.0f / hours_before), fall = (middle - next) * F(1.0f / hours_next);
  const F slope = (rise * F(hours_next) - fall * F(hours_before)) * F(1.0f / (hours_before + hours_next));
  const F bend = F(4.0f / (hours_before + hours_next)) * max(rise + fall, F(1e-20f));
  const Mask<F> at_top = (rise >= F(0.0f)) & (fall >= F(0.0f));
  return select(at_top, middle + slope * slope / bend, middle);
}

// Nasal esketamine. Steps of D/32 at first, doubled four times, up to 8 D (D: duration of release).
template <class F>
TACHY_INLINE Concentrations<F> nasal(const PharmacokineticParameters& p, const PharmacokineticTraits<F>& t,
                                     F mg) {
  struct Stretch {
    int steps;
    bool releasing;
  };
  constexpr Stretch kStretches[] = {{8, true}, {12, true}, {8, false}, {8, false}, {8, false}};
  constexpr float kFirstStep = 1.0f / 32, kEnd = 8.0f;  // in units of D

  const NasalRoute<F> route = nasal_route(p, t, mg);
  NasalState<F> x{F(1.0f), F(0.0f), {F(0.0f), F(0.0f), F(0.0f), F(0.0f)}};
  float hours = kFirstStep * route.release_h, hours_before = hours;
  NasalStep<F> step = step_of(route, hours);
  F before = F(0.0f), now = F(0.0f), peak = F(0.0f);
  for (const Stretch& stretch : kStretches) {
    for (int i = 0; i < stretch.steps; ++i) {
      x = after(x, step, stretch.releasing);
      const F next = in_central(x);
      peak = max(peak, top_of(before, now, next, hours_before, hours));
      before = now;
      now = next;
      hours_before = hours;
    }
    step = twice(step);
    hours = 2.0f * hours;
  }
  peak = max(peak, now);

  // Of what entered a mode within 24 hours, all that is no longer there was cleared at the mode's rate.
  const NasalState<F> last = after(x, step_of(route, kHoursOfAuc - kEnd * route.release_h), false);
  F auc = F(0.0f);
  for (int j = 0; j < kNasalModes; ++j) {
    const F entered = route.from_nose[j] * (F(1.0f) - last.nose) + route.from_liver[j] * (F(1.0f) - last.gut);
    auc = auc + (entered - last.mode[j]) / route.rate[j];
  }
  const F scale = mg / route.Vc * F(kNgPerMlOfMgPerL);
  return {auc * scale, peak * scale};
}

template <class F>
struct Enantiomers {
  Concentrations<F> s, r;
};

template <class F>
TACHY_INLINE Enantiomers<F> concentrations(const DoseForm& form, const PharmacokineticParameters& p,
                                           const PharmacokineticTraits<F>& t, F mg) {
  const Concentrations<F> none{F(0.0f), F(0.0f)};
  const F half = mg * F(0.5f);
  switch (row_of(form.product).exposure) {
    case ExposureModel::racemic_infusion:
      return {infusion(p, t, half, form.infusion_hours, 1.0f),
              infusion(p, t, half, form.infusion_hours, p.r_over_s_clearance)};
    case ExposureModel::esketamine_infusion:
      return {infusion(p, t, mg, form.infusion_hours, 1.0f), none};
    case ExposureModel::esketamine_spray:
      return {nasal(p, t, mg), none};
    case ExposureModel::none:
      break;
  }
  return {none, none};
}

// The nearest number of sprays, the smaller of two as near; not above the ceiling, but at least one.
template <class F>
TACHY_INLINE F in_whole_sprays(F mg, F ceiling_mg) {
  const F sprays = mg / F(kMgPerSpray), one = F(1.0f);
  const F nearest = to_float(truncate(sprays + F(0.5f)));
  const F rounded = select(nearest - sprays >= F(0.5f), nearest - one, nearest);
  const F most = to_float(truncate(ceiling_mg / F(kMgPerSpray)));
  return max(min(rounded, most), one) * F(kMgPerSpray);
}

// The dose in mg, which depends on the patient where it or its ceiling is per kg.
template <class F>
TACHY_INLINE F dose_mg(const DoseForm& form, F weight_kg) {
  const F wanted = form.mg_per_kg > 0.0f ? F(form.mg_per_kg) * weight_kg : F(form.mg);
  F ceiling = F(form.at_most_mg);
  if (form.at_most_mg_per_kg < kNoCeiling) ceiling = min(ceiling, F(form.at_most_mg_per_kg) * weight_kg);
  if (!form.whole_sprays) return min(wanted, ceiling);
  const F sprays = in_whole_sprays<F>(wanted, ceiling);
  return form.may_be_none ? select(ceiling < F(kMgPerSpray), F(0.0f), sprays) : sprays;
}

template <class F>
TACHY_INLINE F effective(const PharmacokineticParameters& p, const Enantiomers<F>& c) {
  const F w = F(p.r_enantiomer_weight);
  return p.exposure_by_peak > 0.5f ? c.s.peak + w * c.r.peak : c.s.auc + w * c.r.auc;
}

template <class F>
TACHY_INLINE PharmacokineticTraits<F> typical_patient() {
  PharmacokineticTraits<F> t{F(kReferenceWeightKg), F(kReferenceAgeYears), {}};
  for (F& z : t.effect) z = F(0.0f);
  return t;
}

TACHY_INLINE PharmacokineticReference pharmacokinetic_reference(const PharmacokineticParameters& p) {
  DoseForm form;
  form.product = Product::ketamine_iv;
  form.mg_per_kg = 0.5f;
  const Enantiomers<float> c =
      concentrations<float>(form, p, typical_patient<float>(), dose_mg(form, kReferenceWeightKg));
  return {effective(p, c), c.s.peak + c.r.peak};
}

template <class F>
TACHY_INLINE Exposure<F> exposure_to(const DoseForm& form, const PharmacokineticParameters& p,
                                     const PharmacokineticTraits<F>& t,
                                     const PharmacokineticReference& reference) {
  const F mg = dose_mg(form, t.weight_kg);
  const Enantiomers<F> c =
      concentrations<F>(form, p, p.exposure_typical > 0.5f ? typical_patient<F>() : t, mg);
  return {effective(p, c) * F(1.0f / reference.effect), c.s.peak + c.r.peak};
}

}  // namespace tachy::model
