// Elementary functions, written once over F from exact operations only (see lanes.hpp).
//
// Error bounds (tested against long double in tests/base), relative unless said: exp 9e-8 on [-87, 87];
// log 3e-7 max(1, |ln x|) absolute, so not relative near x = 1; probability_of_hazard 6e-7; logistic 2e-7;
// remaining 1e-7 per half-life passed.
//
// Polynomials are summed in pairs (Estrin): summed one term after the other, each term would wait for the sum
// before it.
#pragma once

#include "base/lanes.hpp"

namespace tachy {

inline constexpr float kLn2 = 0.69314718056f;

// e^x. Below -87 it stays at e^-87 (about 1.6e-38); above 87 the result is undefined.
template <class F>
TACHY_INLINE F exp(F x) {
  const F kRound = F(12582912.0f);  // 1.5 * 2^23: adding it rounds to the nearest whole number
  x = max(x, F(-87.0f));
  const F shifted = x * F(1.44269504f) + kRound;
  const F n = shifted - kRound;
  const F r = n * F(2.12194440e-4f) + (n * F(-0.693359375f) + x);  // x - n ln 2, in two parts
  const F r2 = r * r;
  const F low = F(1.6666665459e-1f) * r + F(5.0000001201e-1f);
  const F middle = F(8.3334519073e-3f) * r + F(4.1665795894e-2f);
  const F high = F(1.9875691500e-4f) * r + F(1.3981999507e-3f);
  const F p = ((high * r2 + middle) * r2 + low) * r2 + r + F(1.0f);
  const Word<F> two_to_n = shift_left<23>(bits_of(shifted) + Word<F>(127u - 0x4B400000u));
  return p * float_of_bits(two_to_n);
}

// ln(1.5 + t) for |t| <= 0.5.
template <class F>
TACHY_INLINE F log_of_mantissa(F t) {
  const F t2 = t * t;
  const F lowest = F(6.666661661e-01f) * t + F(4.054652915e-01f);
  const F low = F(9.879175164e-02f) * t + F(-2.222453974e-01f);
  const F high = F(2.596732951e-02f) * t + F(-4.892903467e-02f);
  const F highest = F(1.024382863e-02f) * t + F(-1.741407752e-02f);
  return (highest * t2 + high) * (t2 * t2) + (low * t2 + lowest);
}

// ln x - exponent_bias ln 2, for normal positive x.
template <class F>
TACHY_INLINE F log_less_exponent(F x, float exponent_bias) {
  const Word<F> bits = bits_of(x);
  const F exponent = to_float(shift_right<23>(bits)) - F(127.0f + exponent_bias);
  const F mantissa = float_of_bits((bits & Word<F>(0x7fffffu)) | Word<F>(0x3f800000u));
  return exponent * F(kLn2) + log_of_mantissa(mantissa - F(1.5f));
}

// Natural logarithm of normal positive x.
template <class F>
TACHY_INLINE F log(F x) {
  return log_less_exponent(x, 0.0f);
}

// 1 - e^-h without cancellation, for a hazard 0 <= h: the probability of at least one event.
template <class F>
TACHY_INLINE F probability_of_hazard(F h) {
  const F series = h * (F(1.0f) - h * (F(0.5f) - h * (F(1.0f / 6) - h * F(1.0f / 24))));
  return select(h < F(0.06f), series, F(1.0f) - exp(-h));
}

// 1 / (1 + e^-x), for |x| <= 80.
template <class F>
TACHY_INLINE F logistic(F x) {
  return F(1.0f) / (F(1.0f) + exp(-x));
}

// 2^(-time/half_life): what is left of something that halves every half_life.
template <class F>
TACHY_INLINE F remaining(F time, float half_life) {
  return exp(time * F(-kLn2 / half_life));
}

}  // namespace tachy
