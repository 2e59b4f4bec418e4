#include "model/pharmacokinetics.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <random>

#include "model/parameter_rows.hpp"
#include "tests/sanitized.hpp"

using namespace tachy::model;

namespace {

Parameters published() {
  Parameters p{};
  for (const ParameterRow& row : pharmacokinetic_rows()) p.*row.field = row.default_value;
  return p;
}

using Patient = PharmacokineticTraits<float>;

DoseForm racemate(float mg_per_kg) {
  DoseForm form;
  form.product = Product::ketamine_iv;
  form.mg_per_kg = mg_per_kg;
  return form;
}
DoseForm fixed(Product product, float mg) {
  DoseForm form;
  form.product = product;
  form.mg = mg;
  return form;
}
Exposure<float> exposure(const DoseForm& form, const Parameters& p, const Patient& t) {
  return exposure_to<float>(form, p, t, pharmacokinetic_reference(p));
}

Patient random_patient(std::mt19937& source, float widest) {
  std::uniform_real_distribution<float> z(-widest, widest), weight(40.0f, 180.0f), age(18.0f, 100.0f);
  Patient t{weight(source), age(source), {}};
  for (float& effect : t.effect) effect = z(source);
  return t;
}

// The independent check: the differential equations, stepped by Runge-Kutta in double precision.
struct Simulated {
  double auc = 0.0, peak = 0.0;
};
template <std::size_t N, class Rates, class Concentration>
Simulated simulate(std::array<double, N> x, const Rates& rates, const Concentration& concentration) {
  constexpr int kStepsPerHour = 2400;  // the ends of a 40 min infusion and of a 0.53 h release fall on steps
  constexpr double dt = 1.0 / kStepsPerHour;
  const auto moved = [](std::array<double, N> from, const std::array<double, N>& by, double h) {
    for (std::size_t i = 0; i < N; ++i) from[i] += h * by[i];
    return from;
  };
  Simulated result;
  for (int step = 0; step < 24 * kStepsPerHour; ++step) {
    const double middle = (step + 0.5) * dt;  // an input is on or off for a whole step
    const auto k1 = rates(x, middle), k2 = rates(moved(x, k1, dt / 2), middle),
               k3 = rates(moved(x, k2, dt / 2), middle), k4 = rates(moved(x, k3, dt), middle);
    const double before = concentration(x);
    for (std::size_t i = 0; i < N; ++i) x[i] += dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    result.auc += dt / 2 * (before + concentration(x));
    result.peak = std::max(result.peak, concentration(x));
  }
  return result;
}

double varied(double median, double cv, double z) {
  return median * std::exp(std::sqrt(std::log1p(cv * cv)) * z);
}

Simulated simulate_infusion(const Parameters& p, const Patient& t, double mg, double hours,
                            double clearance_ratio) {
  const double size = double{t.weight_kg} / 70.0, flow = std::pow(size, 0.75), rho = p.iv_v1_cl_correlation;
  const double v1 = varied(p.iv_v1_l, p.iv_v1_cv, t.effect[0]) * size;
  const double cl =
      clearance_ratio * flow *
      varied(p.iv_cl_l_per_h, p.iv_cl_cv, rho * t.effect[0] + std::sqrt(1 - rho * rho) * t.effect[1]);
  const double q1 = p.iv_q1_l_per_h * flow, vp1 = p.iv_vp1_l * size;
  const double q2 = p.iv_q2_l_per_h * flow, vp2 = p.iv_vp2_l * size;
  const auto rates = [&](const std::array<double, 3>& x, double time) {
    const double c = x[0] / v1, c1 = x[1] / vp1, c2 = x[2] / vp2;
    return std::array<double, 3>{(time < hours ? mg / hours : 0.0) - cl * c - q1 * (c - c1) - q2 * (c - c2),
                                 q1 * (c - c1), q2 * (c - c2)};
  };
  return simulate(std::array<double, 3>{}, rates, [&](const auto& x) { return 1000.0 * x[0] / v1; });
}

Simulated simulate_nasal(const Parameters& p, const Patient& t, double mg) {
  const double sprays = mg / 28.0;
  const double first =
      1.0 / (1.0 + std::exp(-(std::log(0.54 / 0.46) + double{p.nasal_fraction_logit_sd} * t.effect[2])));
  const double absorbed = first * (1.0 + (sprays - 1.0) * p.nasal_later_spray_ratio) / sprays;
  const double swallowed = mg * (1.0 - absorbed), release = p.swallowed_release_h;
  const double ka = varied(p.nasal_ka_per_h, p.nasal_ka_cv, t.effect[3]);
  const double ka_gut = varied(p.swallowed_ka_per_h, p.swallowed_ka_cv, t.effect[4]);
  const double vc = varied(p.nasal_vc_l, p.nasal_vc_cv, t.effect[0]), vp2 = p.nasal_vp2_l;
  const double vp1 = varied(p.nasal_vp1_l, p.nasal_vp1_cv, t.effect[5]);
  const double vh = varied(p.nasal_vh_l, p.nasal_vh_cv, t.effect[6]);
  const double k_liver = varied(p.nasal_kel_per_h, p.nasal_kel_cv, t.effect[7]) + p.nasal_kmet_per_h;
  const double q1 = p.nasal_q1_l_per_h, q2 = p.nasal_q2_l_per_h;
  const double qh =
      varied(1.0, p.nasal_qh_cv, t.effect[1]) *
      (p.nasal_qh_l_per_h - p.nasal_qh_fall_per_year_over_60 * std::max(t.age_years - 60.0, 0.0));
  // nose, gut, central, peripheral 1, peripheral 2, liver
  const auto rates = [&](const std::array<double, 6>& x, double time) {
    const double c = x[2] / vc, c1 = x[3] / vp1, c2 = x[4] / vp2, ch = x[5] / vh;
    return std::array<double, 6>{-ka * x[0],
                                 (time < release ? swallowed / release : 0.0) - ka_gut * x[1],
                                 ka * x[0] - q1 * (c - c1) - q2 * (c - c2) - qh * (c - ch),
                                 q1 * (c - c1),
                                 q2 * (c - c2),
                                 p.swallowed_f_gut * ka_gut * x[1] + qh * (c - ch) - k_liver * x[5]};
  };
  return simulate(std::array<double, 6>{mg * absorbed, 0, 0, 0, 0, 0}, rates,
                  [&](const auto& x) { return 1000.0 * x[2] / vc; });
}

}  // namespace

