// Addressed random words: each is a function of (seed; patient, replicate, day, purpose, index).
//
// Nothing is consumed: adding a word, a patient, an arm, a thread or an output changes no other word.
// The arm is not part of the address, so the same patient meets the same luck in every arm until a
// policy treats them differently. Generator: Philox4x32-10 (Salmon et al. 2011), key = seed, counter =
// (patient, replicate, day, stream << 16 | index); one call gives the four words of a stream.
#pragma once

#include "base/elementary.hpp"
#include "base/lanes.hpp"
#if defined(TACHY_LANES) && defined(__wasm_simd128__)
#include "base/wasm_philox.hpp"
#endif

namespace tachy {

// What a word decides. Append only: a number, once given, is never reused or moved. The number
// divided by four names the stream, the remainder the word within its four. Where two neighbours form a
// normal pair, the first normal belongs to the first purpose and the second to the second.
enum class Purpose : std::uint32_t {
  // stream 0: who the candidate is (index = 16 * candidate + try)
  age = 0,
  sex = 1,
  weight = 2,
  baseline_score = 3,
  // stream 1
  failed_treatments = 4,
  own_substance_history = 5,
  family_substance_history = 6,
  psychiatric_comorbidity = 7,
  // stream 2: random effects, normal pairs (words 0,1 and words 2,3)
  effect_ceiling = 8,
  effect_potency = 9,
  slow_half_life = 10,
  placebo_responsiveness = 11,
  // stream 3
  new_antidepressant = 12,
  adverse_event_frailty = 13,
  genetic_liability = 14,
  attendance_tendency = 15,
  // stream 4
  responder_class = 16,
  fast_half_life = 18,
  pressor_frailty = 19,
  // streams 5 and 6: pharmacokinetic random effects, normal pairs
  pk_effect_0 = 20,
  pk_effect_1 = 21,
  pk_effect_2 = 22,
  pk_effect_3 = 23,
  pk_effect_4 = 24,
  pk_effect_5 = 25,
  pk_effect_6 = 26,
  pk_effect_7 = 27,
  // stream 7: the course of the illness in a week (day = first day of the week), a normal pair
  mood_fluctuation = 28,
  slow_course = 29,
  // stream 8: a planned visit (day = the day it is due)
  attendance = 32,
  lateness = 33,
  rating_error = 34,  // with word 35, the first of a normal pair
  // stream 9: a session given (day = the day it happens)
  dissociation = 36,
  sedation = 37,
  nausea = 38,
  dizziness = 39,
  // stream 10
  pressor_response = 40,  // with word 41, the first of a normal pair
  drop_out = 42,
  misuse_detection = 43,
  // stream 11: waiting times of event clocks (index = how often the clock was started)
  clock_misuse_start = 44,
  clock_suicide_attempt = 45,
  clock_suicide = 46,
  clock_other_death = 47,
  // stream 12
  clock_urinary = 48,
  clock_misuse_quit = 49,
  clock_use_disorder = 50,
  clock_disorder_remission = 51,
  // stream 13
  clock_disorder_relapse = 52,
  withdrawal_occurs = 53,
  withdrawal_length = 54,
  // stream 14: random effects, normal pairs
  drop_out_frailty = 56,
  systolic_resting = 57,
  lasting_improvement = 58,  // with word 59, the first of a normal pair
  // stream 15: is this patient logged in full?
  trace_sample = 60,
  // stream 16: does the screening test find a substance-use history? (index as in stream 0)
  history_screening = 64,
  // stream 17: who is recruited for a virtual trial (patient = place in the trial, replicate = trial, index =
  // arm)
  virtual_recruitment = 68,
  // stream 18: a virtual study's own effects (patient = study), a normal pair
  virtual_study_effect = 72,
  // stream 19: calibration, values drawn from their priors (patient = particle, replicate = try, index =
  // group
  // of four)
  prior_value = 76,
  // stream 20: calibration, steps of particles (patient = particle, replicate = stage, day = move, index =
  // group of four)
  calibration_step = 80,
  // stream 21: calibration (patient = particle, replicate = stage, day = move)
  calibration_acceptance = 84,
  calibration_resampling = 85,
  // stream 22: draws of what is not known (patient = row of the posterior)
  judged_value = 88,  // of one parameter (day = hash of its name, index = try), a normal pair
  // stream 23 (patient = row of the posterior)
  order_of_draws = 92,
  clinic_effects = 94,  // of one clinic, with word 95 a normal pair
};
TACHY_INLINE constexpr std::uint32_t stream_of(Purpose p) { return static_cast<std::uint32_t>(p) / 4; }
TACHY_INLINE constexpr std::uint32_t word_of(Purpose p) { return static_cast<std::uint32_t>(p) % 4; }

struct PhiloxKeys {
  std::uint32_t first[10], second[10];
};
constexpr PhiloxKeys philox_keys(std::uint64_t seed) {
  PhiloxKeys keys{};
  auto a = static_cast<std::uint32_t>(seed), b = static_cast<std::uint32_t>(seed >> 32);
  for (int round = 0; round < 10; ++round) {
    keys.first[round] = a;
    keys.second[round] = b;
    a += 0x9E3779B9u;
    b += 0xBB67AE85u;
  }
  return keys;
}

// The four words of one stream at one address.
template <class F>
struct RandomWords {
  Word<F> words[4];
  TACHY_INLINE Word<F> word(Purpose p) const { return words[word_of(p)]; }
};

TACHY_INLINE void philox(std::uint32_t (&c)[4], const PhiloxKeys& keys) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{0xD2511F53u} * c[0], p1 = std::uint64_t{0xCD9E8D57u} * c[2];
    c[0] = static_cast<std::uint32_t>(p1 >> 32) ^ c[1] ^ keys.first[round];
    c[2] = static_cast<std::uint32_t>(p0 >> 32) ^ c[3] ^ keys.second[round];
    c[1] = static_cast<std::uint32_t>(p1);
    c[3] = static_cast<std::uint32_t>(p0);
  }
}

