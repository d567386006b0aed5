/** Damage to a printed graph: characters, tokens, lines and names, numbers beyond bounds, nesting, and code as data. */

/** A changed text. */
export interface Mutation {
  readonly text: string;
  /** What was done, for a report. */
  readonly what: string;
  /** True where code was put in. */
  readonly injected: boolean;
}

/** A stream of numbers from 0 to 1. */
export type Random = () => number;

/** The global that injected code sets, and by which it is seen that it ran. */
export const trap = "rensaFuzzTrap";

const payloads: readonly string[] = [
  `(globalThis.${trap} = 1, 2)`,
  `0); globalThis.${trap} = 1; (0`,
  `1; globalThis.${trap} = 1; //`,
  `]; globalThis.${trap} = 1; [0`,
  `*/ globalThis.${trap} = 1; /*`,
  `\${globalThis.${trap} = 1}`,
  `x\nglobalThis.${trap} = 1\n`,
  `[globalThis.${trap} = 1]`,
  `constructor.constructor("globalThis.${trap} = 1")()`,
];

const hostileNames: readonly string[] = [
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "input", "constant"],
  ...[
    "__proto__.polluted",
    "constructor.prototype.polluted",
    "toString.polluted",
    "a.__proto__.b",
    '""',
    '"."',
    '"a..b"',
  ],
];

const values: readonly string[] = [
  ...["-1", "0", "-0", "1", "7", "0.5", "1e999", "-1e999", "1e308", "9007199254740993", "4294967296", "1e-400"],
  ...[
    "NaN",
    "Infinity",
    "-Infinity",
    "null",
    "true",
    "false",
    "[]",
    "{}",
    '""',
    '"f32"',
    '"\\u00zz"',
    '"\\x41"',
    '"a\tb"',
  ],
  ...[
    "[1, 2]",
    "[[1], [2]]",
    '["1"]',
    "{a: 1}",
    "{a: 1, a: 2}",
    '{"__proto__": {"polluted": 1}}',
    "[null]",
    "undefined",
  ],
  ...["graph", "return", "__proto__", "constructor"],
];

const noises: readonly string[] = Array.from("\\\"'{}[]()#:,=/.-+0e \n\t\u0000\u2028\ud800abx");

const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|[A-Za-z_$][\w$.]*|[^\s]/g;

/** One to three changes to a text. */
export function mutate(original: string, random: Random): Mutation {
  const count = 1 + Math.floor(random() ** 3 * 3);
  let mutation: Mutation = { text: original, what: "", injected: false };
  for (let at = 0; at < count; at++) {
    const { text, what, injected } = pick(kinds, random)(mutation.text, random);
    mutation = { text, what: `${mutation.what} ${what}`.trim(), injected: mutation.injected || injected };
  }
  return mutation;
}

/** Code in place of a value or a name. */
export function inject(original: string, random: Random): Mutation {
  const payload = JSON.stringify(pick(payloads, random));
  const { text } = replaceToken(original, random, () => payload, /^["\d\-A-Za-z_$]/);
  return { text, what: `inject ${payload}`, injected: true };
}

type Kind = (text: string, random: Random) => Mutation;

const kinds: readonly Kind[] = [
  changeCharacters,
  changeCharacters,
  (text, random) => replaceToken(text, random, () => pick(values, random), /^["\d-]/),
  (text, random) => replaceToken(text, random, () => pick(values, random), /./),
  (text, random) => replaceToken(text, random, () => pick(hostileNames, random), /^[A-Za-z_$]/),
  (text, random) => replaceToken(text, random, (all) => pick(all, random), /./),
  rename,
  rename,
  changeLines,
  nestDeep,
  inject,
];

function changeCharacters(text: string, random: Random): Mutation {
  const at = Math.floor(random() * (text.length + 1));
  const length = Math.floor(random() ** 3 * 20);
  const noise = Array.from({ length: Math.floor(random() ** 2 * 6) }, () => pick(noises, random));
  const kept = random() < 0.1 ? "" : text.slice(at + length);
  return done(`${text.slice(0, at)}${noise.join("")}${kept}`, "characters");
}

function replaceToken(text: string, random: Random, by: (all: readonly string[]) => string, which: RegExp): Mutation {
  const found = [...text.matchAll(tokens)];
  const fitting = found.filter(([token]) => which.test(token));
  if (fitting.length === 0) return done(text, "nothing");
  const { index, 0: token } = pick(fitting, random);
  const replacement = by(found.map(([each]) => each));
  return done(`${text.slice(0, index)}${replacement}${text.slice(index + token.length)}`, `${token} -> ${replacement}`);
}

/** A name that stays one: everywhere another. */
function rename(text: string, random: Random): Mutation {
  const names = text.match(/\b[A-Za-z_$][\w$.]*(?=\s*[:=#])/g) ?? [];
  if (names.length === 0) return done(text, "nothing");
  const [name, other] = [pick(names, random), pick(hostileNames, random)];
  return done(
    text.replaceAll(tokens, (token) => (token === name ? other : token)),
    `${name} => ${other}`,
  );
}

function changeLines(text: string, random: Random): Mutation {
  const lines = text.split("\n");
  const [at, to] = [Math.floor(random() * lines.length), Math.floor(random() * lines.length)];
  const [line = ""] = lines.splice(at, 1);
  if (random() < 0.4) lines.splice(to, 0, line);
  if (random() < 0.3) lines.splice(at, 0, line, line);
  return done(lines.join("\n"), "lines");
}

function nestDeep(text: string, random: Random): Mutation {
  const depth = pick([3, 100, 300, 20_000, 200_000], random);
  const [open, close] = pick(
    [
      ["[", "]"],
      ["{a: ", "}"],
      ["(", ")"],
    ] as const,
    random,
  );
  const closed = random() < 0.7 ? close.repeat(depth) : "";
  return replaceToken(text, random, () => `${open.repeat(depth)}1${closed}`, /^["\d-]/);
}

function done(text: string, what: string): Mutation {
  return { text, what, injected: false };
}

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new TypeError("There is nothing to pick from.");
  return item;
}
