#include "study/trial/endpoint_values.hpp"

#include <algorithm>
#include <cmath>

#include "study/trial/survival.hpp"

namespace tachy::study {

namespace {

using scenario::Clock;
using scenario::Contrast;
using scenario::EndpointMeasure;
using scenario::EndpointQuantity;

// One patient under one arm, with the clock the endpoint counts on.
struct Subject {
  const TrialOutcome& outcome;
  const scenario::Published& published;
  const EndpointQuantity& quantity;
  std::uint32_t arm, patient;

  PatientRatings ratings() const { return {outcome, arm, patient}; }
  const PatientEnd& end() const { return outcome.arms[arm][patient]; }
  double points(scenario::Scale scale) const {
    return scale == scenario::Scale::madrs ? outcome.madrs_per_hamd17 : 1.0;
  }
  std::optional<std::uint32_t> first_day(Clock clock) const {
    switch (clock) {
      case Clock::first_session:
        return 0;
      case Clock::last_session:
        return end().sessions > 0 ? std::optional(end().last_session_day) : std::nullopt;
      case Clock::relapse:
        return ratings().relapse_day(quantity.relapse_definition, quantity.from_day);
    }
    return std::nullopt;
  }
  std::optional<double> rating(std::uint32_t day) const {
    const bool carry = published.missing == scenario::Missing::last_observation;
    return carry ? ratings().on_or_before(day) : ratings().on(day);
  }
};

bool meets(const scenario::RatingCondition& condition, const Subject& subject) {
  if (condition.sessions_at_least) return subject.end().sessions >= *condition.sessions_at_least;
  const auto start = subject.first_day(condition.clock);
  if (!start) return false;
  const auto baseline = subject.ratings().on(*start);
  std::uint32_t met = 0;
  for (const std::uint32_t day : condition.days) {
    const auto rating = subject.ratings().on(*start + day);
    if (!rating) continue;
    const double score = *rating * subject.points(condition.scale);
    if (condition.score_at_least) met += score >= *condition.score_at_least;
    if (condition.score_at_most) met += score <= *condition.score_at_most;
    if (condition.improvement_at_least && baseline)
      met += *baseline - *rating >= *condition.improvement_at_least * *baseline;
  }
  const auto needed =
      condition.on_at_least > 0 ? condition.on_at_least : static_cast<std::uint32_t>(condition.days.size());
  return met >= needed;
}

bool is_selected(const Subject& subject) {
  return std::all_of(subject.quantity.among.begin(), subject.quantity.among.end(),
                     [&](const auto& condition) {
                       Subject judged = subject;
                       judged.arm = condition.arm.value_or(subject.arm);
                       return meets(condition, judged);
                     });
}

Contribution score_contribution(const Subject& subject, std::uint32_t start) {
  const EndpointQuantity& q = subject.quantity;
  const auto baseline = subject.ratings().on(start + q.baseline_day);
  if (!baseline) return {};
  const auto rating = subject.rating(start + q.day);
  if (!rating) {
    const bool fails = subject.published.missing == scenario::Missing::failure;
    return {fails && q.measure != EndpointMeasure::mean_change, 0.0, false};
  }
  const double points = subject.points(q.scale);
  switch (q.measure) {
    case EndpointMeasure::mean_change:
      return {true, (*rating - *baseline) * points, false};
    case EndpointMeasure::response:
      return {true, *baseline - *rating >= q.threshold * *baseline ? 1.0 : 0.0, false};
    default:
      return {true, *rating * points <= q.threshold ? 1.0 : 0.0, false};
  }
}

Contribution relapse_contribution(const Subject& subject, std::uint32_t start) {
  const EndpointQuantity& q = subject.quantity;
  const std::uint32_t from = start + q.from_day, until = start + q.day;
  const auto last = subject.ratings().last_rated_day(until);
  if (!last || *last < from) return {};
  const auto relapse = subject.ratings().relapse_day(q.relapse_definition, from);
  const bool relapsed = relapse && *relapse <= until;
  return {true, static_cast<double>((relapsed ? *relapse : *last) - from), relapsed};
}

Contribution contribution(const Subject& subject) {
  if (!subject.ratings().on(0)) return {};  // never enrolled
  const EndpointQuantity& q = subject.quantity;
  const auto start = subject.first_day(q.clock);
  if (!start || !is_selected(subject)) return {};
  switch (q.measure) {
    case EndpointMeasure::mean_change:
    case EndpointMeasure::response:
    case EndpointMeasure::remission:
      return score_contribution(subject, *start);
    case EndpointMeasure::relapse:
    case EndpointMeasure::time_to_relapse:
      return relapse_contribution(subject, *start);
    case EndpointMeasure::incidence:
      return {true, subject.end().events[model::place_of(q.event)] > 0 ? 1.0 : 0.0, false};
    case EndpointMeasure::mean_dose:
      return {subject.end().sessions > 0, subject.end().mean_mg_per_kg, false};
  }
  return {};
}

std::vector<Contribution> of_arm(const EndpointQuantity& quantity, std::uint32_t arm,
                                 const scenario::Published& published, const TrialOutcome& outcome) {
  std::vector<Contribution> patients(outcome.patients());
  for (std::uint32_t patient = 0; patient < outcome.patients(); ++patient)
    patients[patient] = contribution({outcome, published, quantity, arm, patient});
  return patients;
}

struct Moments {
  double n = 0.0, mean = 0.0, variance = 0.0;
};
Moments moments_of(std::span<const Contribution> patients) {
  Moments m;
  double sum = 0.0, squares = 0.0;
  for (const Contribution& patient : patients) {
    if (!patient.counted) continue;
    m.n += 1.0;
    sum += patient.value;
    squares += patient.value * patient.value;
  }
  if (m.n == 0.0) return m;
  m.mean = sum / m.n;
  m.variance = m.n > 1.0 ? std::max(squares - m.n * m.mean * m.mean, 0.0) / (m.n - 1.0) : 0.0;
  return m;
}

Moments relapsed(std::span<const Contribution> patients, double n) {
  return {n, n > 0.0 ? share_relapsed(patients) : 0.0, 0.0};
}

double odds(const Moments& m) {  // half a patient added to each side
  return (m.mean * m.n + 0.5) / ((1.0 - m.mean) * m.n + 0.5);
}

std::optional<double> compare(Contrast comparison, const Moments& a, const Moments& b) {
  switch (comparison) {
    case Contrast::none:
      return a.mean;
    case Contrast::difference:
      return a.mean - b.mean;
    case Contrast::odds_ratio:
      return odds(a) / odds(b);
    case Contrast::standardised_difference: {
      const double pooled = (a.variance * (a.n - 1.0) + b.variance * (b.n - 1.0)) / (a.n + b.n - 2.0);
      if (!(pooled > 0.0)) return std::nullopt;
      return (a.mean - b.mean) / std::sqrt(pooled);
    }
    case Contrast::relative_loss:
      if (b.mean == 0.0) return std::nullopt;
      return 1.0 - a.mean / b.mean;
    case Contrast::sign:
      return a.mean < b.mean ? -1.0 : a.mean > b.mean ? 1.0 : 0.0;
    case Contrast::hazard_ratio:
      break;
  }
  return std::nullopt;
}

}  // namespace

EndpointPatients contributions_of(const scenario::PublishedEndpoint& endpoint,
                                  const scenario::Published& published, const TrialOutcome& outcome) {
  EndpointPatients patients;
  patients.arm = of_arm(endpoint.quantity, endpoint.arm, published, outcome);
  if (is_contrast(endpoint))
    patients.against = of_arm(endpoint.quantity, endpoint.against, published, outcome);
  return patients;
}

std::optional<double> estimate(const scenario::PublishedEndpoint& endpoint, std::span<const Contribution> arm,
                               std::span<const Contribution> against) {
  if (endpoint.comparison == Contrast::hazard_ratio) return hazard_ratio(arm, against);
  const Moments a = moments_of(arm), b = moments_of(against);
  if (a.n == 0.0 || (is_contrast(endpoint) && b.n == 0.0)) return std::nullopt;
  if (is_median(endpoint)) return median_time(arm);
  if (endpoint.quantity.measure == EndpointMeasure::relapse)
    return compare(endpoint.comparison, relapsed(arm, a.n), relapsed(against, b.n));
  return compare(endpoint.comparison, a, b);
}

double on_comparison_scale(const scenario::PublishedEndpoint& endpoint, double value) {
  return in_logarithms(endpoint) ? std::log(std::max(value, 1e-3)) : value;
}
double from_comparison_scale(const scenario::PublishedEndpoint& endpoint, double value) {
  return in_logarithms(endpoint) ? std::exp(value) : value;
}

}  // namespace tachy::study
