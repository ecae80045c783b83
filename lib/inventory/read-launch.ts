import { type LaunchedPackage, npmPackage, ociImage, pypiPackage } from "./package-spec.ts";

/** A command line in parts: the launcher's own words, the package it fetches, and what that package is told. */
export interface Launch {
  package: LaunchedPackage;
  before: readonly string[];
  rest: readonly string[];
}

/**
 * The package a command line fetches and starts, or null when it starts something else (a file, a binary, a script).
 * Knows npx and its kin, uvx, pipx, `uv tool run`, docker and its kin, `deno run npm:`; looks through `cmd /c`.
 */
export function readLaunch(command: string, args: readonly string[]): Launch | null {
  const words = unwrap(programName(command), args);
  if (!words) return null;
  const { launcher, rest } = words;
  switch (launcher) {
    case "npm":
      return launchOf(rest, NPM_PACKAGE_FLAGS, NPM_VALUE_FLAGS, npmPackage);
    case "pypi":
      return launchOf(rest, PYPI_PACKAGE_FLAGS, PYPI_VALUE_FLAGS, pypiPackage);
    case "oci":
      return launchOf(rest, NONE, DOCKER_VALUE_FLAGS, ociImage);
    case "deno":
      return denoLaunch(rest);
  }
}

/** The command's own name, without folder, `.exe` or `.cmd`, in lower case. */
export function programName(command: string): string {
  const base = command.trim().split(/[\\/]/).at(-1) ?? "";
  return base.toLowerCase().replace(/\.(exe|cmd|bat|ps1)$/, "");
}

/** `--flag=value` in its two parts; any other word is itself. */
export function splitFlag(word: string): [string, string?] {
  const equals = word.startsWith("-") ? word.indexOf("=") : -1;
  return equals < 0 ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
}

type Wrapped = { launcher: "npm" | "pypi" | "oci" | "deno"; rest: readonly string[] };

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

function unwrap(program: string, args: readonly string[]): Wrapped | null {
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
function launchOf(
  words: readonly string[],
  packageFlags: ReadonlySet<string>,
  valueFlags: ReadonlySet<string>,
  parse: (spec: string | null) => LaunchedPackage | null,
): Launch | null {
  let named: string | null = null;
  let index = 0;
  for (; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const [flag = "", inline] = splitFlag(word);
    if (packageFlags.has(flag)) named ??= inline ?? words[index + 1] ?? null;
    if ((packageFlags.has(flag) || valueFlags.has(flag)) && inline === undefined) index += 1;
    else if (!word.startsWith("-") && word !== "") break;
  }
  const found = parse(named ?? words[index] ?? null);
  return found && { package: found, before: words.slice(0, index), rest: words.slice(index + 1) };
}

function denoLaunch(words: readonly string[]): Launch | null {
  const index = words.findIndex((word) => /^(npm|jsr):/.test(word));
  const spec = words[index];
  const found = npmPackage(spec?.slice(4) ?? null);
  if (!found) return null;
  const own = spec?.startsWith("jsr:") ? { ...found, registry: "jsr" as const } : found;
  return { package: own, before: words.slice(0, index), rest: words.slice(index + 1) };
}
