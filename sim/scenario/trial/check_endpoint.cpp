// What cannot hold together within one endpoint: keys of another measure, comparisons that make no sense,
// values that cannot be.
#include <algorithm>

#include <fmt/format.h>

#include "scenario/trial/lower_endpoint.hpp"

namespace tachy::scenario {

namespace {

constexpr unsigned bit(EndpointMeasure measure) { return 1u << static_cast<unsigned>(measure); }
constexpr unsigned kChanges = bit(EndpointMeasure::mean_change) | bit(EndpointMeasure::response);
constexpr unsigned kScores = kChanges | bit(EndpointMeasure::remission);
constexpr unsigned kRelapses = bit(EndpointMeasure::relapse) | bit(EndpointMeasure::time_to_relapse);
constexpr unsigned kShares = bit(EndpointMeasure::response) | bit(EndpointMeasure::remission) |
                             bit(EndpointMeasure::relapse) | bit(EndpointMeasure::incidence);

// Which measures a key belongs to, and whether they need it.
struct KeyOfMeasures {
  std::string_view key;
  unsigned measures;
  bool needed;
};
constexpr KeyOfMeasures kKeys[] = {
    {"scale", kScores, false},
    {"improvement", bit(EndpointMeasure::response), false},
    {"score", bit(EndpointMeasure::remission), true},
    {"relapse", kRelapses, true},
    {"event", bit(EndpointMeasure::incidence), true},
    {"since", kScores | kRelapses, false},
    {"day", kScores | kRelapses, true},
    {"from", kRelapses, false},
    {"baseline", kChanges, false},
};

// Which measures can be compared in this way.
unsigned measures_compared_as(Contrast comparison) {
  switch (comparison) {
    case Contrast::none:
    case Contrast::difference:
    case Contrast::sign:
      return ~bit(EndpointMeasure::time_to_relapse);
    case Contrast::odds_ratio:
      return kShares;
    case Contrast::standardised_difference:
    case Contrast::relative_loss:
      return bit(EndpointMeasure::mean_change);
    case Contrast::hazard_ratio:
      return bit(EndpointMeasure::time_to_relapse);
  }
  return 0;
}

std::string words_of(unsigned measures) {
  std::vector<std::string> words;
  const auto& all = kEndpointSection.find("measure")->words;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (measures & 1u << i) words.emplace_back(all[i]);
  return one_of(words);
}

// The values that may be published for an endpoint, with words for a message.
struct Possible {
  double low, high;
  const char* words;
};
constexpr double kAny = 1e300;
Possible possible_values(const PublishedEndpoint& endpoint) {
  const unsigned measure = bit(endpoint.quantity.measure);
  switch (endpoint.comparison) {
    case Contrast::none:
      if (measure & kShares) return {0.0, 1.0, "a share is 0 to 1, or 0 % to 100 %"};
      if (measure & kScores) return {-kAny, kAny, ""};
      return {0.0, kAny, "days and doses are not negative"};
    case Contrast::difference:
      if (measure & kShares) return {-1.0, 1.0, "a difference of shares is -1 to 1"};
      return {-kAny, kAny, ""};
    case Contrast::odds_ratio:
    case Contrast::hazard_ratio:
      return {1e-6, kAny, "a ratio is above 0"};
    case Contrast::relative_loss:
      return {-kAny, 1.0, "all that can be lost is 1"};
    case Contrast::standardised_difference:
    case Contrast::sign:
      break;
  }
  return {-kAny, kAny, ""};
}

bool counts_from_relapse(const EndpointQuantity& q) {
  return q.clock == Clock::relapse || std::any_of(q.among.begin(), q.among.end(), [](const auto& condition) {
           return condition.clock == Clock::relapse;
         });
}

}  // namespace

void check_keys_of_measure(const Reader& endpoint, const PublishedEndpoint& lowered) {
  const EndpointQuantity& q = lowered.quantity;
  const unsigned measure = bit(q.measure);
  const bool of_relapses = counts_from_relapse(q);
  for (const KeyOfMeasures& k : kKeys) {
    const bool about_relapse = k.key == "relapse" || k.key == "from";
    const bool allowed = (measure & k.measures) || (about_relapse && of_relapses);
    const bool needed = k.needed && allowed;
    if (endpoint.has(k.key) && !allowed) {
      endpoint.contradiction(k.key, "measure",
                             fmt::format("'{}' goes with a measure of {}", k.key, words_of(k.measures)),
                             "remove the line");
    } else if (needed && !endpoint.has(k.key)) {
      endpoint.fault(k.key, fmt::format("'{}' is missing", k.key),
                     fmt::format("{}: {}", k.key, kEndpointSection.find(k.key)->doc));
    }
  }
  if (q.clock == Clock::relapse && (measure & kRelapses))
    endpoint.contradiction("since", "measure", "relapses cannot be counted from the relapse itself",
                           "first_session or last_session");
  if ((measure & kRelapses) && endpoint.has("from") && q.from_day >= q.day)
    endpoint.contradiction("from", "day", "relapses are watched for after the last day", "swap them?");
  if ((measure & kChanges) && endpoint.has("day") && q.baseline_day == q.day)
    endpoint.contradiction("day", endpoint.has("baseline") ? "baseline" : "measure",
                           "the rating is compared with itself", "the baseline is another day");
}

void check_comparison(const Reader& endpoint, const PublishedEndpoint& lowered) {
  const unsigned measure = bit(lowered.quantity.measure);
  if (endpoint.has("against") && !endpoint.has("as"))
    endpoint.fault("against", "it is not said how the two arms are compared",
                   fmt::format("add e.g. as: {}", measure & kRelapses ? "hazard_ratio" : "difference"));
  for (const char* key : {"as", "n_against"}) {
    if (endpoint.has(key) && !endpoint.has("against"))
      endpoint.fault(key, fmt::format("'{}' goes with 'against'", key), "add 'against: ' and an arm");
  }
  const Node *arm = endpoint.node("arm"), *against = endpoint.node("against");
  if (arm && against && arm->text == against->text)
    endpoint.contradiction("against", "arm", "an arm is compared with itself", "name another arm");
  const unsigned allowed = measures_compared_as(lowered.comparison);
  if (endpoint.has("as") && !(measure & allowed))
    endpoint.contradiction("as", "measure",
                           fmt::format("this compares {}, not {}", words_of(allowed), words_of(measure)),
                           "change one of the two");
}

void check_values(const Reader& endpoint, const PublishedEndpoint& lowered) {
  const Possible possible = possible_values(lowered);
  const auto is_possible = [&](double value) { return value >= possible.low && value <= possible.high; };
  if (!is_possible(lowered.value))
    endpoint.fault("value", fmt::format("{:g} is no possible value", lowered.value), possible.words);
  if (lowered.comparison == Contrast::sign && lowered.value != -1.0 && lowered.value != 1.0)
    endpoint.fault("value", "a sign is -1 or 1", "-1: the first arm has less; 1: it has more");
  if (!lowered.low) return;
  if (lowered.comparison == Contrast::sign) {
    endpoint.fault("interval", "a sign has no interval", "remove the line");
  } else if (!(*lowered.low <= lowered.value && lowered.value <= *lowered.high)) {
    endpoint.contradiction("interval", "value", "the value is not within its interval",
                           "write [low, high]; of negative values the low end is the more negative");
  } else if (!is_possible(*lowered.low) || !is_possible(*lowered.high)) {
    endpoint.fault("interval", "the interval holds impossible values", possible.words);
  }
}

}  // namespace tachy::scenario
