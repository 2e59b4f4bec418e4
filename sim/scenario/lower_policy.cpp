#include <cmath>

#include <fmt/format.h>

#include "scenario/lowering.hpp"

namespace tachy::scenario {

namespace {

void lower_cap(const Reader& caps, const Node& node, ArmPolicy& policy) {
  const Field& field = *kCapsSection.find("doses");
  const auto cap = caps.quantity_of(node, field, caps.path_of("doses"));
  if (!cap) return;
  const Unit per_year = *parse_unit("1/year");
  const bool yearly = cap->unit.dimension == per_year.dimension;
  const double doses = yearly ? cap->in(per_year) : cap->in(Unit{});
  if (doses != std::floor(doses) || doses < field.low || doses > field.high) {
    caps.faults().add(node.place, caps.path_of("doses"),
                      fmt::format("'{}' is not a number of doses", node.text),
                      "a whole number from 1, e.g. '52 per year' or 200");
    return;
  }
  (yearly ? policy.max_doses_per_year : policy.max_doses) = static_cast<std::uint32_t>(doses);
}

void lower_attendance(const Reader& reader, regimen::Attendance& out) {
  const auto share = [&](std::string_view key, float& p) {
    if (const auto percent = reader.amount(key)) p = static_cast<float>(*percent / 100.0);
  };
  share("missed", out.p_missed);
  share("late", out.p_late);
  if (out.p_missed + out.p_late > 1.0f) {
    reader.contradiction("late", "missed", "missed and late visits together exceed 100 %",
                         "lower one of them");
  }
  if (const auto days = reader.days("late_at_most")) out.late_days_max = *days;
  if (const auto days = reader.days("rebook_after")) out.rebook_days = *days;
  if (const auto times = reader.whole("rebook_times")) out.rebook_tries = static_cast<std::uint32_t>(*times);
}

}  // namespace

void lower_caps_and_setting(const Reader& reader, ArmPolicy& policy) {
  if (const auto caps = reader.section("caps")) {
    policy.max_doses_per_year = policy.max_doses = regimen::kNoLimit;
    if (const Node* doses = caps->node("doses")) {
      if (doses->is(Node::Kind::list)) {
        for (const Node& item : doses->items) lower_cap(*caps, item, policy);
      } else {
        lower_cap(*caps, *doses, policy);
      }
    }
  }
  if (const auto setting = reader.text("setting")) policy.take_home = *setting == "take_home";
}

ArmPolicy lower_policy(const Reader& reader, regimen::Plan& plan) {
  ArmPolicy policy;
  lower_caps_and_setting(reader, policy);
  if (const auto attendance = reader.section("attendance")) lower_attendance(*attendance, plan.attendance);
  if (const auto percent = reader.amount("misuse_detection")) {
    plan.misuse_detection_sensitivity = static_cast<float>(*percent / 100.0);
  }
  return policy;
}

}  // namespace tachy::scenario
