/** The gradient of the largest or smallest of an operand and the updates that go to one place. */
import { expectTensor, type Tensor, type VjpArguments, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { equal } from "../comparison/equal.ts";
import { cast } from "../structure/cast.ts";
import { scatterNd } from "./gather-nd.ts";
import { atPlaces, type scatterInputs } from "./scatter-operand.ts";

/** It goes to the elements that equal the result, evenly where several do. */
export function shareAmongEqual({
  inputs: [operand, indices, updates],
  output,
  gradient,
}: VjpArguments<typeof scatterInputs>): VjpThunks {
  const equals = (x: Tensor, y: Tensor): Tensor => cast(equal(x, y), gradient.dtype);
  const ofOperand = (): Tensor => equals(operand, output);
  const ofUpdates = (): Tensor => equals(updates, atPlaces(output, indices));
  const share = (): Tensor => {
    const count = scatterNd(ofUpdates(), expectTensor("scatterExtreme: its indices", indices, "i32"), output.shape);
    return div(gradient, add(ofOperand(), count));
  };
  return [() => mul(ofOperand(), share()), null, () => mul(ofUpdates(), atPlaces(share(), indices))];
}
