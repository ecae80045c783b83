/**
 * Whether this names one release for good: an exact version, commit or digest. Ranges, tags that move and an absent
 * version do not.
 *
 * - npm and jsr: all three parts (`1.2` is a range there).
 * - PyPI: any version without a wildcard (`==1.2` is 1.2.0 and nothing else).
 * - Images: a digest, or a tag with all three parts (`22.1.0-alpine`). A tag can be moved, but publishers do not move
 *   full versions; they do move `22`, `v1` and `22.1`.
 * - The others: two parts or more.
 */
export function isPinned(registry: string | null, version: string | null): boolean {
  if (version === null) return false;
  if (/^sha256:[0-9a-f]{64}$/.test(version)) return true;
  switch (registry) {
    case "git":
      return /^[0-9a-f]{7,64}$/.test(version);
    case "npm":
    case "jsr":
      return /^[=v]?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(version);
    case "pypi":
      return /^v?\d[\w.+!-]*$/.test(version);
    case "oci":
      return /^v?\d+\.\d+\.\d+(?:[._+-][\w.+-]+)?$/.test(version);
    default:
      return /^v?\d+\.\d+[\w.+!-]*$/.test(version) && !/[x*]$/.test(version);
  }
}
