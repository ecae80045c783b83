import { createHash } from "node:crypto";

const STYLE = `
:root { color-scheme: light dark; --ground: #fafafa; --card: #fff; --line: #d4d4d8; --text: #18181b; --quiet: #52525b;
  --accent: #1d4ed8; --tint: #eff4ff; }
@media (prefers-color-scheme: dark) { :root { --ground: #101012; --card: #18181b; --line: #3f3f46; --text: #fafafa;
  --quiet: #a1a1aa; --accent: #93b4ff; --tint: #1c2436; } }
* { box-sizing: border-box; margin: 0; }
body { background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; min-height: 100vh;
  display: grid; place-items: center; padding: 24px 16px; }
main { width: 100%; max-width: 480px; }
h1 { font-size: 24px; line-height: 1.25; font-weight: 600; }
p { color: var(--quiet); margin-top: 8px; }
ul { list-style: none; padding: 0; margin-top: 24px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--card); overflow: hidden; }
li + li { border-top: 1px solid var(--line); }
button { font: inherit; color: inherit; cursor: pointer; }
li button { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; width: 100%; padding: 12px 16px;
  border: 0; background: none; text-align: start; }
button:hover { background: var(--tint); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; background: var(--tint); }
.initials { width: 40px; height: 40px; border-radius: 50%; display: grid; place-items: center; font-size: 14px;
  font-weight: 600; color: var(--accent); background: var(--tint); }
.who { flex: 1; min-width: 0; display: grid; }
.who strong { font-weight: 600; }
.email, .role { color: var(--quiet); font-size: 14px; overflow-wrap: anywhere; }
.actions { display: flex; gap: 8px; margin-top: 24px; }
.plain { padding: 8px 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
@media (max-width: 400px) { .role { width: 100%; padding-inline-start: 52px; } }
`;

/** A whole page; `body` is markup that was escaped by its maker. */
export function shell(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>${escapeHtml(title)} · Steward</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;
}

/** No script at all; forms may lead back to the client, which browsers count against `form-action`. */
export function pageHeaders(redirectUris: string[]): Record<string, string> {
  const style = createHash("sha256").update(STYLE).digest("base64");
  const origins = [...new Set(redirectUris.map((uri) => new URL(uri).origin))].join(" ");
  return {
    "content-security-policy": [
      "default-src 'none'",
      `style-src 'sha256-${style}'`,
      "img-src data:",
      `form-action 'self' ${origins}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
