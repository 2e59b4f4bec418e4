#include "study/trial/prediction.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "base/random.hpp"

namespace tachy::study {

namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t kMostAskedPerSeat =
    50;  // patients asked for each seat; a rarer kind leaves seats empty

// The patients who come to one virtual trial, in the order in which they come. In a crossover both arms see
// the same patients.
class Recruits {
 public:
  Recruits(const PhiloxKeys& keys, std::uint32_t trial, std::uint32_t patients, bool same_people)
      : keys_(keys), trial_(trial), patients_(patients), same_people_(same_people) {}

  std::uint32_t patient(std::uint32_t arm, std::uint32_t place) {
    const std::uint32_t queue = same_people_ ? 0 : arm;
    if (queues_.size() <= queue) queues_.resize(queue + 1);
    std::vector<std::uint32_t>& come = queues_[queue];
    while (come.size() <= place) {
      const auto four = random_words<float>(keys_, Purpose::virtual_recruitment,
                                            static_cast<std::uint32_t>(come.size()), trial_, 0u, queue);
      for (const std::uint32_t word : four.words)
        come.push_back(static_cast<std::uint32_t>(std::uint64_t{word} * patients_ >> 32));
    }
    return come[place];
  }

 private:
  const PhiloxKeys& keys_;
  std::uint32_t trial_, patients_;
  bool same_people_;
  std::vector<std::vector<std::uint32_t>> queues_;
};

// The first `n` who count.
std::vector<Contribution> recruit(Recruits& recruits, std::uint32_t arm, std::uint32_t n,
                                  const std::vector<Contribution>& patients) {
  const std::uint32_t seats = patients_analysed(n);
  std::vector<Contribution> seated;
  for (std::uint32_t place = 0; seated.size() < seats && place < seats * kMostAskedPerSeat; ++place) {
    const Contribution& patient = patients[recruits.patient(arm, place)];
    if (patient.counted) seated.push_back(patient);
  }
  return seated;
}

double endpoint_value(const scenario::PublishedEndpoint& endpoint, std::span<const Contribution> arm,
                      std::span<const Contribution> against) {
  const auto value = estimate(endpoint, arm, against);
  return value ? on_comparison_scale(endpoint, *value) : kNoValue;
}

using AllPatients = std::vector<EndpointPatients>;  // by endpoint
AllPatients all_contributions(const TrialOutcome& outcome, const scenario::Published& published) {
  AllPatients patients;
  for (const auto& endpoint : published.endpoints)
    patients.push_back(contributions_of(endpoint, published, outcome));
  return patients;
}

Eigen::MatrixXd recruit_trials(const AllPatients& patients, const TrialOutcome& outcome,
                               const scenario::Published& published, std::uint64_t seed,
                               std::uint32_t first_trial, std::uint32_t trials) {
  const PhiloxKeys keys = philox_keys(seed);
  const auto endpoints = static_cast<Eigen::Index>(published.endpoints.size());
  Eigen::MatrixXd values(trials, endpoints);
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    Recruits recruits(keys, first_trial + trial, outcome.patients(), published.same_people);
    for (Eigen::Index e = 0; e < endpoints; ++e) {
      const auto index = static_cast<std::size_t>(e);
      const scenario::PublishedEndpoint& endpoint = published.endpoints[index];
      const auto arm = recruit(recruits, endpoint.arm, endpoint.n, patients[index].arm);
      const auto against = is_contrast(endpoint) ? recruit(recruits, endpoint.against, endpoint.n_against,
                                                           patients[index].against)
                                                 : std::vector<Contribution>{};
      values(trial, e) = endpoint_value(endpoint, arm, against);
    }
  }
  return values;
}

// The covariance of endpoint values over virtual trials, of those trials that gave a value.
Eigen::MatrixXd covariance(const Eigen::MatrixXd& values) {
  const auto all = static_cast<double>(std::max<Eigen::Index>(values.rows() - 1, 1));
  Eigen::MatrixXd centred = values;
  for (Eigen::Index e = 0; e < values.cols(); ++e) {
    double sum = 0.0, n = 0.0;
    for (Eigen::Index t = 0; t < values.rows(); ++t)
      if (!std::isnan(values(t, e))) sum += values(t, e), n += 1.0;
    for (Eigen::Index t = 0; t < values.rows(); ++t)
      centred(t, e) = std::isnan(values(t, e)) ? 0.0 : values(t, e) - sum / n;
    centred.col(e) *= std::sqrt(all / std::max(n - 1.0, 1.0));
  }
  return centred.transpose() * centred / all;
}

