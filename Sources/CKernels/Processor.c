// What this processor calls itself.
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#if defined(__x86_64__)
#include <cpuid.h>
#elif defined(__APPLE__)
#include <sys/sysctl.h>
#else
#include <sys/utsname.h>
#endif

#include "include/CForeframeKernels.h"

static char name[64], family[64];

static void find_out(void) {
#if defined(__x86_64__)
  unsigned int words[12] = {0}, top = 0, ebx = 0, ecx = 0, edx = 0;
  __get_cpuid(0x80000000, &top, &ebx, &ecx, &edx);
  if (top >= 0x80000004)
    for (unsigned int part = 0; part < 3; part++)
      __get_cpuid(0x80000002 + part, &words[4 * part], &words[4 * part + 1], &words[4 * part + 2],
                  &words[4 * part + 3]);
  char text[49] = {0};
  memcpy(text, words, 48);
  // Some are padded before, all of them after.
  const char *start = text + strspn(text, " ");
  size_t length = strlen(start);
  while (length > 0 && start[length - 1] == ' ') length--;
  snprintf(name, sizeof name, "%.*s", (int)length, length > 0 ? start : "x86-64");

  unsigned int eax = 0;
  char vendor[13] = {0};
  __get_cpuid(0, &eax, &ebx, &ecx, &edx);
  memcpy(vendor, &ebx, 4);
  memcpy(vendor + 4, &edx, 4);
  memcpy(vendor + 8, &ecx, 4);
  __get_cpuid(1, &eax, &ebx, &ecx, &edx);
  unsigned int number = (eax >> 8) & 15;
  if (number == 15) number += (eax >> 20) & 255;
  snprintf(family, sizeof family, "%s family %u", vendor, number);
#elif defined(__APPLE__)
  size_t size = sizeof name;
  if (sysctlbyname("machdep.cpu.brand_string", name, &size, NULL, 0) != 0)
    snprintf(name, sizeof name, "Apple");
  snprintf(family, sizeof family, "%s", name);
#else
  struct utsname system;
  snprintf(name, sizeof name, "%s", uname(&system) == 0 ? system.machine : "processor");
  snprintf(family, sizeof family, "%s", name);
#endif
}

static void once(void) {
  static pthread_once_t state = PTHREAD_ONCE_INIT;
  pthread_once(&state, find_out);
}

const char *ff_processor_name(void) {
  once();
  return name;
}

const char *ff_processor_family(void) {
  once();
  return family;
}
