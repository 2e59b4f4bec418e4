#include "cli/shipped_page.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "run/library_root.hpp"

namespace tachy::cli {

std::filesystem::path shipped_page(const std::string& name) {
  const std::filesystem::path folder = std::filesystem::path(run::shipped_scenarios()).parent_path();
  for (const std::filesystem::path& page : {folder / "output" / name, folder / name})
    if (std::error_code error; std::filesystem::is_regular_file(page, error)) return page;
  throw OutputError(fmt::format("the page {} is neither in the source tree nor installed",
                                std::filesystem::path(name).filename().string()));
}

}  // namespace tachy::cli
