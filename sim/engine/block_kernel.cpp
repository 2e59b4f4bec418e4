// The block walk. Compiled once per instruction set with TACHY_LANES=<name>, and once without it for one
// lane; every function lives in that name's namespace.
//
// Patients in a block never influence each other, draws are addressed and counts are integers, so blocks
// may live in any order, on any thread, and the result is the same. All arms of a block run together:
// they share the patients, the illness's own course and, as long as they prescribe the same, their days.
#include "day/enrol.hpp"
#include "day/flow.hpp"
#include "day/review.hpp"
#include "day/visit.hpp"
#include "engine/counting.hpp"
#include "engine/kernel.hpp"
#include "engine/kernel_lanes.hpp"
#include "engine/rating_sheet.hpp"

namespace tachy::engine::TACHY_KERNEL {
namespace {

TACHY_INLINE M rows_below(std::uint32_t first, std::uint32_t end) {
  return lane_numbers(W(0u)) < W(end > first ? end - first : 0u);
}

template <class S>
TACHY_INLINE void set_to_zero(S& s) {
  each_column(s, [](auto& member) TACHY_LAMBDA { member = std::remove_reference_t<decltype(member)>(0u); });
}

// Traits, exposures and first states of the patients from `row` on.
TACHY_INLINE void enrol(const day::Setup& setup, const Block& block, std::uint32_t row) {
  const regimen::Experiment& experiment = *setup.experiment;
  const Rows at{row};
  SharedRow<F> shared = read_shared<F>(block, at);
  const model::PersonLanes<F>& person = shared.person;
  const W enrolled = read<F>(block.column(SharedGroup::enrolled), at, W(0u));
  const model::EnrolmentAddress<F> address{&setup.keys, patients_from<F>(block, row), experiment.replicate};
  shared.traits = day::draw_traits<F>(setup, person, address);
  write_rows<F>(block.column(SharedGroup::rows), at, shared);

  const auto pk = model::draw_pharmacokinetics<F>(person, address);
  for (std::uint32_t form = 0; form < experiment.plan.dose_forms; ++form) {
    const day::FormExposure<F> exposure = day::exposure_to<F>(setup, form, pk);
    write<F>(block.column(SharedGroup::exposure, form), at, exposure.effect);
    write<F>(block.column(SharedGroup::log_peak, form), at, exposure.log_peak);
  }
  for (std::uint32_t arm = 0; arm < experiment.plan.arms; ++arm) {
    if (day::lived_by(setup, arm, 0) != arm) continue;
    day::ArmStart<F> start = day::begin_arm<F>(setup, arm, address);
    regimen::end_treatment<F>(start.clinic, regimen::Treatment::dead, enrolled == W(0u));
    ArmRow<F> first{{}, start.clinic, start.record};
    set_to_zero(first.carried);
    set_to_zero(first.carried.passed);
    write_arm<F>(block, arm, at, first);
    write<F>(block.column(arm, ArmGroup::week_counts), at, W(0u));
    write_group<F>(block, block.column(arm, ArmGroup::event_clocks), at, start.clocks);
    write_group<F, model::WeekRecord<F>>(block, block.column(arm, ArmGroup::week_record), at, start.record);
    DependenceClocks<F> clocks;
    set_to_zero(clocks);
    write_group<F>(block, block.column(arm, ArmGroup::dependence), at, clocks);
    day::FlowRecord<F> flow;
    set_to_zero(flow);
    write_group<F>(block, block.column(arm, ArmGroup::flow), at, flow);
    if (block.layout.has(ArmGroup::rule_memories))
      write_rows<F>(block.column(arm, ArmGroup::rule_memories), at, start.rules);
  }
}

TACHY_INLINE RandomWords<F> week_words(const day::Setup& setup, const Block& block, std::uint32_t row,
                                       std::uint32_t week) {
  return random_words<F>(setup.keys, Purpose::mood_fluctuation, patients_from<F>(block, row),
                         setup.experiment->replicate, W(week * model::kDaysPerWeek), W(0u));
}

// Moves the illness's own course on to `week`.
void begin_week(const day::Setup& setup, const Block& block, std::uint32_t week) {
  const model::SlowLift lift = model::slow_lift(setup.course, week);
  for (std::uint32_t row = 0; row < block.rows(); row += kLanes) {
    model::Course<F> course;
    if (week == 0) {
      course = model::first_week<F>(setup.course, setup.experiment->parameters,
                                    week_words(setup, block, row, 0), week_words(setup, block, row, 1));
    } else {
      course = model::next_week<F>(read_shared<F>(block, Rows{row}).course, setup.course, lift,
                                   week_words(setup, block, row, week + 1));
    }
    write_rows<F>(block.column(SharedGroup::rows), Rows{row}, course, kRowWords<SharedRow<F>>);
  }
}

// The visits of one phase of one arm on one day.
struct VisitBatch {
  std::uint32_t arm, phase, day;
};

// In the flow of patients, where something moves.
TACHY_INLINE void follow_flow(const day::Setup& setup, const Block& block, const VisitBatch& batch,
                              PickedRows at, const day::VisitEvents<F>& events,
                              const day::FlowOfVisit<F>& visit, M live) {
  if (!any(day::moves_in_flow<F>(events, visit, live))) return;
  std::uint32_t* columns = block.column(batch.arm, ArmGroup::flow);
  auto flow = read_group<F, day::FlowRecord<F>>(block, columns, at);
  day::record_flow<F>(flow, events, visit, setup.experiment->plan.arm[batch.arm], batch.phase, live);
  write_group<F>(block, columns, at, flow);
}

// One visit of each live lane.
TACHY_INLINE void receive(const day::Setup& setup, const Block& block, const VisitBatch& batch, PickedRows at,
                          M live, const Counts& counts) {
  const regimen::Phase& phase = setup.experiment->plan.arm[batch.arm].phase[batch.phase];
  day::VisitState<F> state;
  ArmRow<F> row = read_arm<F>(block, batch.arm, at);
  row.clinic.next_visit = W(batch.day);  // as they are here; spares a gather
  state.carried = row.carried;
  state.clinic = row.clinic;
  std::uint32_t* rules = block.column(batch.arm, ArmGroup::rule_memories);
  const bool rules_remember = regimen::some_rule_remembers(phase);
  if (rules_remember) state.rules = read_rows<F, regimen::RuleMemories<F>>(rules, at);
  day::VisitInput<F> in;
  const SharedRow<F> shared = read_shared<F>(block, at);
  in.traits = shared.traits;
  in.course = shared.course;
  in.weight_kg = shared.person.weight_kg;
  for (std::uint32_t step = 0; step < day::steps_of(phase); ++step) {
    const std::uint32_t form =
        day::form_given(setup.experiment->plan.arm[batch.arm], batch.phase, step, batch.day);
    in.exposure[step] = read<F>(block.column(SharedGroup::exposure, form), at, F(0.0f));
    in.log_peak[step] = read<F>(block.column(SharedGroup::log_peak, form), at, F(0.0f));
  }
  const auto clocks =
      read_group<F, model::EventClocks<F>>(block, block.column(batch.arm, ArmGroup::event_clocks), at);
  in.dependence = clocks.dependence;
  in.withdrawal_until = clocks.withdrawal_until;
  in.patient = W(block.first_patient) + patient_at(load(at.rows, W(0u)));
  in.arm = batch.arm;
  in.phase = batch.phase;
  in.day = batch.day;
  const M entered = regimen::is_noted(state.clinic, regimen::kEntered);
  const day::VisitEvents<F> events = day::visit<F>(setup, state, in, live);
  follow_flow(setup, block, batch, at, events,
              {entered, state.clinic.treatment, state.clinic.doses, in.dependence}, live);
  row.carried = state.carried;
  row.clinic = state.clinic;
  day::record_visit<F>(row.record, events);
  write_arm<F>(block, batch.arm, at, row);
  if (rules_remember) write_rows<F>(rules, at, state.rules);
  std::uint32_t* week_counts = block.column(batch.arm, ArmGroup::week_counts);
  write<F>(week_counts, at, read<F>(week_counts, at, W(0u)) + counted_at(events));
  const model::ProductRow& product = model::row_of(setup.experiment->plan.dose_form[phase.dose_form].product);
  for_each_stratum(block, counts, batch.arm, day::period_of(setup, batch.day), at,
                   [&](std::int64_t* period, auto among) TACHY_LAMBDA {
                     tally_leaving(events, among, period);
                     tally_use(events, product, among, period);
                   });
}

// The patients of a batch; `rows` is filled up with scratch rows to whole lanes.
void receive_all(const day::Setup& setup, const Block& block, const VisitBatch& batch,
                 const std::uint32_t* rows, std::uint32_t n, const Counts& counts) {
  for (std::uint32_t i = 0; i < n; i += kLanes)
    receive(setup, block, batch, PickedRows{rows + i}, rows_below(i, n), counts);
}

std::uint32_t phase_of(const Block& block, std::uint32_t arm, std::uint32_t row) {
  return read_arm<float>(block, arm, Rows{row}).clinic.phase;
}

// The visits of all patients booked for today, phase by phase, from the last phase, where most patients are.
void hold_clinic(const day::Setup& setup, const Block& block, std::uint32_t arm, std::uint32_t day,
                 const Counts& counts) {
  std::uint32_t all[kMaxBlock + kWidestLanes], picked[kMaxBlock + kWidestLanes];
  std::uint32_t n = 0;
  const std::uint32_t* next_visit = block.column(arm, ArmGroup::next_visit);
  for (std::uint32_t row = 0; row < block.rows(); row += kLanes) {
    const M today = load(next_visit + row, W(0u)) == W(day);
    if (any(today)) n += static_cast<std::uint32_t>(compress(all + n, W(row) + lane_numbers(W(0u)), today));
  }
  for (std::uint32_t phase = setup.experiment->plan.arm[arm].phases; n > 0 && phase-- > 0;) {
    std::uint32_t in_phase = 0, others = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::uint32_t row = all[i];
      const bool here = phase_of(block, arm, row) == phase;
      picked[in_phase] = all[others] = row;
      in_phase += here;
      others += !here;
    }
    n = others;
    if (in_phase == 0) continue;
    for (std::uint32_t lane = 0; lane < kLanes; ++lane) picked[in_phase + lane] = block.scratch_row() + lane;
    receive_all(setup, block, {arm, phase, day}, picked, in_phase, counts);
  }
}

void hand_out_rare_events(const day::Setup& setup, const Block& block, std::uint32_t arm, std::uint32_t row,
                          std::uint32_t day, float days_since_review, const day::ReviewEvents<F>& e) {
  const std::uint32_t attempts = mask_bits(e.attempt), starts = mask_bits(e.misuse_starts);
  for (std::uint32_t left = mask_bits(e.rare); left != 0; left &= left - 1) {
    const auto lane = static_cast<std::uint32_t>(__builtin_ctz(left));
    review_rare_events_row(setup, block, arm, row + lane, day, days_since_review, attempts >> lane & 1,
                           starts >> lane & 1);
  }
}

TACHY_INLINE day::ReviewState<F> read_review(const Block& block, std::uint32_t arm, Rows at) {
  const ArmRow<F> row = read_arm<F>(block, arm, at);
  return {row.carried,
          read_group<F, model::EventClocks<F>>(block, block.column(arm, ArmGroup::event_clocks), at),
          read_group<F, model::WeekRecord<F>>(block, block.column(arm, ArmGroup::week_record), at),
          row.clinic.treatment,
          row.clinic.next_visit,
          row.clinic.doses};
}

// What all arms share about those who are reviewed.
struct Group {
  std::uint32_t row;
  M live;
  SharedRow<F> shared;
};
TACHY_INLINE Group read_group_of(const Block& block, std::uint32_t row) {
  const Rows at{row};
  return {row, W(0u) < read<F>(block.column(SharedGroup::enrolled), at, W(0u)), read_shared<F>(block, at)};
}

void review_row(const day::Setup& setup, const Block& block, std::uint32_t arm, const Group& who,
                std::uint32_t day, float days_since_review, const Counts& counts) {
  const Rows at{who.row};
  day::ReviewState<F> state = read_review(block, arm, at);
  const day::Reviewed<F> reviewed = day::review<F>(
      setup, state, {who.shared.traits, who.shared.course, arm, day, days_since_review}, who.live);
  const day::ReviewEvents<F>& events = reviewed.events;
  write_group<F>(block, block.column(arm, ArmGroup::event_clocks), at, state.clocks);
  write_group<F>(block, block.column(arm, ArmGroup::week_record), at, state.record);
  if (any(events.suicide | events.other_death)) {
    ArmRow<F> lived = read_arm<F>(block, arm, at);
    lived.clinic.treatment = state.treatment;
    lived.clinic.next_visit = state.next_visit;
    write_arm<F>(block, arm, at, lived);
  }
  F craving = events.craving;
  if (any(events.rare)) {
    hand_out_rare_events(setup, block, arm, who.row, day, days_since_review, events);
    state = read_review(block, arm, at);
    craving = model::fade_to(state.carried, who.shared.traits.response, setup.experiment->parameters, W(day))
                  .habituation.craving;
  }
  for_each_stratum(block, counts, arm, day::period_of(setup, day), at,
                   [&](std::int64_t* period, auto among) TACHY_LAMBDA {
                     tally_review(state, events, reviewed.status, craving, among, period);
                   });
}

void review_rows(const day::Setup& setup, const Block& block, std::uint32_t row, std::uint32_t day,
                 float days_since_review, const Counts& counts) {
  const Group who = read_group_of(block, row);
  for (std::uint32_t arm = 0; arm < setup.experiment->plan.arms; ++arm)
    if (day::lived_by(setup, arm, day) == arm)
      review_row(setup, block, arm, who, day, days_since_review, counts);
}

// Reviews the patients whose day it is: the same rows of every stretch, beginning with those of one of the
// first seven patients.
void hold_reviews(const day::Setup& setup, const Block& block, std::uint32_t week, std::uint32_t day,
                  const Counts& counts) {
  for (std::uint32_t first = 0; first < kStretch; first += kWidestLanes) {
    const std::uint32_t patient = block.first_patient + patient_at(first);
    if (day::review_day(patient, week, setup.days) != day) continue;
    const std::uint32_t last = week == 0 ? 0 : day::review_day(patient, week - 1, setup.days);
    for (std::uint32_t row = first; row < block.rows(); row += kStretch)
      for (std::uint32_t lane = 0; lane < kWidestLanes; lane += kLanes)
        review_rows(setup, block, row + lane, day, to_float(day - last), counts);
  }
}

// An arm that has been equal to another one is simulated itself from today.
void part_arms(const day::Setup& setup, const Block& block, std::uint32_t day) {
  for (std::uint32_t arm = 0; arm < setup.experiment->plan.arms; ++arm) {
    const day::Beginning& beginning = day::beginning_of(setup, arm);
    if (day > 0 && day == beginning.until)
      std::memcpy(block.column(arm, ArmGroup::rows), block.column(beginning.like, ArmGroup::rows),
                  block.words_of_arm() * sizeof(std::uint32_t));
  }
}

}  // namespace

