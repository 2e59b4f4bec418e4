#include "study/validate/meta_regression.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "base/random.hpp"
#include "tests/sanitized.hpp"

using namespace tachy;
using study::CoefficientPriors;
using study::DescribedStudy;
using study::KnownStudy;
using study::MetaRegression;
using study::PredictiveDensity;

namespace {

// Two endpoints in each study: one of a control, one of a drug that adds a known effect.
constexpr double kControl = 0.5, kDrugAdds = 0.8;
constexpr double kTau = 0.4, kRho = 0.5, kSamplingSd = 0.2;

const Eigen::Matrix2d kRegressors{{1.0, 0.0}, {1.0, 1.0}};

CoefficientPriors wide_priors() { return {Eigen::Vector2d::Zero(), Eigen::Vector2d::Constant(2.0)}; }

double normal(std::uint32_t replicate, std::uint32_t study, std::uint32_t number) {
  const auto words =
      random_words<float>(philox_keys(11), Purpose::virtual_study_effect, study, replicate, number, 0u);
  return static_cast<double>(pair_of(words, Purpose::virtual_study_effect).first);
}

Eigen::Vector2d true_values(std::uint32_t replicate, std::uint32_t study) {
  const double of_study = std::sqrt(kRho) * kTau * normal(replicate, study, 0);
  const double of_endpoint = std::sqrt(1.0 - kRho) * kTau;
  return {kControl + of_study + of_endpoint * normal(replicate, study, 1),
          kControl + kDrugAdds + of_study + of_endpoint * normal(replicate, study, 2)};
}

DescribedStudy two_endpoints() {
  DescribedStudy study;
  study.regressors = kRegressors;
  study.themes = {"mood", "mood"};
  return study;
}

KnownStudy published(const Eigen::VectorXd& values, double sampling_sd = kSamplingSd) {
  const auto n = values.size();
  KnownStudy study;
  study.regressors = n == 2 ? Eigen::MatrixXd(kRegressors) : Eigen::MatrixXd(Eigen::MatrixXd::Ones(n, 1));
  study.themes.assign(static_cast<std::size_t>(n), "mood");
  study.values = values;
  study.sampling = sampling_sd * sampling_sd * Eigen::MatrixXd::Identity(n, n);
  return study;
}

std::vector<KnownStudy> synthetic_studies(std::uint32_t replicate, std::uint32_t count) {
  std::vector<KnownStudy> studies;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Eigen::Vector2d errors =
        kSamplingSd * Eigen::Vector2d(normal(replicate, i, 3), normal(replicate, i, 4));
    studies.push_back(published(true_values(replicate, i) + errors));
  }
  return studies;
}

// A level alone, whose prior is 0 with SD 1.
CoefficientPriors one_prior() { return {Eigen::VectorXd::Zero(1), Eigen::VectorXd::Ones(1)}; }
PredictiveDensity next_study(const std::vector<KnownStudy>& studies) {
  DescribedStudy one;
  one.regressors = Eigen::MatrixXd::Ones(1, 1);
  one.themes = {"mood"};
  return mixture_of(MetaRegression(studies, one_prior()).predict(one));
}

}  // namespace

