#include "study/validate/endpoint_design.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

#include "model/session_events.hpp"
#include "study/trial/endpoint_values.hpp"
#include "study/trial/sampling_variance.hpp"
#include "study/validate/planned_sessions.hpp"

namespace tachy::study {

namespace {

using scenario::Contrast;
using scenario::EndpointMeasure;
using scenario::PublishedEndpoint;
using scenario::Scenario;

enum Regressor : Eigen::Index {
  kChange,
  kResponse,
  kRemission,
  kRelapse,
  kMeanDose,
  kTimeToRelapse,
  kActivePlacebo,
  kInertInfusion,
  kPlaceboSpray,
  kNothing,
  kNasalDrug,
  kNaltrexone,
  kNewAntidepressant,
  kDrugBesideNewAntidepressant,
  kSelected,
  kResponseOfControl,
  kRemissionOfControl,
  kDrugSessions,
  kDrugDays,
  kControlSessions,
  kControlDays,
  kRelapseSessions,
  kRelapseDays,
  kFirstEvent,  // one for each session event
  kRegressors = kFirstEvent + static_cast<Eigen::Index>(model::kSessionEvents)
};

// Priors of the coefficients, in SDs of benefit; all assumed. The first are those of a kind of endpoint, a
// day after one infusion of the drug: wide, for changes about -13 points. The others are differences from
// that, centred at none; sessions and days count as their logarithm to base 2.
struct CoefficientRow {
  Regressor regressor;
  double mean, sd;
};
constexpr CoefficientRow kCoefficients[] = {
    {kChange, 1.2, 0.6},
    {kResponse, 1.4, 0.8},
    {kRemission, 0.9, 0.6},
    {kRelapse, -1.4, 0.8},
    {kMeanDose, 2.0, 1.0},
    {kTimeToRelapse, 3.2, 1.2},
    {kActivePlacebo, 0.0, 0.7},
    {kInertInfusion, 0.0, 0.7},
    {kPlaceboSpray, 0.0, 0.7},
    {kNothing, 0.0, 0.7},
    {kNasalDrug, 0.0, 0.5},
    {kNaltrexone, 0.0, 0.7},
    {kNewAntidepressant, 0.0, 0.5},
    {kDrugBesideNewAntidepressant, 0.0, 0.3},
    {kSelected, 0.0, 0.7},
    {kResponseOfControl, 0.0, 0.3},
    {kRemissionOfControl, 0.0, 0.3},
    {kDrugSessions, 0.0, 0.2},
    {kDrugDays, 0.0, 0.2},
    {kControlSessions, 0.0, 0.2},
    {kControlDays, 0.0, 0.2},
    {kRelapseSessions, 0.0, 0.2},
    {kRelapseDays, 0.0, 0.2},
};
constexpr CoefficientRow kAnyEvent = {kFirstEvent, -0.4, 0.4};
static_assert(std::size(kCoefficients) == kFirstEvent);

// What an SD of benefit is in other measures.
constexpr double kShareOfOneSd = 0.35;  // near the middle a normal shift of one SD moves a share by so much
constexpr double kTypicalChange = 1.4;  // SDs, of which a relative loss is a share; assumed
constexpr double kDoseUnit = 0.25;      // mg/kg

double unit_of_level(const PublishedEndpoint& endpoint) {
  switch (endpoint.quantity.measure) {
    case EndpointMeasure::mean_change:
      return -change_sd(endpoint.quantity.scale);
    case EndpointMeasure::relapse:
    case EndpointMeasure::incidence:
      return -kShareOfOneSd;
    case EndpointMeasure::mean_dose:
      return kDoseUnit;
    case EndpointMeasure::time_to_relapse:
      return std::numbers::pi / std::sqrt(6.0);  // the SD of log times at a constant hazard
    default:
      return kShareOfOneSd;
  }
}

double benefit_unit_of(const PublishedEndpoint& endpoint) {
  switch (endpoint.comparison) {
    case Contrast::odds_ratio:  // the SD of a logistic distribution
      return std::copysign(std::numbers::pi / std::sqrt(3.0), unit_of_level(endpoint));
    case Contrast::hazard_ratio:
      return -std::numbers::pi / std::sqrt(6.0);
    case Contrast::standardised_difference:
      return std::copysign(1.0, unit_of_level(endpoint));
    case Contrast::relative_loss:
      return -1.0 / kTypicalChange;
    default:
      return unit_of_level(endpoint);
  }
}

bool is_of_mood(EndpointMeasure measure) {
  return measure == EndpointMeasure::mean_change || measure == EndpointMeasure::response ||
         measure == EndpointMeasure::remission;
}

std::string theme_of(const PublishedEndpoint& endpoint) {
  switch (endpoint.quantity.measure) {
    case EndpointMeasure::relapse:
    case EndpointMeasure::time_to_relapse:
      return "relapse";
    case EndpointMeasure::incidence:
      return std::string(model::row_of(endpoint.quantity.event).name);
    case EndpointMeasure::mean_dose:
      return "dose";
    default:
      return "mood";
  }
}

bool is_drug(const PlannedSession& session) { return model::row_of(session.product).is_drug(); }

// The day of the scenario on which an endpoint is read. When a relapse comes nobody knows beforehand: as
// early as it may.
std::uint32_t day_of(const PublishedEndpoint& endpoint, const std::vector<PlannedSession>& sessions) {
  const scenario::EndpointQuantity& q = endpoint.quantity;
  if (q.clock == scenario::Clock::relapse) return q.from_day + q.day;
  if (sessions.empty()) return q.day;
  return q.day + (q.clock == scenario::Clock::first_session ? sessions.front().day : sessions.back().day);
}

// Sessions before a day, and days since the last of them, as logarithms to base 2.
struct Course {
  double sessions = 0.0, days = 0.0;
};
template <class Counts>
Course course_until(std::uint32_t day, const std::vector<PlannedSession>& before, Counts counts) {
  double number = 0.0;
  std::uint32_t last = 0;
  for (const PlannedSession& session : before)
    if (counts(session)) number += 1.0, last = session.day;
  return {std::log2(std::max(number, 1.0)), std::log2(static_cast<double>(std::max(day - last, 1u)))};
}

// Judged by what they did in the trial, not by who might enter it.
bool among_selected(const PublishedEndpoint& endpoint) {
  return std::any_of(endpoint.quantity.among.begin(), endpoint.quantity.among.end(),
                     [](const auto& condition) {
                       return condition.clock != scenario::Clock::first_session || condition.days.empty() ||
                              condition.days.back() > 0;
                     });
}

bool is_trial_of_sprays(const regimen::Plan& plan) {
  return std::any_of(plan.dose_form, plan.dose_form + plan.dose_forms, [](const model::DoseForm& form) {
    return form.product == model::Product::esketamine_nasal;
  });
}

Regressor control_given(const regimen::Plan& plan, model::Product product) {
  if (product == model::Product::midazolam) return kActivePlacebo;
  return is_trial_of_sprays(plan) ? kPlaceboSpray : kInertInfusion;
}

// What acts on mood: the sessions last given, with what and how many, and the treatment beside them.
void describe_mood(const Scenario& trial, const PublishedEndpoint& endpoint, std::uint32_t day,
                   const std::vector<PlannedSession>& before, Eigen::VectorXd& x) {
  const bool new_antidepressant = trial.experiment.cohort.new_antidepressant;
  x(kNewAntidepressant) = new_antidepressant;
  x(kSelected) = among_selected(endpoint);
  const bool drug = !before.empty() && is_drug(before.back());
  const Course course =
      course_until(day, before, [&](const PlannedSession& s) { return is_drug(s) == drug; });
  if (drug) {
    x(kNasalDrug) = before.back().product == model::Product::esketamine_nasal;
    x(kNaltrexone) = before.back().after_naltrexone;
    x(kDrugBesideNewAntidepressant) = new_antidepressant;
    x(kDrugSessions) = course.sessions;
    x(kDrugDays) = course.days;
    return;
  }
  x(before.empty() ? kNothing : control_given(trial.experiment.plan, before.back().product)) = 1.0;
  x(kResponseOfControl) = endpoint.quantity.measure == EndpointMeasure::response;
  x(kRemissionOfControl) = endpoint.quantity.measure == EndpointMeasure::remission;
  x(kControlSessions) = course.sessions;
  x(kControlDays) = course.days;
}

Regressor kind_of(const PublishedEndpoint& endpoint) {
  switch (endpoint.quantity.measure) {
    case EndpointMeasure::mean_change:
      return kChange;
    case EndpointMeasure::response:
      return kResponse;
    case EndpointMeasure::remission:
      return kRemission;
    case EndpointMeasure::relapse:
      return kRelapse;
    case EndpointMeasure::mean_dose:
      return kMeanDose;
    case EndpointMeasure::time_to_relapse:
      return kTimeToRelapse;
    case EndpointMeasure::incidence:
      break;
  }
  return static_cast<Regressor>(kFirstEvent +
                                static_cast<Eigen::Index>(model::place_of(endpoint.quantity.event)));
}

Eigen::VectorXd regressors_of_level(const Scenario& trial, const PublishedEndpoint& endpoint,
                                    std::uint32_t arm) {
  Eigen::VectorXd x = Eigen::VectorXd::Zero(kRegressors);
  x(kind_of(endpoint)) = 1.0;
  const std::vector<PlannedSession> all =
      planned_sessions(trial.experiment.plan, arm, trial.experiment.horizon_days);
  const std::uint32_t day = day_of(endpoint, all);
  std::vector<PlannedSession> before;
  std::copy_if(all.begin(), all.end(), std::back_inserter(before),
               [&](const PlannedSession& session) { return session.day < day; });
  if (is_of_mood(endpoint.quantity.measure)) describe_mood(trial, endpoint, day, before, x);
  if (theme_of(endpoint) == "relapse") {
    const Course course = course_until(day, before, is_drug);
    x(kRelapseSessions) = course.sessions;
    x(kRelapseDays) = course.days;
  }
  return x;
}

}  // namespace

EndpointDesign design_of(const Scenario& trial, const PublishedEndpoint& endpoint) {
  EndpointDesign design{benefit_unit_of(endpoint), theme_of(endpoint),
                        regressors_of_level(trial, endpoint, endpoint.arm)};
  if (is_contrast(endpoint)) design.regressors -= regressors_of_level(trial, endpoint, endpoint.against);
  return design;
}

CoefficientPriors coefficient_priors() {
  CoefficientPriors priors{Eigen::VectorXd::Constant(kRegressors, kAnyEvent.mean),
                           Eigen::VectorXd::Constant(kRegressors, kAnyEvent.sd)};
  for (const CoefficientRow& row : kCoefficients) {
    priors.mean(row.regressor) = row.mean;
    priors.sd(row.regressor) = row.sd;
  }
  return priors;
}

}  // namespace tachy::study
