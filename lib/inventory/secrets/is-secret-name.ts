/**
 * True for a name whose value is a credential by convention: `GITHUB_TOKEN`, `apiKey`, `X-Functions-Key`,
 * `--db-password`. Names about a credential (`TOKEN_URL`, `KEY_ID`, `max_tokens`, `PASSWORD_FILE`) are not.
 */
export function isSecretName(name: string): boolean {
  const words = toWords(name);
  const last = words.at(-1);
  if (last === undefined || ABOUT_A_SECRET.has(last)) return false;
  if (words.some((word) => COUNTING.has(word)) && words.some((word) => /^tokens?$/.test(word))) return false;
  if (words.some((word) => HARMLESS_OWNERS.has(word)) && /^(?:key|keys)$/.test(last)) return false;
  return (
    words.some((word) => STRONG.test(word)) ||
    KEY_LIKE.test(last) ||
    WEAK.has(last) ||
    SEED.test(words.join(" "))
  );
}

/** What kind of credential a name announces, for showing: "password", "access-token", "api-key" ... */
export function secretKindOf(name: string): string {
  const squashed = toWords(name).join("-");
  if (/passw|passphrase|pwd|pass$|(?:^|-)(?:pw|psw|pswd)(?:-|$)|mnemonic|phrase$/.test(squashed))
    return "password";
  if (/authorization|bearer/.test(squashed)) return "authorization";
  if (/cookie|session/.test(squashed)) return "cookie";
  if (/private-?key|signing|encryption/.test(squashed)) return "private-key";
  if (/dsn|connection/.test(squashed)) return "connection-string";
  if (/secret/.test(squashed)) return "secret";
  if (/token|pat$|jwt/.test(squashed)) return "access-token";
  return /key/.test(squashed) ? "api-key" : "secret";
}

/** Names of a secret that is a short number by convention. */
export function isPinName(name: string): boolean {
  return /^(?:pin|pincode|otp|totp|passcode)$/.test(toWords(name).at(-1) ?? "");
}

/** Names that often hold a plain word ("AUTH=none"): their value must look like a credential as well. */
export function isWeakSecretName(name: string): boolean {
  const words = toWords(name);
  return WEAK.has(words.at(-1) ?? "") && !words.some((word) => STRONG.test(word));
}

const STRONG =
  /^(?:tokens?|secrets?|password|passwords|passwd|passphrase|passcode|pincode|pwd|pw|psw|pswd|pass|credentials?|authorization|bearer|apikeys?|apitoken|accesstoken|authtoken|clientsecret|secretkey|privatekey|accesskey|authkey|\w*(?:token|secret|password|passwd|apikey))$/;
// The words that restore a wallet.
const SEED = /(?:^| )(?:mnemonic|(?:seed|recovery|backup) ?phrase)$/;
const KEY_LIKE = /^(?:key|keys|\w*(?:api|access|secret|private|auth|functions|service|master|license)key)$/;
const WEAK = new Set([
  "auth",
  "cookie",
  "cookies",
  "session",
  "sessionid",
  "pat",
  "dsn",
  "jwt",
  "creds",
  "sig",
  "signature",
  "pin",
  "otp",
]);
const COUNTING = new Set(
  "max min limit num number count total per budget window output input context completion prompt".split(" "),
);
const HARMLESS_OWNERS = new Set(
  "public publishable sort primary foreign partition cache index row hot shortcut idempotency key_value".split(
    " ",
  ),
);
const ABOUT_A_SECRET = new Set(
  "url uri urls endpoint endpoints host path paths file files dir directory name names id ids type types kind ttl limit limits count counts timeout expiry expires expiration enabled disabled server servers env var variable header prefix suffix length size format method mode scheme algorithm alg version provider source store manager scanning scanner scan rotation policy scope scopes audience issuer region arn field column mcp usage budget".split(
    " ",
  ),
);

function toWords(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}