TEST_SUITE("study/meta_regression") {
  TEST_CASE("a known meta-regression is found again, and new studies lie where it says") {
    constexpr std::uint32_t kReplicates = tests::fewer_if_sanitized(400u, 40u), kStudies = 30;
    double drug_adds = 0.0, variance = 0.0, inside = 0.0;
    for (std::uint32_t r = 0; r < kReplicates; ++r) {
      const MetaRegression regression(synthetic_studies(r, kStudies), wide_priors());
      const PredictiveDensity next = mixture_of(regression.predict(two_endpoints()));
      const Eigen::Vector2d truth = true_values(r, kStudies);
      drug_adds += (next.mean(1) - next.mean(0)) / kReplicates;
      variance += next.covariance(0, 0) / kReplicates;
      inside += std::abs(truth(1) - next.mean(1)) < 1.96 * std::sqrt(next.covariance(1, 1));
    }
    // Of one replicate: two endpoints, each with its own effect and sampling error, in every study.
    const double sd_of_difference =
        std::sqrt(2.0 * ((1.0 - kRho) * kTau * kTau + kSamplingSd * kSamplingSd) / kStudies);
    CHECK(std::abs(drug_adds - kDrugAdds) < 4.0 * sd_of_difference / std::sqrt(double{kReplicates}));
    // tau squared, and what is not known of the mean of so many studies; the prior of tau draws a little
    CHECK(variance == doctest::Approx(kTau * kTau * (1.0 + 1.0 / kStudies)).epsilon(0.12));
    CHECK(std::abs(inside / kReplicates - 0.95) < 3.5 * std::sqrt(0.95 * 0.05 / kReplicates));
  }
  TEST_CASE("a study with many endpoints does not count as many studies") {
    std::vector<KnownStudy> others, with_one, with_many = {};
    for (int i = 0; i < 6; ++i)
      others.push_back(published(Eigen::VectorXd::Constant(1, i % 2 ? 0.3 : -0.3), 0.1));
    with_one = with_many = others;
    with_one.push_back(published(Eigen::VectorXd::Constant(1, 1.5), 0.1));
    with_many.push_back(published(Eigen::VectorXd::Constant(20, 1.5), 0.1));
    auto twenty_studies = others;
    for (int i = 0; i < 20; ++i) twenty_studies.push_back(published(Eigen::VectorXd::Constant(1, 1.5), 0.1));
    const double one = next_study(with_one).mean(0), many = next_study(with_many).mean(0);
    CHECK(many == doctest::Approx(one).epsilon(0.35));
    CHECK(next_study(twenty_studies).mean(0) > 2.5 * many);
  }
  TEST_CASE("no value leaves the prior; one value moves it little and leaves the study SD as believed") {
    const PredictiveDensity none = next_study({}),
                            one = next_study({published(Eigen::VectorXd::Ones(1), 0.1)});
    // 1 of the coefficient, and 0.16 of a half normal tau with scale 0.4
    CHECK(none.mean(0) == doctest::Approx(0.0));
    CHECK(none.covariance(0, 0) == doctest::Approx(1.16).epsilon(0.01));
    CHECK(one.mean(0) > 0.5);
    CHECK(one.mean(0) < 1.0);
    CHECK(one.covariance(0, 0) > 0.16);
    CHECK(one.covariance(0, 0) < 0.5);
  }
  TEST_CASE("studies that agree do not make the study SD vanish") {
    const std::vector<KnownStudy> agree(3, published(Eigen::VectorXd::Zero(1), 0.3));
    CHECK(next_study(agree).covariance(0, 0) > 0.04);
  }
  TEST_CASE("a study of half the weight moves the prediction less") {
    std::vector<KnownStudy> studies(2, published(Eigen::VectorXd::Zero(1), 0.1));
    studies[1].values(0) = 1.0;
    const double full = next_study(studies).mean(0);
    studies[1].weight = 0.5;
    CHECK(next_study(studies).mean(0) < full);
  }
  TEST_CASE("effects of a pool of many trials average out") {
    DescribedStudy pool = two_endpoints();
    pool.trials = 100.0;
    const MetaRegression regression(synthetic_studies(1, 30), wide_priors());
    CHECK(mixture_of(regression.predict(pool)).covariance(0, 0) <
          0.3 * mixture_of(regression.predict(two_endpoints())).covariance(0, 0));
  }
  TEST_CASE("what a study does to study of one theme is shared, to those of two it is not") {
    DescribedStudy apart = two_endpoints();
    apart.themes = {"mood", "relapse"};
    const MetaRegression regression(synthetic_studies(1, 30), wide_priors());
    CHECK(mixture_of(regression.predict(two_endpoints())).covariance(0, 1) >
          mixture_of(regression.predict(apart)).covariance(0, 1) + 0.02);
  }
}
