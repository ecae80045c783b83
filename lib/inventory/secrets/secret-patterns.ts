/** A stretch of text that is a secret: half-open, in UTF-16 units. */
export type SecretSpan = { start: number; end: number; kind: string };

/**
 * Secrets that their own shape gives away, wherever they stand. Every pattern is linear in the text.
 * The issuers publish these shapes so that scanners find them; the widely used preset lacks many of them.
 */
export function findPatternedSecrets(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const [kind, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      // A named group marks the secret where the pattern needs its surroundings to be sure.
      const secret = match.groups?.secret ?? match[0];
      const start = match.index + match[0].lastIndexOf(secret);
      spans.push({ start, end: start + secret.length, kind });
    }
  }
  return spans;
}

const START = "(?<![A-Za-z0-9_])";

const PATTERNS: ReadonlyArray<readonly [kind: string, pattern: RegExp]> = [
  [
    "private-key",
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}-----|$)/g,
  ],
  ["steward-token", from("(?:stw|ses)_[A-Za-z0-9_-]{40,}")],
  ["github-token", from("(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255})")],
  ["gitlab-token", from("gl(?:pat|ptt|dt|rt|cbt|oas|soat)-[\\w-]{20,}")],
  ["slack-token", from("xox[abeoprs](?:\\.xox[bp])?-[A-Za-z0-9-]{10,}")],
  ["slack-token", from("xapp-\\d-[A-Za-z0-9-]{10,}")],
  ["slack-webhook", /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[\w/+-]{15,})/g],
  ["discord-webhook", /discord(?:app)?\.com\/api\/webhooks\/(?<secret>\d{10,}\/[\w-]{30,})/g],
  ["zapier-webhook", /hooks\.zapier\.com\/hooks\/(?:catch|standard)\/(?<secret>[\w/-]{8,})/g],
  ["teams-webhook", /webhook\.office\.com\/webhookb2\/(?<secret>[\w@/-]{30,})/g],
  ["zapier-mcp-url", /zapier\.com\/api\/mcp\/(?:s|a)\/(?<secret>[\w=-]{8,})/g],
  ["aws-access-key-id", from("(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Z0-9])")],
  ["aws-access-key-id", from("(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])")],
  ["stripe-key", from("(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}")],
  ["stripe-webhook-secret", from("whsec_[A-Za-z0-9+/=]{20,}")],
  ["anthropic-key", from("sk-ant-[\\w-]{16,}")],
  ["openai-key", from("sk-(?:proj|svcacct|admin|None)-[\\w-]{16,}")],
  ["openrouter-key", from("sk-or-(?:v1-)?[\\w-]{16,}")],
  ["openai-key", from("sk-[A-Za-z0-9]{20,}")],
  ["google-api-key", from("AIza[\\w-]{35}")],
  ["google-oauth-secret", from("GOCSPX-[\\w-]{20,}")],
  ["google-oauth-token", from("ya29\\.[\\w-]{20,}")],
  ["npm-token", from("npm_[A-Za-z0-9]{30,}")],
  ["pypi-token", from("pypi-[\\w-]{50,}")],
  ["hugging-face-token", from("hf_[A-Za-z0-9]{25,}")],
  ["linear-key", from("lin_(?:api|oauth)_[A-Za-z0-9]{20,}")],
  ["notion-token", from("(?:ntn_[A-Za-z0-9]{30,}|secret_[A-Za-z0-9]{40,})")],
  ["supabase-token", from("sb(?:p|_secret)_[A-Za-z0-9_-]{20,}")],
  ["sendgrid-key", from("SG\\.[\\w-]{16,}\\.[\\w-]{16,}")],
  ["digitalocean-token", from("do[opr]_v1_[0-9a-f]{40,}")],
  ["airtable-token", from("pat[A-Za-z0-9]{14}\\.[0-9a-f]{40,}")],
  ["figma-token", from("figd_[\\w-]{20,}")],
  ["atlassian-token", from("ATATT3[\\w=-]{20,}")],
  ["shopify-token", from("shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{20,}")],
  ["databricks-token", from("dapi[0-9a-f]{32}")],
  ["vault-token", from("hv[sbr]\\.[\\w-]{20,}")],
  ["groq-key", from("gsk_[A-Za-z0-9]{30,}")],
  ["perplexity-key", from("pplx-[A-Za-z0-9]{30,}")],
  ["tavily-key", from("tvly-[\\w-]{16,}")],
  ["postman-key", from("PMAK-[0-9a-f]{24}-[0-9a-f]{30,}")],
  ["doppler-token", from("dp\\.(?:pt|st|ct|sa)\\.[\\w.-]{30,}")],
  ["telegram-bot-token", from("\\d{8,10}:AA[\\w-]{32,}")],
  ["age-key", from("AGE-SECRET-KEY-1[A-Z0-9]{50,}")],
  ["1password-token", from("ops_eyJ[\\w+/=-]{50,}")],
  ["jwt", from("eyJ[\\w-]{8,1000}\\.eyJ[\\w-]{4,4000}\\.[\\w-]*")],
];

function from(body: string): RegExp {
  return new RegExp(START + body, "g");
}
