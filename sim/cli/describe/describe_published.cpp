#include "cli/describe/describe_published.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/language/vocabulary.hpp"
#include "study/trial/endpoint_values.hpp"
#include "study/trial/endpoint_format.hpp"

namespace tachy::cli {

namespace {

using scenario::Contrast;
using scenario::EndpointMeasure;
using scenario::PublishedEndpoint;

// The word of the scenario language, with blanks for underscores.
template <class Enum>
std::string word_of(std::string_view key, Enum value, int first = 0) {
  const auto& words = scenario::kEndpointSection.find(key)->words;
  std::string word(words[static_cast<std::size_t>(static_cast<int>(value) - first)]);
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

std::string measured(const PublishedEndpoint& endpoint) {
  const scenario::EndpointQuantity& q = endpoint.quantity;
  std::string words = word_of("measure", q.measure);
  if (q.measure == EndpointMeasure::incidence)
    return fmt::format("{} of {}", words, word_of("event", q.event));
  if (q.measure == EndpointMeasure::mean_dose) return words;
  const bool watched = q.measure == EndpointMeasure::relapse || q.measure == EndpointMeasure::time_to_relapse;
  words += fmt::format(" {} day {}", watched ? "by" : "on", q.day);
  if (q.clock != scenario::Clock::first_session)
    words += fmt::format(" after the {}", word_of("since", q.clock));
  if (q.among.empty()) return words;
  const bool other_arm =
      std::any_of(q.among.begin(), q.among.end(), [](const auto& c) { return c.arm.has_value(); });
  return words + (other_arm ? ", of patients chosen by another arm" : ", of patients chosen");
}

std::string patients(const PublishedEndpoint& endpoint) {
  if (endpoint.n == 0) return "";
  if (endpoint.n_against == 0) return fmt::format(", n {}", endpoint.n);
  return fmt::format(", n {} and {}", endpoint.n, endpoint.n_against);
}

void print_endpoint(const PublishedEndpoint& endpoint, const scenario::Scenario& s) {
  std::string arms = s.arms[endpoint.arm].id;
  if (endpoint.comparison != Contrast::none)
    arms +=
        fmt::format(" against {}, {}", s.arms[endpoint.against].id, word_of("as", endpoint.comparison, 1));
  fmt::print("  {:28} {:24} {}: {}{}\n", endpoint.id, study::published_in_words(endpoint), arms,
             measured(endpoint), patients(endpoint));
  if (endpoint.evidence == scenario::Evidence::recalled)
    fmt::print("      not scored: recalled, not checked against its source\n");
  else if (!endpoint.not_scored.empty())
    fmt::print("      not scored: {}\n", endpoint.not_scored);
}

}  // namespace

void print_published(const scenario::Scenario& scenario) {
  const scenario::Published& published = *scenario.published;
  fmt::print("  {}; {}, weight {:.3g}\n", published.study, study::name_of(published.split), published.weight);
  for (const PublishedEndpoint& endpoint : published.endpoints) print_endpoint(endpoint, scenario);
  for (const scenario::ListedEndpoint& listed : published.listed)
    fmt::print("  {:28} {}\n      not computed: {}\n", listed.id, listed.what, listed.not_scored);
}

}  // namespace tachy::cli
