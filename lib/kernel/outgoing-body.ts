import { OutgoingError } from "./outgoing-error.ts";

/** Passes a body on, byte for byte, and ends it with an error after `maxBytes`. Errors go through `translate`. */
export function boundedBody(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  host: string,
  translate: (error: unknown) => unknown,
): ReadableStream<Uint8Array> | null {
  if (!body) return null;
  const reader = body.getReader();
  let receivedBytes = 0;
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        receivedBytes += value.byteLength;
        if (receivedBytes > maxBytes) throw tooLarge(host, maxBytes);
        controller.enqueue(value);
      } catch (error) {
        controller.error(translate(error));
        // The stream has its error already; a failure to cancel the rest adds nothing.
        reader.cancel().catch(() => undefined);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function tooLarge(host: string, maxBytes: number): OutgoingError {
  return new OutgoingError(
    "too_large",
    `${host} sent more than ${Math.floor(maxBytes / 1024)} kB. Nothing was kept.`,
  );
}
