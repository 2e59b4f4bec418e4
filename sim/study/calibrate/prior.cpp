#include "study/calibrate/prior.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tachy::study {

namespace {

constexpr double kSdIn95 = 1.959963984540054;  // of a normal: 95 % is within so many SD
constexpr double kSdIn90 = 1.6448536269514722;
constexpr double kInnerShare = 0.9;

bool is_share(const model::ParameterRow& row) { return row.unit == "1" && row.high <= 1.0f; }

Prior prior_shape(const model::ParameterRow& row) {
  Prior prior;
  const bool positive = row.low > 0.0f && !is_share(row);
  prior.shape = positive ? Prior::Shape::lognormal : Prior::Shape::logit_normal;
  prior.low = static_cast<double>(row.low);
  prior.high = static_cast<double>(row.high);
  return prior;
}

}  // namespace

double Prior::place_of(double value) const {
  if (shape == Shape::lognormal) return std::log(value);
  return std::log((value - low) / (high - value));
}

double Prior::value_at(double place) const {
  const double value =
      shape == Shape::lognormal ? std::exp(place) : low + (high - low) / (1.0 + std::exp(-place));
  return std::clamp(value, low, high);
}

bool Prior::allows(double place) const {
  return shape == Shape::logit_normal || (place >= std::log(low) && place <= std::log(high));
}

double Prior::log_density(double place) const {
  if (!allows(place)) return -std::numeric_limits<double>::infinity();
  const double deviate = (place - mean) / sd;
  return -0.5 * deviate * deviate;
}

Prior table_prior(const model::ParameterRow& row) {
  Prior prior = prior_shape(row);
  if (prior.shape == Prior::Shape::lognormal) {
    prior.mean = 0.5 * (std::log(prior.low) + std::log(prior.high));
    prior.sd = 0.5 * (std::log(prior.high) - std::log(prior.low)) / kSdIn95;
  } else {
    const double outer = 0.5 * (1.0 + kInnerShare);
    prior.sd = std::log(outer / (1.0 - outer)) / kSdIn95;
  }
  return prior;
}

Prior stated_prior(const model::ParameterRow& row, const StatedInterval& interval) {
  Prior prior = prior_shape(row);
  prior.mean = prior.place_of(interval.median);
  const double below = prior.mean - prior.place_of(interval.low);
  const double above = prior.place_of(interval.high) - prior.mean;
  prior.sd = std::max(below, above) / (interval.mass > 0.92 ? kSdIn95 : kSdIn90);
  return prior;
}

}  // namespace tachy::study
