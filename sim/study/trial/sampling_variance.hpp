// How far a published figure scatters because its study had so many people and no more, by textbook formulas
// and without a model. On the comparison scale; a figure that is remembered in part counts double.
#pragma once

#include "scenario/published.hpp"

namespace tachy::study {

// If the truth is `expected`.
double sampling_variance(const scenario::PublishedEndpoint& endpoint, double expected);

// Of what was published: from its 95 % interval if it has one.
double published_variance(const scenario::PublishedEndpoint& endpoint);

}  // namespace tachy::study
