import { isTooRandomToKeep, NOT_KEPT } from "./redactor.ts";

/**
 * Entropy alone is no verdict, so a random part of a word or an address is not reported; it may still be a
 * credential, so it is not kept either. Digests stay where they say which package, image or commit is meant.
 * `previous` is the word before: a flag such as `--rev` announces a commit.
 */
export function withoutRandomParts(text: string, previous = ""): string {
  const isAddress = text.includes("://");
  if (!isTooRandomToKeep(text) && !(isAddress && UUID.test(text))) return text;
  const parts = text.split(/([/?&#=:,\s"'@]+)/);
  return parts
    .map((part, index) => {
      const isCapability = isAddress && WHOLE_UUID.test(part);
      if (!isTooRandomToKeep(part) && !isCapability) return part;
      return DIGEST.test(part) && isNamedDigest(parts.slice(0, index), previous) ? part : NOT_KEPT;
    })
    .join("");
}

// In an address a UUID is often all that lets a caller in.
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
const WHOLE_UUID = new RegExp(`^${UUID.source}$`, "i");
const DIGEST = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

function isNamedDigest(before: readonly string[], previous: string): boolean {
  const mark = before.at(-1) ?? "";
  if (before.length < 2) return /^--?(?:rev|revision|ref|commit|sha|sha256|digest|checksum)$/.test(previous);
  if (/[@#]$/.test(mark)) return true;
  if (
    /^(?:sha|sha1|sha256|rev|ref|commit|digest|checksum|tree|blob|raw|archive|tarball|zipball)$/i.test(
      before.at(-2) ?? "",
    )
  )
    return true;
  return /^https:\/\/raw\.githubusercontent\.com\/[\w.-]+\/[\w.-]+\/$/.test(before.join(""));
}
