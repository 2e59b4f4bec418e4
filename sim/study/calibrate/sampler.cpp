#include "study/calibrate/sampler.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

#include <Eigen/Cholesky>

#include "engine/parallel.hpp"
#include "study/calibrate/fit_draws.hpp"

namespace tachy::study {

namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();
constexpr double kAimedShare = 0.5;  // of the particles, as effective sample size
constexpr double kAimedAcceptance = 0.3;

Eigen::VectorXd totals(const Eigen::MatrixXd& log_likelihoods) { return log_likelihoods.rowwise().sum(); }

// How often each study was impossible.
Eigen::VectorXd impossible_by_study(const Eigen::MatrixXd& log_likelihoods) {
  return (log_likelihoods.array() == kImpossible).cast<double>().colwise().sum().transpose();
}

// Does `work(particle)` for every particle; false when it was asked to stop before the last.
template <class Work>
bool for_every_particle(const Sampling& sampling, std::uint32_t particles, const Work& work) {
  std::atomic<bool> stopped{false};
  std::atomic<std::uint32_t> done{0};
  engine::for_each(particles, sampling.threads, [&](std::size_t particle) {
    if (stopped || (sampling.stop_asked && sampling.stop_asked())) {
      stopped = true;
      return;
    }
    work(static_cast<std::uint32_t>(particle));
    const std::uint32_t over = ++done;
    if (sampling.evaluated) sampling.evaluated(over);
  });
  return !stopped;
}

bool begin(SamplerState& state, const Problem& problem, const Sampling& sampling) {
  const std::uint32_t n = sampling.effort.particles;
  const PhiloxKeys keys = philox_keys(sampling.seed);
  SamplerState first;
  first.places.resize(n, static_cast<Eigen::Index>(problem.priors.size()));
  first.log_likelihoods.resize(n, static_cast<Eigen::Index>(problem.studies));
  const bool whole = for_every_particle(sampling, n, [&](std::uint32_t particle) {
    const Eigen::VectorXd place = from_prior(keys, particle, problem.priors);
    first.places.row(particle) = place;
    first.log_likelihoods.row(particle) = problem.log_likelihoods(values_of(place, problem.priors));
  });
  if (!whole) return false;
  first.prior_places = first.places;
  first.evaluations = n;
  Stage prior;
  prior.effective_sample_size = n;
  prior.step = 0.5;
  first.impossible = impossible_by_study(first.log_likelihoods);
  prior.impossible = static_cast<std::uint64_t>(first.impossible.sum());
  first.stages.push_back(prior);
  state = std::move(first);
  return true;
}

Eigen::VectorXd log_weights(const Eigen::VectorXd& logs, double rise) {
  Eigen::VectorXd weights(logs.size());
  for (Eigen::Index i = 0; i < logs.size(); ++i)
    weights(i) = std::isinf(logs(i)) ? kImpossible : rise * logs(i);
  return weights;
}

// The highest temperature that leaves half of the particles that are possible.
double next_temperature(const Eigen::VectorXd& logs, double now) {
  const double aim = kAimedShare * effective_sample_size(log_weights(logs, 0.0));
  if (effective_sample_size(log_weights(logs, 1.0 - now)) >= aim) return 1.0;
  double low = now, high = 1.0;
  for (int step = 0; step < 60; ++step) {
    const double middle = 0.5 * (low + high);
    (effective_sample_size(log_weights(logs, middle - now)) >= aim ? low : high) = middle;
  }
  return high;
}

Eigen::VectorXd normalised(const Eigen::VectorXd& logs) {
  const Eigen::VectorXd weights = (logs.array() - logs.maxCoeff()).exp();
  return weights / weights.sum();
}

void resample(SamplerState& state, const Eigen::VectorXd& weights, double start) {
  const SamplerState before = state;
  const std::vector<Eigen::Index> chosen = systematic_choice(weights, start, weights.size());
  for (Eigen::Index i = 0; i < weights.size(); ++i) {
    const Eigen::Index from = chosen[static_cast<std::size_t>(i)];
    state.places.row(i) = before.places.row(from);
    state.log_likelihoods.row(i) = before.log_likelihoods.row(from);
  }
}

void begin_stage(SamplerState& state, const Sampling& sampling) {
  const Eigen::VectorXd logs = totals(state.log_likelihoods);
  const double before = state.stages.back().temperature;
  Stage stage;
  stage.temperature = next_temperature(logs, before);
  const Eigen::VectorXd weights = log_weights(logs, stage.temperature - before);
  stage.effective_sample_size = effective_sample_size(weights);
  stage.step = state.stages.back().step;
  const auto number = static_cast<std::uint32_t>(state.stages.size());
  const double start =
      uniform_at(philox_keys(sampling.seed), Purpose::calibration_resampling, {0, number, 0});
  resample(state, normalised(weights), start);
  state.stages.push_back(stage);
  state.moves_left = sampling.effort.moves * (stage.temperature == 1.0 ? 2 : 1);
}

// The normal distribution with the particles' mean and covariance.
class Cloud {
 public:
  explicit Cloud(const Eigen::MatrixXd& places) : mean_(places.colwise().mean()) {
    const Eigen::MatrixXd centred = places.rowwise() - mean_.transpose();
    Eigen::MatrixXd covariance = centred.transpose() * centred / static_cast<double>(places.rows());
    covariance.diagonal().array() += 1e-9 * covariance.diagonal().mean() + 1e-12;
    root_ = covariance.llt().matrixL();
  }
  // A step of size 0 to 1 that would leave this distribution as it is; 1 forgets where it came from.
  Eigen::VectorXd step(const Eigen::VectorXd& from, double size, const Eigen::VectorXd& normals) const {
    return mean_ + std::sqrt(1.0 - size * size) * (from - mean_) + size * (root_ * normals);
  }
  // Up to a constant.
  double log_density(const Eigen::VectorXd& place) const {
    return -0.5 * root_.triangularView<Eigen::Lower>().solve(place - mean_).squaredNorm();
  }

