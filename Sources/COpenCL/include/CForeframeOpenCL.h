// The part of OpenCL 1.2 that Foreframe uses, as a table of functions filled in at run time.
//
// Only the headers are needed to build. The library is opened with dlopen, so the program starts
// on machines that have none.
#ifndef FF_COPENCL_H
#define FF_COPENCL_H

#define CL_TARGET_OPENCL_VERSION 120
#if __has_include(<CL/cl.h>)
#include <CL/cl.h>
#else
#include <OpenCL/cl.h>
#endif

#define FF_OPENCL_FUNCTIONS(X) \
  X(clGetPlatformIDs)          \
  X(clGetPlatformInfo)         \
  X(clGetDeviceIDs)            \
  X(clGetDeviceInfo)           \
  X(clCreateContext)           \
  X(clReleaseContext)          \
  X(clCreateCommandQueue)      \
  X(clReleaseCommandQueue)     \
  X(clCreateBuffer)            \
  X(clReleaseMemObject)        \
  X(clCreateProgramWithSource) \
  X(clCreateProgramWithBinary) \
  X(clBuildProgram)            \
  X(clGetProgramBuildInfo)     \
  X(clGetProgramInfo)          \
  X(clReleaseProgram)          \
  X(clCreateKernel)            \
  X(clSetKernelArg)            \
  X(clGetKernelWorkGroupInfo)  \
  X(clReleaseKernel)           \
  X(clEnqueueNDRangeKernel)    \
  X(clEnqueueReadBuffer)       \
  X(clEnqueueWriteBuffer)      \
  X(clGetEventProfilingInfo)   \
  X(clReleaseEvent)            \
  X(clFlush)                   \
  X(clFinish)

/// The functions of an opened OpenCL library. All of them are there.
typedef struct ff_opencl {
#define FF_FIELD(name) __typeof__(name) *_Nonnull name;
  FF_OPENCL_FUNCTIONS(FF_FIELD)
#undef FF_FIELD
} ff_opencl;

/// Opens the library at `path` and fills the table; an empty path stands for what is already in the
/// process, for example a tool that was preloaded. Returns NULL, and why in `reason` (cut to
/// `capacity` bytes with the final zero), if there is no such library or a function is missing.
/// The table stays valid until the process ends; the library is never closed.
const ff_opencl *_Nullable ff_opencl_open(
    const char *_Nonnull path, char *_Nonnull reason, size_t capacity);

#endif
