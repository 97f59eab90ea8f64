// Host writes that Oclgrind's check for uninitialised values can follow. Scripts/oclgrind.sh puts
// this library before the OpenCL library; all other functions come from there.
//
// The check (Oclgrind 21.10) takes a write to a part of a buffer for the whole buffer and forgets
// the rest, and a new buffer inherits what it knew of a released one. So every write fills a chunk
// of its own, a kernel copies the chunk to its place, and nothing is released.
#define _GNU_SOURCE
#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHUNK = 1 << 20 };

static const char *const text =
    "kernel void copy_chunk(global const uint *chunk, global uint *to, const ulong start) {\n"
    "  to[start + get_global_id(0)] = chunk[get_global_id(0)];\n"
    "}\n";

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static cl_context context;  // that of the chunk and the kernel
static cl_mem chunk;
static cl_kernel kernel;

static void require(int condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "OpenCL runtime error: %s failed in oclgrind-writes.c\n", what);
  abort();
}

static void prepare(cl_command_queue queue) {
  cl_context wanted;
  cl_int code = clGetCommandQueueInfo(queue, CL_QUEUE_CONTEXT, sizeof wanted, &wanted, NULL);
  require(code == CL_SUCCESS, "clGetCommandQueueInfo");
  if (wanted == context) return;
  chunk = clCreateBuffer(wanted, CL_MEM_READ_ONLY, CHUNK, NULL, &code);
  require(code == CL_SUCCESS, "clCreateBuffer");
  cl_program program = clCreateProgramWithSource(wanted, 1, (const char **)&text, NULL, &code);
  require(code == CL_SUCCESS, "clCreateProgramWithSource");
  require(clBuildProgram(program, 0, NULL, "", NULL, NULL) == CL_SUCCESS, "clBuildProgram");
  kernel = clCreateKernel(program, "copy_chunk", &code);
  require(code == CL_SUCCESS, "clCreateKernel");
  clRetainContext(wanted);  // so that no other context gets its address
  context = wanted;
}

cl_int clEnqueueWriteBuffer(
    cl_command_queue queue, cl_mem buffer, cl_bool blocking, size_t offset, size_t size,
    const void *bytes, cl_uint waits, const cl_event *wait_list, cl_event *event) {
  // The next function of this name is the OpenCL library's.
  __typeof__(&clEnqueueWriteBuffer) write = dlsym(RTLD_NEXT, "clEnqueueWriteBuffer");
  require(write != NULL, "dlsym");
  require(offset % 4 == 0 && size % 4 == 0 && waits == 0 && event == NULL, "a plain write");
  pthread_mutex_lock(&mutex);
  prepare(queue);
  cl_int code = CL_SUCCESS;
  for (size_t done = 0; done < size && code == CL_SUCCESS; done += CHUNK) {
    const size_t part = size - done < CHUNK ? size - done : CHUNK;
    const size_t items = part / 4;
    const cl_ulong start = (offset + done) / 4;
    code = write(queue, chunk, CL_TRUE, 0, part, (const char *)bytes + done, 0, NULL, NULL);
    if (code == CL_SUCCESS) code = clSetKernelArg(kernel, 0, sizeof chunk, &chunk);
    if (code == CL_SUCCESS) code = clSetKernelArg(kernel, 1, sizeof buffer, &buffer);
    if (code == CL_SUCCESS) code = clSetKernelArg(kernel, 2, sizeof start, &start);
    if (code == CL_SUCCESS)
      code = clEnqueueNDRangeKernel(queue, kernel, 1, NULL, &items, NULL, 0, NULL, NULL);
    if (code == CL_SUCCESS) code = clFinish(queue);
  }
  pthread_mutex_unlock(&mutex);
  (void)blocking, (void)wait_list;  // every write waits, which is what blocking ones ask for
  return code;
}

cl_int clReleaseMemObject(cl_mem buffer) {
  (void)buffer;
  return CL_SUCCESS;
}
