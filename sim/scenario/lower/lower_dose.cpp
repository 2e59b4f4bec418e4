#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

using model::DoseForm;
using model::Product;

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

std::string label_of(const std::string& drug, const std::string& route, const DoseForm& form) {
  std::string label = drug;
  if (form.mg_per_kg > 0) label += fmt::format(" {:g} mg/kg", form.mg_per_kg);
  if (form.mg > 0) label += fmt::format(" {:g} mg", form.mg);
  label += " " + route;
  if (route == "iv") label += fmt::format(" over {:g} min", form.infusion_hours * 60.0f);
  if (form.whole_sprays) label += ", in whole sprays";
  if (form.at_most_mg < model::kNoCeiling) label += fmt::format(", at most {:g} mg", form.at_most_mg);
  return label;
}

model::ExpectancyKind expectancy_of(const DoseForm& form) {
  if (form.product == Product::saline) return model::ExpectancyKind::saline;
  if (form.product == Product::midazolam) return model::ExpectancyKind::active_placebo;
  return model::ExpectancyKind::drug;
}

std::uint32_t add_form(const Reader& give, const DoseForm& form, const DoseForms& forms) {
  const auto number = number_of(form, label_of(*give.text("drug"), *give.text("route"), form), forms);
  if (!number) {
    give.fault(give.has("ladder") ? "ladder" : "dose",
               fmt::format("more than {} different doses in one scenario", regimen::kMaxDoseForms),
               "split the scenario");
  }
  return number.value_or(0);
}

void lower_ceiling(const Reader& give, bool nasal, DoseForm& form) {
  const auto ceiling = give.amount("at_most");
  if (!ceiling) return;
  form.at_most_mg = static_cast<float>(*ceiling);
  const float sprays = form.at_most_mg / model::kMgPerSpray;
  if (!nasal || sprays == 1.0f || sprays == 2.0f || sprays == 3.0f || sprays == 4.0f) return;
  give.fault("at_most", fmt::format("'{}' is no number of sprays of 28 mg", give.node("at_most")->text),
             "write 28 mg, 56 mg, 84 mg or 112 mg");
}

// It is for doses by body weight.
bool check_ceiling(const Reader& give, std::string_view key, const DoseForm& form) {
  if (form.mg_per_kg > 0 || !give.has("at_most")) return true;
  give.contradiction("at_most", key, "'at_most' is the ceiling of a dose by body weight",
                     "remove one of them");
  return false;
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
  if (dose && !lower_amount(give, *dose, give.path_of("dose"), forms.notes, start)) return;
  bool start_is_a_step = !dose;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    DoseForm step = common;
    const std::string path = fmt::format("{}.{}", give.path_of("ladder"), i);
    if (!lower_amount(give, list.items[i], path, forms.notes, step)) return;
    const bool same_kind = (step.mg > 0) == (before.mg > 0);
    if (i > 0 && (!same_kind || amount_of(step) <= amount_of(before))) {
      give.faults().add(list.items[i].place, path,
                        !same_kind             ? "a ladder has either mg or mg/kg in every step"
                        : give.has("round_to") ? "a ladder rises from step to step, in whole sprays too"
                                               : "a ladder rises from step to step",
                        "e.g. ladder: [56 mg, 84 mg]");
      return;
    }
    out.ladder[out.ladder_steps++] = add_form(give, step, forms);
    if (i == 0 && !check_ceiling(give, "ladder", step)) return;
    if (i == 0 && !dose) start = step;
    if (step == start) start_is_a_step = true;
    before = step;
  }
  if (!start_is_a_step) {
    give.contradiction("dose", "ladder", fmt::format("'{}' is not a step of the ladder", dose->text),
                       "begin with one of its steps");
    return;
  }
  out.dose_form = add_form(give, start, forms);
}

void lower_one_dose(const Reader& give, DoseForm form, const DoseForms& forms, regimen::Phase& out) {
  const Node* dose = give.node("dose");
  if (!dose && !give.has("dose")) give.fault("dose", "the dose is missing", "e.g. dose: 0.5 mg/kg");
  if (!dose || !lower_amount(give, *dose, give.path_of("dose"), forms.notes, form)) return;
  if (!check_ceiling(give, "dose", form)) return;
  out.dose_form = add_form(give, form, forms);
}

}  // namespace

void lower_give(const Reader& give, const DoseForms& forms, regimen::Phase& out) {
  const auto drug = give.text("drug");
  const auto route = give.text("route");
  give.text("round_to");
  if (!give.has("drug")) give.fault("drug", "the drug is missing", "e.g. drug: ketamine");
  if (!give.has("route")) give.fault("route", "the route is missing", "write route: iv or route: nasal");
  if (!drug || !route) return;
  const auto product = product_of(give, *drug, *route);
  if (!product) return;
  DoseForm form;
  form.product = *product;
  out.expectancy = expectancy_of(form);
  const bool placebo = *drug == "saline" || *drug == "midazolam", nasal = *route == "nasal";
  if (!nasal && !placebo) allow_only(give, "round_to", "an infusion is measured, not sprayed");
  if (nasal) {
    allow_only(give, "over", "a spray is not an infusion");
  } else if (const auto minutes = give.amount("over")) {
    form.infusion_hours = static_cast<float>(*minutes) / 60.0f;
  } else if (!placebo && !give.has("over")) {
    give.fault("over", "the duration of the infusion is missing", "e.g. over: 40 min");
  }
  if (placebo) {
    for (const char* key : {"dose", "ladder", "at_most", "round_to"})
      allow_only(give, key, *drug + " is modelled as a placebo without a dose");
    out.dose_form = add_form(give, form, forms);
    return;
  }
  lower_ceiling(give, nasal, form);
  if (const Node* ladder = give.node("ladder"))
    lower_ladder(give, *ladder, form, forms, out);
  else
    lower_one_dose(give, form, forms, out);
}

}  // namespace tachy::scenario
