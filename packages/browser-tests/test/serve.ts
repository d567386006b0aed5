/** A server of a folder's files on this machine, with or without the headers that isolate a page. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

/** A server that runs. */
export interface FileServer {
  /** Of its page, with a slash at the end. */
  readonly address: string;
  close(): void;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
};

/** What a page needs to be allowed shared memory: https://web.dev/articles/coop-coep. */
const isolatingHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** How files are served. */
export interface ServeOptions {
  /** Whether pages may share memory. */
  readonly isolated: boolean;
  /** The Content-Security-Policy. Default: none. */
  readonly policy?: string | undefined;
  /** Default: one that is free. */
  readonly port?: number;
}

/** Serves a folder to this machine alone. */
export async function serve(folder: string, { isolated, policy, port = 0 }: ServeOptions): Promise<FileServer> {
  const headers = {
    ...(isolated ? isolatingHeaders : {}),
    ...(policy === undefined ? {} : { "Content-Security-Policy": policy }),
  };
  const server = createServer((request, response) => {
    // A URL's path has no ".." left, so that nothing outside the folder can be asked for.
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    readFile(join(folder, path)).then(
      (content) => {
        const type = contentTypes[extname(path)] ?? "application/octet-stream";
        response.writeHead(200, { "Content-Type": type, ...headers }).end(content);
      },
      () => {
        response.writeHead(404).end();
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("The server has no port.");
  return {
    address: `http://127.0.0.1:${String(address.port)}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
