#include "output/variance/shapley.hpp"

#include <bit>
#include <cstddef>

namespace tachy::output {

namespace {

// In how large a share of all orders exactly these come before a given player.
double share_of_orders(std::size_t before, std::size_t players) {
  double share = 1.0 / static_cast<double>(players);
  for (std::size_t i = 1; i <= before; ++i)
    share *= static_cast<double>(i) / static_cast<double>(players - i);
  return share;
}

}  // namespace

std::vector<double> shapley_shares(const std::vector<double>& worth) {
  const auto players = static_cast<std::size_t>(std::countr_zero(worth.size()));
  std::vector<double> shares(players, 0.0);
  for (std::size_t set = 0; set < worth.size(); ++set)
    for (std::size_t player = 0; player < players; ++player) {
      const std::size_t with = set | std::size_t{1} << player;
      if (with == set) continue;
      const auto before = static_cast<std::size_t>(std::popcount(set));
      shares[player] += share_of_orders(before, players) * (worth[with] - worth[set]);
    }
  return shares;
}

}  // namespace tachy::output
