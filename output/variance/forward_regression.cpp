#include "output/variance/forward_regression.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace tachy::output {

namespace {

constexpr std::size_t kFolds = 10, kMostTerms = 16;
constexpr std::size_t kTermsInVain = 5;  // after which no further term is tried
constexpr double kLeastOwnPart = 0.05;   // of a term's variance, beside the terms that are in already

// A possible term, less its mean. Draws to fit to come first. The terms that are in stand at right angles, so
// that what they have of it is taken from two sums; from its values only when it enters itself.
struct Term {
  ByDraw values;
  double squares = 0.0;  // sum over the draws to fit to, less what the terms that are in have of it
  double whole = 0.0;    // the same before they were taken away
  double product = 0.0;  // with what is left of the outcome
  bool in = false;
};

// In four sums, none of which has to wait for another: most of the time of a fit is spent here.
double dot(const ByDraw& a, const ByDraw& b, std::size_t draws) {
  double first = 0.0, second = 0.0, third = 0.0, fourth = 0.0;
  std::size_t draw = 0;
  for (; draw + 4 <= draws; draw += 4) {
    first += a[draw] * b[draw];
    second += a[draw + 1] * b[draw + 1];
    third += a[draw + 2] * b[draw + 2];
    fourth += a[draw + 3] * b[draw + 3];
  }
  for (; draw < draws; ++draw) first += a[draw] * b[draw];
  return (first + second) + (third + fourth);
}

void take_away(ByDraw& from, double times, const ByDraw& what) {
  for (std::size_t draw = 0; draw < from.size(); ++draw) from[draw] -= times * what[draw];
}

void less_its_mean(ByDraw& numbers, std::size_t draws) {
  const double sum =
      std::accumulate(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(draws), 0.0);
  for (double& number : numbers) number -= sum / static_cast<double>(draws);
}

class ForwardFit {
 public:
  // Fits to the first `draws` of them.
  ForwardFit(std::vector<ByDraw> parameters, ByDraw outcome, std::size_t draws)
      : parameters_(std::move(parameters)), left_(std::move(outcome)), draws_(draws) {
    less_its_mean(left_, draws_);
    for (ByDraw& parameter : parameters_) {
      less_its_mean(parameter, draws_);
      add_candidate(parameter);
    }
  }

  const ByDraw& left() const { return left_; }  // of the outcome

  // The best there is, if any takes something away.
  void add_term() {
    const std::size_t best = best_candidate();
    if (best == candidates_.size()) return;
    candidates_[best].in = true;
    entered_.push_back(at_right_angles(candidates_[best]));
    const Term& entered = entered_.back();
    take_away(left_, entered.product / entered.squares, entered.values);
    for (Term& other : candidates_)
      if (!other.in) other.product -= entered.product * made_free_of(entered, other);
    if (best < parameters_.size()) add_products_with(best);
  }

 private:
  void add_candidate(ByDraw values) {
    Term term{.values = std::move(values)};
    less_its_mean(term.values, draws_);
    term.whole = term.squares = dot(term.values, term.values, draws_);
    term.product = dot(term.values, left_, draws_);
    for (const Term& entered : entered_) made_free_of(entered, term);
    candidates_.push_back(std::move(term));
  }

  // To all terms that are in.
  Term at_right_angles(Term term) const {
    for (const Term& entered : entered_)
      take_away(term.values, dot(term.values, entered.values, draws_) / entered.squares, entered.values);
    term.squares = dot(term.values, term.values, draws_);
    return term;
  }

  // How many times the term had the entered one in it.
  double made_free_of(const Term& entered, Term& term) const {
    const double times = dot(term.values, entered.values, draws_) / entered.squares;
    term.squares -= times * times * entered.squares;
    return times;
  }

  std::size_t best_candidate() const {
    std::size_t best = candidates_.size();
    double most = 0.0;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      const Term& term = candidates_[i];
      if (term.in || term.squares <= kLeastOwnPart * term.whole) continue;
      const double gain = term.product * term.product / term.squares;
      if (gain > most) most = gain, best = i;
    }
    return best;
  }

