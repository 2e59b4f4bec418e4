// Writes the made-up outcome to the file named on the command line, the same under draws to NAME.draws, and
// prints the names of the groups that an outcome file may have, in order, for test_open.py.
#include <cstdio>

#include "made_up_outcome.hpp"
#include "output/outcome/groups.hpp"

int main(int count, char** arguments) {
  if (count != 2) return 2;
  tachy::output::write_outcome(arguments[1], tachy::output::made_up_outcome(2, 6));
  tachy::output::write_outcome(
      std::string(arguments[1]) + ".draws",
      tachy::output::with_variant(under_draws(tachy::output::made_up_outcome(2, 6), 5)));
  for (const tachy::output::OutcomeGroup& group : tachy::output::outcome_groups())
    std::printf("%.*s\n", static_cast<int>(group.name.size()), group.name.data());
}
