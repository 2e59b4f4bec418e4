// What each of some players contributes to a value that any of them can reach together (Shapley 1953). Shares
// of variance by it add up to the whole even where the players are correlated (Owen and Prieur 2017).
#pragma once

#include <vector>

namespace tachy::output {

// worth[s]: what the players in s reach, where bit p of s says that player p is among them; 2 to the power of
// players numbers. Of each player: the mean gain by it, over all orders in which players may come.
std::vector<double> shapley_shares(const std::vector<double>& worth);

}  // namespace tachy::output
