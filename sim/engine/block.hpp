// A block: a few hundred patients as 4-byte values, in one piece of memory.
//
// The structs of model/patient.hpp and regimen/clinic_state.hpp are held in groups. What only the weekly
// review touches, for patients in order, is held in columns, one for each member. What visits touch, for
// patients here and there, is held in rows (base/rows.hpp); such a group takes as much memory as that many
// columns. The rows stand so that lanes hold patients of one review day (patient_at). Rows without a patient
// are never enrolled and never visit; the last rows are scratch, so that a short list of patients can be
// filled up to whole lanes.
#pragma once

#include <cstdint>
#include <type_traits>

#include "base/rows.hpp"
#include "engine/layout.hpp"
#include "model/course.hpp"
#include "model/patient.hpp"
#include "regimen/clinic.hpp"

namespace tachy::engine {

inline constexpr std::uint32_t kWidestLanes = 16;
// Patients follow each other with review days that follow each other. So that all lanes are reviewed on one
// day, the rows of so many patients stand in an order of their own: every seventh patient, then the next
// ones.
inline constexpr std::uint32_t kStretch = 7 * kWidestLanes;
inline constexpr std::uint32_t kMaxBlock = 36 * kStretch;  // patients

// The patient in a row, counted from the first of the block; at or beyond Block::count there is none.
template <class W>
TACHY_INLINE W patient_at(W row) {
  const W group = shift_right<4>(row), lane = row & W(kWidestLanes - 1);
  const W stretch = shift_right<16>(multiply(group, W(9363u)));  // group / 7, exact for the rows of a block
  return multiply(lane, W(7u)) + group + multiply(stretch, W(kStretch - 7));
}
static_assert(kWidestLanes == 1 << 4);

// The rows of a patient: what all arms share (the course first, which is written every week), and what visits
// change in an arm, of which reviews read eleven words of `carried` and the first two of `clinic`.
template <class F>
struct SharedRow {
  model::Course<F> course;
  model::Traits<F> traits;
  model::PersonLanes<F> person;
};
template <class F>
struct ArmRow {
  model::CarryOver<F> carried;
  regimen::ClinicState<F> clinic;
  model::VisitRecord<F> record;
};
// clang-format off
template <class F, class Visit> TACHY_INLINE constexpr void each_column(SharedRow<F>& r, Visit&& v) {
  each_column(r.course, v); each_column(r.traits, v); each_column(r.person, v);
}
template <class F, class Visit> TACHY_INLINE constexpr void each_column(ArmRow<F>& r, Visit&& v) {
  each_column(r.carried, v); each_column(r.clinic, v); each_column(r.record, v);
}
// clang-format on
// Two cache lines each. Every visit reads and writes the row of an arm: a third line costs a few per cent of
// a run. What few scenarios use belongs in a group of its own.
static_assert(lists_all_members<ArmRow<float>>(3));  // next_visit and `passed` are held apart
static_assert(lists_all_members<SharedRow<float>>());
static_assert(kRowWords<ArmRow<float>> == 2 * kCacheLineWords);
static_assert(kRowWords<SharedRow<float>> == 2 * kCacheLineWords);

// What model::EventClocks does not hold of model::DependenceState; touched one patient at a time.
template <class F>
struct DependenceClocks {
  Word<F> clock_starts;
  F leave_hazard, leave_at, worsen_hazard, worsen_at;
};
// clang-format off
template <class F, class Visit> TACHY_INLINE constexpr void each_column(DependenceClocks<F>& d, Visit&& v) {
  v(d.clock_starts); v(d.leave_hazard); v(d.leave_at); v(d.worsen_hazard); v(d.worsen_at);
}
// clang-format on
static_assert(lists_all_members<DependenceClocks<float>>());

struct Partings;  // engine/copies.hpp

// The memory of one block; does not own it.
struct Block {
  std::uint32_t* memory;   // layout.columns() columns of `capacity` rows, 64-byte aligned
  std::uint32_t capacity;  // rows per column, a multiple of kWidestLanes, scratch included
  std::uint32_t first_patient, count;
  Layout layout;
  Partings* partings = nullptr;  // where lives part is noted here, if given

