/** The page on which a program is written, run, and sent as an address. */

/** What stands there before anybody wrote something. */
export const firstProgram = `import { add, mul, square } from "@rensa/ops";
import { compile, f64, gradientsOf, trace } from "rensa";

// y = (w1 x1 + w2 x2)^2, and how much a change of each weight changes it.
const traced = trace({ w1: f64(), w2: f64(), x1: f64(), x2: f64() }, ({ w1, w2, x1, x2 }) => {
  const y = square(add(mul(w1, x1), mul(w2, x2)));
  return { y, slopes: gradientsOf(y, { w1, w2 }) };
});
const { y, slopes } = (await compile(traced)).run({ w1: 1.5, w2: -2, x1: 1, x2: -1.5 });
console.log(y.data); // Float64Array [20.25]
console.log(slopes.w1.data, slopes.w2.data); // Float64Array [9] Float64Array [-13.5]
`;

/** The page as Markdown. */
export function playPage(): string {
  return `---
title: Play
description: Write a program with Rensa, run it in the page, and send it as a link.
sidebar: false
aside: false
editLink: false
---

# Play

Write a program and run it here. It can import every package of Rensa that works in a page, and RxJS; **Link** puts the program into the address, which nobody else keeps.

<RensaPlay />
`;
}
