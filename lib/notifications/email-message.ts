import { oneLine } from "../kernel/one-line.ts";

/** What an e-mail is made of: notices in words, each with a page of Steward. */
export interface EmailContent {
  /** Stays the same however often it is sent, so that a mailbox can tell that it has it already. */
  key: string;
  kind: "notice" | "digest";
  notices: readonly { title: string; body: string; href: string | null }[];
  /** How many more there are than `notices` shows. */
  moreCount: number;
}

export interface EmailMessage {
  subject: string;
  text: string;
  html: string;
  messageId: string;
  headers: Record<string, string>;
}

const SUBJECT_MAX = 150;
const SIGN_IN =
  "Every link leads to a page of Steward that asks you to sign in; opening one decides nothing.";

/** An e-mail in plain text and in HTML. Names come from outside: each is one line, escaped, and no link. */
export function emailMessage({ key, kind, notices, moreCount }: EmailContent, siteUrl: string): EmailMessage {
  const site = siteUrl.replace(/\/+$/, "");
  const preferencesUrl = `${site}/settings?tab=notifications`;
  const shown = notices.map(({ title, body, href }) => ({
    title: harmless(title),
    body: harmless(body),
    url: href === null ? `${site}/notices?view=all` : `${site}${href}`,
  }));
  const count = shown.length + moreCount;
  const heading =
    kind === "notice"
      ? (shown[0]?.title ?? "A notice")
      : `${count === 1 ? "One notice waits" : `${count} notices wait`} for you`;
  const more = moreCount === 0 ? null : `And ${moreCount} more: ${site}/notices`;
  return {
    subject: `Steward: ${heading.slice(0, SUBJECT_MAX).toWellFormed()}`,
    text: asText({ kind, heading, shown, more, preferencesUrl }),
    html: asHtml({ kind, heading, shown, more, preferencesUrl }),
    messageId: `<${key}@${new URL(siteUrl).hostname}>`,
    headers: {
      "List-Unsubscribe": `<${preferencesUrl}>`,
      // RFC 3834: no out-of-office answer to this.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
  };
}

interface Parts {
  kind: EmailContent["kind"];
  heading: string;
  shown: readonly { title: string; body: string; url: string }[];
  more: string | null;
  preferencesUrl: string;
}

function asText({ kind, heading, shown, more, preferencesUrl }: Parts): string {
  const parts = shown.map(({ title, body, url }) =>
    [title, body, url].filter((line) => line !== "").join("\n"),
  );
  return [
    ...(kind === "digest" ? [heading] : []),
    ...parts,
    ...(more === null ? [] : [more]),
    `--\n${SIGN_IN}\nChoose what you get by e-mail: ${preferencesUrl}`,
    "",
  ].join("\n\n");
}

function asHtml({ kind, heading, shown, more, preferencesUrl }: Parts): string {
  const items = shown.map(
    ({ title, body, url }) =>
      `<p style="margin:0 0 20px"><strong>${escaped(title)}</strong><br>${escaped(body)}<br>` +
      `<a href="${escaped(url)}">Open in Steward</a></p>`,
  );
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(heading)}</title></head>`,
    `<body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;max-width:600px;margin:24px auto;padding:0 16px">`,
    ...(kind === "digest" ? [`<h1 style="font-size:18px">${escaped(heading)}</h1>`] : []),
    ...items,
    ...(more === null ? [] : [`<p>${escaped(more)}</p>`]),
    `<hr style="border:0;border-top:1px solid #ccc"><p style="font-size:13px;color:#555">${escaped(SIGN_IN)}<br>`,
    `<a href="${escaped(preferencesUrl)}">Choose what you get by e-mail</a></p></body></html>`,
  ].join("\n");
}

/** One line without what hides or reorders, and without addresses that a mail program would turn into links. */
function harmless(text: string): string {
  return oneLine(text)
    .replace(/:\/\//g, ": //")
    .replace(/\bwww\./gi, "www .");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}
