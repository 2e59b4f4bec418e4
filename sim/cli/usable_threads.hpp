// How many threads a command uses: as asked for or found, if the system allows as many.
#pragma once

namespace tachy::cli {

int usable_threads(int asked_for);  // 0: as many as there are. Fewer than that are a notice, once

}  // namespace tachy::cli