double share_without_value(const Eigen::MatrixXd& values, Eigen::Index endpoint) {
  return values.col(endpoint).array().isNaN().cast<double>().mean();
}

std::size_t counted(const std::vector<Contribution>& patients) {
  std::size_t n = 0;
  for (const Contribution& patient : patients) n += patient.counted;
  return n;
}

// Widens the sampling variance: twofold where the published value is partly recalled; for the finite number
// of simulated patients; and by half a patient for a share.
void widen(Eigen::MatrixXd& sampling, const AllPatients& patients, const scenario::Published& published) {
  for (Eigen::Index e = 0; e < sampling.rows(); ++e) {
    const auto index = static_cast<std::size_t>(e);
    const scenario::PublishedEndpoint& endpoint = published.endpoints[index];
    const double n = patients_analysed(endpoint.n);
    const double simulated =
        static_cast<double>(std::max<std::size_t>(counted(patients[index].arm), 1)) * 4.0;
    const bool partly_recalled = endpoint.evidence == scenario::Evidence::partly_recalled;
    const double factor = std::sqrt((partly_recalled ? 2.0 : 1.0) * (1.0 + n / simulated));
    sampling.row(e) *= factor;
    sampling.col(e) *= factor;
    if (!is_contrast(endpoint) && is_share(endpoint.quantity.measure)) sampling(e, e) += 0.25 / (n * n);
  }
}

}  // namespace

Eigen::MatrixXd virtual_trials(const TrialOutcome& outcome, const scenario::Published& published,
                               std::uint64_t seed, std::uint32_t first_trial, std::uint32_t trials) {
  return recruit_trials(all_contributions(outcome, published), outcome, published, seed, first_trial, trials);
}

Prediction predict(const regimen::Experiment& given, const scenario::Published& published,
                   const Effort& effort) {
  const auto endpoints = static_cast<Eigen::Index>(published.endpoints.size());
  const double pooled = std::sqrt(1.0 / published.trials);
  const double drug = std::sqrt(2.0) * pooled * given.parameters.study_drug_sd,
               setting = std::sqrt(2.0) * pooled * given.parameters.study_setting_sd,
               harm = pooled * given.parameters.study_harm_sd;
  const std::array<scenario::StudyEffects, 4> points = {
      {{drug, 0.0, harm}, {-drug, 0.0, harm}, {0.0, setting, -harm}, {0.0, -setting, -harm}}};

  Prediction prediction;
  prediction.sampling = Eigen::MatrixXd::Zero(endpoints, endpoints);
  prediction.positive = Eigen::VectorXd::Zero(endpoints);
  Eigen::MatrixXd at_point(4, endpoints);
  for (std::uint32_t point = 0; point < 4; ++point) {
    regimen::Experiment experiment = given;
    experiment.patients = effort.patients;
    experiment.parameters = scenario::in_study(given.parameters, points[point]);
    const TrialOutcome outcome = simulate_trial(experiment, published.rating_days, effort.threads);
    const AllPatients patients = all_contributions(outcome, published);
    for (Eigen::Index e = 0; e < endpoints; ++e) {
      const auto index = static_cast<std::size_t>(e);
      at_point(point, e) =
          endpoint_value(published.endpoints[index], patients[index].arm, patients[index].against);
    }
    const std::uint32_t trials = effort.virtual_trials;
    const Eigen::MatrixXd values =
        recruit_trials(patients, outcome, published, experiment.seed, point * trials, trials);
    for (Eigen::Index e = 0; e < endpoints; ++e)
      if (is_median(published.endpoints[static_cast<std::size_t>(e)]) &&
          share_without_value(values, e) > kMostUnreached)
        at_point(point, e) = kNoValue;
    Eigen::MatrixXd sampling = covariance(values);
    widen(sampling, patients, published);
    prediction.sampling += sampling / 4.0;
    prediction.positive += (values.array() > 0.0).cast<double>().colwise().mean().matrix().transpose() / 4.0;
  }
  prediction.mean = at_point.colwise().mean();
  const Eigen::MatrixXd deviation = at_point.rowwise() - prediction.mean.transpose();
  prediction.study = deviation.transpose() * deviation / 4.0;
  return prediction;
}

}  // namespace tachy::study
