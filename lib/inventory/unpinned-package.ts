import { started } from "./launched-package.ts";
import type { LaunchedPackage } from "./package-spec.ts";
import { isPinned } from "./pinned-version.ts";

/** A package whose next release runs by itself, and how it is named. */
export interface UnpinnedPackage {
  name: string;
  how: string;
}

/**
 * The first package that is not pinned: the server's own, else one that its command fetches on the way to it. Null
 * when all are.
 */
export function unpinnedOf(
  own: { registry: string | null; name: string; version: string | null } | null,
  command: string | null,
  args: readonly string[],
): UnpinnedPackage | null {
  const passed: readonly LaunchedPackage[] =
    own === null ? [] : started(command ?? "", args).fetched.slice(0, -1);
  const loose = [...(own === null ? [] : [own]), ...passed].find(
    ({ registry, version }) => !isPinned(registry, version),
  );
  if (loose === undefined) return null;
  const how = loose.version === null ? "without a version" : `at "${loose.version}"`;
  return { name: loose.name, how };
}
