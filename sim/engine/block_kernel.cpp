// The block walk. Compiled once per instruction set with TACHY_LANES=<name>, and once without it for one
// lane; every function lives in that name's namespace.
//
// Patients in a block never influence each other, draws are addressed and counts are integers, so blocks
// may live in any order, on any thread, and the result is the same. All arms of a block run together:
// they share the patients, the illness's own course and, as long as they prescribe the same, their days.
#include "day/enrol.hpp"
#include "day/review.hpp"
#include "day/visit.hpp"
#include "engine/kernel.hpp"

#if defined(TACHY_LANES)
#define TACHY_KERNEL TACHY_LANES
#else
#define TACHY_KERNEL one_lane
#endif

namespace tachy::engine::TACHY_KERNEL {
namespace {

#if defined(TACHY_LANES)
using F = ::tachy::TACHY_LANES::Lanes;
#else
using F = float;
#endif
using W = Word<F>;
using M = Mask<F>;
constexpr std::uint32_t kLanes = LaneTypes<F>::count;

TACHY_INLINE std::int64_t count(M m) { return __builtin_popcount(mask_bits(m)); }
TACHY_INLINE void tally(std::int64_t* row, model::Weekly what, std::int64_t n) {
  row[static_cast<std::uint32_t>(what)] += n;
}
// Calls each(counts, lanes) for each stratum that some of these patients are in.
template <class At, class Each>
TACHY_INLINE void for_each_stratum(const Block& block, const Counts& counts, std::uint32_t arm,
                                   std::uint32_t period, At at, Each each) {
  if (block.layout.strata == 1) return each(counts.row(0, arm, period), W(0u) == W(0u));
  const W stratum = read<F>(block.column(SharedGroup::stratum), at, W(0u));
  for (std::uint32_t s = 0; s < block.layout.strata; ++s) {
    const M here = stratum == W(s);
    if (any(here)) each(counts.row(s, arm, period), here);
  }
}
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
  const model::EnrolmentAddress<F> address{&setup.keys, W(block.first_patient + row) + lane_numbers(W(0u)),
                                           experiment.replicate};
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
    write_arm<F>(block, arm, at, first);
    write<F>(block.column(arm, ArmGroup::week_counts), at, W(0u));
    write_group<F>(block, block.column(arm, ArmGroup::event_clocks), at, start.clocks);
    write_group<F, model::WeekRecord<F>>(block, block.column(arm, ArmGroup::week_record), at, start.record);
    DependenceClocks<F> clocks;
    set_to_zero(clocks);
    write_group<F>(block, block.column(arm, ArmGroup::dependence), at, clocks);
    if (block.layout.has(ArmGroup::rule_memories))
      write_rows<F>(block.column(arm, ArmGroup::rule_memories), at, start.rules);
  }
}

TACHY_INLINE RandomWords<F> week_words(const day::Setup& setup, const Block& block, std::uint32_t row,
                                       std::uint32_t week) {
  const W patient = W(block.first_patient + row) + lane_numbers(W(0u));
  return random_words<F>(setup.keys, Purpose::mood_fluctuation, patient, setup.experiment->replicate,
                         W(week * model::kDaysPerWeek), W(0u));
}

