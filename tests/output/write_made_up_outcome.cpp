// Writes the made-up outcome to the file named on the command line, for test_open.py.
#include "made_up_outcome.hpp"

int main(int count, char** arguments) {
  if (count != 2) return 2;
  tachy::output::write_outcome(arguments[1], tachy::output::made_up_outcome(2, 6));
}
