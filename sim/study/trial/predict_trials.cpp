#include "study/trial/predict_trials.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>

#include "engine/parallel.hpp"

namespace tachy::study {

namespace {

// The rough cost of a trial: all days of all arms.
double cost_of(const scenario::Scenario& trial) {
  return static_cast<double>(trial.experiment.horizon_days) * trial.experiment.plan.arms;
}

}  // namespace

std::vector<TrialPredictions> predict_all(std::span<const scenario::Scenario> trials,
                                          const Posterior& posterior, const Effort& effort,
                                          const std::function<void(double)>& done) {
  std::vector<TrialPredictions> predictions(trials.size(), TrialPredictions(posterior.size()));
  std::vector<std::size_t> order(trials.size());  // the long ones first, so that no thread waits at the end
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return cost_of(trials[a]) > cost_of(trials[b]); });
  double all = 0.0, over = 0.0;
  for (const scenario::Scenario& trial : trials)
    all += cost_of(trial) * static_cast<double>(posterior.size());
  std::mutex mutex;

  engine::for_each(trials.size() * posterior.size(), effort.threads, [&](std::size_t job) {
    const std::size_t number = order[job / posterior.size()], draw = job % posterior.size();
    const scenario::Scenario& trial = trials[number];
    predictions[number][draw] = predict(with_draw(trial, posterior, draw), *trial.published, effort);
    const std::lock_guard lock(mutex);
    over += cost_of(trial);
    if (done) done(over / all);
  });
  return predictions;
}

}  // namespace tachy::study
