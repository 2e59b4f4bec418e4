#include <fmt/format.h>

#include <cmath>

#include "output/compare/number_text.hpp"
#include "output/economics/economics_text.hpp"
#include "output/outcome/extremes.hpp"

namespace tachy::output {

namespace {

int decimals_of_money(double value) {
  const double size = std::abs(value);
  return size >= 100 || size == 0.0 ? 0 : size >= 1 ? 2 : size >= 0.01 ? 4 : 6;
}

}  // namespace

std::string money_text(double value) { return number_text(value, decimals_of_money(value)); }
std::string signed_money_text(double value) { return signed_text(value, decimals_of_money(value)); }

Interval over_all_draws(const ByDraw& numbers) {
  const Range95 range = central_95(numbers);
  return {economics::mean_of(numbers), range.low, range.high};
}

std::string interval_of_money(const Interval& interval) {
  return fmt::format("{} to {}", money_text(interval.low), money_text(interval.high));
}

std::string standing_in_words(const economics::Option& option, const std::vector<std::string>& arms) {
  using economics::Standing;
  switch (option.standing) {
    case Standing::cheapest:
      return "the cheapest that is not dominated";
    case Standing::efficient:
      return fmt::format("against {}", arms[option.against]);
    case Standing::dominated:
      return fmt::format("dominated: {} costs no more and gives no less", arms[option.against]);
    case Standing::extended:
      return fmt::format("extendedly dominated: some on {}, some on {} give as much for less",
                         arms[option.against], arms[option.and_against]);
    case Standing::same:
      return fmt::format("the same as {}", arms[option.against]);
  }
  return "";
}

}  // namespace tachy::output
