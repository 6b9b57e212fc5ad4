// The names of cuBLAS that host code in the field uses, so that it compiles where the library is not installed.
// Nothing here computes: a verified kernel never calls it.
#pragma once

#include <cuda_bf16.h>
#include <cuda_fp16.h>

typedef struct cublas_context* cublasHandle_t;
typedef struct cublaslt_context* cublasLtHandle_t;
typedef int cublasStatus_t, cublasMath_t, cublasOperation_t, cublasComputeType_t, cudaDataType_t;
typedef void *cublasLtMatmulDesc_t, *cublasLtMatrixLayout_t, *cublasLtMatmulPreference_t;
typedef int cublasLtEpilogue_t;

struct cublasLtMatmulHeuristicResult_t {
    int algo;
};

enum {
    CUBLAS_STATUS_SUCCESS,
    CUBLAS_OP_N,
    CUBLAS_OP_T,
    CUBLAS_DEFAULT_MATH,
    CUBLAS_TF32_TENSOR_OP_MATH,
    CUBLAS_COMPUTE_16F,
    CUBLAS_COMPUTE_32F,
    CUBLAS_COMPUTE_32F_FAST_TF32,
    CUBLAS_GEMM_DEFAULT,
    CUDA_R_16F,
    CUDA_R_16BF,
    CUDA_R_32F,
    CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES,
    CUBLASLT_MATMUL_DESC_TRANSA,
    CUBLASLT_MATMUL_DESC_TRANSB,
    CUBLASLT_MATMUL_DESC_EPILOGUE,
    CUBLASLT_MATMUL_DESC_BIAS_POINTER,
    CUBLASLT_EPILOGUE_DEFAULT,
    CUBLASLT_EPILOGUE_BIAS,
    CUBLASLT_EPILOGUE_GELU,
    CUBLASLT_EPILOGUE_GELU_BIAS
};

#define CUBLAS_STAND_IN(name)                \
    template <class... Arguments>            \
    inline cublasStatus_t name(Arguments...) \
    {                                        \
        return CUBLAS_STATUS_SUCCESS;        \
    }

CUBLAS_STAND_IN(cublasCreate)
CUBLAS_STAND_IN(cublasDestroy)
CUBLAS_STAND_IN(cublasSetMathMode)
CUBLAS_STAND_IN(cublasSgemm)
CUBLAS_STAND_IN(cublasSgemv)
CUBLAS_STAND_IN(cublasSgemmStridedBatched)
CUBLAS_STAND_IN(cublasGemmStridedBatchedEx)
CUBLAS_STAND_IN(cublasLtCreate)
CUBLAS_STAND_IN(cublasLtDestroy)
CUBLAS_STAND_IN(cublasLtMatmul)
CUBLAS_STAND_IN(cublasLtMatmulDescCreate)
CUBLAS_STAND_IN(cublasLtMatmulDescDestroy)
CUBLAS_STAND_IN(cublasLtMatmulDescSetAttribute)
CUBLAS_STAND_IN(cublasLtMatrixLayoutCreate)
CUBLAS_STAND_IN(cublasLtMatrixLayoutDestroy)
CUBLAS_STAND_IN(cublasLtMatmulPreferenceCreate)
CUBLAS_STAND_IN(cublasLtMatmulPreferenceDestroy)
CUBLAS_STAND_IN(cublasLtMatmulPreferenceSetAttribute)
CUBLAS_STAND_IN(cublasLtMatmulAlgoGetHeuristic)
