// /economics: what a result is worth under one valuation, kept in a copy of its file. Layout: README.md.
#pragma once

#include <filesystem>

#include "output/economics/answer.hpp"
#include "output/file/temporary_file.hpp"

namespace tachy::output {

// `path` becomes all that `result` holds, and /economics. Throws OutputError, also when `result` has that
// group.
void write_with_economics(const std::filesystem::path& path, const std::filesystem::path& result,
                          const EconomicAnswer& answer, Existing existing);

}  // namespace tachy::output
