// How many cores this process may use.
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "include/CForeframeKernels.h"

#if defined(__linux__)
// The CPU quota in one control group's folder, in cores rounded up, or 0 if it has none.
static int64_t quota_in(const char *folder) {
  char path[600];
  double quota = -1, period = 0;
  snprintf(path, sizeof path, "%s/cpu.max", folder);
  FILE *file = fopen(path, "r");
  if (file) {
    if (fscanf(file, "%lf %lf", &quota, &period) != 2) quota = -1;  // "max": no quota
    fclose(file);
  } else {
    snprintf(path, sizeof path, "%s/cpu.cfs_quota_us", folder);
    if (!(file = fopen(path, "r"))) return 0;
    if (fscanf(file, "%lf", &quota) != 1) quota = -1;
    fclose(file);
    snprintf(path, sizeof path, "%s/cpu.cfs_period_us", folder);
    if (!(file = fopen(path, "r"))) return 0;
    if (fscanf(file, "%lf", &period) != 1) period = 0;
    fclose(file);
  }
  if (quota <= 0 || period <= 0) return 0;
  return (int64_t)((quota + period - 1) / period);
}
#endif

int64_t ff_available_cores(void) {
  int64_t cores = sysconf(_SC_NPROCESSORS_ONLN);
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0) cores = CPU_COUNT(&set);
  // Inside a container its own group is the root; outside, the group is named in /proc.
  char folder[512] = "/sys/fs/cgroup", line[400];
  int64_t quota = quota_in(folder);
  if (quota == 0) quota = quota_in("/sys/fs/cgroup/cpu");
  FILE *file = fopen("/proc/self/cgroup", "r");
  while (file && fgets(line, sizeof line, file)) {
    if (strncmp(line, "0::/", 4) != 0) continue;
    line[strcspn(line, "\n")] = 0;
    snprintf(folder, sizeof folder, "/sys/fs/cgroup%s", line + 3);
    // Every group above limits as well.
    for (char *end; (end = strrchr(folder, '/')) && end > folder + 14; *end = 0) {
      const int64_t own = quota_in(folder);
      if (own > 0 && (quota == 0 || own < quota)) quota = own;
    }
  }
  if (file) fclose(file);
  if (quota > 0 && quota < cores) cores = quota;
#endif
  return cores > 0 ? cores : 1;
}
