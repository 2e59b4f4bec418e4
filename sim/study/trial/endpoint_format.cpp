#include "study/trial/endpoint_format.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "output/outcome/statistics.hpp"
#include "study/trial/endpoint_values.hpp"

namespace tachy::study {

namespace {

using scenario::Contrast;
using scenario::EndpointMeasure;
using scenario::PublishedEndpoint;

enum class Unit { percent, points, days, mg_per_kg, ratio };

Unit unit_of(const PublishedEndpoint& endpoint) {
  switch (endpoint.comparison) {
    case Contrast::relative_loss:
      return Unit::percent;
    case Contrast::odds_ratio:
    case Contrast::hazard_ratio:
    case Contrast::standardised_difference:
      return Unit::ratio;
    default:
      break;
  }
  switch (endpoint.quantity.measure) {
    case EndpointMeasure::mean_change:
      return Unit::points;
    case EndpointMeasure::time_to_relapse:
      return Unit::days;
    case EndpointMeasure::mean_dose:
      return Unit::mg_per_kg;
    default:
      return Unit::percent;
  }
}

std::string in_own_unit(const PublishedEndpoint& endpoint, double value) {
  constexpr double kNothing = 5e-3;  // of a share: no "-0 %"
  switch (unit_of(endpoint)) {
    case Unit::percent:
      return fmt::format("{:.0f} %", std::abs(value) < kNothing ? 0.0 : 100.0 * value);
    case Unit::points:
      return fmt::format("{:.1f}", value);
    case Unit::days:
      return fmt::format("{:.0f} d", value);
    case Unit::mg_per_kg:
      return fmt::format("{:.2f} mg/kg", value);
    case Unit::ratio:
      return fmt::format("{:.2f}", value);
  }
  return {};
}

std::string bound_in_words(const PublishedEndpoint& endpoint, const std::optional<double>& bound) {
  return bound ? in_own_unit(endpoint, *bound) : "?";
}

}  // namespace

std::string value_in_words(const PublishedEndpoint& endpoint, double value) {
  if (std::isnan(value)) return is_median(endpoint) ? "not reached" : "none";
  return in_own_unit(endpoint, from_comparison_scale(endpoint, value));
}

std::string share_in_place_of_median(const PublishedEndpoint& endpoint) {
  return fmt::format("score the share relapsed by then: 'measure: relapse', 'day: {:.0f}', 'value: 50 %'",
                     endpoint.quantity.from_day + endpoint.value);
}

std::string published_in_words(const PublishedEndpoint& endpoint) {
  if (endpoint.comparison == Contrast::sign) return endpoint.value < 0.0 ? "below" : "above";
  const std::string value = in_own_unit(endpoint, endpoint.value);
  if (!endpoint.low && !endpoint.high) return value;
  return fmt::format("{} ({} to {})", value, bound_in_words(endpoint, endpoint.low),
                     bound_in_words(endpoint, endpoint.high));
}

std::string range_in_words(const PublishedEndpoint& endpoint, double predicted, double sd) {
  if (std::isnan(predicted)) return "";
  const double reach = output::kNormal95 * sd;
  double low = predicted - reach, high = predicted + reach;
  if (unit_of(endpoint) == Unit::percent && endpoint.comparison == Contrast::none) {
    low = std::max(low, 0.0);
    high = std::min(high, 1.0);
  }
  return fmt::format("{} to {}", value_in_words(endpoint, low), value_in_words(endpoint, high));
}

const char* name_of(scenario::Split split) {
  switch (split) {
    case scenario::Split::calibrate:
      return "calibrate";
    case scenario::Split::validate:
      return "validate";
    case scenario::Split::context:
      return "context";
  }
  return "";
}

const char* name_of(scenario::Evidence evidence) {
  switch (evidence) {
    case scenario::Evidence::looked_up:
      return "looked_up";
    case scenario::Evidence::partly_recalled:
      return "partly_recalled";
    case scenario::Evidence::recalled:
      return "recalled";
  }
  return "";
}

}  // namespace tachy::study