  void add_products_with(std::size_t parameter) {
    parameters_in_.push_back(parameter);
    for (const std::size_t other : parameters_in_) {
      ByDraw product = parameters_[parameter];
      for (std::size_t draw = 0; draw < product.size(); ++draw) product[draw] *= parameters_[other][draw];
      add_candidate(std::move(product));
    }
  }

  std::vector<ByDraw> parameters_;
  ByDraw left_;
  std::size_t draws_;
  std::vector<Term> candidates_;  // the parameters first, in their order
  std::vector<Term> entered_;     // the terms that are in, as they entered
  std::vector<std::size_t> parameters_in_;
};

ByDraw in_order(const ByDraw& numbers, const std::vector<std::size_t>& order) {
  ByDraw ordered;
  for (const std::size_t draw : order) ordered.push_back(numbers[draw]);
  return ordered;
}

// A fit to nine tenths of the draws, and where its draws stand among all.
struct Fold {
  std::vector<std::size_t> order;  // the draws fitted to come first
  std::size_t fitted;
  ForwardFit fit;
};

Fold fold_of(std::size_t number, const std::vector<ByDraw>& parameters, const ByDraw& outcome,
             std::size_t draws) {
  const auto is_left_out = [&](std::size_t place) { return place % draws % kFolds == number; };
  std::vector<std::size_t> order(outcome.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto left_out = std::stable_partition(order.begin(), order.end(),
                                              [&](std::size_t place) { return !is_left_out(place); });
  const auto fitted = static_cast<std::size_t>(left_out - order.begin());
  std::vector<ByDraw> ordered;
  for (const ByDraw& parameter : parameters) ordered.push_back(in_order(parameter, order));
  ForwardFit fit(std::move(ordered), in_order(outcome, order), fitted);
  return {std::move(order), fitted, std::move(fit)};
}

ByDraw squared_errors_of(const std::vector<Fold>& folds, std::size_t draws) {
  ByDraw errors(draws);
  for (const Fold& fold : folds)
    for (std::size_t i = fold.fitted; i < draws; ++i)
      errors[fold.order[i]] = fold.fit.left()[i] * fold.fit.left()[i];
  return errors;
}

double sum_of(const ByDraw& numbers) { return std::accumulate(numbers.begin(), numbers.end(), 0.0); }

// The number of terms that foretells the draws left out best, and the errors with it; and of at least one
// term.
struct BestOfFolds {
  ByDraw of_nothing, best, of_terms;
  std::size_t terms = 0;
};
BestOfFolds best_of_folds(const std::vector<ByDraw>& parameters, const ByDraw& outcome, std::size_t draws) {
  std::vector<Fold> folds;
  for (std::size_t fold = 0; fold < kFolds; ++fold)
    folds.push_back(fold_of(fold, parameters, outcome, draws == 0 ? outcome.size() : draws));
  BestOfFolds found;
  found.of_nothing = found.best = squared_errors_of(folds, outcome.size());
  for (std::size_t terms = 1; terms <= kMostTerms && terms <= found.terms + kTermsInVain; ++terms) {
    for (Fold& fold : folds) fold.fit.add_term();
    ByDraw errors = squared_errors_of(folds, outcome.size());
    if (terms == 1 || sum_of(errors) < sum_of(found.of_terms)) found.of_terms = errors;
    if (sum_of(errors) < sum_of(found.best)) found.best = std::move(errors), found.terms = terms;
  }
  return found;
}

}  // namespace

ByDraw squared_errors_left_out(const std::vector<ByDraw>& parameters, const ByDraw& outcome) {
  return best_of_folds(parameters, outcome, 0).best;
}

Foretold foretold(const std::vector<ByDraw>& parameters, const ByDraw& outcome, std::size_t draws) {
  BestOfFolds found = best_of_folds(parameters, outcome, draws);
  ForwardFit fit(parameters, outcome, outcome.size());
  for (std::size_t term = 0; term < found.terms; ++term) fit.add_term();
  Foretold result{.values = outcome,
                  .errors_left_out = std::move(found.of_terms),
                  .errors_left_out_of_nothing = std::move(found.of_nothing)};
  take_away(result.values, 1.0, fit.left());
  return result;
}

}  // namespace tachy::output
