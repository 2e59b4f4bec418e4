#include <fmt/format.h>

#include "scenario/lowering.hpp"

namespace tachy::scenario {

namespace {

using model::DoseForm;
using model::Product;

// Plausible doses; beyond them is more likely a slip of the pen than a protocol.
constexpr double kMinMgPerKg = 0.05, kMaxMgPerKg = 2.0;
constexpr double kMinMg = 5.0, kMaxMg = 200.0;
constexpr double kSprayMg = 28.0, kMaxSprays = 4.0, kLabelSprays = 3.0;  // nasal devices
constexpr double kUsualMgPerKg = 1.0;

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

// One dose as written at `node`: the value of `dose` or a step of `ladder`.
bool lower_amount(const Reader& give, const Node& node, const std::string& path, const DoseForms& forms,
                  DoseForm& form) {
  const auto dose = give.quantity_of(node, *kGiveSection.find("dose"), path);
  if (!dose) return false;
  const auto fault = [&](const std::string& message, const std::string& advice) {
    give.faults().add(node.place, path, message, advice);
    return false;
  };
  const auto note_above = [&](const std::string& usual) {
    forms.notes.add(node.place, path, fmt::format("'{}' is {}", node.text, usual), "is it meant?");
  };
  const Unit mg = *parse_unit("mg"), mg_per_kg = *parse_unit("mg/kg");
  const bool nasal = form.product == Product::esketamine_nasal;
  form.mg = form.mg_per_kg = 0.0f;
  if (dose->unit.dimension == mg_per_kg.dimension) {
    const double value = dose->in(mg_per_kg);
    form.mg_per_kg = static_cast<float>(value);
    if (nasal) return fault("a nasal dose is not given by body weight", "write 28 mg, 56 mg or 84 mg");
    if (value < kMinMgPerKg || value > kMaxMgPerKg) {
      return fault(fmt::format("'{}' is out of range", node.text),
                   fmt::format("allowed: {} to {} mg/kg", kMinMgPerKg, kMaxMgPerKg));
    }
    if (value > kUsualMgPerKg) note_above("above 1 mg/kg, the highest dose of the trials");
    return true;
  }
  const double value = dose->in(mg);
  form.mg = static_cast<float>(value);
  if (nasal) {
    const double sprays = value / kSprayMg;
    if (sprays != 1.0 && sprays != 2.0 && sprays != 3.0 && sprays != kMaxSprays) {
      return fault(fmt::format("'{}' cannot be given with devices of 28 mg", node.text),
                   "write 28 mg, 56 mg, 84 mg or 112 mg");
    }
    if (sprays > kLabelSprays) note_above("above 84 mg, the highest dose of the label");
  } else if (value < kMinMg || value > kMaxMg) {
    return fault(fmt::format("'{}' is out of range", node.text),
                 fmt::format("allowed: {} to {} mg", kMinMg, kMaxMg));
  }
  return true;
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

model::ExpectancyKind expectancy_of(const DoseForm& form) {
  if (form.product == Product::saline) return model::ExpectancyKind::saline;
  if (form.product == Product::midazolam) return model::ExpectancyKind::active_placebo;
  return model::ExpectancyKind::drug;
}

// The number of a form in the plan; it is added when it is new.
std::uint32_t number_of(const Reader& give, const DoseForm& form, const DoseForms& forms) {
  regimen::Plan& plan = forms.plan;
  for (std::uint32_t i = 0; i < plan.dose_forms; ++i) {
    if (equal(plan.dose_form[i], form)) return i;
  }
  if (plan.dose_forms == regimen::kMaxDoseForms) {
    give.fault(give.has("ladder") ? "ladder" : "dose",
               fmt::format("more than {} different doses in one scenario", regimen::kMaxDoseForms),
               "split the scenario");
    return 0;
  }
  forms.labels.push_back(label_of(*give.text("drug"), *give.text("route"), form));
  plan.dose_form[plan.dose_forms] = form;
  return plan.dose_forms++;
}

float amount_of(const DoseForm& form) { return form.mg > 0 ? form.mg : form.mg_per_kg; }

// A ladder from low to high; the phase begins with `dose`, or with its first step.
void lower_ladder(const Reader& give, const Node& list, const DoseForm& common, const DoseForms& forms,
                  regimen::Phase& out) {
  if (!list.is(Node::Kind::list) || list.items.size() < 2 || list.items.size() > regimen::kMaxLadder) {
    give.fault("ladder", "expected a list of doses",
               fmt::format("2 to {} from low to high, e.g. [56 mg, 84 mg]", regimen::kMaxLadder));
    return;
  }
  DoseForm start = common, before = common;
  const Node* dose = give.node("dose");
  if (dose && !lower_amount(give, *dose, give.path_of("dose"), forms, start)) return;
  bool start_is_a_step = !dose;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    DoseForm step = common;
    const std::string path = fmt::format("{}.{}", give.path_of("ladder"), i);
    if (!lower_amount(give, list.items[i], path, forms, step)) return;
    const bool same_kind = (step.mg > 0) == (before.mg > 0);
    if (i > 0 && (!same_kind || amount_of(step) <= amount_of(before))) {
      give.faults().add(
          list.items[i].place, path,
          same_kind ? "a ladder rises from step to step" : "a ladder has either mg or mg/kg in every step",
          "e.g. ladder: [56 mg, 84 mg]");
      return;
    }
    out.ladder[out.ladder_steps++] = number_of(give, step, forms);
    if (i == 0 && !dose) start = step;
    if (equal(step, start)) start_is_a_step = true;
    before = step;
  }
  if (!start_is_a_step) {
    give.contradiction("dose", "ladder", fmt::format("'{}' is not a step of the ladder", dose->text),
                       "begin with one of its steps");
    return;
  }
  out.dose_form = number_of(give, start, forms);
}

void lower_one_dose(const Reader& give, DoseForm form, const DoseForms& forms, regimen::Phase& out) {
  const Node* dose = give.node("dose");
  if (!dose && !give.has("dose")) give.fault("dose", "the dose is missing", "e.g. dose: 0.5 mg/kg");
  if (!dose || !lower_amount(give, *dose, give.path_of("dose"), forms, form)) return;
  if (form.mg > 0 && give.has("at_most")) {
    give.contradiction("at_most", "dose", "'at_most' is the ceiling of a dose by body weight",
                       "remove one of them");
    return;
  }
  out.dose_form = number_of(give, form, forms);
}

}  // namespace

void lower_give(const Reader& give, const DoseForms& forms, regimen::Phase& out) {
  const auto drug = give.text("drug");
  const auto route = give.text("route");
  if (!give.has("drug")) give.fault("drug", "the drug is missing", "e.g. drug: ketamine");
  if (!give.has("route")) give.fault("route", "the route is missing", "write route: iv or route: nasal");
  if (!drug || !route) return;
  const auto product = product_of(give, *drug, *route);
  if (!product) return;
  DoseForm form;
  form.product = *product;
  out.expectancy = expectancy_of(form);
  const bool placebo = *drug == "saline" || *drug == "midazolam";
  if (*route == "nasal") {
    allow_only(give, "over", "a spray is not an infusion");
  } else if (const auto minutes = give.amount("over")) {
    form.infusion_hours = static_cast<float>(*minutes) / 60.0f;
  } else if (!placebo && !give.has("over")) {
    give.fault("over", "the duration of the infusion is missing", "e.g. over: 40 min");
  }
  if (placebo) {
    for (const char* key : {"dose", "ladder", "at_most"})
      allow_only(give, key, *drug + " is modelled as a placebo without a dose");
    out.dose_form = number_of(give, form, forms);
    return;
  }
  if (const auto ceiling = give.amount("at_most")) form.at_most_mg = static_cast<float>(*ceiling);
  if (const Node* ladder = give.node("ladder"))
    lower_ladder(give, *ladder, form, forms, out);
  else
    lower_one_dose(give, form, forms, out);
}

}  // namespace tachy::scenario
