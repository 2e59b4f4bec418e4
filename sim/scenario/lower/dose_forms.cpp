// The dose forms of a plan, each once: those that phases give, and those given in their place under a cap.
#include <algorithm>

#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

using model::DoseForm;

std::optional<std::uint32_t> number_of(const DoseForm& form, const std::string& label,
                                       const DoseForms& forms) {
  regimen::Plan& plan = forms.plan;
  DoseForm* const end = plan.dose_form + plan.dose_forms;
  const DoseForm* const found = std::find(plan.dose_form, end, form);
  if (found != end) return static_cast<std::uint32_t>(found - plan.dose_form);
  if (plan.dose_forms == regimen::kMaxDoseForms) return std::nullopt;
  forms.labels.push_back(label);
  plan.dose_form[plan.dose_forms] = form;
  return plan.dose_forms++;
}

namespace {

bool gives(const regimen::Arm& arm, std::uint32_t form) {
  return std::any_of(arm.phase, arm.phase + arm.phases, [&](const regimen::Phase& phase) {
    const std::uint32_t* const end = phase.ladder + phase.ladder_steps;
    return !phase.assessment_only && (phase.dose_form == form || std::find(phase.ladder, end, form) != end);
  });
}

bool can_exceed(const DoseForm& form, const regimen::PolicyStage& cap) {
  if (!form.is_drug()) return false;
  const bool by_weight = form.mg_per_kg > 0.0f;
  const bool above_mg = std::min(by_weight ? model::kNoCeiling : form.mg, form.at_most_mg) > cap.session_mg;
  const bool above_mg_per_kg = (by_weight ? form.mg_per_kg : model::kNoCeiling) > cap.session_mg_per_kg;
  return above_mg || above_mg_per_kg;
}

DoseForm within(const DoseForm& form, const regimen::PolicyStage& cap) {
  DoseForm capped = form;
  capped.at_most_mg = std::min(form.at_most_mg, cap.session_mg);
  capped.at_most_mg_per_kg = cap.session_mg_per_kg;
  capped.whole_sprays = capped.may_be_none = model::row_of(form.product).device_mg > 0.0f;
  return capped;
}

std::string label_of_cap(const regimen::PolicyStage& cap) {
  std::string label = ", a session at most";
  if (cap.session_mg < model::kNoCeiling) label += fmt::format(" {:g} mg", cap.session_mg);
  if (cap.session_mg_per_kg < model::kNoCeiling) label += fmt::format(" {:g} mg/kg", cap.session_mg_per_kg);
  return label;
}

}  // namespace

void lower_session_caps(const Reader& arm, const ArmPolicy& policy, const DoseForms& forms,
                        regimen::Arm& lowered) {
  for (std::uint32_t s = 0; s < lowered.stages; ++s) {
    regimen::PolicyStage& stage = lowered.stage[s];
    if (!stage.caps_session) continue;
    const std::uint32_t planned_forms = forms.plan.dose_forms;
    for (std::uint32_t planned = 0; planned < planned_forms; ++planned) {
      const DoseForm form = forms.plan.dose_form[planned];
      stage.capped_form[planned] = planned;
      if (!gives(lowered, planned) || !can_exceed(form, stage)) continue;
      const auto fault = [&](const std::string& message, const std::string& advice) {
        arm.faults().add(policy.session_cap[s], arm.path_of("policy.caps.per_session"), message, advice);
      };
      if (stage.session_mg < model::row_of(form.product).device_mg)
        return fault("not one spray of 28 mg keeps within this cap", "at least 28 mg");
      const auto capped = number_of(within(form, stage), forms.labels[planned] + label_of_cap(stage), forms);
      if (!capped) {
        return fault(fmt::format("with this cap there are more than {} different doses in one scenario",
                                 regimen::kMaxDoseForms),
                     "split the scenario");
      }
      stage.capped_form[planned] = *capped;
    }
  }
}

}  // namespace tachy::scenario
