import { AsyncLocalStorage } from "node:async_hooks";

const storage = new AsyncLocalStorage<{ requestId: string }>();

/** Runs `work` so that its log lines and audit events carry this request id. */
export function withRequestId<T>(id: string, work: () => Promise<T>): Promise<T> {
  return storage.run({ requestId: id }, work);
}

/** The id of the request being served, or null outside one. */
export function requestId(): string | null {
  return storage.getStore()?.requestId ?? null;
}
