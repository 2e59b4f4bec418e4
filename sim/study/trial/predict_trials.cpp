#include "study/trial/predict_trials.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>

#include "engine/parallel.hpp"

namespace tachy::study {

namespace {

// The rough cost of a trial under one draw: all days of all arms and patients.
double cost_of(const TrialToPredict& task) {
  const regimen::Experiment& experiment = task.trial->experiment;
  return static_cast<double>(task.patients) * experiment.horizon_days * experiment.plan.arms;
}

struct Job {
  std::size_t trial, draw;
};
// The long trials first, so that no thread waits at the end.
std::vector<Job> jobs_of(std::span<const TrialToPredict> trials) {
  std::vector<std::size_t> order(trials.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return cost_of(trials[a]) > cost_of(trials[b]); });
  std::vector<Job> jobs;
  for (const std::size_t trial : order)
    for (std::size_t draw = 0; draw < trials[trial].posterior->size(); ++draw) jobs.push_back({trial, draw});
  return jobs;
}

}  // namespace

std::vector<TrialPredictions> predict_all(std::span<const TrialToPredict> trials, const Effort& effort,
                                          const std::function<void(double)>& done) {
  std::vector<TrialPredictions> predictions;
  double all = 0.0, over = 0.0;
  for (const TrialToPredict& task : trials) {
    predictions.emplace_back(task.posterior->size());
    all += cost_of(task) * static_cast<double>(task.posterior->size());
  }
  const std::vector<Job> jobs = jobs_of(trials);
  std::mutex mutex;
  engine::for_each(jobs.size(), effort.threads, [&](std::size_t number) {
    const Job& job = jobs[number];
    const TrialToPredict& task = trials[job.trial];
    Effort of_trial = effort;
    of_trial.patients = task.patients;
    predictions[job.trial][job.draw] =
        predict(with_draw(*task.trial, *task.posterior, job.draw), *task.trial->published, of_trial);
    const std::lock_guard lock(mutex);
    over += cost_of(task);
    if (done) done(over / all);
  });
  return predictions;
}

}  // namespace tachy::study
