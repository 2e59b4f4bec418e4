// Draws from a posterior: sequential Monte Carlo with a likelihood that is turned on by degrees.
//
// Particles begin as draws from the prior. Step by step the likelihood is raised to a higher power, as high
// as leaves an effective sample size of half the particles; the particles are resampled (systematically) and
// moved by Metropolis steps that would leave the normal distribution they look like as it is (preconditioned
// Crank-Nicolson), as large as an acceptance near 0.3 allows: where the particles do look normal a step
// forgets where it came from. At power 1 they are moved twice as often. A random walk was used first: in 30
// dimensions a dozen of its steps left fits that differed by their seed. Chosen over importance sampling from
// a fitted mixture (IMIS) because every accepted step is a fresh draw however narrow the posterior, and over
// an emulator because one evaluation costs less than a tenth of a second.
//
// Every random number is addressed by stage, move and particle: the draws depend on the seed, on no thread,
// and not on being interrupted. The work is done in rounds of one evaluation for each particle.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <Eigen/Core>

#include "study/calibrate/plan.hpp"

namespace tachy::study {

struct Problem {
  std::vector<Prior> priors;  // by dimension
  std::size_t studies = 0;
  // Log likelihoods by study of values in their units; minus infinity for a study in which they are
  // impossible.
  std::function<Eigen::VectorXd(const Eigen::VectorXd& values)> log_likelihoods;
};

struct Stage {
  double temperature = 0.0;  // the power of the likelihood
  double effective_sample_size = 0.0;
  double step = 0.0;  // size of the moves, 0 to 1 (a draw of its own), after the last of them
  std::uint64_t proposed = 0, accepted = 0, impossible = 0;

  double acceptance() const {
    return proposed == 0 ? 0.0 : static_cast<double>(accepted) / static_cast<double>(proposed);
  }
};

// Everything that the next round needs, so that a sampler can be stopped between two rounds.
struct SamplerState {
  Eigen::MatrixXd prior_places;     // as drawn; one row per particle, one column per dimension, unbounded
  Eigen::MatrixXd places;           // now
  Eigen::MatrixXd log_likelihoods;  // one column per study
  std::vector<Stage> stages;        // the first is the prior
  std::uint32_t moves_left = 0;     // of the last stage
  std::uint64_t evaluations = 0;
  Eigen::VectorXd impossible;  // how often, by study

  bool begun() const { return !stages.empty(); }
  bool finished() const { return begun() && stages.back().temperature == 1.0 && moves_left == 0; }
};

struct Sampling {
  std::uint64_t seed = 0;
  SamplerEffort effort;
  int threads = 1;
  std::function<void(std::uint32_t particles)> evaluated = {};  // of this round, from any thread
  std::function<bool()> stop_asked = {};                        // from any thread
};

// Does the next round; false when it was asked to stop, the state is then as it was.
bool advance(SamplerState& state, const Problem& problem, const Sampling& sampling);

Eigen::VectorXd values_of(const Eigen::VectorXd& place, const std::vector<Prior>& priors);
Eigen::MatrixXd values_of(const Eigen::MatrixXd& places, const std::vector<Prior>& priors);

// Systematic resampling: indices of `draws` draws chosen by weight (the weights sum to 1), evenly spaced.
// `start` (0 to 1) places the first within the first space; the indices never fall.
std::vector<Eigen::Index> systematic_choice(const Eigen::VectorXd& weights, double start, Eigen::Index draws);

// (sum w)^2 / sum w^2 of weights given as logarithms.
double effective_sample_size(const Eigen::VectorXd& log_weights);

}  // namespace tachy::study
