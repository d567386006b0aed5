/** A client in Node: server-sent events as they come. In a page, `EventSource` does this. */

/** An event as it was sent. */
export interface SentEvent {
  readonly name: string;
  readonly data: unknown;
}

/** Reads events until the service ends them, or the signal aborts, which throws. */
export async function* readEvents(address: string, signal?: AbortSignal): AsyncGenerator<SentEvent> {
  const response = await fetch(address, signal === undefined ? {} : { signal });
  if (!response.ok || response.body === null) throw new Error(`${address} answers ${String(response.status)}.`);
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of response.body) {
    text += decoder.decode(part, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (name !== undefined && data !== undefined) yield { name, data: JSON.parse(data) as unknown };
    }
  }
}
