#include "scenario/trial/lower_endpoint.hpp"

#include "model/definitions.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

EndpointQuantity lower_quantity(const Reader& endpoint, TrialFrame& frame) {
  EndpointQuantity q;
  if (const auto measure = endpoint.choice("measure")) q.measure = static_cast<EndpointMeasure>(*measure);
  if (const auto scale = endpoint.choice("scale")) q.scale = static_cast<Scale>(*scale);
  if (const auto event = endpoint.choice("event")) q.event = static_cast<model::SessionEvent>(*event);
  if (const auto clock = endpoint.choice("since")) q.clock = static_cast<Clock>(*clock);
  if (const auto day = endpoint.whole("day")) q.day = static_cast<std::uint32_t>(*day);
  if (const auto day = endpoint.whole("baseline")) q.baseline_day = static_cast<std::uint32_t>(*day);
  if (const auto day = endpoint.whole("from")) q.from_day = static_cast<std::uint32_t>(*day);
  const auto improvement = endpoint.comparison("improvement");
  const auto score = endpoint.comparison("score");
  if (q.measure == EndpointMeasure::response)
    q.threshold = improvement ? improvement->value / 100.0 : 1.0 - model::kResponseShareOfBaseline;
  if (q.measure == EndpointMeasure::remission && score) q.threshold = score->value;
  if (const auto relapse = endpoint.section("relapse")) q.relapse_definition = lower_relapse(*relapse);
  if (endpoint.has("day")) frame.rate_on(q.day, q.clock, endpoint, "day");
  if (endpoint.has("baseline")) frame.rate_on(q.baseline_day, q.clock, endpoint, "baseline");
  q.among = lower_among(endpoint, frame);
  return q;
}

void lower_values(const Reader& endpoint, PublishedEndpoint& out) {
  out.value = endpoint.amount("value").value_or(0.0);
  const auto interval = endpoint.amounts("interval");
  if (interval.size() == 2) {
    out.low = interval[0];
    out.high = interval[1];
  } else if (!interval.empty()) {
    endpoint.fault("interval", "an interval has two ends", "write [low, high]");
  }
  out.sd = endpoint.amount("sd");
  out.n = static_cast<std::uint32_t>(endpoint.whole("n").value_or(0));
  out.n_against = static_cast<std::uint32_t>(endpoint.whole("n_against").value_or(0));
}

}  // namespace

PublishedEndpoint lower_endpoint(const Reader& endpoint, TrialFrame& frame) {
  PublishedEndpoint out;
  out.id = endpoint.text("id").value_or("");
  out.quantity = lower_quantity(endpoint, frame);
  out.arm = arm_called(endpoint, "arm", frame.arms()).value_or(0);
  out.against = arm_called(endpoint, "against", frame.arms()).value_or(0);
  if (const auto as = endpoint.choice("as")) out.comparison = static_cast<Contrast>(*as + 1);  // 0: none
  lower_values(endpoint, out);
  out.source = endpoint.text("source").value_or("");
  out.note = endpoint.text("note").value_or("");
  if (const auto status = endpoint.choice("status")) out.evidence = static_cast<Evidence>(*status);
  out.not_scored = endpoint.text("not_scored").value_or("");
  const bool known = endpoint.choice("measure") && endpoint.has("as") == (out.comparison != Contrast::none);
  if (!known) return out;
  check_keys_of_measure(endpoint, out);
  check_comparison(endpoint, out);
  check_values(endpoint, out);
  return out;
}

}  // namespace tachy::scenario