#if defined(TACHY_LANES) && !defined(__wasm_simd128__)
namespace TACHY_LANES {
// Even and odd lanes are multiplied separately, because the instruction sets multiply 32 x 32 -> 64 bits in
// even lanes only.
TACHY_INLINE void philox(WordLanes (&c)[4], const PhiloxKeys& keys) {
  const WordTag word;
  const WideTag wide;
  const auto high_half = [&](auto x) { return hn::BitCast(word, hn::ShiftRight<32>(hn::BitCast(wide, x))); };
  const auto m0 = hn::Set(word, 0xD2511F53u), m1 = hn::Set(word, 0xCD9E8D57u);
  auto even0 = c[0].v, even1 = c[1].v, even2 = c[2].v, even3 = c[3].v;
  auto odd0 = high_half(even0), odd1 = high_half(even1), odd2 = high_half(even2), odd3 = high_half(even3);
  for (int round = 0; round < 10; ++round) {
    const auto k0 = hn::Set(word, keys.first[round]), k1 = hn::Set(word, keys.second[round]);
    const auto p0 = hn::MulEven(even0, m0), p1 = hn::MulEven(even2, m1);
    const auto q0 = hn::MulEven(odd0, m0), q1 = hn::MulEven(odd2, m1);
    even0 = hn::Xor3(high_half(p1), even1, k0);
    even2 = hn::Xor3(high_half(p0), even3, k1);
    even1 = hn::BitCast(word, p1);
    even3 = hn::BitCast(word, p0);
    odd0 = hn::Xor3(high_half(q1), odd1, k0);
    odd2 = hn::Xor3(high_half(q0), odd3, k1);
    odd1 = hn::BitCast(word, q1);
    odd3 = hn::BitCast(word, q0);
  }
  const auto join = [&](auto even, auto odd) {
    return hn::OddEven(hn::BitCast(word, hn::ShiftLeft<32>(hn::BitCast(wide, odd))), even);
  };
  c[0] = join(even0, odd0);
  c[1] = join(even1, odd1);
  c[2] = join(even2, odd2);
  c[3] = join(even3, odd3);
}
}  // namespace TACHY_LANES
#endif

