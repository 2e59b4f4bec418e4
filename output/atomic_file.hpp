// Puts a whole file under its name, or nothing: a reader sees the old file, none, or all of the new one.
//
// Temporary name in the same directory, write, fsync, close, rename, fsync of the directory. A failure
// removes the temporary file and throws OutputError saying what to do; a kill leaves at most the temporary
// file, `.NAME.PID.tmp`, never a part under the final name. SIGXFSZ must be ignored for a file-size limit
// to arrive here as an error.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace tachy::output {

void write_whole_file(const std::filesystem::path& path, std::span<const std::byte> content);

}  // namespace tachy::output
