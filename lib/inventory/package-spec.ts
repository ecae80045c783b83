/** Where a package comes from. */
export type PackageRegistry = "npm" | "pypi" | "oci" | "jsr" | "git" | "nuget" | "mcpb" | "cargo" | "other";

/** The package that a command starts. `version` is as written ("1.2.3", "latest"), null when none is named. */
export type LaunchedPackage = { registry: PackageRegistry; name: string; version: string | null };

/** An OCI reference in parts. A colon before the last slash is a registry's port, not a tag. */
export function ociImage(reference: string | null): LaunchedPackage | null {
  if (!reference || !/^[\w.][\w./:@-]*$/.test(reference)) return null;
  const [withTag = "", digest] = reference.split("@");
  const colon = withTag.lastIndexOf(":");
  const hasTag = colon > withTag.lastIndexOf("/");
  const image = (hasTag ? withTag.slice(0, colon) : withTag).toLowerCase();
  const version = digest ?? (hasTag ? withTag.slice(colon + 1) : null);
  return { registry: "oci", name: image.replace(/^docker\.io\//, "").replace(/^library\//, ""), version };
}

/** npm's `name@version`, or a repository. */
export function npmPackage(spec: string | null): LaunchedPackage | null {
  if (!spec) return null;
  const git = gitPackage(spec);
  if (git) return git;
  const match = /^(@[\w.~-]+\/[\w.~-]+|[\w.~-]+)(?:@(.+))?$/.exec(spec);
  if (!match?.[1] || /^\.{1,2}$/.test(match[1])) return null;
  return { registry: "npm", name: match[1].toLowerCase(), version: match[2] ?? null };
}

/** PEP 508 name with extras and `==`, or uv's `name@version`; the name as PEP 503 normalises it. */
export function pypiPackage(spec: string | null): LaunchedPackage | null {
  if (!spec) return null;
  const git = gitPackage(spec);
  if (git) return git;
  const match = /^([A-Za-z0-9][\w.-]*)(?:\[[\w,. -]*\])?\s*(?:(?:==|@)\s*([^\s;,]+)|[<>~!].*)?$/.exec(spec);
  if (!match?.[1] || match[1].endsWith(".py")) return null;
  return {
    registry: "pypi",
    name: match[1].toLowerCase().replace(/[-_.]+/g, "-"),
    version: match[2] ?? null,
  };
}

function gitPackage(spec: string): LaunchedPackage | null {
  const short = /^(?:github:)?([\w.-]+\/[\w.-]+)(?:#(.+))?$/.exec(spec);
  if (short?.[1] && !spec.startsWith("@") && !spec.startsWith(".") && !spec.startsWith("/")) {
    return { registry: "git", name: `github.com/${short[1]}`.toLowerCase(), version: short[2] ?? null };
  }
  const url = /^git\+(?:https?|ssh):\/\/(?:[^@/]*@)?([^#@\s]+?)(?:\.git)?(?:@([^#\s]+))?(?:#(\S*))?$/.exec(
    spec,
  );
  if (!url?.[1]) return null;
  const fragment = url[3] ?? "";
  // One repository may hold many packages, each in a folder of its own.
  const folder = /(?:^|&)subdirectory=([^&]+)/.exec(fragment)?.[1];
  const commit = url[2] ?? (/^[^=&]+$/.test(fragment) ? fragment : null);
  const name = [url[1], ...(folder === undefined ? [] : [folder])].join("/");
  return { registry: "git", name: name.toLowerCase(), version: commit };
}
