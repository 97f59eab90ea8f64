#include "CForeframeOpenCL.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static bool find(void *library, const char *name, void **function, char *reason, size_t capacity) {
  *function = dlsym(library, name);
  if (*function == NULL) snprintf(reason, capacity, "it has no function %s", name);
  return *function != NULL;
}

const ff_opencl *ff_opencl_open(const char *path, char *reason, size_t capacity) {
  void *library = dlopen(path[0] != 0 ? path : NULL, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    const char *error = dlerror();
    snprintf(reason, capacity, "%s", error != NULL ? error : "dlopen failed");
    return NULL;
  }
  ff_opencl *table = malloc(sizeof *table);
  if (table == NULL) {
    snprintf(reason, capacity, "out of memory");
    return NULL;
  }
#define FF_FIND(name)                                                             \
  if (!find(library, #name, (void **)&table->name, reason, capacity)) {           \
    free(table);                                                                  \
    return NULL;                                                                  \
  }
  FF_OPENCL_FUNCTIONS(FF_FIND)
#undef FF_FIND
  return table;
}
