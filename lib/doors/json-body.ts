import { AppError } from "../kernel/app-error.ts";

const BODY_BYTES_MAX = 1_000_000;

/**
 * Reads a JSON body up to a limit in bytes, counting what arrives and not what the header claims.
 *
 * @throws AppError `invalid` when it is no JSON or too large
 */
export async function readJsonBody(request: Request, bytesMax = BODY_BYTES_MAX): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new AppError("invalid", "Send the body as application/json.");
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > bytesMax) {
      throw new AppError("invalid", `The body may have ${Math.floor(bytesMax / 1_000_000)} MB at most.`);
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new AppError("invalid", "The body is not valid JSON.");
  }
}
