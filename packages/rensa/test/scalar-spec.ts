/** Two scalars that functions are traced of, for the tests of tensors from around a body. */
import { f64, type Tensor } from "@rensa/core";
import { exp, greater } from "@rensa/ops";

export type Scalar = Tensor<readonly [], "f64">;

export const spec = { v: f64(), a: f64() };

export const always = (a: Scalar): Tensor<readonly [], "bool"> => greater(exp(a), 0);
