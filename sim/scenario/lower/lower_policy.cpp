#include <cmath>

#include <fmt/format.h>

#include "regimen/policy_levers.hpp"
#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

using regimen::kNoLimit;
using regimen::Lever;
using regimen::PolicyStage;

std::optional<float> share(const Reader& reader, std::string_view key) {
  const auto percent = reader.amount(key);
  return percent ? std::optional(static_cast<float>(*percent / 100.0)) : std::nullopt;
}

// What is said of a lever that one number sets; without a word it stays as it is.
void set_lever(const Reader& section, Lever lever, PolicyStage& stage) {
  const regimen::LeverRow& row = row_of(lever);
  const auto said = section.amount(row.key);
  if (!said) return;
  if (row.count)
    stage.*row.count = static_cast<std::uint32_t>(*said);
  else
    stage.*row.number = static_cast<float>(*said / row.divisor);
}

enum class Totals { allowed, refused, inherited };  // caps of all doses, which are for the policy itself

void lower_cap(const Reader& caps, const Node& node, Totals totals, std::uint32_t& max_doses,
               PolicyStage& stage) {
  const Field& field = *kCapsSection.find("doses");
  if (node.is(Node::Kind::scalar) && parse_number(node.text)) {
    caps.faults().add(node.place, caps.path_of("doses"), fmt::format("'{}' of what period?", node.text),
                      fmt::format("write '{} per year' or '{} in all'", node.text, node.text));
    return;
  }
  const auto cap = caps.quantity_of(node, field, caps.path_of("doses"));
  if (!cap) return;
  const Unit per_year = *parse_unit("1/year"), per_week = *parse_unit("1/week");
  const bool in_all = cap->unit.dimension != per_year.dimension;
  const bool weekly = !in_all && cap->unit.factor == per_week.factor;
  const bool period_known = in_all || weekly || cap->unit.factor == per_year.factor;
  const double doses = cap->number;
  if (!period_known || doses != std::floor(doses) || doses < field.low || doses > field.high) {
    caps.faults().add(node.place, caps.path_of("doses"),
                      fmt::format("'{}' is not a number of doses", node.text),
                      "a whole number from 1, e.g. '2 per week', '52 per year' or '200 in all'");
    return;
  }
  if (in_all && totals == Totals::inherited) return;
  if (in_all && totals == Totals::refused) {
    caps.faults().add(node.place, caps.path_of("doses"), "a total counts from the start, not from a stage on",
                      "write it under 'caps' of the policy itself");
    return;
  }
  const auto most = static_cast<std::uint32_t>(doses);
  (in_all ? max_doses : weekly ? stage.max_doses_per_week : stage.max_doses_per_year) = most;
}

void lower_session_cap(const Reader& caps, PolicyStage& stage) {
  const auto cap = caps.quantity("per_session");
  if (!cap) return;
  const Unit mg = *parse_unit("mg"), mg_per_kg = *parse_unit("mg/kg");
  const bool by_weight = cap->unit.dimension == mg_per_kg.dimension;
  (by_weight ? stage.session_mg_per_kg : stage.session_mg) =
      static_cast<float>(cap->in(by_weight ? mg_per_kg : mg));
  stage.caps_session = true;
  if (cap->number > 0) return;
  caps.fault("per_session", fmt::format("'{}' leaves nothing to give", caps.node("per_session")->text),
             "e.g. '60 mg' or '0.75 mg/kg'");
}

void lower_caps(const Reader& reader, Totals totals, ArmPolicy& policy, PolicyStage& stage) {
  const auto caps = reader.section("caps");
  if (!caps) return;
  policy.session_cap[policy.stages - (totals == Totals::allowed ? 1 : 0)] = caps->place_of("per_session");
  lower_session_cap(*caps, stage);
  const Node* doses = caps->node("doses");
  if (!doses) return;
  if (!doses->is(Node::Kind::list)) {
    lower_cap(*caps, *doses, totals, policy.max_doses, stage);
    return;
  }
  for (const Node& item : doses->items) lower_cap(*caps, item, totals, policy.max_doses, stage);
}

