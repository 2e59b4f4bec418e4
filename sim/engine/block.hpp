// A block: a few hundred patients as columns of 4-byte values, in one piece of memory.
//
// Groups of columns hold the structs of model/patient.hpp and regimen/clinic_state.hpp, one column a member.
// member. Rows beyond the last patient are never enrolled and never visit; the last rows are scratch, so that
// a short list of visitors can be filled up to whole lanes.
#pragma once

#include <cstdint>
#include <type_traits>

#include "model/course.hpp"
#include "model/patient.hpp"
#include "regimen/clinic.hpp"

namespace tachy::engine {

inline constexpr std::uint32_t kWidestLanes = 16;
inline constexpr std::uint32_t kMaxBlock = 4096;  // patients

template <class S>
consteval std::uint32_t column_count() {
  S s{};
  std::uint32_t n = 0;
  each_column(s, [&](auto&) { ++n; });
  return n;
}

// Where each group of columns begins, in columns.
struct Layout {
  static constexpr std::uint32_t person = 0;
  static constexpr std::uint32_t traits = person + column_count<model::PersonLanes<float>>();
  static constexpr std::uint32_t course = traits + column_count<model::Traits<float>>();
  static constexpr std::uint32_t exposure = course + column_count<model::Course<float>>();
  static constexpr std::uint32_t log_peak = exposure + regimen::kMaxDoseForms;
  static constexpr std::uint32_t enrolled = log_peak + regimen::kMaxDoseForms;
  static constexpr std::uint32_t arms = enrolled + 1;
  // within an arm
  static constexpr std::uint32_t carried = 0;
  static constexpr std::uint32_t watch = carried + column_count<model::Carried<float>>();
  static constexpr std::uint32_t clinic = watch + column_count<model::Watch<float>>();
  static constexpr std::uint32_t clinic_treatment = clinic + 0;  // places within each_column(ClinicState)
  static constexpr std::uint32_t clinic_phase = clinic + 1;
  static constexpr std::uint32_t clinic_next_visit = clinic + 4;
  static constexpr std::uint32_t clinic_doses = clinic + 10;
  static constexpr std::uint32_t clinic_last_dose_day = clinic + 13;
  static constexpr std::uint32_t rules = clinic + column_count<regimen::ClinicState<float>>();
  static constexpr std::uint32_t record = rules + column_count<regimen::RuleMemories<float>>();
  static constexpr std::uint32_t visit_record = record + column_count<model::WeekRecord<float>>();
  // of model::DependenceState, what Watch does not hold; touched one patient at a time
  static constexpr std::uint32_t clock_starts = record + column_count<model::Record<float>>();
  static constexpr std::uint32_t dependence_clocks = clock_starts + 1;
  static constexpr std::uint32_t arm_size = dependence_clocks + 4;
};

// The memory of one block; does not own it.
struct Block {
  std::uint32_t*
      memory;  // Layout::arms + arms * Layout::arm_size columns of `capacity` rows, 64-byte aligned
  std::uint32_t capacity;  // rows per column, a multiple of kWidestLanes, scratch included
  std::uint32_t first_patient, count;

  TACHY_INLINE std::uint32_t* column(std::uint32_t c) const { return memory + std::size_t{c} * capacity; }
  TACHY_INLINE std::uint32_t* arm_column(std::uint32_t arm, std::uint32_t c) const {
    return column(Layout::arms + arm * Layout::arm_size + c);
  }
  TACHY_INLINE std::uint32_t scratch_row() const { return capacity - kWidestLanes; }
};
constexpr std::uint32_t capacity_for(std::uint32_t patients) {
  return (patients + kWidestLanes - 1) / kWidestLanes * kWidestLanes + kWidestLanes;
}
constexpr std::size_t block_words(std::uint32_t patients, std::uint32_t arms) {
  return std::size_t{Layout::arms + arms * Layout::arm_size} * capacity_for(patients);
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
};
// Any rows, one per lane.
template <class F>
struct PickedRows {
  Word<F> rows;
};
template <class F, class V>
TACHY_INLINE V read(std::uint32_t* column, Rows at, const V& like) {
  return load(typed<F>(column, like) + at.first, like);
}
template <class F, class V>
TACHY_INLINE V read(std::uint32_t* column, PickedRows<F> at, const V& like) {
  return gather(typed<F>(column, like), at.rows, like);
}
template <class F, class V>
TACHY_INLINE void write(std::uint32_t* column, Rows at, const V& value) {
  store(typed<F>(column, value) + at.first, value);
}
template <class F, class V>
TACHY_INLINE void write(std::uint32_t* column, PickedRows<F> at, const V& value) {
  scatter(typed<F>(column, value), at.rows, value);
}

// A whole struct from its group of columns, and back.
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

}  // namespace tachy::engine
