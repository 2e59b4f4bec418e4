#include "scenario/text/files_on_disk.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace tachy::scenario {

namespace fs = std::filesystem;

FileKind FilesOnDisk::kind(const std::string& path) const {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return FileKind::none;
  if (fs::is_directory(status)) return FileKind::folder;
  return fs::is_regular_file(status) ? FileKind::file : FileKind::other;
}

FileBytes FilesOnDisk::read(const std::string& path, std::size_t most_bytes) const {
  std::error_code error;
  if (fs::file_size(path, error) > most_bytes || error) return {FileBytes::State::too_large, {}};
  std::ifstream in(path, std::ios::binary);
  if (!in) return {FileBytes::State::unreadable, {}};
  try {
    return {FileBytes::State::read, {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}};
  } catch (const std::ios_base::failure&) {  // a disk that fails
    return {FileBytes::State::unreadable, {}};
  }
}

std::vector<std::string> FilesOnDisk::names_below(const std::string& folder) const {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->is_regular_file(error)) names.push_back(it->path().lexically_relative(folder).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool FilesOnDisk::is_inside(const std::string& path, const std::string& folder) const {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (error) return false;
  const fs::path real_folder = fs::canonical(folder, error);
  if (error) return false;
  return std::mismatch(real_folder.begin(), real_folder.end(), real.begin(), real.end()).first ==
         real_folder.end();
}

}  // namespace tachy::scenario
