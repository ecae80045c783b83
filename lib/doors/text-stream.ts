import { AsyncLocalStorage } from "node:async_hooks";

/**
 * A body made piece by piece, as fast as the reader takes it, in the request's own context. When the reader goes
 * away, the generator's `finally` runs.
 */
export function textStream(pieces: AsyncGenerator<string | Uint8Array>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const inRequest = AsyncLocalStorage.snapshot();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await inRequest(() => pieces.next());
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    async cancel() {
      await inRequest(() => pieces.return(undefined));
    },
  });
}
