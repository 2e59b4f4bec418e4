// The `published` block: what a study found, and on which days its virtual trial rates.
#include <algorithm>

#include <fmt/format.h>

#include "scenario/trial/lower_endpoint.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

// The shortest horizon in which a day is lived.
std::string horizon_with(std::uint32_t day) {
  return day < 6 ? fmt::format("{} days", day + 1) : fmt::format("{} weeks", day / 7 + 1);
}

void lower_rating_plan(const Reader& rated, TrialFrame& frame) {
  if (rated.has("days") == rated.has("every")) {
    rated.faults().add(rated.whole_node().place, rated.path(),
                       rated.has("days") ? "both 'days' and 'every' say when everybody is rated"
                                         : "it is not said when everybody is rated",
                       "e.g. {days: [1, 3, 7]} or {every: 1 week, until: 1 year}");
    return;
  }
  if (rated.has("until") && !rated.has("every"))
    rated.fault("until", "'until' goes with 'every'", "remove it");
  for (const std::uint32_t day : listed_days(rated)) frame.rate_on(day, rated, "days");
  const auto every = rated.days("every");
  const auto until = rated.days("until");
  if (!every) return;
  if (until) frame.rate_on(*until / *every * *every, rated, "until");
  for (std::uint32_t day = 0; day <= until.value_or(frame.last_day()) && day <= frame.last_day();
       day += *every)
    frame.rate_on(day, rated, "every");
}

ListedEndpoint lower_listed(const Reader& endpoint) {
  ListedEndpoint listed;
  listed.id = endpoint.text("id").value_or("");
  listed.what = endpoint.text("what").value_or("");
  listed.source = endpoint.text("source").value_or("");
  if (const auto status = endpoint.choice("status")) listed.evidence = static_cast<Evidence>(*status);
  listed.not_scored = endpoint.text("not_scored").value_or("");
  return listed;
}

void check_ids_differ(const std::vector<Reader>& endpoints) {
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Node *own = endpoints[i].node("id"), *other = endpoints[j].node("id");
      if (!own || !other || own->text != other->text) continue;
      endpoints[i].faults().contradiction(own->place, other->place, endpoints[i].path_of("id"),
                                          fmt::format("two endpoints are called '{}'", own->text),
                                          "rename one of them");
      break;
    }
  }
}

bool looks_at(const Node& node, const std::vector<std::string>& arms) {
  for (const Member& m : node.members) {
    const bool is_arm = m.key == "arm" || m.key == "against";
    if (is_arm && std::find(arms.begin(), arms.end(), m.value.text) != arms.end()) return true;
    if (looks_at(m.value, arms)) return true;
  }
  return std::any_of(node.items.begin(), node.items.end(),
                     [&](const Node& item) { return looks_at(item, arms); });
}

// A relapse that must be confirmed needs so many ratings while it is watched for.
void check_can_relapse(const Reader& endpoint, const EndpointQuantity& q,
                       const std::vector<std::uint32_t>& rating_days) {
  const bool relapses =
      q.measure == EndpointMeasure::relapse || q.measure == EndpointMeasure::time_to_relapse;
  if (!relapses || q.clock != Clock::first_session || q.day <= q.from_day) return;
  std::uint32_t ratings = 0;
  for (const std::uint32_t day : rating_days) ratings += day > q.from_day && day <= q.day;
  if (ratings >= q.relapse_definition.in_a_row) return;
  endpoint.fault(
      "relapse",
      fmt::format("nobody can relapse: {} ratings running are needed, and there is {} after day {} "
                  "and up to day {}",
                  q.relapse_definition.in_a_row, ratings, q.from_day, q.day),
      "add ratings, e.g. rated: {every: 1 week}");
}

}  // namespace

TrialFrame::TrialFrame(const Reader& scenario, const std::vector<ArmName>& arms, std::uint32_t horizon_days,
                       bool has_rating_plan)
    : scenario_(scenario),
      arms_(arms),
      last_day_(std::max(horizon_days, 1u) - 1),
      has_rating_plan_(has_rating_plan) {}

void TrialFrame::rate_on(std::uint32_t day, const Reader& reader, std::string_view key) {
  if (day <= last_day_) {
    rating_days_.insert(day);
  } else if (scenario_.has("horizon")) {
    reader.faults().contradiction(reader.place_of(key), scenario_.place_of("horizon"), reader.path_of(key),
                                  fmt::format("day {} is not lived; the last one is day {}", day, last_day_),
                                  fmt::format("a horizon of {} has it", horizon_with(day)));
  }
}

void TrialFrame::rate_on(std::uint32_t day, Clock clock, const Reader& reader, std::string_view key) {
  if (clock == Clock::first_session || day > last_day_) {
    rate_on(day, reader, key);
  } else if (!has_rating_plan_) {
    reader.fault("since", "days that differ between patients need a plan of ratings for everybody",
                 "add to published: e.g. rated: {every: 1 week}");
  }
}

void leave_out_endpoints(Node& scenario, const std::vector<std::string>& arms) {
  Node* published = scenario.find("published");
  Node* endpoints = published ? published->find("endpoints") : nullptr;
  if (!endpoints || arms.empty()) return;
  std::erase_if(endpoints->items, [&](const Node& endpoint) { return looks_at(endpoint, arms); });
  if (!endpoints->items.empty()) return;
  std::erase_if(scenario.members, [](const Member& m) { return m.key == "published"; });
}

void lower_published(const Reader& scenario, Scenario& out) {
  const auto block = scenario.section("published");
  if (!block || !block->whole_node().is(Node::Kind::map)) return;
  Published& published = out.published.emplace();
  published.study = block->text("study").value_or("");
  if (published.study.find(';') != std::string::npos)
    block->fault("study", "a study's name holds no semicolon",
                 "parts list studies with semicolons between them");
  if (const auto split = block->choice("split")) published.split = static_cast<Split>(*split);
  if (const auto weight = block->amount("weight")) published.weight = *weight;
  if (const auto trials = block->whole("trials")) published.trials = static_cast<std::uint32_t>(*trials);
  if (const auto missing = block->choice("missing")) published.missing = static_cast<Missing>(*missing);
  published.same_people = block->flag("same_people").value_or(false);
  TrialFrame frame(scenario, out.arms, out.experiment.horizon_days, block->has("rated"));
  if (const auto rated = block->section("rated")) lower_rating_plan(*rated, frame);
  std::vector<Reader> endpoints = block->sections("endpoints");
  for (const Reader& endpoint : endpoints) published.endpoints.push_back(lower_endpoint(endpoint, frame));
  published.rating_days = frame.rating_days();
  for (std::size_t i = 0; i < endpoints.size(); ++i)
    check_can_relapse(endpoints[i], published.endpoints[i].quantity, published.rating_days);
  for (const Reader& endpoint : block->sections("listed")) {
    published.listed.push_back(lower_listed(endpoint));
    endpoints.push_back(endpoint);
  }
  check_ids_differ(endpoints);
  if (!block->has("endpoints") && !block->has("listed"))
    block->fault("endpoints", "nothing was published",
                 "add 'endpoints', or 'listed' for what cannot be computed");
}

}  // namespace tachy::scenario
