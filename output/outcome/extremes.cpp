#include "output/outcome/extremes.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

#include "output/outcome/statistics.hpp"

namespace tachy::output {

namespace {

constexpr double kBelow = 0.025;

// Between the numbers at two places, counted from an end.
template <class At>
double between(double place, std::size_t count, At at) {
  const auto first = static_cast<std::size_t>(place);
  const double share = place - static_cast<double>(first), one = at(first);
  return share > 0.0 && first + 1 < count ? one + share * (at(first + 1) - one) : one;
}

double place_in(std::size_t count) { return kBelow * static_cast<double>(count - 1); }

// Puts a number where it belongs in a short list that is in order; the last one falls out when it is full.
template <class Order>
void put_in(float* list, std::size_t filled, std::size_t room, float number, Order before) {
  std::size_t place = filled;
  while (place > 0 && before(number, list[place - 1])) --place;
  if (place == room) return;
  std::copy_backward(list + place, list + std::min(filled, room - 1), list + std::min(filled + 1, room));
  list[place] = number;
}

}  // namespace

Range95 central_95(std::vector<double> numbers) {
  std::erase_if(numbers, [](double number) { return std::isnan(number); });
  if (numbers.empty()) return {kMissing, kMissing};
  std::sort(numbers.begin(), numbers.end());
  const double place = place_in(numbers.size());
  return {between(place, numbers.size(), [&](std::size_t i) { return numbers[i]; }),
          between(place, numbers.size(), [&](std::size_t i) { return numbers[numbers.size() - 1 - i]; })};
}

Extremes::Extremes(std::size_t cells, std::uint32_t most)
    : most_(most),
      keep_(std::min<std::size_t>(most, static_cast<std::size_t>(place_in(std::max(most, 1u))) + 2)),
      count_(cells),
      lowest_(cells * keep_),
      highest_(cells * keep_) {}

void Extremes::add(std::size_t cell, double number) {
  if (std::isnan(number)) return;
  const std::size_t filled = std::min<std::size_t>(count_[cell]++, keep_);
  const auto value = static_cast<float>(number);
  put_in(&lowest_[cell * keep_], filled, keep_, value, std::less<>());
  put_in(&highest_[cell * keep_], filled, keep_, value, std::greater<>());
}

Range95 Extremes::central_95(std::size_t cell) const {
  const std::size_t count = count_[cell];
  if (count == 0) return {kMissing, kMissing};
  const auto at = [&](const std::vector<float>& ends) {
    return [&](std::size_t i) { return static_cast<double>(ends[cell * keep_ + i]); };
  };
  return {between(place_in(count), count, at(lowest_)), between(place_in(count), count, at(highest_))};
}

std::vector<std::int64_t> Extremes::numbers() const {
  std::vector<std::int64_t> all(count_.begin(), count_.end());
  for (const std::vector<float>* ends : {&lowest_, &highest_})
    for (const float number : *ends) all.push_back(std::bit_cast<std::int32_t>(number));
  return all;
}

bool Extremes::set_numbers(std::span<const std::int64_t> all) {
  if (all.size() != count_of_numbers()) return false;
  for (const std::int64_t count : all.first(count_.size()))
    if (count < 0 || count > most_) return false;
  std::size_t next = 0;
  for (std::uint32_t& count : count_) count = static_cast<std::uint32_t>(all[next++]);
  for (std::vector<float>* ends : {&lowest_, &highest_})
    for (float& number : *ends) number = std::bit_cast<float>(static_cast<std::int32_t>(all[next++]));
  return true;
}

}  // namespace tachy::output