std::optional<double> whole_doses(const Reader& reader, std::string_view key) {
  const auto doses = reader.amount(key);
  if (!doses || *doses == std::floor(*doses)) return doses;
  reader.fault(key, fmt::format("'{}' is not a whole number of doses", reader.node(key)->text),
               "e.g. '4 doses'");
  return std::nullopt;
}

void lower_place(const Reader& reader, PolicyStage& stage) {
  const auto setting = reader.text("setting");
  if (setting) stage.take_home_after_doses = *setting == "take_home" ? 0 : kNoLimit;
  const auto home = reader.section("take_home");
  if (!home) return;
  const auto after = whole_doses(*home, "after");
  if (whole_doses(*home, "stock")) set_lever(*home, Lever::take_home_stock, stage);
  if (after && stage.take_home_after_doses == 0 && *after > 0) {
    home->faults().contradiction(home->place_of("after"), reader.place_of("setting"), home->path_of("after"),
                                 "'setting: take_home' is from the first dose on",
                                 "write setting: supervised, or remove 'after'");
  } else if (after) {
    stage.take_home_after_doses = static_cast<std::uint32_t>(*after);
  } else if (!home->has("after") && stage.take_home_after_doses == kNoLimit) {
    home->fault("after", "it is not said after how many doses they may be taken home",
                "e.g. take_home: {after: 6 doses, stock: 4 doses}");
  }
}

// What is seen, reported and tested at a visit, as one chance of an alarm.
void lower_monitoring(const Reader& reader, PolicyStage& stage) {
  const auto monitoring = reader.section("monitoring");
  if (!monitoring) return;
  set_lever(*monitoring, Lever::misuse_detected, stage);
  set_lever(*monitoring, Lever::false_alarm, stage);
  float &found = stage.p_misuse_detected, &false_alarm = stage.p_false_alarm;
  if (const auto test = monitoring->section("urine_test")) {
    const float tested = share(*test, "visits").value_or(0.0f);
    const float positive_when_misusing = share(*test, "sensitivity").value_or(0.0f);
    const float positive_when_not = 1.0f - share(*test, "specificity").value_or(1.0f);
    found = 1.0f - (1.0f - found) * (1.0f - tested * positive_when_misusing);
    false_alarm = 1.0f - (1.0f - false_alarm) * (1.0f - tested * positive_when_not);
  }
  if (false_alarm > found) {
    monitoring->faults().add(
        monitoring->whole_node().place, monitoring->path(),
        fmt::format("a visit of someone who misuses raises alarm with {:.2g} %, of someone who does not "
                    "with {:.2g} %",
                    found * 100.0f, false_alarm * 100.0f),
        "raise 'misuse' or 'sensitivity', or lower the false alarms");
  }
}

void lower_attendance(const Reader& reader, ArmPolicy& policy) {
  regimen::Attendance& out = policy.attendance;
  out.p_missed = share(reader, "missed").value_or(out.p_missed);
  out.p_late = share(reader, "late").value_or(out.p_late);
  if (out.p_missed + out.p_late > 1.0f) {
    reader.contradiction("late", "missed", "missed and late visits together exceed 100 %",
                         "lower one of them");
  }
  if (const auto days = reader.days("late_at_most")) out.late_days_max = *days;
  if (const auto days = reader.days("rebook_after")) out.rebook_days = *days;
  if (const auto times = reader.whole("rebook_times")) out.rebook_tries = static_cast<std::uint32_t>(*times);
  if (const auto word = reader.text("catch_up")) {
    using regimen::CatchUp;
    out.catch_up = *word == "extend" ? CatchUp::extend : *word == "shift" ? CatchUp::shift : CatchUp::skip;
    policy.catch_up = reader.place_of("catch_up");
  }
  if (const auto ratio = reader.amount("leaving")) out.leaving_ratio = static_cast<float>(*ratio);
}

