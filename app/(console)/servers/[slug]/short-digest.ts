/** The first characters of a digest, enough to tell two apart by eye: "sha256:1a2b3c4d5e6f…". */
export function shortDigest(digest: string): string {
  const [algorithm, hash = ""] = digest.split(":");
  return hash === "" ? `${digest.slice(0, 12)}…` : `${algorithm}:${hash.slice(0, 12)}…`;
}
