#include "mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace fleet {
namespace {

constexpr mode_t kOwnerOnly = 0600;

[[noreturn]] void fail(const std::string& path, int error) {
  throw std::system_error(error, std::generic_category(), path);
}

}  // namespace

MappedFile::MappedFile(const std::string& path, std::size_t bytes) : path_(path), bytes_(bytes) {
  ::unlink(path.c_str());
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (file < 0) fail(path, errno);
  // Room for all of it now: a gateway must not die of a full disk later.
  const int error = ::posix_fallocate(file, 0, static_cast<off_t>(bytes));
  if (error != 0) {
    ::close(file);
    fail(path, error);
  }
  map(file);
}

MappedFile::MappedFile(const std::string& path) : path_(path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  struct stat found = {};
  if (file < 0 || ::fstat(file, &found) != 0) fail(path, errno);
  bytes_ = static_cast<std::size_t>(found.st_size);
  map(file);
}

void MappedFile::map(int file) {
  data_ = ::mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  const int error = errno;
  ::close(file);
  if (data_ == MAP_FAILED) fail(path_, error);
}

MappedFile::~MappedFile() { ::munmap(data_, bytes_); }

bool MappedFile::is_private() const {
  struct stat found = {};
  return ::stat(path_.c_str(), &found) == 0 && (found.st_mode & 07777) == kOwnerOnly;
}

}  // namespace fleet
