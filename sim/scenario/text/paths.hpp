// What can be told of a path without looking at files: its parts, its normal form. Names are parted by '/'.
#pragma once

#include <string>
#include <string_view>

namespace tachy::scenario {

std::string file_name(std::string_view path);  // "a/b.yaml" -> "b.yaml", "a/" -> ""
std::string folder_of(std::string_view path);  // "a/b.yaml" -> "a", "b.yaml" -> "", "/b" -> "/"
std::string joined(std::string_view folder, std::string_view name);  // "a", "b" -> "a/b"
std::string normal_path(std::string_view path);                      // "./a//b/../c" -> "a/c", "" -> "."
// Whether a path leads, or may lead, out of the folder it begins in: it is absolute or has a '..' in it.
bool leaves_folder(std::string_view path);

}  // namespace tachy::scenario
