/** Where a package comes from. */
export type PackageRegistry = "npm" | "pypi" | "oci" | "jsr" | "git" | "nuget" | "mcpb" | "cargo" | "other";

/** The package that a command starts. `version` is as written ("1.2.3", "latest"), null when none is named. */
export type LaunchedPackage = { registry: PackageRegistry; name: string; version: string | null };

/**
 * The package a command line starts, or null when it starts something else (a file, a binary, a script).
 * Knows npx and its kin, uvx, pipx, `uv tool run`, docker and its kin, `deno run npm:`; looks through `cmd /c`.
 */
export function launchedPackage(command: string, args: readonly string[]): LaunchedPackage | null {
  const words = unwrap(programName(command), args);
  if (!words) return null;
  const { launcher, rest } = words;
  switch (launcher) {
    case "npm":
      return npmPackage(firstPackage(rest, NPM_PACKAGE_FLAGS, NPM_VALUE_FLAGS));
    case "pypi":
      return pypiPackage(firstPackage(rest, PYPI_PACKAGE_FLAGS, PYPI_VALUE_FLAGS));
    case "oci":
      return ociImage(firstPackage(rest, NONE, DOCKER_VALUE_FLAGS));
    case "deno":
      return denoPackage(rest);
  }
}

/** Whether this is an exact version, commit or digest. Ranges, tags that move and an absent version are not. */
export function isPinned(registry: string | null, version: string | null): boolean {
  if (version === null) return false;
  if (/^sha256:[0-9a-f]{64}$/.test(version)) return true;
  if (registry === "git") return /^[0-9a-f]{7,64}$/.test(version);
  if (registry === "oci") return /\d/.test(version);
  return /^v?\d+\.\d+[\w.+!-]*$/.test(version) && !/[x*]$/.test(version);
}

/** The command's own name, without folder, `.exe` or `.cmd`, in lower case. */
export function programName(command: string): string {
  const base = command.trim().split(/[\\/]/).at(-1) ?? "";
  return base.toLowerCase().replace(/\.(exe|cmd|bat|ps1)$/, "");
}

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

type Launch = { launcher: "npm" | "pypi" | "oci" | "deno"; rest: readonly string[] };

const NONE: ReadonlySet<string> = new Set();
const NPM_PACKAGE_FLAGS: ReadonlySet<string> = new Set(["-p", "--package"]);
const NPM_VALUE_FLAGS: ReadonlySet<string> = new Set(["--registry", "--cache", "--prefix", "--userconfig"]);
const PYPI_PACKAGE_FLAGS: ReadonlySet<string> = new Set(["--from", "--spec"]);
const PYPI_VALUE_FLAGS: ReadonlySet<string> = new Set(
  "-p --python --with --with-editable --with-requirements --index --index-url --default-index --extra-index-url --directory --project --env-file --cache-dir --config-file --pip-args -c --constraints --refresh-package".split(
    " ",
  ),
);
// Docker options that take the next word; every other option stands alone (docs.docker.com, `docker run`).
const DOCKER_VALUE_FLAGS: ReadonlySet<string> = new Set(
  "-e --env --env-file -v --volume --mount -p --publish --name --network --net -w --workdir -u --user --entrypoint --platform -l --label -h --hostname --add-host --cpus -m --memory --pull --restart --gpus --device --dns --ip --link --log-driver --log-opt --security-opt --shm-size --tmpfs --ulimit --volumes-from --cap-add --cap-drop --cidfile --ipc --pid --runtime --stop-signal --memory-swap --pids-limit --expose -a --attach -c --cpu-shares --annotation --userns --group-add --health-cmd".split(
    " ",
  ),
);

function unwrap(program: string, args: readonly string[]): Launch | null {
  const [first = "", second = ""] = args;
  if (program === "cmd" && /^\/[ck]$/i.test(first)) return unwrap(programName(second), args.slice(2));
  if (["npx", "bunx", "pnpx"].includes(program)) return { launcher: "npm", rest: args };
  if (program === "npm" && ["exec", "x"].includes(first)) return { launcher: "npm", rest: args.slice(1) };
  if (program === "pnpm" && ["dlx", "exec"].includes(first)) return { launcher: "npm", rest: args.slice(1) };
  if (program === "yarn" && first === "dlx") return { launcher: "npm", rest: args.slice(1) };
  if (program === "bun" && first === "x") return { launcher: "npm", rest: args.slice(1) };
  if (program === "uvx") return { launcher: "pypi", rest: args };
  if (program === "pipx" && first === "run") return { launcher: "pypi", rest: args.slice(1) };
  if (program === "uv" && first === "tool" && second === "run")
    return { launcher: "pypi", rest: args.slice(2) };
  if (program === "uv" && first === "x") return { launcher: "pypi", rest: args.slice(1) };
  if (!["docker", "podman", "nerdctl"].includes(program)) {
    return program === "deno" && first === "run" ? { launcher: "deno", rest: args.slice(1) } : null;
  }
  if (first === "run") return { launcher: "oci", rest: args.slice(1) };
  if (first === "container" && second === "run") return { launcher: "oci", rest: args.slice(2) };
  return null;
}

/** The package named by a flag if there is one, else the first word that is neither a flag nor its value. */
function firstPackage(
  words: readonly string[],
  packageFlags: ReadonlySet<string>,
  valueFlags: ReadonlySet<string>,
): string | null {
  let positional: string | null = null;
  for (let index = 0; index < words.length && positional === null; index += 1) {
    const word = words[index] ?? "";
    const [flag = "", inline] = splitFlag(word);
    if (packageFlags.has(flag)) return inline ?? words[index + 1] ?? null;
    if (valueFlags.has(flag) && inline === undefined) index += 1;
    else if (!word.startsWith("-") && word !== "") positional = word;
  }
  return positional;
}

function splitFlag(word: string): [string, string?] {
  const equals = word.startsWith("-") ? word.indexOf("=") : -1;
  return equals < 0 ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
}

function npmPackage(spec: string | null): LaunchedPackage | null {
  if (!spec) return null;
  const git = gitPackage(spec);
  if (git) return git;
  const match = /^(@[\w.~-]+\/[\w.~-]+|[\w.~-]+)(?:@(.+))?$/.exec(spec);
  if (!match?.[1] || /^\.{1,2}$/.test(match[1])) return null;
  return { registry: "npm", name: match[1].toLowerCase(), version: match[2] ?? null };
}

/** PEP 508 name with extras and `==`, or uv's `name@version`; the name as PEP 503 normalises it. */
function pypiPackage(spec: string | null): LaunchedPackage | null {
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
  const url = /^git\+(?:https?|ssh):\/\/(?:[^@/]*@)?([^#@\s]+?)(?:\.git)?(?:[@#]([^#\s]+))?(?:#.*)?$/.exec(
    spec,
  );
  return url?.[1] ? { registry: "git", name: url[1].toLowerCase(), version: url[2] ?? null } : null;
}

function denoPackage(words: readonly string[]): LaunchedPackage | null {
  const spec = words.find((word) => /^(npm|jsr):/.test(word));
  const found = npmPackage(spec?.slice(4) ?? null);
  return found && spec?.startsWith("jsr:") ? { ...found, registry: "jsr" } : found;
}
