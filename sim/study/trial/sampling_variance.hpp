// Sampling variance of an endpoint value at the published number of patients, by textbook formulas and
// without the model. On the comparison scale; the variance is doubled where the published value is partly
// recalled.
#pragma once

#include "scenario/published.hpp"

namespace tachy::study {

// Between patients, of the change of their score, in points of the scale.
double change_sd(scenario::Scale scale);

// If the truth is `expected`.
double sampling_variance(const scenario::PublishedEndpoint& endpoint, double expected);

// Of what was published: from its 95 % interval if it has one.
double published_variance(const scenario::PublishedEndpoint& endpoint);

}  // namespace tachy::study
