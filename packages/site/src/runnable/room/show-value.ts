/** A printed value as text, as the comments of examples write it: `Float32Array [0.1, 2]`, `{ shape: [2], dtype: "f32" }`. */

const mostElements = 200;
const mostDepth = 8;

/** What `console.log` prints of its arguments: texts as they are, everything else as it would be written. */
export function showLine(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === "string" ? value : showValue(value))).join(" ");
}

/** A value as it would be written. */
export function showValue(value: unknown): string {
  try {
    return show(value, []);
  } catch (error) {
    // A getter or a proxy may do anything.
    return `(a value that cannot be shown: ${String(error)})`;
  }
}

function show(value: unknown, inside: readonly object[]): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "bigint":
      return `${String(value)}n`;
    case "function":
      return showFunction(value);
    case "object":
      return value === null ? "null" : showObject(value, inside);
    default:
      return Object.is(value, -0) ? "-0" : String(value);
  }
}

function showFunction(value: object): string {
  const name: unknown = Reflect.get(value, "name");
  const kind = /^class\b/.test(Function.prototype.toString.call(value)) ? "class" : "function";
  return typeof name === "string" && name !== "" ? `[${kind} ${name}]` : `[${kind}]`;
}

function showObject(value: object, inside: readonly object[]): string {
  if (inside.includes(value)) return "[circular]";
  if (inside.length >= mostDepth) return Array.isArray(value) ? "[...]" : "{...}";
  const within = [...inside, value];
  const each = (element: unknown): string => show(element, within);
  if (Array.isArray(value)) return showList("", value, value.length, each);
  if (value instanceof Float32Array) return showList(nameOf(value), value, value.length, showSingle);
  if (isTypedArray(value)) return showList(nameOf(value), value, value.length, each);
  if (value instanceof Map) return showMap(value, each);
  if (value instanceof Set) return `Set ${showMembers(Array.from(value, each))}`;
  if (value instanceof Error) return showError(value);
  if (value instanceof Date || value instanceof RegExp) return String(value);
  if (value instanceof Promise) return "Promise {}";
  return showRecord(value, each);
}

function isTypedArray(value: object): value is Iterable<unknown> & { readonly length: number } {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** The shortest number that is this one among those of 32 bits. */
function showSingle(value: unknown): string {
  const number = Number(value);
  if (number === 0 || !Number.isFinite(number)) return Object.is(number, -0) ? "-0" : String(number);
  for (let digits = 1; digits < 9; digits++) {
    const shorter = Number(number.toPrecision(digits));
    if (Math.fround(shorter) === number) return String(shorter);
  }
  return String(Number(number.toPrecision(9)));
}

function showList(
  name: string,
  elements: Iterable<unknown>,
  length: number,
  each: (element: unknown) => string,
): string {
  const shown: string[] = [];
  for (const element of elements) {
    if (shown.length === mostElements) break;
    shown.push(each(element));
  }
  const more = length > shown.length ? [`... ${String(length - shown.length)} more`] : [];
  return `${name === "" ? "" : `${name} `}[${[...shown, ...more].join(", ")}]`;
}

function showMap(value: ReadonlyMap<unknown, unknown>, each: (element: unknown) => string): string {
  return `Map ${showMembers(Array.from(value, ([key, element]) => `${each(key)} => ${each(element)}`))}`;
}

function showError(value: Error): string {
  const code: unknown = Reflect.get(value, "code");
  return `${value.name}${typeof code === "string" ? ` ${code}` : ""}: ${value.message}`;
}

function showRecord(value: object, each: (element: unknown) => string): string {
  const members = Object.entries(Object.getOwnPropertyDescriptors(value)).flatMap(([key, descriptor]) => {
    if (descriptor.enumerable !== true) return [];
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
    // What a getter would compute is not what is there.
    return [`${name}: ${descriptor.get === undefined ? each(descriptor.value) : "[getter]"}`];
  });
  const name = nameOf(value);
  const label = name === "Object" || name === "" ? "" : `${name} `;
  return label + showMembers(members);
}

function showMembers(members: readonly string[]): string {
  const more = members.length > mostElements ? [`... ${String(members.length - mostElements)} more`] : [];
  const shown = [...members.slice(0, mostElements), ...more];
  return shown.length === 0 ? "{}" : `{ ${shown.join(", ")} }`;
}

function nameOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || typeof prototype !== "object") return "";
  const made: unknown = Reflect.get(prototype, "constructor");
  const name: unknown = typeof made === "function" ? made.name : "";
  return typeof name === "string" ? name : "";
}
