// A file in the making in the folder where it will stay, which no other process can mistake for its own.
//
// Where the file system can (O_TMPFILE), it has no name until it is whole, and a kill leaves nothing.
// Elsewhere it is called `.NAME.<16 random hexadecimal digits>.tmp` and locked while its process lives, so
// that the next process that writes NAME can tell the leftovers of the dead and remove them.
#pragma once

#include <sys/stat.h>

#include <filesystem>

#include "output/file/unfinished.hpp"

namespace tachy::output {

enum class Existing { replaced, refused };  // a file that already bears the final name

// What fails returns false with the reason in errno.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::filesystem::path& final_path);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  int descriptor() const { return descriptor_; }  // -1 when it could not be made
  // Gives it its final name in one step. EEXIST when there is such a file and it is not to be replaced;
  // ESTALE when another process has taken or removed the temporary name.
  bool put_under_final_name(Existing existing);

 private:
  bool create_nameless();
  bool create_named();
  bool name_is_ours() const;
  bool give_name(const std::filesystem::path& name) const;  // to a nameless file
  void forget_name();

  std::filesystem::path final_, name_;  // name_: empty while it has none
  Unfinished on_list_;
  int descriptor_ = -1;
};

// The folder that a file lies in.
std::filesystem::path folder_of(const std::filesystem::path& path);

// The file that a chain of symbolic links names, whether it is there or not.
std::filesystem::path followed(std::filesystem::path path);

// Removes temporary files of `final_path` whose process no longer lives.
void remove_leftovers(const std::filesystem::path& final_path);

bool same_file(const struct stat& a, const struct stat& b);

}  // namespace tachy::output
