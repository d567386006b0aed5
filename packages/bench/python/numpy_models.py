"""Matrix products in numpy, which calls the BLAS that it was built with."""

import numpy

version = numpy.__version__


class Products:
    is_training = False

    def __init__(self, workload):
        transpose_a, transpose_b = workload["transposeA"], workload["transposeB"]
        self.left = [matrix.T if transpose_a else matrix for matrix in workload["a"]]
        self.right = workload["b"].T if transpose_b else workload["b"]
        shape = (self.left[0].shape[0], self.right.shape[1])
        self.results = [numpy.empty(shape, numpy.float32) for _ in self.left]

    def step(self):
        for matrix, result in zip(self.left, self.results):
            numpy.matmul(matrix, self.right, out=result)

    def outputs(self):
        return self.results


def build(workload):
    if workload["kind"] != "gemm":
        raise ValueError("numpy only multiplies matrices here")
    return Products(workload)
