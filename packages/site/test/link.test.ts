/** Programs in addresses: what goes in comes out, and what anybody else puts there does no harm. */
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeProgram, encodeProgram, LinkError, longestProgram } from "../src/runnable/link.ts";

const inAddress = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

describe("a program in an address", () => {
  it("comes out as it went in, in characters that no address changes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (code) => {
        const text = await encodeProgram(code);
        expect(text).toMatch(/^[\w-]+$/);
        expect(await decodeProgram(text)).toBe(code);
      }),
    );
  });

  it("may be as long as is said, and no longer", async () => {
    const longest = "x".repeat(longestProgram);
    expect(await decodeProgram(await encodeProgram(longest))).toBe(longest);
    await expect(encodeProgram(`${longest}x`)).rejects.toThrow(/too long/);
  });

  it("is refused where nothing that deflates it makes it short enough to be opened", async () => {
    let state = 1;
    const next = (): string => String.fromCharCode(0x4e00 + ((state = (state * 48271) % 2147483647) % 20000));
    await expect(encodeProgram(Array.from({ length: longestProgram }, next).join(""))).rejects.toThrow(LinkError);
  });

  it.each([
    ["nothing", "", /other characters/],
    ["what is no base64 for addresses", "a+b/", /other characters/],
    ["markup", "<script>", /other characters/],
    ["base64 of a wrong length", "abcde", /cut or changed/],
    ["what is not deflated", inAddress(Buffer.from("console.log(1)")), /cut or changed/],
    ["a part of a program", inAddress(deflateSync("console.log(1);".repeat(50)).subarray(0, 20)), /cut or changed/],
    ["bytes that are no text", inAddress(deflateSync(Buffer.from([0xc3, 0x28]))), /cut or changed/],
    ["ten megabytes in a few", inAddress(deflateSync(Buffer.alloc(10_000_000))), /too long/],
    ["a text that is too long itself", "A".repeat(10_000_000), /too long/],
  ])("is refused where there is %s", async (_, text, sentence) => {
    const refused = decodeProgram(text);
    await expect(refused).rejects.toThrow(LinkError);
    await expect(refused).rejects.toThrow(sentence);
  });
});
