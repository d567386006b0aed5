/** A page that compiles a gradient and runs it: the least that a page can load. */
import { matmul, mean, square, sub } from "@rensa/ops";
import { compile, f32, trace, valueAndGrad } from "rensa";

const loss = trace({ x: f32(4, 3), y: f32(4, 1), w: f32(3, 1) }, ({ x, y, w }) => mean(square(sub(matmul(x, w), y))));
const row = [1, 2, 3];

void compile(valueAndGrad(loss, ["w"])).then((step) => {
  const { value } = step.run({ x: [row, row, row, row], y: [[1], [1], [1], [1]], w: [[0], [0], [0]] });
  document.body.append(String(value.data[0]));
});