  TACHY_INLINE std::uint32_t* column(SharedGroup group, std::uint32_t number = 0) const {
    return memory + std::size_t{layout.first(group) + number} * capacity;
  }
  TACHY_INLINE std::uint32_t* column(std::uint32_t arm, ArmGroup group) const {
    return memory +
           std::size_t{layout.shared_columns() + arm * layout.arm_columns() + layout.first(group)} * capacity;
  }
  TACHY_INLINE std::uint32_t stratum_of(std::uint32_t row) const {
    return layout.strata > 1 ? column(SharedGroup::stratum)[row] : 0;
  }
  TACHY_INLINE std::size_t words_of_arm() const { return std::size_t{layout.arm_columns()} * capacity; }
  TACHY_INLINE std::uint32_t rows() const { return capacity - kWidestLanes; }  // scratch not included
  TACHY_INLINE std::uint32_t scratch_row() const { return rows(); }
  // Calls each(row, patient) for each row that has a patient.
  template <class Each>
  void for_each_patient(Each each) const {
    for (std::uint32_t row = 0; row < rows(); ++row)
      if (const std::uint32_t patient = patient_at(row); patient < count) each(row, first_patient + patient);
  }
};
// The patients in the rows from `row` on, one per lane.
template <class F>
TACHY_INLINE Word<F> patients_from(const Block& block, std::uint32_t row) {
  return Word<F>(block.first_patient) + patient_at(Word<F>(row) + lane_numbers(Word<F>(0u)));
}
constexpr std::uint32_t capacity_for(std::uint32_t patients) {
  return (patients + kStretch - 1) / kStretch * kStretch + kWidestLanes;
}
inline std::size_t block_words(std::uint32_t patients, const Layout& layout) {
  return std::size_t{layout.columns()} * capacity_for(patients);
}

// A column seen as the type of the value that is read from or written to it.
template <class F, class V>
TACHY_INLINE auto typed(std::uint32_t* column, const V&) {
  if constexpr (std::is_same_v<V, F>)
    return reinterpret_cast<float*>(column);
  else
    return column;
}

// Neighbouring rows, as many as there are lanes.
struct Rows {
  std::uint32_t first;
  TACHY_INLINE std::size_t row(std::uint32_t lane) const { return std::size_t{first} + lane; }
};
// Any rows, one per lane.
struct PickedRows {
  const std::uint32_t* rows;
  TACHY_INLINE std::size_t row(std::uint32_t lane) const { return rows[lane]; }
};
template <class F, class V>
TACHY_INLINE V read(std::uint32_t* column, Rows at, const V& like) {
  return load(typed<F>(column, like) + at.first, like);
}
template <class F, class V>
TACHY_INLINE V read(std::uint32_t* column, PickedRows at, const V& like) {
  return gather(typed<F>(column, like), load(at.rows, Word<F>(0u)), like);
}
template <class F, class V>
TACHY_INLINE void write(std::uint32_t* column, Rows at, const V& value) {
  store(typed<F>(column, value) + at.first, value);
}
template <class F, class V>
TACHY_INLINE void write(std::uint32_t* column, PickedRows at, const V& value) {
  scatter(typed<F>(column, value), load(at.rows, Word<F>(0u)), value);
}

// Reads a whole struct from its group of columns, and writes it back.
template <class F, class S, class At>
TACHY_INLINE S read_group(const Block& block, std::uint32_t* group, At at) {
  S s;
  each_column(s, [&](auto& member) TACHY_LAMBDA {
    member = read<F>(group, at, member);
    group += block.capacity;
  });
  return s;
}
template <class F, class S, class At>
TACHY_INLINE void write_group(const Block& block, std::uint32_t* group, At at, S& s) {
  each_column(s, [&](auto& member) TACHY_LAMBDA {
    write<F>(group, at, member);
    group += block.capacity;
  });
}

// What all arms share of a patient.
template <class F, class At>
TACHY_INLINE SharedRow<F> read_shared(const Block& block, At at) {
  return read_rows<F, SharedRow<F>>(block.column(SharedGroup::rows), at);
}

// The rows of an arm, and what stands apart: the day of the next visit, which is looked for among all
// patients, and what passed the opioid gate, which few scenarios have.
template <class F, class At>
TACHY_INLINE ArmRow<F> read_arm(const Block& block, std::uint32_t arm, At at) {
  auto row = read_rows<F, ArmRow<F>>(block.column(arm, ArmGroup::rows), at);
  row.clinic.next_visit = read<F>(block.column(arm, ArmGroup::next_visit), at, Word<F>(0u));
  row.carried.passed = {F(0.0f), F(0.0f)};
  if (block.layout.has(ArmGroup::passed))
    row.carried.passed = read_group<F, model::Level<F>>(block, block.column(arm, ArmGroup::passed), at);
  return row;
}
template <class F, class At>
TACHY_INLINE void write_arm(const Block& block, std::uint32_t arm, At at, ArmRow<F>& row) {
  write_rows<F>(block.column(arm, ArmGroup::rows), at, row);
  write<F>(block.column(arm, ArmGroup::next_visit), at, row.clinic.next_visit);
  if (block.layout.has(ArmGroup::passed))
    write_group<F>(block, block.column(arm, ArmGroup::passed), at, row.carried.passed);
}

// What is remembered of a patient for the end of the run.
template <class F, class At>
TACHY_INLINE model::Record<F> read_record(const Block& block, std::uint32_t arm, At at) {
  return {read_group<F, model::WeekRecord<F>>(block, block.column(arm, ArmGroup::week_record), at),
          read_arm<F>(block, arm, at).record};
}

}  // namespace tachy::engine
