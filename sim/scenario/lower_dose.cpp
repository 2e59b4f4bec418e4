#include <fmt/format.h>

#include "scenario/lowering.hpp"

namespace tachy::scenario {

namespace {

using model::DoseForm;
using model::Product;

// Plausible doses; beyond them is more likely a slip of the pen than a protocol.
constexpr double kMinMgPerKg = 0.05, kMaxMgPerKg = 2.0;
constexpr double kMinMg = 5.0, kMaxMg = 200.0;
constexpr double kSprayMg = 28.0, kMaxSprays = 4.0;  // one nasal device; the label gives 1 to 3

void allow_only(const Reader& give, std::string_view key, const std::string& why) {
  if (give.has(key))
    give.fault(key, fmt::format("'{}' has no meaning here: {}", key, why), "remove the line");
}

std::optional<Product> product_of(const Reader& give, const std::string& drug, const std::string& route) {
  if (drug == "saline") return Product::saline;
  if (drug == "midazolam" && route == "iv") return Product::midazolam;
  if (drug == "ketamine" && route == "iv") return Product::ketamine_iv;
  if (drug == "esketamine") return route == "iv" ? Product::esketamine_iv : Product::esketamine_nasal;
  give.contradiction("route", "drug", fmt::format("{} is not modelled by the {} route", drug, route),
                     "ketamine and midazolam: iv; esketamine and saline: iv or nasal");
  return std::nullopt;
}

void lower_amount(const Reader& give, DoseForm& form) {
  const auto dose = give.quantity("dose");
  if (!dose) {
    if (!give.has("dose")) give.fault("dose", "the dose is missing", "e.g. dose: 0.5 mg/kg");
    return;
  }
  const std::string text = give.node("dose")->text;
  const Unit mg = *parse_unit("mg"), mg_per_kg = *parse_unit("mg/kg");
  if (dose->unit.dimension == mg_per_kg.dimension) {
    const double value = dose->in(mg_per_kg);
    form.mg_per_kg = static_cast<float>(value);
    if (form.product == Product::esketamine_nasal) {
      give.fault("dose", "a nasal dose is not given by body weight", "write 28 mg, 56 mg or 84 mg");
    } else if (value < kMinMgPerKg || value > kMaxMgPerKg) {
      give.fault("dose", fmt::format("'{}' is out of range", text),
                 fmt::format("allowed: {} to {} mg/kg", kMinMgPerKg, kMaxMgPerKg));
    }
    return;
  }
  const double value = dose->in(mg);
  form.mg = static_cast<float>(value);
  if (form.product == Product::esketamine_nasal) {
    const double sprays = value / kSprayMg;
    if (sprays != 1.0 && sprays != 2.0 && sprays != 3.0 && sprays != kMaxSprays) {
      give.fault("dose", fmt::format("'{}' cannot be given with devices of 28 mg", text),
                 "write 28 mg, 56 mg, 84 mg or 112 mg");
    }
  } else if (value < kMinMg || value > kMaxMg) {
    give.fault("dose", fmt::format("'{}' is out of range", text),
               fmt::format("allowed: {} to {} mg", kMinMg, kMaxMg));
  }
  if (give.has("at_most")) {
    give.contradiction("at_most", "dose", "'at_most' is the ceiling of a dose by body weight",
                       "remove one of them");
  }
}

bool equal(const DoseForm& a, const DoseForm& b) {
  return a.product == b.product && a.mg_per_kg == b.mg_per_kg && a.mg == b.mg &&
         a.at_most_mg == b.at_most_mg && a.infusion_hours == b.infusion_hours;
}

std::string label_of(const std::string& drug, const std::string& route, const DoseForm& form) {
  std::string label = drug;
  if (form.mg_per_kg > 0) label += fmt::format(" {:g} mg/kg", form.mg_per_kg);
  if (form.mg > 0) label += fmt::format(" {:g} mg", form.mg);
  label += " " + route;
  if (route == "iv") label += fmt::format(" over {:g} min", form.infusion_hours * 60.0f);
  if (form.at_most_mg < 1e9f) label += fmt::format(", at most {:g} mg", form.at_most_mg);
  return label;
}

}  // namespace

model::ExpectancyKind expectancy_of(const DoseForm& form) {
  if (form.product == Product::saline) return model::ExpectancyKind::saline;
  if (form.product == Product::midazolam) return model::ExpectancyKind::active_placebo;
  return model::ExpectancyKind::drug;
}

std::uint32_t lower_dose(const Reader& give, regimen::Plan& plan, std::vector<std::string>& labels) {
  const auto drug = give.text("drug");
  const auto route = give.text("route");
  if (!give.has("drug")) give.fault("drug", "the drug is missing", "e.g. drug: ketamine");
  if (!give.has("route")) give.fault("route", "the route is missing", "write route: iv or route: nasal");
  if (!drug || !route) return 0;
  const auto product = product_of(give, *drug, *route);
  if (!product) return 0;
  DoseForm form;
  form.product = *product;
  const bool placebo = *drug == "saline" || *drug == "midazolam";
  if (placebo) {
    allow_only(give, "dose", *drug + " is modelled as a placebo without a dose");
    allow_only(give, "at_most", *drug + " is modelled as a placebo without a dose");
  } else {
    lower_amount(give, form);
  }
  if (*route == "nasal") {
    allow_only(give, "over", "a spray is not an infusion");
  } else if (const auto minutes = give.amount("over")) {
    form.infusion_hours = static_cast<float>(*minutes) / 60.0f;
  } else if (!placebo && !give.has("over")) {
    give.fault("over", "the duration of the infusion is missing", "e.g. over: 40 min");
  }
  if (const auto ceiling = give.amount("at_most"); ceiling && form.mg_per_kg > 0) {
    form.at_most_mg = static_cast<float>(*ceiling);
  }
  for (std::uint32_t i = 0; i < plan.dose_forms; ++i) {
    if (equal(plan.dose_form[i], form)) return i;
  }
  if (plan.dose_forms == regimen::kMaxDoseForms) {
    give.fault("dose", fmt::format("more than {} different doses in one scenario", regimen::kMaxDoseForms),
               "split the scenario");
    return 0;
  }
  labels.push_back(label_of(*drug, *route, form));
  plan.dose_form[plan.dose_forms] = form;
  return plan.dose_forms++;
}

}  // namespace tachy::scenario
