/**
 * The orthogonal factor of a matrix, nearly: Newton-Schulz steps that bring all singular values near 1 (Jordan 2024,
 * "Muon: an optimizer for hidden layers in neural networks").
 *
 * x = x / |x|; then, several times, x = a x + (b s + c s^2) x with s = x x^T.
 */
import type { Tensor } from "@rensa/core";
import { add, div, matmul, maximum, mul } from "@rensa/ops";
import { length } from "./norms.ts";

/** Chosen so that small singular values rise fast; the large ones end between about 0.7 and 1.2, not at 1. */
const [linear, cubic, quintic] = [3.4445, -4.775, 2.0315];

/** Keeps a matrix of 0 from a division by 0. */
const shortest = 1e-7;

/** A matrix with its singular values near 1. */
export function orthogonalized(matrix: Tensor, steps: number): Tensor {
  const [rows = 1, columns = 1] = matrix.shape;
  const isTall = rows > columns;
  let x = div(matrix, maximum(length(matrix), shortest));
  for (let step = 0; step < steps; step++) {
    // The smaller of the two products of the matrix with itself.
    const products = matmul(x, x, isTall ? { transposeA: true } : { transposeB: true });
    const squares = matmul(products, products);
    const polynomial = add(mul(products, cubic), mul(squares, quintic));
    const bent = isTall ? matmul(x, polynomial) : matmul(polynomial, x);
    x = add(mul(x, linear), bent);
  }
  return x;
}
