// Who counts for an endpoint, by their observed ratings and sessions; and what counts as a relapse.
#include <fmt/format.h>

#include "scenario/trial/lower_endpoint.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

// `hamd17` or `madrs`; the scale is set, too.
std::optional<Comparison> score_on(const Reader& reader, Scale& scale) {
  if (reader.has("hamd17") && reader.has("madrs")) {
    reader.contradiction("madrs", "hamd17", "two scales for one condition", "keep one of the two");
    return std::nullopt;
  }
  scale = reader.has("madrs") ? Scale::madrs : Scale::hamd17;
  return reader.comparison(reader.has("madrs") ? "madrs" : "hamd17");
}

void lower_days(const Reader& reader, TrialFrame& frame, RatingCondition& out) {
  if (reader.has("day") == reader.has("days")) {
    reader.faults().add(reader.whole_node().place, reader.path(),
                        reader.has("day") ? "both 'day' and 'days' say when the rating is"
                                          : "it is not said when the rating is",
                        "e.g. day: 3, or days: [84, 91, 98] with at_least: 2");
    return;
  }
  if (const auto day = reader.whole("day")) out.days = {static_cast<std::uint32_t>(*day)};
  if (reader.has("days")) out.days = listed_days(reader);
  for (const std::uint32_t day : out.days)
    frame.rate_on(day, out.clock, reader, reader.has("day") ? "day" : "days");
  const auto at_least = reader.whole("at_least");
  if (!at_least) return;
  out.on_at_least = static_cast<std::uint32_t>(*at_least);
  if (reader.has("day")) {
    reader.contradiction("at_least", "day", "'at_least' goes with 'days'", "remove the line");
  } else if (*at_least > out.days.size() && !out.days.empty()) {
    reader.contradiction("at_least", "days", fmt::format("{} of {} days", *at_least, out.days.size()),
                         "name more days");
  }
}

void check_sessions_stand_alone(const Reader& reader) {
  for (const char* key : {"since", "day", "days", "at_least"}) {
    if (!reader.has(key)) continue;
    reader.contradiction(key, "sessions",
                         fmt::format("sessions are counted in the whole trial, not by '{}'", key),
                         "remove the line");
  }
}

RatingCondition lower_condition(const Reader& reader, TrialFrame& frame) {
  RatingCondition out;
  out.arm = arm_called(reader, "arm", frame.arms());
  if (const auto clock = reader.choice("since")) out.clock = static_cast<Clock>(*clock);
  const bool by_score = reader.has("hamd17") || reader.has("madrs");
  const int bounds = int{by_score} + int{reader.has("improvement")} + int{reader.has("sessions")};
  if (bounds != 1) {
    reader.faults().add(reader.whole_node().place, reader.path(),
                        fmt::format("a selection has one condition, this has {}", bounds),
                        "one of hamd17, madrs, improvement or sessions; further ones in a further entry");
    return out;
  }
  if (const auto score = score_on(reader, out.scale))
    (score->word == "at least" ? out.score_at_least : out.score_at_most) = score->value;
  if (const auto improvement = reader.comparison("improvement"))
    out.improvement_at_least = improvement->value / 100.0;
  if (const auto sessions = reader.comparison("sessions")) {
    out.sessions_at_least = static_cast<std::uint32_t>(sessions->value);
    check_sessions_stand_alone(reader);
  } else {
    lower_days(reader, frame, out);
  }
  return out;
}

}  // namespace

std::vector<RatingCondition> lower_among(const Reader& endpoint, TrialFrame& frame) {
  std::vector<RatingCondition> among;
  for (const Reader& condition : endpoint.sections("among")) {
    if (condition.whole_node().is(Node::Kind::map)) among.push_back(lower_condition(condition, frame));
  }
  return among;
}

RelapseDefinition lower_relapse(const Reader& relapse) {
  RelapseDefinition out;
  if (const auto score = score_on(relapse, out.scale)) {
    out.score_at_least = score->value;
  } else if (!relapse.has("hamd17") && !relapse.has("madrs") && relapse.whole_node().is(Node::Kind::map)) {
    relapse.faults().add(relapse.whole_node().place, relapse.path(),
                         "it is not said which score is a relapse", "add e.g. madrs: at least 22");
  }
  if (const auto ratings = relapse.whole("in_a_row")) out.in_a_row = static_cast<std::uint32_t>(*ratings);
  return out;
}

}  // namespace tachy::scenario
