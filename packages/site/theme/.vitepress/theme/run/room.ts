/**
 * A room for a program: a worker inside a frame that has nothing of this page's. A program may be somebody else's, from a
 * link, so that the frame
 *
 * - is sandboxed with scripts alone: its origin is no site's, and it has no storage, cookies or windows of this one;
 * - has a policy that its worker inherits and that lets it load and send nothing, from anywhere or to anywhere. The
 *   modules of the library come as texts over a port, and only those that this site lists for that;
 * - runs the program in its worker and not in itself, so that there is no document that could be led elsewhere;
 * - goes away as a whole: that is what stops a loop without an end.
 *
 * What the room says is checked before it is believed, and shown as text.
 */

/** Emitted kernels are code, and programs are modules made of texts; everything else is forbidden. */
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; connect-src 'none'; " +
  "form-action 'none'; base-uri 'none'";

const document_ = `<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>A room for a program</title>
<script>
addEventListener("message", ({ data, ports, source }) => {
  if (source !== parent) return;
  const script = URL.createObjectURL(new Blob([data], { type: "text/javascript" }));
  new Worker(script).postMessage(null, [...ports]);
}, { once: true });
</script>
`;

/** A room. */
export interface Room {
  /** The other side is the worker. */
  readonly port: MessagePort;
  /** Ends whatever runs there. */
  close(): void;
}

/** Opens a room in which a script runs as a worker. */
export function openRoom(script: string): Room {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = "A room for a program";
  frame.hidden = true;
  frame.srcdoc = document_;
  const { port1: port, port2 } = new MessageChannel();
  // The frame has no origin that could be named here; what is sent is this site's own script.
  frame.addEventListener("load", () => frame.contentWindow?.postMessage(script, "*", [port2]), { once: true });
  document.body.append(frame);
  return {
    port,
    close: () => {
      port.close();
      frame.remove();
    },
  };
}
