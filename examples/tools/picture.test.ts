import { decodeImage } from "@rensa/data";
import { describe, expect, it } from "vitest";
import { drawPicture } from "./picture.ts";
import { encodePng } from "./png.ts";

describe("a picture", () => {
  it("puts the ends of the data at the ends of the axes", () => {
    const svg = drawPicture({
      title: "a < b",
      panels: [
        {
          title: "t",
          marks: [
            {
              line: [
                [1, 10],
                [3, 30],
              ],
              color: "blue",
            },
          ],
        },
      ],
    });
    expect(svg).toContain('points="0,240 240,0"');
    expect(svg).toContain("<title>a &lt; b</title>");
  });

  it("counts powers of ten, and makes units equally long, when it is asked to", () => {
    const line = [
      [0, 0.01],
      [1, 1],
      [2, 100],
    ] as const;
    const [logarithmic, equal] = [{ logarithmic: true }, { equal: true }].map((how) =>
      drawPicture({ title: "", panels: [{ title: "", marks: [{ line, color: "blue" }], ...how }] }),
    );
    expect(logarithmic).toContain('points="0,240 120,120 240,0"');
    expect(equal).toMatch(/points="117.6,240 120,237.6 122.4,0"/);
  });

  it("has images that a reader of PNG understands", async () => {
    const file = encodePng({ width: 2, height: 1, channels: 3, data: [0, 0.5, 1, 2, -1, 0.2] });
    expect(Array.from((await decodeImage(file)).data)).toEqual([0, 128, 255, 255, 0, 51]);
  });
});