// Moves the illness's own course on to `week`.
void begin_week(const day::Setup& setup, const Block& block, std::uint32_t week) {
  const model::SlowLift lift = model::slow_lift(setup.course, week);
  for (std::uint32_t row = 0; row < block.count; row += kLanes) {
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

TACHY_INLINE void tally_leaving(const day::VisitEvents<F>& e, M among, std::int64_t* row) {
  tally(row, model::Weekly::clinician_stops, count(e.decision.stop & among));
  tally(row, model::Weekly::drop_outs, count(e.dropped_out & among));
}

// What happened to a patient since the week began, each count in three bits of a word: at most one visit a
// day.
constexpr std::uint32_t kCounterBits = 3, kLargestCount = 7;
static_assert(kCounterBits * model::kWeekCounters <= 32 && kLargestCount >= model::kDaysPerWeek);

TACHY_INLINE W one_more(std::uint32_t number, M who) {
  return select(who, W(1u << (kCounterBits * number)), W(0u));
}
TACHY_INLINE W counted_at(const day::VisitEvents<F>& e) {
  W counted = one_more(0, e.given) + one_more(1, e.missed);
  unrolled<model::kSessionEvents>([&]<std::uint32_t event>() TACHY_LAMBDA {
    counted = counted + one_more(2 + event, e.harms.event[event]);
  });
  return counted;
}

// At the end of a week: its counts and their squares, patient by patient, and all begin anew.
TACHY_INLINE void tally_week(const Block& block, std::uint32_t arm, std::uint32_t stratum,
                             std::int64_t* row) {
  constexpr std::uint32_t kTwoOrMore = 06666666666u;  // in each counter
  W sums[model::kWeekCounters], extra[model::kWeekCounters];
  unrolled<model::kWeekCounters>([&]<std::uint32_t n>() TACHY_LAMBDA { sums[n] = extra[n] = W(0u); });
  const std::uint32_t* counters = block.column(arm, ArmGroup::week_counts);
  for (std::uint32_t at = 0; at < block.count; at += kLanes) {
    W counted = load(counters + at, W(0u));
    if (!any(W(0u) < counted)) continue;
    if (block.layout.strata > 1)
      counted = select(load(block.column(SharedGroup::stratum) + at, W(0u)) == W(stratum), counted, W(0u));
    unrolled<model::kWeekCounters>([&]<std::uint32_t n>() TACHY_LAMBDA {
      sums[n] = sums[n] + (shift_right<kCounterBits * n>(counted) & W(kLargestCount));
    });
    if (!any(W(0u) < (counted & W(kTwoOrMore)))) continue;
    unrolled<model::kWeekCounters>([&]<std::uint32_t n>() TACHY_LAMBDA {
      const W c = shift_right<kCounterBits * n>(counted) & W(kLargestCount);
      extra[n] = extra[n] + (multiply(c, c) - c);
    });
  }
  unrolled<model::kWeekCounters>([&]<std::uint32_t n>() TACHY_LAMBDA {
    const std::int64_t sum = sum_of_lanes(sums[n]);
    tally(row, model::week_counter(n), sum);
    tally(row, model::week_squares_of(n), sum + sum_of_lanes(extra[n]));
  });
}
void end_week(const Block& block, const Counts& counts, std::uint32_t arm, std::uint32_t period) {
  for (std::uint32_t stratum = 0; stratum < block.layout.strata; ++stratum)
    tally_week(block, arm, stratum, counts.row(stratum, arm, period));
  std::memset(block.column(arm, ArmGroup::week_counts), 0,
              std::size_t{block.capacity} * sizeof(std::uint32_t));
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
  in.patient = W(block.first_patient) + load(at.rows, W(0u));
  in.arm = batch.arm;
  in.phase = batch.phase;
  in.day = batch.day;
  const day::VisitEvents<F> events = day::visit<F>(setup, state, in, live);
  row.carried = state.carried;
  row.clinic = state.clinic;
  day::record_visit<F>(row.record, events);
  write_arm<F>(block, batch.arm, at, row);
  if (rules_remember) write_rows<F>(rules, at, state.rules);
  std::uint32_t* week_counts = block.column(batch.arm, ArmGroup::week_counts);
  write<F>(week_counts, at, read<F>(week_counts, at, W(0u)) + counted_at(events));
  for_each_stratum(block, counts, batch.arm, day::period_of(setup, batch.day), at,
                   [&](std::int64_t* period, M among) TACHY_LAMBDA { tally_leaving(events, among, period); });
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
  for (std::uint32_t row = 0; row < block.count; row += kLanes) {
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

TACHY_INLINE void tally_review(const day::ReviewState<F>& s, const day::ReviewEvents<F>& e,
                               const day::WeekStatus<F>& status, F craving, M among, std::int64_t* week) {
  using model::SlowHarm;
  using model::Weekly;
  const auto state = [&](model::Dependence d) TACHY_LAMBDA {
    return e.alive & (s.clocks.dependence == W(static_cast<std::uint32_t>(d)));
  };
  const auto ever = [&](std::uint32_t bit) TACHY_LAMBDA { return W(0u) < (s.record.ever & W(bit)); };
  const auto add = [&](Weekly what, M who) TACHY_LAMBDA { tally(week, what, count(who & among)); };
  const M alive = e.alive & among;
  const W score = select(alive, day::in_64ths<F>(e.score), W(0u));
  add(Weekly::alive, e.alive);
  tally(week, Weekly::hamd17_sum, sum_of_lanes(score));
  tally(week, Weekly::hamd17_sum_squares, sum_of_lanes(multiply(score, score)));
  add(Weekly::remission_treated, status.remission & status.treated);
  add(Weekly::remission_untreated, status.remission & !status.treated);
  add(Weekly::response_treated, status.response & status.treated);
  add(Weekly::response_untreated, status.response & !status.treated);
  add(Weekly::symptomatic_treated, status.symptomatic & status.treated);
  add(Weekly::symptomatic_untreated, status.symptomatic & !status.treated);
  add(Weekly::relapsed_ever, ever(model::kEverRelapsed));
  add(Weekly::misuse, state(model::Dependence::misuse));
  add(Weekly::use_disorder, state(model::Dependence::use_disorder));
  add(Weekly::use_disorder_remission, state(model::Dependence::remission));
  unrolled<model::kLastingHarms>([&]<std::uint32_t h>() TACHY_LAMBDA {
    constexpr auto harm = static_cast<SlowHarm>(h);
    add(weekly_of(harm), ever(model::mark_of(harm)));
  });
  tally(week, Weekly::craving_sum,
        sum_of_lanes(select(alive, truncate(craving * F(1024.0f) + F(0.5f)), W(0u))));
  add(weekly_of(SlowHarm::suicide_attempt), e.attempt);
  add(weekly_of(SlowHarm::suicide), e.suicide);
  add(weekly_of(SlowHarm::other_death), e.other_death);
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
  return {row,
          rows_below(row, block.count) & (W(0u) < read<F>(block.column(SharedGroup::enrolled), at, W(0u))),
          read_shared<F>(block, at)};
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
                   [&](std::int64_t* period, M among) TACHY_LAMBDA {
                     tally_review(state, events, reviewed.status, craving, among, period);
                   });
}

// Reviews the groups of patients whose day it is.
void hold_reviews(const day::Setup& setup, const Block& block, std::uint32_t week, std::uint32_t day,
                  const Counts& counts) {
  for (std::uint32_t row = 0; row < block.count; row += kLanes) {
    const std::uint32_t patient = block.first_patient + row;
    if (day::review_day(patient, week, setup.days) != day) continue;
    const std::uint32_t last = week == 0 ? 0 : day::review_day(patient, week - 1, setup.days);
    const Group who = read_group_of(block, row);
    for (std::uint32_t arm = 0; arm < setup.experiment->plan.arms; ++arm)
      if (day::lived_by(setup, arm, day) == arm)
        review_row(setup, block, arm, who, day, to_float(day - last), counts);
  }
}

// The morning rating of every patient, on a day on which a trial rates.
void rate_everybody(const day::Setup& setup, const Block& block, std::uint32_t arm, std::uint32_t day,
                    float* to) {
  const model::Parameters& p = setup.experiment->parameters;
  const auto is = [](W treatment, regimen::Treatment t)
                      TACHY_LAMBDA -> M { return treatment == W(static_cast<std::uint32_t>(t)); };
  for (std::uint32_t row = 0; row < block.count; row += kLanes) {
    const Rows at{row};
    const SharedRow<F> shared = read_shared<F>(block, at);
    const ArmRow<F> lived = read_arm<F>(block, day::lived_by(setup, arm, day), at);
    const auto clocks = read_group<F, model::EventClocks<F>>(
        block, block.column(day::lived_by(setup, arm, day), ArmGroup::event_clocks), at);
    const auto [benefit, habituation] = model::fade_to(lived.carried, shared.traits.response, p, W(day));
    const F score = day::score_on(setup, shared.traits, shared.course, benefit, habituation.neuroadaptation,
                                  clocks.withdrawal_until, day);
    const W patient = W(block.first_patient + row) + lane_numbers(W(0u));
    const RandomWords<F> words =
        random_words<F>(setup.keys, Purpose::attendance, patient, setup.experiment->replicate, W(day), W(0u));
    const M gone = is(lived.clinic.treatment, regimen::Treatment::dead) |
                   is(lived.clinic.treatment, regimen::Treatment::dropped_out);
    const F rating = select(gone, F(day::kNotRated), day::observed_score<F>(p, score, words));
    float lanes[kLanes];
    store(lanes, rating);
    for (std::uint32_t lane = 0; lane < kLanes && row + lane < block.count; ++lane)
      to[row + lane] = lanes[lane];
  }
}

void fill_rating_sheet(const day::Setup& setup, const Block& block, std::uint32_t day) {
  const day::RatingColumns& sheet = setup.ratings;
  for (std::uint32_t place = 0; place < sheet.count; ++place) {
    if (sheet.days[place] != day) continue;
    for (std::uint32_t arm = 0; arm < setup.experiment->plan.arms; ++arm)
      rate_everybody(
          setup, block, arm, day,
          sheet.hamd17 + (std::size_t{arm} * sheet.count + place) * sheet.patients + block.first_patient);
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

// The counts of the arms that live their own lives, before a day; what the day adds to them is then added to
// those that are one with them.
class SharedCounts {
 public:
  SharedCounts(const day::Setup& setup, const Counts& counts, std::uint32_t strata, std::uint32_t day)
      : setup_(setup), counts_(counts), strata_(strata), day_(day) {
    for_each_shared([&](std::int64_t* before, const std::int64_t* lived, std::int64_t*)
                        TACHY_LAMBDA { std::memcpy(before, lived, sizeof before_[0][0]); });
  }
  void add_day() {
    for_each_shared([&](const std::int64_t* before, const std::int64_t* lived, std::int64_t* own)
                        TACHY_LAMBDA {
                          for (std::uint32_t i = 0; i < model::kWeeklyCount; ++i)
                            own[i] += lived[i] - before[i];
                        });
  }

 private:
  template <class Each>
  TACHY_INLINE void for_each_shared(Each each) {
    const std::uint32_t period = day::period_of(setup_, day_);
    for (std::uint32_t arm = 0; arm < setup_.experiment->plan.arms; ++arm) {
      if (day::lived_by(setup_, arm, day_) == arm) continue;
      const std::uint32_t like = day::beginning_of(setup_, arm).like;
      for (std::uint32_t s = 0; s < strata_; ++s)
        each(before_[arm][s], counts_.row(s, like, period), counts_.row(s, arm, period));
    }
  }
  const day::Setup& setup_;
  const Counts& counts_;
  std::uint32_t strata_, day_;
  std::int64_t before_[regimen::kMaxArms][model::kMaxStrata][model::kWeeklyCount];
};

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
