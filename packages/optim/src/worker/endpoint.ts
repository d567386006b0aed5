/** Workers and ports of browsers and of Node, as one. */

/** What a listener of a {@link WebEndpoint} is told. */
export interface EndpointEvent {
  readonly type: string;
  /** What was sent. */
  readonly data?: unknown;
  /** What went wrong. */
  readonly message?: string;
}

/** A `Worker` or `MessagePort` of a browser, or the global scope of a Web Worker. */
export interface WebEndpoint {
  /**
   * @param message - What is sent.
   * @param transfer - The buffers that are handed over and not copied.
   */
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  /**
   * @param type - The kind of event, `"message"`.
   * @param listener - Is told what was sent.
   */
  addEventListener(type: string, listener: (event: EndpointEvent) => void): void;
  /**
   * @param type - The kind of event, `"message"`.
   * @param listener - Is told what was sent.
   */
  removeEventListener(type: string, listener: (event: EndpointEvent) => void): void;
  /** Of a port. */
  start?(): void;
  /** Of a worker. */
  terminate?(): void;
}

/** A `Worker`, `MessagePort` or `parentPort` of Node's `worker_threads`. */
export interface NodeEndpoint {
  /**
   * @param message - What is sent.
   * @param transfer - The buffers that are handed over and not copied.
   */
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  /**
   * @param event - The kind of event, `"message"`.
   * @param listener - Is told what was sent.
   */
  on(event: string, listener: (value: unknown) => void): unknown;
  /**
   * @param event - The kind of event, `"message"`.
   * @param listener - Is told what was sent.
   */
  off(event: string, listener: (value: unknown) => void): unknown;
  /** Of a worker; -1 where it has ended. */
  readonly threadId?: number;
  /** Keeps the process alive while it is open. */
  ref?(): void;
  /** Lets the process end though it is open. */
  unref?(): void;
  /** Of a port: whether it keeps the process alive, as none does that is closed. */
  hasRef?(): boolean;
  /** Of a worker. */
  terminate?(): Promise<unknown>;
}

/** Where the other side is: a worker, a port, or in a worker what leads to the thread that made it. */
export type WorkerEndpoint = WebEndpoint | NodeEndpoint;

/** What is done with what comes from the other side. */
export interface ChannelListener {
  readonly received: (message: unknown) => void;
  /** The other side works no more. Called once at most. */
  readonly lost: (reason: string, cause: unknown) => void;
}

/** A way to the other side. */
export interface Channel {
  post(message: object, transfer: ArrayBuffer[]): void;
  /** Listens no more. */
  leave(): void;
  /** Ends the worker, where the other side is one. */
  terminate(): Promise<void>;
}

/** Makes a channel that tells a listener what comes. */
export type OpenChannel = (listener: ChannelListener) => Channel;

/** Opens a channel over a worker or port. */
export function openChannel(endpoint: WorkerEndpoint, listener: ChannelListener): Channel {
  let isLost = false;
  const lost = (reason: string, cause: unknown): void => {
    if (isLost) return;
    isLost = true;
    listener.lost(reason, cause);
  };
  const leave = "on" in endpoint ? listenInNode(endpoint, listener, lost) : listenOnWeb(endpoint, listener, lost);
  return {
    post: (message, transfer) => {
      endpoint.postMessage(message, transfer);
    },
    leave,
    terminate: async () => {
      await endpoint.terminate?.();
    },
  };
}

function listenInNode(
  endpoint: NodeEndpoint,
  { received }: ChannelListener,
  lost: ChannelListener["lost"],
): () => void {
  const listeners: Readonly<Record<string, (value: unknown) => void>> = {
    message: received,
    messageerror: (error) => {
      lost("a message could not be read", error);
    },
    error: (error) => {
      lost(error instanceof Error ? error.message : String(error), error);
    },
    exit: (code) => {
      lost(`the worker ended with exit code ${String(code)}`, undefined);
    },
    close: () => {
      lost("the port was closed", undefined);
    },
  };
  for (const [event, listener] of Object.entries(listeners)) endpoint.on(event, listener);
  // What has ended tells nothing any more.
  if (hasEnded(endpoint)) {
    queueMicrotask(() => {
      lost("it had ended before it was connected", undefined);
    });
  }
  return () => {
    for (const [event, listener] of Object.entries(listeners)) endpoint.off(event, listener);
  };
}

/** Whether a worker or port of Node is over: a port that is open keeps the process alive where it is asked to. */
function hasEnded(endpoint: NodeEndpoint): boolean {
  if (endpoint.threadId !== undefined) return endpoint.threadId === -1;
  if (endpoint.hasRef?.() !== false) return false;
  endpoint.ref?.();
  if (!endpoint.hasRef()) return true;
  // Its owner did not want it to keep the process alive.
  endpoint.unref?.();
  return false;
}

function listenOnWeb(endpoint: WebEndpoint, { received }: ChannelListener, lost: ChannelListener["lost"]): () => void {
  const listeners: Readonly<Record<string, (event: EndpointEvent) => void>> = {
    message: ({ data }) => {
      received(data);
    },
    messageerror: (event) => {
      lost("a message could not be read", event);
    },
    error: (event) => {
      lost(event.message ?? "its script could not be loaded", event);
    },
    close: (event) => {
      lost("the port was closed", event);
    },
  };
  for (const [type, listener] of Object.entries(listeners)) endpoint.addEventListener(type, listener);
  endpoint.start?.();
  return () => {
    for (const [type, listener] of Object.entries(listeners)) endpoint.removeEventListener(type, listener);
  };
}