 private:
  Eigen::VectorXd mean_;
  Eigen::MatrixXd root_;
};

double log_prior(const Eigen::VectorXd& place, const std::vector<Prior>& priors) {
  double log = 0.0;
  for (std::size_t i = 0; i < priors.size(); ++i)
    log += priors[i].log_density(place(static_cast<Eigen::Index>(i)));
  return log;
}

// What became of the particles in one move.
struct Moved {
  Eigen::MatrixXd places, log_likelihoods;
  Eigen::MatrixXd proposed_log_likelihoods;
  std::atomic<std::uint64_t> accepted{0}, evaluated{0};
};

void move_one(std::uint32_t particle, std::uint32_t move, const Cloud& cloud, const SamplerState& state,
              const Problem& problem, const PhiloxKeys& keys, Moved& moved) {
  const Stage& stage = state.stages.back();
  const FitAddress at{particle, static_cast<std::uint32_t>(state.stages.size() - 1), move};
  const Eigen::VectorXd old = state.places.row(particle);
  const Eigen::VectorXd place =
      cloud.step(old, stage.step, standard_normals(keys, Purpose::calibration_step, at, old.size()));
  const double prior = log_prior(place, problem.priors);
  if (prior == kImpossible) return;
  const Eigen::VectorXd logs = problem.log_likelihoods(values_of(place, problem.priors));
  ++moved.evaluated;
  moved.proposed_log_likelihoods.row(particle) = logs;
  if (logs.sum() == kImpossible) return;
  const double gain = stage.temperature * (logs.sum() - state.log_likelihoods.row(particle).sum()) + prior -
                      log_prior(old, problem.priors) + cloud.log_density(old) - cloud.log_density(place);
  if (std::log(uniform_at(keys, Purpose::calibration_acceptance, at)) >= gain) return;
  ++moved.accepted;
  moved.places.row(particle) = place;
  moved.log_likelihoods.row(particle) = logs;
}

bool move_all(SamplerState& state, const Problem& problem, const Sampling& sampling) {
  const PhiloxKeys keys = philox_keys(sampling.seed);
  const Cloud cloud(state.places);
  Moved moved;
  moved.places = state.places;
  moved.log_likelihoods = moved.proposed_log_likelihoods = state.log_likelihoods;
  const std::uint32_t n = sampling.effort.particles, move = state.moves_left;
  const bool whole = for_every_particle(sampling, n, [&](std::uint32_t particle) {
    move_one(particle, move, cloud, state, problem, keys, moved);
  });
  if (!whole) return false;
  state.places = std::move(moved.places);
  state.log_likelihoods = std::move(moved.log_likelihoods);
  state.evaluations += moved.evaluated;
  --state.moves_left;
  Stage& stage = state.stages.back();
  stage.proposed += n;
  stage.accepted += moved.accepted;
  const Eigen::VectorXd impossible = impossible_by_study(moved.proposed_log_likelihoods);
  stage.impossible += static_cast<std::uint64_t>(impossible.sum());
  state.impossible += impossible;
  const double acceptance = static_cast<double>(moved.accepted.load()) / n;
  stage.step = std::clamp(stage.step * std::exp(2.0 * (acceptance - kAimedAcceptance)), 0.05, 1.0);
  return true;
}

}  // namespace

bool advance(SamplerState& state, const Problem& problem, const Sampling& sampling) {
  if (!state.begun()) return begin(state, problem, sampling);
  if (state.moves_left > 0) return move_all(state, problem, sampling);
  SamplerState next = state;
  begin_stage(next, sampling);
  if (!move_all(next, problem, sampling)) return false;
  state = std::move(next);
  return true;
}

Eigen::VectorXd values_of(const Eigen::VectorXd& place, const std::vector<Prior>& priors) {
  Eigen::VectorXd values(place.size());
  for (Eigen::Index i = 0; i < place.size(); ++i)
    values(i) = priors[static_cast<std::size_t>(i)].value_at(place(i));
  return values;
}

Eigen::MatrixXd values_of(const Eigen::MatrixXd& places, const std::vector<Prior>& priors) {
  Eigen::MatrixXd values(places.rows(), places.cols());
  for (Eigen::Index row = 0; row < places.rows(); ++row)
    values.row(row) = values_of(Eigen::VectorXd(places.row(row)), priors);
  return values;
}

std::vector<Eigen::Index> systematic_choice(const Eigen::VectorXd& weights, double start,
                                            Eigen::Index draws) {
  std::vector<Eigen::Index> choice;
  double passed = weights(0);
  Eigen::Index chosen = 0;
  for (Eigen::Index i = 0; i < draws; ++i) {
    const double at = (static_cast<double>(i) + start) / static_cast<double>(draws);
    while (passed < at && chosen + 1 < weights.size()) passed += weights(++chosen);
    choice.push_back(chosen);
  }
  return choice;
}

double effective_sample_size(const Eigen::VectorXd& logs) {
  const double largest = logs.maxCoeff();
  if (largest == kImpossible) return 0.0;
  const Eigen::ArrayXd weights = (logs.array() - largest).exp();
  return weights.sum() * weights.sum() / weights.square().sum();
}

}  // namespace tachy::study
