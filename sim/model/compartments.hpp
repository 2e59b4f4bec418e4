// Linear compartments in closed form: a central one that exchanges with N peripherals (a star).
//
// Such a system is a sum of N + 1 modes, each of which behaves like a one-compartment model with its own
// rate constant: a unit put into the central compartment is weight[j] e^(-rate[j] t) summed over modes.
// The rates lie between the peripherals' loss rates, one each, so bisection cannot miss them. A fixed
// number of steps and exact operations only: the same bits on every machine. Time in hours.
#pragma once

#include "base/elementary.hpp"

namespace tachy::model {

// clang-format off
template <class F, int N>
struct Star {
  F central_loss;  // 1/h, by every way out of the central compartment
  F loss[N];       // 1/h, by every way out of peripheral i
  F exchange[N];   // 1/h^2, rate to peripheral i times rate back
};
// clang-format on

template <class F, int N>
struct Modes {
  F rate[N + 1];    // 1/h
  F weight[N + 1];  // adds up to 1
};

// Positive left of the one rate between two neighbouring poles, negative right of it.
template <class F, int N>
TACHY_INLINE F secular(const Star<F, N>& star, F rate) {
  F value = star.central_loss - rate;
  for (int i = 0; i < N; ++i) value = value - star.exchange[i] / (star.loss[i] - rate);
  return value;
}

template <class F, int N>
TACHY_INLINE Modes<F, N> modes_of(const Star<F, N>& star) {
  F pole[N];
  for (int i = 0; i < N; ++i) pole[i] = star.loss[i];
  for (int pass = 1; pass < N; ++pass)
    for (int i = 0; i + pass < N; ++i) {
      const F smaller = min(pole[i], pole[i + 1]), larger = max(pole[i], pole[i + 1]);
      pole[i] = smaller;
      pole[i + 1] = larger;
    }

  // One rate below each pole, found by halving; the last one from the sum of all (the trace).
  constexpr int kHalvings = 24;
  F low[N], high[N];
  for (int j = 0; j < N; ++j) {
    low[j] = j == 0 ? F(0.0f) : pole[j - 1];
    high[j] = pole[j];
  }
  for (int step = 0; step < kHalvings; ++step)
    for (int j = 0; j < N; ++j) {
      const F middle = (low[j] + high[j]) * F(0.5f);
      const Mask<F> right = secular(star, middle) > F(0.0f);
      low[j] = select(right, middle, low[j]);
      high[j] = select(right, high[j], middle);
    }
  Modes<F, N> modes;
  modes.rate[N] = star.central_loss;
  for (int j = 0; j < N; ++j) {
    modes.rate[j] = (low[j] + high[j]) * F(0.5f);
    modes.rate[N] = modes.rate[N] + pole[j] - modes.rate[j];
  }
  for (int j = 0; j <= N; ++j) {
    F steepness = F(1.0f);  // of the secular function
    for (int i = 0; i < N; ++i) {
      const F gap = star.loss[i] - modes.rate[j];
      steepness = steepness + star.exchange[i] / (gap * gap);
    }
    modes.weight[j] = F(1.0f) / steepness;
  }
  return modes;
}

// (1 - e^-x) / x: the mean of e^-s over 0..x. x >= 0.
template <class F>
TACHY_INLINE F mean_decay(F x) {
  const F positive = max(x, F(1e-9f));
  return probability_of_hazard(positive) / positive;
}

// Integral over 0..t of e^(-a s) e^(-b (t - s)): out of one compartment at rate a, staying in the next.
// Well behaved also when the two rates are equal.
template <class F>
TACHY_INLINE F passed_on(F a, F b, F t) {
  const F slow = min(a, b), fast = max(a, b);
  return t * exp(-(slow * t)) * mean_decay((fast - slow) * t);
}

}  // namespace tachy::model
