// The flow of a patient through an arm, as a trial reports it: phases admitted to, how treatment ended, doses
// that caps withheld.
//
// Kept beside the clinic's own state, which knows only where the patient stands now. Most visits change
// nothing here.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "base/rows.hpp"
#include "day/visit.hpp"
#include "regimen/reasons.hpp"

namespace tachy::day {

// How treatment ended. Who dies after it has left before.
enum class Leaving : std::uint32_t {
  in_treatment,  // it has not
  completed,
  total_cap,
  no_benefit,
  entry,
  rule,
  false_alarm,  // a rule on misuse, of someone who has never misused
  dropped_out,
  died,
  kCount
};
inline constexpr std::uint32_t kLeavings = static_cast<std::uint32_t>(Leaving::kCount);
inline constexpr regimen::Reason kCaps[] = {regimen::Reason::week_cap, regimen::Reason::year_cap,
                                            regimen::Reason::session_cap};
inline constexpr auto kCapsOnDoses = static_cast<std::uint32_t>(std::size(kCaps));

// What is counted of an arm, in this order: the enrolled, those admitted to each phase, those who left for
// each cause or did not, and the doses withheld by each cap.
inline constexpr std::uint32_t kFirstAdmitted = 1, kFirstLeaving = kFirstAdmitted + regimen::kMaxPhases,
                               kFirstWithheld = kFirstLeaving + kLeavings,
                               kFlowSteps = kFirstWithheld + kCapsOnDoses;
struct FlowStepRow {
  std::string_view name;   // in files
  std::string_view words;  // for people
};
inline constexpr std::array<FlowStepRow, kFlowSteps> kFlowTable{{
    {"enrolled", "enrolled"},
    {"admitted_1", "admitted to the first phase"},
    {"admitted_2", "admitted to the second phase"},
    {"admitted_3", "admitted to the third phase"},
    {"admitted_4", "admitted to the fourth phase"},
    {"admitted_5", "admitted to the fifth phase"},
    {"admitted_6", "admitted to the sixth phase"},
    {"admitted_7", "admitted to the seventh phase"},
    {"admitted_8", "admitted to the eighth phase"},
    {"in_treatment", "still in treatment at the end"},
    {"completed", "reached the end of the plan"},
    {"total_cap", "reached the cap on all doses"},
    {"no_benefit", "stopped: too little improvement"},
    {"entry", "stopped: entry condition of a phase"},
    {"rule", "stopped: a rule"},
    {"false_alarm", "stopped: a false alarm of misuse"},
    {"dropped_out", "dropped out"},
    {"died", "died in treatment"},
    {"withheld_week_cap", "doses withheld: cap of the week"},
    {"withheld_year_cap", "doses withheld: cap of the year"},
    {"withheld_session_cap", "doses withheld: cap of a session"},
}};

template <class F>
struct FlowRecord {
  Word<F> admitted;  // a bit for each phase
  Word<F> left;      // enum Leaving
  Word<F> withheld[kCapsOnDoses];
};
// clang-format off
template <class F, class Visit> TACHY_INLINE constexpr void each_column(FlowRecord<F>& r, Visit&& v) {
  v(r.admitted); v(r.left);
  unrolled<kCapsOnDoses>([&]<std::uint32_t cap>() TACHY_LAMBDA { v(r.withheld[cap]); });
}
// clang-format on
static_assert(lists_all_members<FlowRecord<float>>());

// Who was in the phase at this visit: those who came and were not kept out by its entry.
template <class F>
TACHY_INLINE Mask<F> takes_part(const VisitEvents<F>& e, Mask<F> live) {
  const Mask<F> kept_out =
      e.decision.waits | ((e.decision.rule == Word<F>(0u)) & (e.decision.stop | e.decision.moved));
  return live & !e.missed & !e.postponed & !e.lost & !kept_out;
}

// `entered`: those who had been in the phase before. `treatment`: after the visit.
template <class F>
struct FlowOfVisit {
  Mask<F> entered;
  Word<F> treatment, doses, dependence;
};

template <class F>
TACHY_INLINE Word<F> leaving_of(const VisitEvents<F>& e, const FlowOfVisit<F>& at, const regimen::Arm& arm,
                                const regimen::Phase& phase) {
  const auto number = [](Leaving leaving)
                          TACHY_LAMBDA { return Word<F>(static_cast<std::uint32_t>(leaving)); };
  const auto because = [&](regimen::Reason reason) TACHY_LAMBDA {
    return e.decision.reason == Word<F>(static_cast<std::uint32_t>(reason));
  };
  const Mask<F> never_misused = at.dependence == Word<F>(static_cast<std::uint32_t>(model::Dependence::none));
  Mask<F> on_misuse = never_misused & !never_misused;
  for (std::uint32_t rule = 0; rule < phase.rules; ++rule)
    if (phase.rule[rule].condition == regimen::Condition::misuse_detected)
      on_misuse = on_misuse | (e.decision.rule == Word<F>(rule + 1));
  Word<F> left =
      select(because(regimen::Reason::no_benefit), number(Leaving::no_benefit), number(Leaving::entry));
  left = select(because(regimen::Reason::rule), number(Leaving::rule), left);
  left = select(on_misuse & never_misused, number(Leaving::false_alarm), left);
  const Mask<F> spent = at.doses >= Word<F>(arm.max_doses);
  const auto is = [&](regimen::Treatment t)
                      TACHY_LAMBDA { return at.treatment == Word<F>(static_cast<std::uint32_t>(t)); };
  left = select(is(regimen::Treatment::completed),
                select(spent, number(Leaving::total_cap), number(Leaving::completed)), left);
  return select(is(regimen::Treatment::dropped_out), number(Leaving::dropped_out), left);
}

// Whether a visit changes anything in the flow.
template <class F>
TACHY_INLINE Mask<F> moves_in_flow(const VisitEvents<F>& e, const FlowOfVisit<F>& at, Mask<F> live) {
  const Mask<F> left =
      live & (Word<F>(static_cast<std::uint32_t>(regimen::Treatment::in_treatment)) < at.treatment);
  return left | e.decision.held | (takes_part(e, live) & !at.entered);
}

template <class F>
TACHY_INLINE void record_flow(FlowRecord<F>& record, const VisitEvents<F>& e, const FlowOfVisit<F>& at,
                              const regimen::Arm& arm, std::uint32_t phase, Mask<F> live) {
  const Word<F> with_this = record.admitted | Word<F>(1u << phase);
  record.admitted = select(takes_part(e, live), with_this, record.admitted);
  const Mask<F> left =
      live & (Word<F>(static_cast<std::uint32_t>(regimen::Treatment::in_treatment)) < at.treatment);
  record.left = select(left, leaving_of(e, at, arm, arm.phase[phase]), record.left);
  unrolled<kCapsOnDoses>([&]<std::uint32_t cap>() TACHY_LAMBDA {
    const Mask<F> held =
        e.decision.held & (e.decision.reason == Word<F>(static_cast<std::uint32_t>(kCaps[cap])));
    record.withheld[cap] = select(held, record.withheld[cap] + Word<F>(1u), record.withheld[cap]);
  });
}

// Adds one enrolled patient, at the end of the run, to the steps of an arm.
inline void add_flow(const FlowRecord<float>& record, std::uint32_t treatment, std::int64_t* steps) {
  ++steps[0];
  for (std::uint32_t phase = 0; phase < regimen::kMaxPhases; ++phase)
    steps[kFirstAdmitted + phase] += record.admitted >> phase & 1;
  const auto at_end = static_cast<regimen::Treatment>(treatment);
  auto left = static_cast<Leaving>(record.left);
  if (left == Leaving::in_treatment && at_end == regimen::Treatment::dead) left = Leaving::died;
  if (left == Leaving::in_treatment && at_end == regimen::Treatment::completed) left = Leaving::completed;
  ++steps[kFirstLeaving + static_cast<std::uint32_t>(left)];
  for (std::uint32_t cap = 0; cap < kCapsOnDoses; ++cap) steps[kFirstWithheld + cap] += record.withheld[cap];
}

}  // namespace tachy::day
