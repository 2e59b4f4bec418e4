#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

using model::DoseForm;
using model::ProductRow;

void allow_only(const Reader& give, std::string_view key, const std::string& why) {
  if (give.has(key))
    give.fault(key, fmt::format("'{}' has no meaning here: {}", key, why), "remove the line");
}

// "ketamine: iv; esketamine: iv or nasal; ..."
std::string all_products() {
  std::string text;
  std::string_view before;
  for (const ProductRow& row : model::kProductTable) {
    if (row.drug == before) {
      text += fmt::format(" or {}", row.route);
    } else {
      text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", row.drug, row.route);
    }
    before = row.drug;
  }
  return text;
}

const ProductRow* product_of(const Reader& give, const std::string& drug, const std::string& route) {
  for (const ProductRow& row : model::kProductTable)
    if (row.drug == drug && row.route == route) return &row;
  give.contradiction("route", "drug", fmt::format("{} is not modelled by the {} route", drug, route),
                     all_products());
  return nullptr;
}

std::string label_of(const ProductRow& product, const DoseForm& form) {
  std::string label(product.drug);
  if (form.mg_per_kg > 0) label += fmt::format(" {:g} mg/kg", form.mg_per_kg);
  if (form.mg > 0) label += fmt::format(" {:g} mg", form.mg);
  label += fmt::format(" {}", product.route);
  if (product.infused) label += fmt::format(" over {:g} min", form.infusion_hours * 60.0f);
  if (form.whole_sprays) label += ", in whole sprays";
  if (form.at_most_mg < model::kNoCeiling) label += fmt::format(", at most {:g} mg", form.at_most_mg);
  return label;
}

std::uint32_t add_form(const Reader& give, const DoseForm& form, const DoseForms& forms) {
  const ProductRow* product = product_of(give, *give.text("drug"), *give.text("route"));
  const auto number = number_of(form, label_of(*product, form), forms);
  if (!number) {
    give.fault(give.has("ladder") ? "ladder" : "dose",
               fmt::format("more than {} different doses in one scenario", regimen::kMaxDoseForms),
               "split the scenario");
  }
  return number.value_or(0);
}

void lower_ceiling(const Reader& give, const ProductRow& product, DoseForm& form) {
  const auto ceiling = give.amount("at_most");
  if (!ceiling) return;
  form.at_most_mg = static_cast<float>(*ceiling);
  if (product.device_mg == 0.0f) return;
  const float sprays = form.at_most_mg / product.device_mg;
  if (sprays == 1.0f || sprays == 2.0f || sprays == 3.0f || sprays == 4.0f) return;
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

void lower_duration(const Reader& give, const ProductRow& product, DoseForm& form) {
  if (!product.infused) return allow_only(give, "over", "a spray is not an infusion");
  if (const auto minutes = give.amount("over")) {
    form.infusion_hours = static_cast<float>(*minutes) / 60.0f;
  } else if (product.is_drug() && !give.has("over")) {
    give.fault("over", "the duration of the infusion is missing", "e.g. over: 40 min");
  }
}

}  // namespace

void lower_give(const Reader& give, const DoseForms& forms, regimen::Phase& out) {
  const auto drug = give.text("drug");
  const auto route = give.text("route");
  give.text("round_to");
  if (!give.has("drug")) give.fault("drug", "the drug is missing", "e.g. drug: ketamine");
  if (!give.has("route")) give.fault("route", "the route is missing", "write route: iv or route: nasal");
  if (!drug || !route) return;
  const ProductRow* product = product_of(give, *drug, *route);
  if (product == nullptr) return;
  DoseForm form;
  form.product = product->product;
  out.expectancy = product->expectancy;
  lower_duration(give, *product, form);
  if (!product->is_drug()) {
    for (const char* key : {"dose", "ladder", "at_most", "round_to"})
      allow_only(give, key, *drug + " is modelled as a placebo without a dose");
    out.dose_form = add_form(give, form, forms);
    return;
  }
  if (product->device_mg == 0.0f) allow_only(give, "round_to", "an infusion is measured, not sprayed");
  lower_ceiling(give, *product, form);
  if (const Node* ladder = give.node("ladder"))
    lower_ladder(give, *ladder, form, forms, out);
  else
    lower_one_dose(give, form, forms, out);
}

}  // namespace tachy::scenario
