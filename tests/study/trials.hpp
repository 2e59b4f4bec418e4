// Small trials, put together by hand: one arm on the drug, one on an active placebo.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace tachy::tests {

using Trials = std::vector<scenario::Scenario>;

inline scenario::Scenario trial_of(const std::string& study, scenario::Split split) {
  scenario::Scenario trial;
  trial.arms = {{"drug", "Drug", {"session"}}, {"midazolam", "Active placebo", {"session"}}};
  regimen::Plan& plan = trial.experiment.plan;
  plan.dose_forms = 2;
  plan.dose_form[1].product = model::Product::midazolam;
  plan.arms = 2;
  plan.arm[0].phases = plan.arm[1].phases = 1;
  plan.arm[1].phase[0].dose_form = 1;
  trial.experiment.horizon_days = 7;
  trial.experiment.parameters.madrs_per_hamd17 = 1.25f;
  trial.published.emplace();
  trial.published->study = study;
  trial.published->split = split;
  return trial;
}

inline scenario::PublishedEndpoint response(double value, std::uint32_t n = 100, std::uint32_t day = 1) {
  scenario::PublishedEndpoint endpoint;
  endpoint.id = "response";
  endpoint.quantity.measure = scenario::EndpointMeasure::response;
  endpoint.quantity.threshold = 0.5;
  endpoint.quantity.day = day;
  endpoint.value = value;
  endpoint.n = endpoint.n_against = n;
  return endpoint;
}

inline scenario::PublishedEndpoint difference(scenario::PublishedEndpoint endpoint, double value) {
  endpoint.id = "difference";
  endpoint.comparison = scenario::Contrast::difference;
  endpoint.against = 1;
  endpoint.value = value;
  return endpoint;
}

inline scenario::Scenario with(scenario::Scenario trial, scenario::PublishedEndpoint endpoint) {
  trial.published->endpoints.push_back(std::move(endpoint));
  return trial;
}

}  // namespace tachy::tests