// The order of a day: the course of the week -> ratings of a trial -> visits and sessions -> reviews at the
// end of the day -> at the end of a week, its counts.
void live_days(const day::Setup& setup, const Block& block, const Counts& counts, std::uint32_t from,
               std::uint32_t until) {
  if (from == 0)
    for (std::uint32_t row = 0; row < block.capacity; row += kLanes) enrol(setup, block, row);
  for (std::uint32_t day = from; day < until; ++day) {
    const std::uint32_t week = day / model::kDaysPerWeek;
    if (day % model::kDaysPerWeek == 0) begin_week(setup, block, week);
    part_arms(setup, block, day);
    fill_rating_sheet(setup, block, day);
    SharedCounts shared(setup, counts, block.layout.strata, day);
    for (std::uint32_t arm = 0; arm < setup.experiment->plan.arms; ++arm)
      if (day::lived_by(setup, arm, day) == arm) hold_clinic(setup, block, arm, day, counts);
    hold_reviews(setup, block, week, day, counts);
    if (day::ends_week(setup, day))
      for (std::uint32_t arm = 0; arm < setup.experiment->plan.arms; ++arm)
        if (day::lived_by(setup, arm, day) == arm) end_week(block, counts, arm, day::period_of(setup, day));
    shared.add_day();
  }
  if (until == setup.days) part_arms(setup, block, until);
}

}  // namespace tachy::engine::TACHY_KERNEL
