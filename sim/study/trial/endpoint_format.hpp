// An endpoint value as it is written in a paper: "58 %", "-16.5", "273 days", "0.49".
#pragma once

#include <string>

#include "scenario/published.hpp"

namespace tachy::study {

// `value` is on the comparison scale of the endpoint.
std::string value_in_words(const scenario::PublishedEndpoint& endpoint, double value);

// What was published, with its interval.
std::string published_in_words(const scenario::PublishedEndpoint& endpoint);

// How to write a median so that it can be scored in any simulated trial.
std::string share_in_place_of_median(const scenario::PublishedEndpoint& endpoint);

// predicted -+ 1.96 SD, a share from 0 to 1: where 95 of 100 such studies would publish.
std::string range_in_words(const scenario::PublishedEndpoint& endpoint, double predicted, double sd);

const char* name_of(scenario::Split split);
const char* name_of(scenario::Evidence evidence);

}  // namespace tachy::study
