// A region's memory as a file that other processes may map too, and only their owner's.
#pragma once

#include <cstddef>
#include <string>

namespace fleet {

class MappedFile {
 public:
  /// Makes the file, in place of one that an earlier run has left: `bytes` zeroes, mode 0600.
  /// Throws std::system_error when it cannot.
  MappedFile(const std::string& path, std::size_t bytes);
  /// Maps a file that is there. Throws as above.
  explicit MappedFile(const std::string& path);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  const std::string& path() const { return path_; }
  void* data() const { return data_; }
  std::size_t size() const { return bytes_; }
  /// Whether nobody but its owner may read or write it.
  bool is_private() const;

 private:
  void map(int file);

  std::string path_;
  std::size_t bytes_ = 0;
  void* data_ = nullptr;
};

}  // namespace fleet
