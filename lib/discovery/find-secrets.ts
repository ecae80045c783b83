import type { LaunchedPackage } from "../inventory/package-spec.ts";
import { isPlaceholder, isReference } from "../inventory/secrets/is-placeholder.ts";
import { isSecretName } from "../inventory/secrets/is-secret-name.ts";
import { isPlainConfig } from "../inventory/secrets/is-secret-value.ts";
import type { DeclaredServer, FoundSecret, SafeServer } from "./model.ts";
import { storableText } from "./readers/tree.ts";
import { type PresetHits, presetScan } from "./secrets/preset-scan.ts";
import { withoutRandomParts } from "./secrets/random-parts.ts";
import { headerValue, redactArgs } from "./secrets/redact-args.ts";
import { createRedactor, MAX_SCANNED_CHARS, NOT_KEPT, type Redactor } from "./secrets/redactor.ts";
import { withoutUnknownValues } from "./secrets/unknown-values.ts";

export type Extraction = { server: SafeServer; secrets: FoundSecret[] };

/**
 * Takes the secrets out of a file's servers with our own rules and secretlint's preset. After this no secret
 * value is left in what is returned. `fingerprint` is a keyed hash; it is the only thing that sees a value.
 * Throws when the preset can't be loaded: nothing may be stored that was not looked at.
 */
export async function findSecrets(
  servers: readonly DeclaredServer[],
  fingerprint: (value: string) => string,
): Promise<Extraction[]> {
  const hits = await presetScan(servers.flatMap(textsOf));
  const extractions: Extraction[] = [];
  let startedAt = performance.now();
  for (const server of servers) {
    // A large file must not keep the process from answering others.
    if (performance.now() - startedAt > BUSY_MS) {
      await new Promise(setImmediate);
      startedAt = performance.now();
    }
    extractions.push(extractSecrets(server, fingerprint, hits));
  }
  return extractions;
}

const BUSY_MS = 20;

/** A file's path without what its folders' names give away. */
export function safePath(path: string, fingerprint: (value: string) => string): string {
  const redactor = createRedactor(fingerprint, new Map());
  return storableText(path)
    .split("/")
    .map((segment) => withoutRandomParts(redactor.redact(segment, "path", null)))
    .join("/");
}

/** One server, synchronously; our own rules, and the preset's hits where they are given. */
export function extractSecrets(
  server: DeclaredServer,
  fingerprint: (value: string) => string,
  presetHits: PresetHits = new Map(),
): Extraction {
  const redactor = createRedactor(fingerprint, presetHits);
  const safe: SafeServer = {
    name: withoutRandomParts(redactor.redact(server.name, "name", null)),
    transport: server.transport,
    ...(server.command === undefined
      ? {}
      : { command: withoutRandomParts(redactor.redact(server.command, "command", null)) }),
    ...(server.args === undefined ? {} : { args: redactArgs(server.command ?? "", server.args, redactor) }),
    ...(server.url === undefined
      ? {}
      : { url: withoutUnknownValues(withoutRandomParts(redactor.redact(server.url, "url", null))) }),
    ...(server.cwd === undefined
      ? {}
      : { cwd: withoutRandomParts(redactor.redact(server.cwd, "cwd", null)) }),
    headers: redactHeaders(server.headers ?? {}, redactor),
    env: redactEnvironment(server.env ?? {}, redactor),
    disabled: server.disabled,
    autoApprove:
      server.autoApprove === "all" ? "all" : redactList(server.autoApprove, "autoApprove", redactor),
    disabledTools: redactList(server.disabledTools, "disabledTools", redactor),
    ...(server.package === undefined ? {} : { package: redactPackage(server.package, redactor) }),
  };
  const kept = redactor.isOverfull() ? withoutValues(safe) : safe;
  return { server: mapStrings(kept, redactor.sweep), secrets: redactor.foundSecrets() };
}

