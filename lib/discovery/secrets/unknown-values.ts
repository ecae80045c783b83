import { LOGIN_FLAG } from "../../inventory/secrets/find-logins.ts";
import { isPlaceholder, isReference } from "../../inventory/secrets/is-placeholder.ts";
import { isPath, isPlainConfig } from "../../inventory/secrets/is-secret-value.ts";
import { NOT_KEPT } from "./redactor.ts";

const MAX_PLAIN_QUERY_CHARS = 32;

/** An address whose query keeps only plain words and numbers, and which has no fragment: no server is sent one. */
export function withoutUnknownValues(url: string): string {
  const [, before = url, query, fragment] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(url) ?? [];
  const kept = (query ?? "").replace(/([?&])([^?&=]*)(=?)([^&]*)/g, (all, mark, name, equals, value) => {
    const unknown = equals === "" ? name : value;
    if (isHarmless(unknown)) return all;
    return equals === "" ? `${mark}${NOT_KEPT}` : `${mark}${name}=${NOT_KEPT}`;
  });
  return before + kept + (fragment === undefined || fragment === "#" ? "" : `#${NOT_KEPT}`);
}

function isHarmless(value: string): boolean {
  if (
    value === "" ||
    isReference(value) ||
    isPlaceholder(value) ||
    /^\[(?:secret: |value not kept)/.test(value)
  )
    return true;
  return value.length <= MAX_PLAIN_QUERY_CHARS && isPlainConfig(value);
}

/**
 * `-p` means password to some commands and port, package or project to others; `me:word` after `-u` is most often a
 * login, and so is `me/word` to Oracle's tools. None is reported as a secret for that, and none is kept.
 */
export function withoutPossiblePassword(command: string, previous: string, word: string): string {
  if (isReference(word) || isPlaceholder(word)) return word;
  if (LOGIN_FLAG.test(previous) && !/^\d+:\d+$/.test(word)) {
    return word.replace(/^([^:\s]{1,128}):(?!\/\/).+$/s, `$1:${NOT_KEPT}`);
  }
  if (PACKAGE_LAUNCHER.test(command)) return word;
  if (previous === "-a" && /redis/i.test(command)) return NOT_KEPT;
  if (ORACLE_TOOL.test(command)) return word.replace(/^([\w$]{1,64}\/)[^@\s]+(@.*)?$/s, `$1${NOT_KEPT}$2`);
  if (previous === "-p" && !isOrdinaryAfterP(word)) return NOT_KEPT;
  const attached = /^-p(.{3,})$/s.exec(word)?.[1] ?? "";
  return attached === "" || /^=?[\d:./-]+$|^[a-z][a-z-]*(?:=.*)?$/.test(attached) ? word : `-p${NOT_KEPT}`;
}

// `npx -p package`, `uv run -p 3.12`: never a password.
const PACKAGE_LAUNCHER = /(?:^|[/\\])(?:npx|npm|pnpm|yarn|bunx|bun|uvx|uv|pipx)(?:\.exe|\.cmd)?$/i;

const ORACLE_TOOL = /(?:^|[/\\])(?:sqlplus|sqlcl|sql|sqlldr|rman|expdp|impdp)(?:\.exe)?$/i;

function isOrdinaryAfterP(word: string): boolean {
  return /^-|^[\d.:-]+(?:\/(?:tcp|udp))?$/.test(word) || isPath(word);
}
