#include "model/judgement.hpp"

#include "base/elementary.hpp"
#include "base/fnv1a.hpp"
#include "base/random.hpp"

namespace tachy::model {

float judged_value(const ParameterRow& row, float deviation) {
  const float share = (deviation < 0.0f ? -deviation : deviation) / kMostDeviation;  // of the way to the end
  const bool up = deviation > 0.0f;
  const float middle = row.default_value, end = up ? row.high : row.low;
  const bool by_factors = middle > 0.0f && row.low >= 0.0f;
  if (!by_factors) return middle + share * (end - middle);
  const float factor = end > 0.0f ? end / middle : middle / row.high;
  return min(max(middle * exp(share * log(factor)), row.low), row.high);
}

float judged_value_in_draw(const ParameterRow& row, std::uint32_t draw) {
  constexpr std::uint64_t kKey = 0;  // not the seed of a run: draws are the same in all of them
  Fnv1a name;
  for (const char letter : row.name) name.take(static_cast<unsigned char>(letter));
  const auto address = static_cast<std::uint32_t>(name.hash ^ (name.hash >> 32));
  for (std::uint32_t attempt = 0;; ++attempt) {
    const auto words =
        random_words<float>(philox_keys(kKey), Purpose::judged_value, draw, 0u, address, attempt);
    const float deviation = pair_of(words, Purpose::judged_value).first;
    if (deviation >= -kMostDeviation && deviation <= kMostDeviation) return judged_value(row, deviation);
  }
}

}  // namespace tachy::model
