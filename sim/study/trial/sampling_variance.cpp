#include "study/trial/sampling_variance.hpp"

#include <algorithm>

#include "study/trial/endpoint_values.hpp"

namespace tachy::study {

namespace {

using scenario::Contrast;
using scenario::EndpointMeasure;
using scenario::PublishedEndpoint;

constexpr double kUsualShare = 0.4;        // of patients with an event, where it is compared as a ratio
constexpr double kDoseSd = 0.28;           // mg/kg between patients (Sakurai 2020)
constexpr double kRelativeChangeSd = 0.7;  // of a change, as a share of its mean

// The variance of one patient's contribution. A share of 0 or 1 is moved by half a patient towards the other
// side.
double variance_of_one(const PublishedEndpoint& endpoint, double expected, double n) {
  const EndpointMeasure measure = endpoint.quantity.measure;
  if (is_share(measure)) {
    const double share = std::clamp((expected * n + 0.5) / (n + 1.0), 0.5 / (n + 1.0), 1.0 - 0.5 / (n + 1.0));
    return share * (1.0 - share) + 0.25 / n;  // a share is known to half a patient
  }
  if (measure == EndpointMeasure::mean_dose) return kDoseSd * kDoseSd;
  if (measure == EndpointMeasure::time_to_relapse) return 1.0 / kUsualShare;
  const double sd = change_sd(endpoint.quantity.scale);
  return sd * sd;
}

double contrast_variance(const PublishedEndpoint& endpoint) {
  const double n = patients_analysed(endpoint.n), m = patients_analysed(endpoint.n_against),
               both = 1.0 / n + 1.0 / m;
  switch (endpoint.comparison) {
    case Contrast::odds_ratio:
      return both / (kUsualShare * (1.0 - kUsualShare));
    case Contrast::hazard_ratio:
      return both / kUsualShare;
    case Contrast::standardised_difference:
      return both;
    case Contrast::relative_loss:
      return both * kRelativeChangeSd * kRelativeChangeSd;
    default:
      return variance_of_one(endpoint, kUsualShare, n) / n + variance_of_one(endpoint, kUsualShare, m) / m;
  }
}

double doubled_if_partly_recalled(const PublishedEndpoint& endpoint, double variance) {
  return endpoint.evidence == scenario::Evidence::partly_recalled ? 2.0 * variance : variance;
}

}  // namespace

double change_sd(scenario::Scale scale) {
  constexpr double kMadrs = 11.0;  // points (Murrough 2013) ...
  constexpr double kHamd17 = 8.5;  // ... which are so many of the HAM-D17 (Leucht 2018)
  return scale == scenario::Scale::madrs ? kMadrs : kHamd17;
}

double sampling_variance(const PublishedEndpoint& endpoint, double expected) {
  const double n = patients_analysed(endpoint.n);
  const double variance =
      is_contrast(endpoint) ? contrast_variance(endpoint) : variance_of_one(endpoint, expected, n) / n;
  return doubled_if_partly_recalled(endpoint, variance);
}

double published_variance(const PublishedEndpoint& endpoint) {
  if (!endpoint.low || !endpoint.high)
    return sampling_variance(endpoint, on_comparison_scale(endpoint, endpoint.value));
  constexpr double kWidthInSd = 2.0 * 1.959963984540054;
  const double sd =
      (on_comparison_scale(endpoint, *endpoint.high) - on_comparison_scale(endpoint, *endpoint.low)) /
      kWidthInSd;
  return doubled_if_partly_recalled(endpoint, sd * sd);
}

}  // namespace tachy::study
