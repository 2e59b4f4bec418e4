// A library to preload that makes chosen system calls fail, as full disks, broken ones and network ones do.
//
// TACHY_FAULT="CALL NTH HOW": the NTH (from 1, or "all") CALL of the process fails. HOW is the name of an error, or
// "short": fewer bytes are read or written than asked for. TACHY_FAULT_COUNTS=FILE: at the end, how often each CALL
// was made, one a line. Of open, "tmpfile" makes a file without a name, "create" one with a name, "open" neither.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { TMPFILE, CREATE, OPEN, FOPEN, READ, PREAD, FREAD, WRITE, PWRITE, FSYNC, FTRUNCATE, CLOSE, FLOCK, LINK, LINKAT,
       RENAME, RENAMEAT2, UNLINK, MKSTEMP, CALLS };
static const char* const kNames[CALLS] = {"tmpfile", "create", "open", "fopen", "read", "pread", "fread", "write",
                                          "pwrite", "fsync", "ftruncate", "close", "flock", "link", "linkat", "rename",
                                          "renameat2", "unlink", "mkstemp"};
static const struct { const char* name; int number; } kErrors[] = {
    {"ENOSPC", ENOSPC}, {"EIO", EIO}, {"EINTR", EINTR}, {"EACCES", EACCES}, {"EDQUOT", EDQUOT}, {"EMFILE", EMFILE},
    {"ENOLCK", ENOLCK}, {"ENOSYS", ENOSYS}, {"EINVAL", EINVAL}, {"EPERM", EPERM}, {"EOPNOTSUPP", EOPNOTSUPP},
    {"short", -1}};

static atomic_long made[CALLS];
static int faulty = -1, how = 0;
static long nth = 0;  // 0 = all

__attribute__((constructor)) static void read_wish(void) {
  const char* wish = getenv("TACHY_FAULT");
  char call[32], when[32], error[32];
  if (!wish || sscanf(wish, "%31s %31s %31s", call, when, error) != 3) return;
  for (int i = 0; i < CALLS; ++i)
    if (strcmp(call, kNames[i]) == 0) faulty = i;
  for (size_t i = 0; i < sizeof kErrors / sizeof *kErrors; ++i)
    if (strcmp(error, kErrors[i].name) == 0) how = kErrors[i].number;
  nth = strcmp(when, "all") == 0 ? 0 : atol(when);
  if (faulty < 0 || how == 0) abort();
}

__attribute__((destructor)) static void tell_counts(void) {
  const char* path = getenv("TACHY_FAULT_COUNTS");
  FILE* (*const open_file)(const char*, const char*) = (FILE * (*)(const char*, const char*)) dlsym(RTLD_NEXT, "fopen");
  FILE* file = path ? open_file(path, "w") : NULL;
  if (!file) return;
  for (int i = 0; i < CALLS; ++i) fprintf(file, "%s %ld\n", kNames[i], atomic_load(&made[i]));
  fclose(file);
}

// 0: as always; -1: fewer bytes; else the error.
static int fate_of(int call) {
  const long number = atomic_fetch_add(&made[call], 1) + 1;
  return call == faulty && (nth == 0 || number == nth) ? how : 0;
}

#define NEXT(type, name) \
  static __typeof__(type) next; \
  if (!next) next = (__typeof__(type))dlsym(RTLD_NEXT, name)
#define FAIL_OR(call, failed)   \
  const int fate = fate_of(call); \
  if (fate > 0) {               \
    errno = fate;               \
    return failed;              \
  }
#define SHORTER(bytes) (fate < 0 && (bytes) > 1 ? (bytes) / 2 : (bytes))

static int kind_of_open(int flags) {
  return (flags & O_TMPFILE) == O_TMPFILE ? TMPFILE : flags & O_CREAT ? CREATE : OPEN;
}
#define DEFINE_OPEN(name)                                  \
  int name(const char* path, int flags, ...) {             \
    NEXT(int (*)(const char*, int, ...), #name);           \
    va_list rest;                                          \
    va_start(rest, flags);                                 \
    const mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                          \
    FAIL_OR(kind_of_open(flags), -1)                       \
    return next(path, flags, mode);                        \
  }
#define DEFINE_FOPEN(name)                               \
  FILE* name(const char* path, const char* mode) {       \
    NEXT(FILE * (*)(const char*, const char*), #name);   \
    FAIL_OR(FOPEN, NULL)                                 \
    return next(path, mode);                             \
  }
#define DEFINE_AT(name, call, type)                                  \
  ssize_t name(int file, type to, size_t bytes, off_t place) {       \
    NEXT(ssize_t(*)(int, type, size_t, off_t), #name);               \
    FAIL_OR(call, -1)                                                \
    return next(file, to, SHORTER(bytes), place);                    \
  }
#define DEFINE_ONE(name, call, type)      \
  int name(type argument) {               \
    NEXT(int (*)(type), #name);           \
    FAIL_OR(call, -1)                     \
    return next(argument);                \
  }
#define DEFINE_TWO(name, call, first, second) \
  int name(first a, second b) {               \
    NEXT(int (*)(first, second), #name);      \
    FAIL_OR(call, -1)                         \
    return next(a, b);                        \
  }

DEFINE_OPEN(open)
DEFINE_OPEN(open64)
DEFINE_FOPEN(fopen)
DEFINE_FOPEN(fopen64)
DEFINE_AT(pread, PREAD, void*)
DEFINE_AT(pread64, PREAD, void*)
DEFINE_AT(pwrite, PWRITE, const void*)
DEFINE_AT(pwrite64, PWRITE, const void*)
DEFINE_ONE(fsync, FSYNC, int)
DEFINE_ONE(close, CLOSE, int)
DEFINE_ONE(unlink, UNLINK, const char*)
DEFINE_ONE(mkstemp, MKSTEMP, char*)
DEFINE_TWO(ftruncate, FTRUNCATE, int, off_t)
DEFINE_TWO(ftruncate64, FTRUNCATE, int, off_t)
DEFINE_TWO(flock, FLOCK, int, int)
DEFINE_TWO(link, LINK, const char*, const char*)
DEFINE_TWO(rename, RENAME, const char*, const char*)

ssize_t read(int file, void* to, size_t bytes) {
  NEXT(ssize_t(*)(int, void*, size_t), "read");
  FAIL_OR(READ, -1)
  return next(file, to, SHORTER(bytes));
}
ssize_t write(int file, const void* from, size_t bytes) {
  NEXT(ssize_t(*)(int, const void*, size_t), "write");
  FAIL_OR(WRITE, -1)
  return next(file, from, SHORTER(bytes));
}
size_t fread(void* to, size_t size, size_t count, FILE* file) {
  NEXT(size_t(*)(void*, size_t, size_t, FILE*), "fread");
  FAIL_OR(FREAD, 0)
  return next(to, size, SHORTER(count), file);
}
int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
  NEXT(int (*)(int, const char*, int, const char*, int), "linkat");
  FAIL_OR(LINKAT, -1)
  return next(from_folder, from, to_folder, to, flags);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  NEXT(int (*)(int, const char*, int, const char*, unsigned), "renameat2");
  FAIL_OR(RENAMEAT2, -1)
  return next(from_folder, from, to_folder, to, flags);
}
