// The prior of one parameter.
//
// A positive parameter is lognormal. A share, or a parameter that may be 0 or negative, is logit-normal: its
// place between the ends of its plausible range has a normal logit. Both are normal on an unbounded axis,
// where the sampler moves; a value outside the plausible range has probability 0.
#pragma once

#include "model/parameter_table.hpp"

namespace tachy::study {

struct Prior {
  enum class Shape { lognormal, logit_normal } shape = Shape::lognormal;
  double low = 0.0, high = 0.0;  // plausible range, in the unit of the parameter
  double mean = 0.0, sd = 1.0;   // on the unbounded axis

  double place_of(double value) const;  // on the unbounded axis
  double value_at(double place) const;
  bool allows(double place) const;
  double log_density(double place) const;  // up to a constant; minus infinity where the prior allows no value
};

// From the plausible range alone. Lognormal: 95 % of its mass within the range, the median in the middle of
// the logarithms. Logit-normal: 95 % within the inner 90 % of the range, nearly flat.
Prior table_prior(const model::ParameterRow& row);

// With this median, and at least `mass` (0..1) between low and high, which must be inside the plausible
// range.
struct StatedInterval {
  double median, low, high, mass;
};
Prior stated_prior(const model::ParameterRow& row, const StatedInterval& interval);

}  // namespace tachy::study
