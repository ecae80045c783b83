import { createTransport, type Transporter } from "nodemailer";
import type SMTPTransport from "nodemailer/lib/smtp-transport/index.js";
import { type Env, env } from "../kernel/env.ts";
import { oneLine } from "../kernel/one-line.ts";
import type { EmailMessage } from "./email-message.ts";
import { type Outcome, outcomeOfError } from "./email-outcome.ts";

/** One mailbox, written so that no header and no second recipient can be made of it. */
const ADDRESS = /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[^\s<>()[\]\\,;:"@\p{Cc}]{1,255}$/u;
const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 20_000;

export interface Mailer {
  send: (to: { name: string; email: string }, message: EmailMessage) => Promise<Outcome>;
  /** Null when the server would take mail; otherwise why not, in words. */
  check: () => Promise<string | null>;
  close: () => void;
}

type MailSettings = Pick<Env, "SMTP_URL" | "SMTP_FROM" | "SMTP_TLS">;

/** The configured mail server, or null when e-mail is off. Each mail has a connection of its own. */
export function openMailer({ SMTP_URL, SMTP_FROM, SMTP_TLS }: MailSettings = env()): Mailer | null {
  if (SMTP_URL === undefined || SMTP_FROM === undefined) return null;
  const transport = createTransport(transportOptions(new URL(SMTP_URL), SMTP_TLS));
  return {
    send: (to, message) => sendOne(transport, SMTP_FROM, to, message),
    check: () =>
      transport.verify().then(
        () => null,
        (error: unknown) => wordsOf(outcomeOfError(error)),
      ),
    close: () => transport.close(),
  };
}

function transportOptions(url: URL, tls: "required" | "offered" | "off"): SMTPTransport.Options {
  const isSecure = url.protocol === "smtps:";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || (isSecure ? 465 : 587)),
    secure: isSecure,
    requireTLS: !isSecure && tls === "required",
    ignoreTLS: !isSecure && tls === "off",
    ...(url.username === ""
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    // A message is text of our own: nothing of it is ever read from a file or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

async function sendOne(
  transport: Transporter,
  from: string,
  to: { name: string; email: string },
  message: EmailMessage,
): Promise<Outcome> {
  if (!ADDRESS.test(to.email))
    return {
      kind: "refused",
      words: "The person's address cannot be written to. Correct it at the provider.",
    };
  try {
    await transport.sendMail({ ...message, from, to: { name: oneLine(to.name), address: to.email } });
    return { kind: "sent" };
  } catch (error) {
    return outcomeOfError(error);
  }
}

function wordsOf(outcome: Outcome): string {
  return "words" in outcome ? outcome.words : "The mail server did not answer.";
}