TEST_SUITE("model/pharmacokinetics") {
  TEST_CASE("nasal esketamine comes within 5 % of the published peaks and AUCs at 18-60 years") {
    const Parameters p = published();
    const struct {
      float mg, peak, auc;
    } table[] = {{28.0f, 43.8f, 147.3f}, {56.0f, 72.5f, 254.7f}, {84.0f, 101.0f, 362.2f}};
    for (const auto& row : table) {
      const auto c = nasal<float>(p, typical_patient<float>(), row.mg);
      CAPTURE(row.mg);
      CHECK(c.peak == doctest::Approx(row.peak).epsilon(0.05));
      CHECK(c.auc == doctest::Approx(row.auc).epsilon(0.05));
    }
  }

  TEST_CASE("nasal esketamine at 68 years comes within 5 % of the AUCs published for people above 60") {
    const Parameters p = published();
    Patient t = typical_patient<float>();
    t.age_years = 68.0f;
    CHECK(nasal<float>(p, t, 28.0f).auc == doctest::Approx(160.4f).epsilon(0.05));
    CHECK(nasal<float>(p, t, 84.0f).auc == doctest::Approx(391.2f).epsilon(0.05));
  }

  TEST_CASE("the racemate over 40 minutes gives the recipe's re-simulated peak and AUC") {
    const Parameters p = published();
    const auto c = concentrations<float>(racemate(0.5f), p, typical_patient<float>(), 35.0f);
    CHECK(c.s.peak + c.r.peak == doctest::Approx(159.9f).epsilon(0.005));
    CHECK(c.s.auc + c.r.auc == doctest::Approx(383.3f).epsilon(0.005));
    CHECK(c.s.peak == doctest::Approx(78.9f).epsilon(0.005));
    CHECK(c.s.auc == doctest::Approx(178.0f).epsilon(0.005));
  }

  TEST_CASE("infusions agree with the differential equations within 0.1 %, also in extreme patients") {
    const Parameters p = published();
    std::mt19937 source(1);
    for (int i = 0; i < 40; ++i) {
      const Patient t = random_patient(source, i % 2 == 0 ? 2.0f : 4.0f);
      const float ratio = i % 3 == 0 ? 1.0f : p.r_over_s_clearance;
      const auto c = infusion<float>(p, t, 35.0f, 40.0f / 60.0f, ratio);
      const Simulated expected = simulate_infusion(p, t, 35.0, 40.0 / 60.0, ratio);
      CAPTURE(i);
      CHECK(c.auc == doctest::Approx(expected.auc).epsilon(0.001));
      CHECK(c.peak == doctest::Approx(expected.peak).epsilon(0.001));
    }
  }

  TEST_CASE(
      "nasal doses agree with the differential equations: peaks within 0.1 %, 0.5 % in extreme patients") {
    const Parameters p = published();
    std::mt19937 source(2);
    for (int i = 0; i < 80; i += tachy::tests::fewer_if_sanitized(1, 8)) {
      const float widest = i < 50 ? 2.0f : 4.0f;
      const Patient t = i == 0 ? typical_patient<float>() : random_patient(source, widest);
      const float mg = 28.0f * static_cast<float>(1 + i % 3);
      const auto c = nasal<float>(p, t, mg);
      const Simulated expected = simulate_nasal(p, t, double{mg});
      CAPTURE(i);
      CHECK(c.auc == doctest::Approx(expected.auc).epsilon(0.0001));
      CHECK(c.peak == doctest::Approx(expected.peak).epsilon(widest < 3.0f ? 0.001 : 0.005));
    }
  }

  TEST_CASE("compartments whose rates coincide are no exception") {
    Parameters p = published();
    p.nasal_vp1_l = 143.0f;
    p.nasal_vp2_l = 417.0f;
    p.nasal_q1_l_per_h = 143.0f * 0.25f;  // both peripherals lose 0.25 of their content per hour
    p.nasal_q2_l_per_h = 417.0f * 0.25f;
    p.nasal_ka_per_h = 0.25f;
    const Patient t = typical_patient<float>();
    const auto c = nasal<float>(p, t, 56.0f);
    const Simulated expected = simulate_nasal(p, t, 56.0);
    CHECK(c.auc == doctest::Approx(expected.auc).epsilon(0.005));
    CHECK(c.peak == doctest::Approx(expected.peak).epsilon(0.005));
  }

  TEST_CASE("an infusion doubles with the dose, and two halves at one moment make one dose") {
    const Parameters p = published();
    std::mt19937 source(3);
    const Patient t = random_patient(source, 2.0f);
    for (const Product product : {Product::ketamine_iv, Product::esketamine_iv}) {
      const auto whole = exposure(fixed(product, 40.0f), p, t), half = exposure(fixed(product, 20.0f), p, t);
      CHECK(whole.effect == doctest::Approx(2.0f * half.effect).epsilon(1e-6));
      CHECK(whole.peak_ng_per_ml == doctest::Approx(2.0f * half.peak_ng_per_ml).epsilon(1e-6));
    }
  }

  TEST_CASE("nasal doses are linear in what is absorbed: swallowed and nasal parts add up") {
    Parameters p = published();
    const Patient t = typical_patient<float>();
    p.nasal_later_spray_ratio = 1.0f;  // every spray absorbed like the first
    const auto one = nasal<float>(p, t, 28.0f), three = nasal<float>(p, t, 84.0f);
    CHECK(three.auc == doctest::Approx(3.0f * one.auc).epsilon(1e-5));
    CHECK(three.peak == doctest::Approx(3.0f * one.peak).epsilon(1e-5));
    p.nasal_later_spray_ratio = 0.62f;
    CHECK(nasal<float>(p, t, 84.0f).peak < three.peak);
  }

  TEST_CASE("at one dose per kg heavy patients are exposed more, at fixed nasal milligrams they are not") {
    const Parameters p = published();
    Patient light = typical_patient<float>(), heavy = light;
    light.weight_kg = 50.0f;
    heavy.weight_kg = 120.0f;
    CHECK(exposure(racemate(0.5f), p, heavy).effect > 1.1f * exposure(racemate(0.5f), p, light).effect);
    const DoseForm spray = fixed(Product::esketamine_nasal, 56.0f);
    CHECK(exposure(spray, p, heavy).effect == exposure(spray, p, light).effect);
    CHECK(exposure(fixed(Product::ketamine_iv, 35.0f), p, heavy).effect <
          exposure(fixed(Product::ketamine_iv, 35.0f), p, light).effect);
  }

  TEST_CASE("without variation between patients random effects change nothing") {
    Parameters p = published();
    for (float Parameters::*spread :
         {&Parameters::iv_v1_cv, &Parameters::iv_cl_cv, &Parameters::nasal_fraction_logit_sd,
          &Parameters::nasal_ka_cv, &Parameters::swallowed_ka_cv, &Parameters::nasal_vc_cv,
          &Parameters::nasal_vp1_cv, &Parameters::nasal_qh_cv, &Parameters::nasal_vh_cv,
          &Parameters::nasal_kel_cv})
      p.*spread = 0.0f;
    std::mt19937 source(5);
    Patient t = random_patient(source, 3.0f);
    t.weight_kg = kReferenceWeightKg;
    t.age_years = kReferenceAgeYears;
    for (const DoseForm& form : {racemate(0.5f), fixed(Product::esketamine_nasal, 56.0f)})
      CHECK(exposure(form, p, t).effect == exposure(form, p, typical_patient<float>()).effect);
  }

  TEST_CASE("a ceiling in milligrams binds in heavy patients only") {
    const Parameters p = published();
    DoseForm capped = racemate(0.5f);
    capped.at_most_mg = 40.0f;
    Patient t = typical_patient<float>();
    CHECK(exposure(capped, p, t).effect == exposure(racemate(0.5f), p, t).effect);
    t.weight_kg = 120.0f;
    CHECK(exposure(capped, p, t).effect == exposure(fixed(Product::ketamine_iv, 40.0f), p, t).effect);
  }

  TEST_CASE("the reference dose in the typical patient is 1, whichever measure drives the effect") {
    Parameters p = published();
    for (const float by_peak : {0.0f, 1.0f}) {
      p.exposure_by_peak = by_peak;
      CHECK(exposure(racemate(0.5f), p, typical_patient<float>()).effect ==
            doctest::Approx(1.0f).epsilon(1e-6));
    }
  }

  TEST_CASE("without weight on R-ketamine the racemate counts as half its dose of esketamine") {
    Parameters p = published();
    p.r_enantiomer_weight = 0.0f;
    const Patient t = typical_patient<float>();
    CHECK(exposure(fixed(Product::ketamine_iv, 40.0f), p, t).effect ==
          doctest::Approx(exposure(fixed(Product::esketamine_iv, 20.0f), p, t).effect).epsilon(1e-6));
  }

  TEST_CASE("typical exposure ignores the patient but keeps the milligrams") {
    Parameters p = published();
    p.exposure_typical = 1.0f;
    std::mt19937 source(4);
    Patient t = random_patient(source, 3.0f);
    CHECK(exposure(fixed(Product::ketamine_iv, 35.0f), p, t).effect == doctest::Approx(1.0f).epsilon(1e-6));
    t.weight_kg = 140.0f;
    CHECK(exposure(racemate(0.5f), p, t).effect == doctest::Approx(2.0f).epsilon(1e-5));
  }

  TEST_CASE("placebo sessions bring no exposure") {
    const Parameters p = published();
    for (const Product product : {Product::saline, Product::midazolam}) {
      const auto e = exposure(fixed(product, 0.0f), p, typical_patient<float>());
      CHECK(e.effect == 0.0f);
      CHECK(e.peak_ng_per_ml == 0.0f);
    }
  }

  TEST_CASE("every combination of extreme random effects gives finite positive exposure") {
    const Parameters p = published();
    for (const float weight : {30.0f, 250.0f})
      for (const float age : {18.0f, 120.0f})
        for (unsigned corner = 0; corner < 256; ++corner) {
          Patient t{weight, age, {}};
          for (unsigned i = 0; i < 8; ++i) t.effect[i] = (corner >> i & 1u) != 0 ? 4.0f : -4.0f;
          for (const DoseForm& form : {racemate(0.5f), fixed(Product::esketamine_nasal, 84.0f)}) {
            const auto e = exposure(form, p, t);
            CAPTURE(corner);
            REQUIRE(std::isfinite(e.effect));
            REQUIRE(std::isfinite(e.peak_ng_per_ml));
            REQUIRE(e.effect > 0.0f);
            REQUIRE(e.peak_ng_per_ml > 0.0f);
          }
        }
  }

  TEST_CASE("defaults lie inside their ranges and every field has one row") {
    std::size_t rows = 0;
    for (const ParameterRow& row : pharmacokinetic_rows()) {
      CAPTURE(row.name);
      CHECK(row.low <= row.default_value);
      CHECK(row.default_value <= row.high);
      ++rows;
    }
    CHECK(rows == sizeof(PharmacokineticParameters) / sizeof(float));
  }
}