// One policy over another. Where doses are taken from the first one on ends what was inherited of later ones.
Node lay_over_policy(Node base, const Node& own) {
  const Node* setting = own.find("setting");
  Node* home = base.find("take_home");
  if (setting && home && !own.find("take_home")) {
    const bool at_home = setting->text == "take_home";
    Node& from = at_home ? *home : base;
    const std::string_view ended = at_home ? "after" : "take_home";
    std::erase_if(from.members, [&](const Member& m) { return m.key == ended; });
  }
  return merge(base, own);
}

// What stages can say of a policy.
Node staged_part(const Node& policy) {
  Node part = policy;
  std::erase_if(part.members, [](const Member& m) { return m.key == "from" || !kStageSection.find(m.key); });
  return part;
}

void lower_stages(const Reader& reader, ArmPolicy& policy) {
  const Node* stages = reader.node("stages");
  if (!stages) return;
  if (!stages->is(Node::Kind::list) || stages->items.empty() || stages->items.size() >= regimen::kMaxStages) {
    reader.fault("stages", "expected a list of stages",
                 fmt::format("1 to {} maps such as '- {{from: 26 weeks, caps: {{doses: 26 per year}}}}'",
                             regimen::kMaxStages - 1));
    return;
  }
  Node so_far = staged_part(reader.whole_node());
  for (std::size_t i = 0; i < stages->items.size(); ++i) {
    const Node& own = stages->items[i];
    const Node merged = own.is(Node::Kind::map) ? lay_over_policy(so_far, own) : own;
    const Reader item(merged, kStageSection, fmt::format("{}.{}", reader.path_of("stages"), i),
                      reader.faults());
    const PolicyStage& before = policy.stage[policy.stages - 1];
    PolicyStage stage;
    if (const auto day = item.days("from")) stage.from_day = *day;
    if (item.has("from") && i > 0 && stage.from_day <= before.from_day) {
      item.faults().contradiction(
          item.place_of("from"), stages->items[i - 1].place, item.path_of("from"),
          fmt::format("it begins on day {}, not later than the stage before it", stage.from_day),
          "list the stages in rising order");
    }
    lower_place(item, stage);
    const Node* caps = own.find("caps");
    lower_caps(item, caps && caps->find("doses") ? Totals::refused : Totals::inherited, policy, stage);
    lower_monitoring(item, stage);
    policy.stage[policy.stages++] = stage;
    if (merged.is(Node::Kind::map)) so_far = staged_part(merged);
  }
}

}  // namespace

ArmPolicy lower_policy(const Reader& reader) {
  ArmPolicy policy;
  const std::size_t faults_before = reader.faults().count();
  lower_place(reader, policy.stage[0]);
  lower_caps(reader, Totals::allowed, policy, policy.stage[0]);
  lower_monitoring(reader, policy.stage[0]);
  if (const auto attendance = reader.section("attendance")) lower_attendance(*attendance, policy);
  if (reader.faults().count() == faults_before) lower_stages(reader, policy);
  return policy;
}

ArmPolicy lower_arm_policy(const Reader& arm, const Node* common, const ArmPolicy& policy) {
  const Node* own = arm.whole_node().find("policy");
  if (!own) return policy;
  if (is_nothing(*own)) {
    ArmPolicy bare;
    bare.attendance = policy.attendance;
    bare.catch_up = policy.catch_up;
    return bare;
  }
  const Node merged = common ? lay_over_policy(*common, *own) : *own;
  const ArmPolicy lowered = lower_policy(Reader(merged, kPolicySection, arm.path_of("policy"), arm.faults()));
  const regimen::Attendance &a = lowered.attendance, &b = policy.attendance;
  const bool same_visits = a.p_missed == b.p_missed && a.p_late == b.p_late &&
                           a.late_days_max == b.late_days_max && a.rebook_days == b.rebook_days &&
                           a.rebook_tries == b.rebook_tries && a.catch_up == b.catch_up &&
                           a.leaving_ratio == b.leaving_ratio;
  if (!same_visits) {
    arm.fault("policy", "visits are kept alike in every arm, this policy has another 'attendance'",
              "say 'attendance', or use the library part, under 'policy' of the scenario");
  }
  return lowered;
}

}  // namespace tachy::scenario
