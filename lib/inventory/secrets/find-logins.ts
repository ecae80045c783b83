import { isSecretValue } from "./is-secret-value.ts";
import type { SecretSpan } from "./secret-patterns.ts";

/** `--auth me:password` and the like, and the ways in which well-known commands take a password inside a line. */
export function findLogins(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const value = match.groups?.value ?? "";
      const start = match.index + match[0].indexOf(value, match.groups?.before?.length ?? 0);
      if (isSecretValue("password", value))
        spans.push({ start, end: start + value.length, kind: "password" });
    }
  }
  return spans;
}

/** Flags whose value is often a user and a password with a colon between them. */
export const LOGIN_FLAG =
  /^(?:-u|--(?:user|userpass|login|auth|basic-auth|http-auth|proxy-user|credentials?|creds?))$/;

const PATTERNS = [
  // Numbers are a user and a group ("1000:1000"), two slashes an address.
  /(?<before>(?<![\w-])(?:-u|--(?:user|userpass|login|auth|basic-auth|http-auth|proxy-user|credentials?|creds?))(?:\s{1,20}|=)?["']?(?!\d{1,10}:\d)[^\s:="']{1,128}:(?!\/\/))(?<value>[^\s"']{1,512})/g,
  /(?<before>(?<![\w-])(?:mysql(?:dump|admin|import|show|check|sh)?|mariadb(?:-\w{1,20})?)(?=\s)[^|;&\n]{0,200}?\s-p["']?)(?<value>[^\s"'-][^\s"']{2,256})/g,
  /(?<before>(?<![\w-])sshpass\s{1,9}-p\s{0,9}["']?)(?<value>[^\s"']{1,256})/g,
  /(?<before>(?<![\w-])redis-cli(?=\s)[^|;&\n]{0,200}?\s(?:-a|--pass)\s{1,9}["']?)(?<value>[^\s"']{1,256})/g,
  /(?<before>(?<![\w-])(?:echo|printf)\s{1,9}["']?)(?<value>[^\s"'|]{1,256})["']?\s{0,9}\|[^|\n]{0,200}--password-stdin/g,
];