// The words of the stream that `purpose` belongs to. patient, day: any value below 2^32; index < 2^16.
template <class F>
TACHY_INLINE RandomWords<F> random_words(const PhiloxKeys& keys, Purpose purpose, Word<F> patient,
                                         std::uint32_t replicate, Word<F> day, Word<F> index) {
  RandomWords<F> d{{patient, Word<F>(replicate), day, Word<F>(stream_of(purpose) << 16) | index}};
  philox(d.words, keys);
  return d;
}

// A uniform number in the open interval (0, 1).
template <class F>
TACHY_INLINE F uniform(Word<F> word) {
  return (to_float(shift_right<9>(word)) + F(0.5f)) * F(1.0f / 8388608.0f);
}

// True with the given probability: the same word is true for every larger probability.
template <class F>
TACHY_INLINE Mask<F> happens(Word<F> word, F probability) {
  const F p = min(max(probability, F(0.0f)), F(0.99999994f));
  return (shift_right<1>(word) < truncate(p * F(2147483648.0f))) | (probability >= F(1.0f));
}

// -ln of the word's upper 31 bits, read as a number in (0, 1]; absolute error 3e-7.
template <class F>
TACHY_INLINE F minus_log_of_word(Word<F> word) {
  const F whole = to_float(shift_right<1>(word)) + F(0.5f);
  return max(-log_less_exponent(whole, 31.0f), F(0.0f));
}

// -ln u: the cumulative hazard at which an event clock rings. Relative error 6e-6 everywhere: where u is near
// 1 the logarithm would lose small values, so there -ln(1 - x) is summed from x = 1 - u.
template <class F>
TACHY_INLINE F exponential(Word<F> word) {
  const Word<F> rest_word = Word<F>(0x7fffffffu) - shift_right<1>(word);
  const F x = (to_float(rest_word) + F(0.5f)) * F(1.0f / 2147483648.0f);
  const F series = x * (F(1.0f) + x * (F(0.5f) + x * (F(1.0f / 3) + x * (F(0.25f) + x * F(0.2f)))));
  return select(x < F(0.03f), series, minus_log_of_word<F>(word));
}

template <class F>
struct NormalPair {
  F first, second;
};
// Box-Muller, two independent standard normals. The exponent is taken off before the logarithm, so
// nothing cancels near u = 1.
template <class F>
TACHY_INLINE NormalPair<F> normal_pair(Word<F> radius_word, Word<F> angle_word) {
  const F radius = sqrt(minus_log_of_word<F>(radius_word) * F(2.0f));
  const F angle = to_float(shift_left<3>(angle_word)) * F(0.78539816339f / 2147483648.0f);  // +-45 degrees
  const F a2 = angle * angle;
  const F sine =
      ((F(-0.000195152959f) * a2 + F(0.00833216087f)) * a2 + F(-0.166666546f)) * a2 * angle + angle;
  const F cosine =
      (((F(2.4433e-5f) * a2 + F(-0.001388397f)) * a2 + F(0.0416666418f)) * a2 + F(-0.5f)) * a2 + F(1.0f);
  const Mask<F> swap = Word<F>(0u) < (shift_right<29>(angle_word) & Word<F>(1u));
  const Word<F> sign1 = angle_word & Word<F>(0x80000000u);
  const Word<F> sign2 = shift_left<1>(angle_word) & Word<F>(0x80000000u);
  const F x = select(swap, sine, cosine), y = select(swap, cosine, sine);
  return {radius * float_of_bits(bits_of(x) ^ sign1), radius * float_of_bits(bits_of(y) ^ sign2)};
}

// The normal pair made of a purpose's word and the next one.
template <class F>
TACHY_INLINE NormalPair<F> pair_of(const RandomWords<F>& d, Purpose first) {
  return normal_pair<F>(d.words[word_of(first)], d.words[word_of(first) + 1]);
}

}  // namespace tachy
