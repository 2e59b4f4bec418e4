#include "study/validate/naive_strata.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tachy::study {

namespace {

using scenario::Contrast;
using scenario::EndpointMeasure;
using scenario::PublishedEndpoint;
using scenario::Scenario;

// All graded assumed: flat for shares, wide for the rest.
VaguePrior vague_prior_of_level(EndpointMeasure measure) {
  switch (measure) {
    case EndpointMeasure::mean_change:
      return {-12.0, 6.0};
    case EndpointMeasure::incidence:
      return {0.15, 0.15};
    case EndpointMeasure::mean_dose:
      return {0.5, 0.25};
    case EndpointMeasure::time_to_relapse:
      return {std::log(60.0), 1.5};
    case EndpointMeasure::remission:
      return {0.3, 0.2};
    default:
      return {0.5, 0.29};
  }
}

// No difference, and how far from none a difference may be.
VaguePrior vague_prior_of_contrast(const PublishedEndpoint& endpoint) {
  switch (endpoint.comparison) {
    case Contrast::odds_ratio:
      return {0.0, 1.0};
    case Contrast::hazard_ratio:
      return {0.0, 0.7};
    case Contrast::standardised_difference:
      return {0.0, 0.7};
    case Contrast::relative_loss:
      return {0.0, 0.5};
    default:
      return {0.0, 0.8 * vague_prior_of_level(endpoint.quantity.measure).sd};
  }
}

std::string measure_in_words(const PublishedEndpoint& endpoint) {
  const scenario::EndpointQuantity& q = endpoint.quantity;
  switch (q.measure) {
    case EndpointMeasure::mean_change:
      return "change";
    case EndpointMeasure::response:
      return fmt::format("response of {:g} %", 100.0 * q.threshold);
    case EndpointMeasure::remission:
      return "remission";
    case EndpointMeasure::relapse:
      return "relapse";
    case EndpointMeasure::time_to_relapse:
      return "time to relapse";
    case EndpointMeasure::incidence:
      return fmt::format("incidence of {}", model::row_of(q.event).name);
    case EndpointMeasure::mean_dose:
      return "mean dose";
  }
  return {};
}

const char* comparison_in_words(Contrast comparison) {
  switch (comparison) {
    case Contrast::none:
      return "";
    case Contrast::difference:
      return "difference, ";
    case Contrast::odds_ratio:
      return "odds ratio, ";
    case Contrast::standardised_difference:
      return "standardised difference, ";
    case Contrast::hazard_ratio:
      return "hazard ratio, ";
    case Contrast::relative_loss:
      return "relative loss, ";
    case Contrast::sign:
      return "sign, ";
  }
  return "";
}

// Judged by what they did in the trial, not by who might enter it.
bool among_selected(const PublishedEndpoint& endpoint) {
  return std::any_of(endpoint.quantity.among.begin(), endpoint.quantity.among.end(),
                     [](const auto& condition) {
                       return condition.clock != scenario::Clock::first_session || condition.days.empty() ||
                              condition.days.back() > 0;
                     });
}

const char* given_in(const Scenario& trial, std::uint32_t number) {
  const regimen::Plan& plan = trial.experiment.plan;
  const regimen::Arm& arm = plan.arm[number];
  for (std::uint32_t phase = arm.phases; phase-- > 0;) {
    if (arm.phase[phase].assessment_only) continue;
    const model::DoseForm& form = plan.dose_form[arm.phase[phase].dose_form];
    if (form.is_drug()) return "drug";
    return model::row_of(form.product).expectancy == model::ExpectancyKind::active_placebo ? "active placebo"
                                                                                           : "inert placebo";
  }
  return "nothing";
}

const char* when(const Scenario& trial, const PublishedEndpoint& endpoint) {
  const bool by_the_end = endpoint.quantity.measure == EndpointMeasure::incidence ||
                          endpoint.quantity.measure == EndpointMeasure::mean_dose;
  const std::uint32_t day = by_the_end ? trial.experiment.horizon_days : endpoint.quantity.day;
  if (day <= 1) return "day 1";
  if (day <= 7) return "days 2 to 7";
  return day <= 35 ? "days 8 to 35" : "later";
}

}  // namespace

Cells cells_of(const Scenario& trial, const PublishedEndpoint& endpoint) {
  const bool contrast = endpoint.comparison != Contrast::none;
  Cells cells;
  cells.vague_prior =
      contrast ? vague_prior_of_contrast(endpoint) : vague_prior_of_level(endpoint.quantity.measure);
  const auto add = [&](const std::string& finer) {
    const std::string coarser = cells.coarse_to_fine.empty() ? "" : cells.coarse_to_fine.back() + " > ";
    cells.coarse_to_fine.push_back(coarser + finer);
  };
  add(fmt::format("{}{}{}", comparison_in_words(endpoint.comparison), measure_in_words(endpoint),
                  among_selected(endpoint) ? " among selected" : ""));
  if (contrast) {
    add(fmt::format("{} against {}", given_in(trial, endpoint.arm), given_in(trial, endpoint.against)));
    add(when(trial, endpoint));
  } else {
    add(given_in(trial, endpoint.arm));
    add(when(trial, endpoint));
    add(trial.experiment.cohort.new_antidepressant ? "new antidepressant" : "no new antidepressant");
  }
  return cells;
}

double common_units(const Scenario& trial, const PublishedEndpoint& endpoint) {
  const bool in_points =
      endpoint.quantity.measure == EndpointMeasure::mean_change &&
      (endpoint.comparison == Contrast::none || endpoint.comparison == Contrast::difference);
  const bool on_hamd17 = endpoint.quantity.scale == scenario::Scale::hamd17;
  return in_points && on_hamd17 ? static_cast<double>(trial.experiment.parameters.madrs_per_hamd17) : 1.0;
}

}  // namespace tachy::study