/** A server with more secrets than are remembered: one of the others may stand in any of its texts. */
function withoutValues(server: SafeServer): SafeServer {
  const { package: _package, ...kept } = server;
  const emptied = (entries: Record<string, string | null>) =>
    Object.fromEntries(Object.keys(entries).map((_name, index) => [`${NOT_KEPT} ${index + 1}`, null]));
  return {
    ...kept,
    ...(kept.args === undefined ? {} : { args: kept.args.map(() => NOT_KEPT) }),
    ...(kept.url === undefined ? {} : { url: NOT_KEPT }),
    ...(kept.cwd === undefined ? {} : { cwd: NOT_KEPT }),
    headers: emptied(kept.headers),
    env: emptied(kept.env),
    autoApprove: kept.autoApprove === "all" ? "all" : [],
    disabledTools: [],
  };
}

function redactHeaders(headers: Record<string, string>, redactor: Redactor): Record<string, string | null> {
  return mapEntries(headers, redactor, "headers", (name, value, place) =>
    headerValue(name, value, place, redactor),
  );
}

function redactEnvironment(env: Record<string, string>, redactor: Redactor): Record<string, string | null> {
  return mapEntries(env, redactor, "env", (name, value, place) => {
    const result = redactor.redact(value, place, name);
    if (result !== value) return withoutRandomParts(result);
    if (isReference(value) || isPlaceholder(value)) return value;
    const isKept =
      isPlainConfig(value) && (!isSecretName(name) || /^(?:true|false|\d{1,6}|[~./].*)$/i.test(value));
    return isKept ? value : null;
  });
}

function mapEntries(
  entries: Record<string, string>,
  redactor: Redactor,
  place: string,
  valueFor: (name: string, value: string, place: string) => string | null,
): Record<string, string | null> {
  const safe: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(entries)) {
    const safeName = withoutRandomParts(redactor.redact(name, place, null));
    // Two names that are not kept would otherwise read as one.
    const free = safeName in safe ? `${safeName} ${Object.keys(safe).length + 1}` : safeName;
    safe[free] = valueFor(name, value, `${place}.${free}`);
  }
  return safe;
}

function redactList(items: readonly string[], place: string, redactor: Redactor): string[] {
  return items.map((item, index) => withoutRandomParts(redactor.redact(item, `${place}[${index}]`, null)));
}

function redactPackage(launched: LaunchedPackage, redactor: Redactor): LaunchedPackage {
  return {
    registry: launched.registry,
    name: redactor.redact(redactor.sweep(launched.name), "package.name", null),
    version:
      launched.version === null
        ? null
        : redactor.redact(redactor.sweep(launched.version), "package.version", null),
  };
}

function textsOf(server: DeclaredServer): string[] {
  const lists = [
    server.args ?? [],
    server.disabledTools,
    server.autoApprove === "all" ? [] : server.autoApprove,
  ];
  const pairs = [...Object.entries(server.env ?? {}), ...Object.entries(server.headers ?? {})];
  // A value after "=" is looked up by itself, so it is scanned by itself too.
  const assigned = lists.flat().map((word) => word.slice(word.indexOf("=") + 1));
  const texts = [
    server.name,
    server.command,
    server.url,
    server.cwd,
    ...lists.flat(),
    ...assigned,
    ...pairs.flat(),
  ];
  return texts.filter((text): text is string => text !== undefined && text.length <= MAX_SCANNED_CHARS);
}

/** Every string of a value, keys of objects included, passed through `change`. */
function mapStrings<Value>(value: Value, change: (text: string) => string): Value {
  const walk = (node: unknown): unknown => {
    if (typeof node === "string") return change(node);
    if (Array.isArray(node)) return node.map(walk);
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, item]) => [FIELDS.has(key) ? key : change(key), walk(item)]),
    );
  };
  // The shape is kept: only the contents of strings differ, and the fixed field names stay as they are.
  return walk(value) as Value;
}

const FIELDS = new Set(
  "name transport command args url cwd headers env disabled autoApprove disabledTools package registry version".split(
    " ",
  ),
);
