#include "engine/copies.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace tachy::engine {

namespace {

day::PatientLife known_of(const regimen::Experiment& e, const Block& block, std::uint32_t row) {
  const Rows at{row};
  day::PatientLife known{};
  known.traits = read_shared<float>(block, at).traits;
  for (std::uint32_t form = 0; form < e.plan.dose_forms; ++form)
    known.exposures.push_back({.effect = read<float>(block.column(SharedGroup::exposure, form), at, 0.0f),
                               .peak_ng_per_ml = 0.0f,  // no day needs it
                               .log_peak = read<float>(block.column(SharedGroup::log_peak, form), at, 0.0f)});
  return known;
}

// Of one patient in an arm, week by week: all lives, and the patient's own.
struct WeekCount {
  std::array<std::int64_t, model::kRareWeeklyCount> all{}, own{};
};

// Counts a life in each review from its start on.
class LifeInWeeks {
 public:
  LifeInWeeks(const day::RareLife& life, std::vector<WeekCount>& weeks) : life_(life), weeks_(weeks) {}
  std::uint32_t first_week() const { return life_.changes.front().day / model::kDaysPerWeek; }
  void count(std::uint32_t week, std::uint32_t day) {
    for (; next_ < life_.changes.size() && life_.changes[next_].day <= day; ++next_)
      disorder_ever_ |= life_.changes[next_].state == model::Dependence::use_disorder;
    const day::RareLife::Change& now = life_.changes[next_ - 1];
    for (std::uint32_t i = 0; i < model::kRareWeeklyCount; ++i) {
      const bool counts = is_counted(model::kRareWeekly[i], now);
      weeks_[week].all[i] += counts;
      if (life_.number == 0) weeks_[week].own[i] += counts;
    }
  }

 private:
  bool is_counted(model::Weekly measure, const day::RareLife::Change& now) const {
    using model::Dependence;
    using model::Weekly;
    if (measure == Weekly::misuse) return now.alive && now.state == Dependence::misuse;
    if (measure == Weekly::use_disorder) return now.alive && now.state == Dependence::use_disorder;
    if (measure == Weekly::use_disorder_remission) return now.alive && now.state == Dependence::remission;
    return measure == weekly_of(model::SlowHarm::misuse) || disorder_ever_;
  }
  const day::RareLife& life_;
  std::vector<WeekCount>& weeks_;
  std::size_t next_ = 0;
  bool disorder_ever_ = false;
};

}  // namespace

RareLives::RareLives(const day::Setup& setup, const Block& block) {
  const regimen::Experiment& e = *setup.experiment;
  std::vector<day::RareLife> lives;
  for (const RowParting& at : block.partings->all) {
    const day::PatientLife known = known_of(e, block, at.row);
    const float weight_kg = read_shared<float>(block, Rows{at.row}).person.weight_kg;
    const std::uint32_t patient = block.first_patient + patient_at(at.row);
    for (std::uint32_t arm = 0; arm < e.plan.arms; ++arm) {
      if (day::lived_by(setup, arm, at.parting.day) != at.parting.arm) continue;
      lives.clear();
      day::live_parted(setup, patient, known, weight_kg, at.parting, arm, lives);
      for (day::RareLife& life : lives) lives_.push_back({at.row, arm, std::move(life)});
    }
  }
  std::sort(lives_.begin(), lives_.end(), [](const LifeOfRow& a, const LifeOfRow& b) {
    return std::tuple(a.row, a.arm, a.life.number) < std::tuple(b.row, b.arm, b.life.number);
  });
}

std::span<const LifeOfRow> RareLives::of(std::uint32_t row, std::uint32_t arm) const {
  const auto before = [](const LifeOfRow& life, const std::tuple<std::uint32_t, std::uint32_t>& place) {
    return std::tuple(life.row, life.arm) < place;
  };
  const auto first = std::lower_bound(lives_.begin(), lives_.end(), std::tuple(row, arm), before);
  const auto last = std::lower_bound(first, lives_.end(), std::tuple(row, arm + 1), before);
  return {first, last};
}

void RareLives::add_weeks(const day::Setup& setup, const Block& block, Tallies& tallies) const {
  const std::uint32_t week_count = (setup.days + model::kDaysPerWeek - 1) / model::kDaysPerWeek;
  std::vector<WeekCount> weeks;
  for (auto life = lives_.begin(); life != lives_.end();) {
    const std::uint32_t row = life->row, arm = life->arm, stratum = block.stratum_of(row);
    const std::uint32_t patient = block.first_patient + patient_at(row);
    weeks.assign(week_count, {});
    for (; life != lives_.end() && life->row == row && life->arm == arm; ++life) {
      LifeInWeeks counted(life->life, weeks);
      for (std::uint32_t week = counted.first_week(); week < week_count; ++week)
        counted.count(week, day::review_day(patient, week, setup.days));
    }
    for (std::uint32_t week = 0; week < week_count; ++week) {
      const std::uint32_t period = day::period_of(setup, day::review_day(patient, week, setup.days));
      for (std::uint32_t i = 0; i < model::kRareWeeklyCount; ++i) {
        const std::int64_t all = weeks[week].all[i];
        if (all == 0) continue;
        tallies.at(arm, period, model::kRareWeekly[i], stratum) += all - weeks[week].own[i];
        tallies.at(arm, period, model::rare_pairs(i), stratum) += all * (all - 1);
      }
    }
  }
}

}  // namespace tachy::engine
