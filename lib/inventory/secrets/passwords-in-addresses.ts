import type { SecretSpan } from "./secret-patterns.ts";

/** Passwords, and users that are a token, before the @ of an address; also where no host follows it. */
export function findPasswordsInAddresses(text: string): SecretSpan[] {
  return [...userInfo(text), ...passwordsWithSlash(text), ...passwordsWithoutScheme(text)];
}

function userInfo(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(
    /[a-z][a-z0-9+.-]{0,30}:\/\/(?<user>[^\s:@/?#"']{0,512})(?::(?<password>[^\s/"']{0,512}))?@/gi,
  )) {
    const { user = "", password } = match.groups ?? {};
    const userStart = match.index + match[0].indexOf("://") + 3;
    if (password) {
      const start = userStart + user.length + 1;
      spans.push({ start, end: start + password.length, kind: "password-in-url" });
    } else if (password === undefined && /^(?=.*\d)[\w.~%-]{12,}$/.test(user)) {
      spans.push({ start: userStart, end: userStart + user.length, kind: "user-in-url" });
    }
  }
  return spans;
}

// An unescaped slash in a password: drivers of databases accept it, and the last @ then ends it. In other addresses
// digits after the colon are a port, and an @ in the path is a version or a person.
const WITH_SLASH = [
  /(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver):\/\/[^\s:@/]{0,128}:(?<password>[^\s"'<>/]{0,256}\/[^\s"'<>]{0,256})@/gi,
  /(?:https?|wss?|s?ftp|ssh):\/\/[^\s:@/?#]{1,128}:(?<password>(?!\d{1,5}\/|[$<{%[])[^\s"'<>/?#]{1,256}\/[^\s"'<>]{0,256})@/gi,
];

function passwordsWithSlash(text: string): SecretSpan[] {
  return WITH_SLASH.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => spanBeforeAt(match, 1, match.groups?.password ?? "")),
  ).filter((span) => span.end > span.start);
}

// `me:password@tcp(host)` of Go's MySQL driver; `me/password@//host` and `me/password@host:1521/x` of Oracle's tools.
const WITHOUT_SCHEME =
  /(?:(?<![\w:/])[^\s:@/"'<>]{1,64}:(?<go>[^\s"'<>]{1,256})(?<goEnd>@(?:tcp|unix|udp)\()|(?<![\w/@])[\w$]{1,64}\/(?<oracle>[^\s"'<>/]{1,128})(?<oracleEnd>@(?:\/\/[\w[]|[\w.-]{1,128}:\d{2,5}\/\w)))/gi;

function passwordsWithoutScheme(text: string): SecretSpan[] {
  return [...text.matchAll(WITHOUT_SCHEME)].map((match) => {
    const { go, goEnd = "", oracle = "", oracleEnd = "" } = match.groups ?? {};
    return spanBeforeAt(match, (go === undefined ? oracleEnd : goEnd).length, go ?? oracle);
  });
}

/** The password of a match that ends with it and a number of further characters. */
function spanBeforeAt(match: RegExpExecArray, charsAfter: number, password: string): SecretSpan {
  const end = match.index + match[0].length - charsAfter;
  return { start: end - password.length, end, kind: "password-in-url" };
}
