import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, expect, it } from "vitest";
import { parseEnv } from "#lib/kernel/env.ts";
import { emailMessage } from "#lib/notifications/email-message.ts";
import type { Outcome } from "#lib/notifications/email-outcome.ts";
import { openMailer } from "#lib/notifications/smtp.ts";
import { selfSigned } from "#tests/factories/certificate.ts";
import { type MailServer, startMailServer } from "#tests/factories/mail-server.ts";

const certificate = selfSigned();
const withTls = { ...certificate, disabledCommands: [] };
const message = emailMessage(
  { key: "k", kind: "notice", notices: [{ title: "T", body: "B", href: "/x" }], moreCount: 0 },
  "https://steward.test.example",
);
const authorities = getCACertificates("default");
const open: MailServer[] = [];

afterEach(async () => {
  setDefaultCACertificates(authorities);
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(options: Parameters<typeof startMailServer>[0]): Promise<MailServer> {
  const server = await startMailServer(options);
  open.push(server);
  return server;
}

async function send(
  url: string,
  tls: "required" | "offered" | "off",
): Promise<{ outcome: Outcome | undefined; check: string | null | undefined }> {
  const mailer = openMailer({ SMTP_URL: url, SMTP_FROM: "steward@test.example", SMTP_TLS: tls });
  const outcome = await mailer?.send({ name: "Ann", email: "ann@test.example" }, message);
  const check = await mailer?.check();
  mailer?.close();
  return { outcome, check };
}

it("is off without a setting", () => {
  expect(openMailer({ SMTP_URL: undefined, SMTP_FROM: undefined, SMTP_TLS: "required" })).toBeNull();
});

it("sends nothing where TLS is required and the server has none", async () => {
  const server = await start({});
  const { outcome, check } = await send(`smtp://${server.host}`, "required");
  expect(outcome).toMatchObject({ kind: "postponed", isServer: true });
  expect(check).not.toBeNull();
  expect(server.received).toEqual([]);
});

it("sends nothing to a certificate that nobody vouches for", async () => {
  const server = await start(withTls);
  for (const tls of ["required", "offered"] as const) {
    expect((await send(`smtp://${server.host}`, tls)).outcome).toMatchObject({
      kind: "postponed",
      isServer: true,
    });
  }
  const whole = await start({ ...withTls, secure: true });
  expect((await send(`smtps://${whole.host}`, "required")).outcome).toMatchObject({ kind: "postponed" });
  expect([...server.received, ...whole.received]).toEqual([]);
});

it("turns to TLS where it is required or offered, and speaks it from the start with smtps", async () => {
  setDefaultCACertificates([...authorities, certificate.cert]);
  const server = await start(withTls);
  for (const tls of ["required", "offered"] as const) {
    expect(await send(`smtp://${server.host}`, tls)).toEqual({ outcome: { kind: "sent" }, check: null });
  }
  const whole = await start({ ...withTls, secure: true });
  expect(await send(`smtps://${whole.host}`, "required")).toEqual({ outcome: { kind: "sent" }, check: null });
  expect([...server.received, ...whole.received].map(({ isSecure }) => isSecure)).toEqual([true, true, true]);
});

it("stays in the clear where that is what was set, or where nothing else is offered", async () => {
  const server = await start({});
  for (const tls of ["offered", "off"] as const) {
    expect((await send(`smtp://${server.host}`, tls)).outcome).toEqual({ kind: "sent" });
  }
  expect(server.received.map(({ isSecure }) => isSecure)).toEqual([false, false]);
});

it("says in our words that the password was refused, and never the password", async () => {
  setDefaultCACertificates([...authorities, certificate.cert]);
  const server = await start({
    ...withTls,
    authOptional: false,
    onAuth: (auth, _session, done) =>
      auth.password === "p@ss" ? done(null, { user: "u" }) : done(new Error(`no ${auth.password}`)),
  });
  const { outcome, check } = await send(`smtp://me:hunter2@${server.host}`, "required");
  expect(outcome).toMatchObject({
    kind: "postponed",
    words: expect.stringContaining("user name and password"),
  });
  expect(JSON.stringify([outcome, check])).not.toContain("hunter2");
  expect((await send(`smtp://me:p%40ss@${server.host}`, "required")).outcome).toEqual({ kind: "sent" });
});

it("waits and tells when nothing listens", async () => {
  const server = await startMailServer();
  await server.close();
  const { outcome } = await send(`smtp://${server.host}`, "off");
  expect(outcome).toMatchObject({ kind: "postponed", isServer: true });
});

it("refuses settings that would send a password in the clear, or have no sender", () => {
  const base = {
    DATABASE_APP_URL: "postgres://a:b@localhost/c",
    STEWARD_SECRET: "x".repeat(32),
    STEWARD_URL: "https://steward.test.example",
    OIDC_ISSUER: "https://id.test.example",
    OIDC_CLIENT_ID: "a",
    OIDC_CLIENT_SECRET: "b",
    SMTP_FROM: "Steward <steward@test.example>",
  };
  expect(parseEnv({ ...base, SMTP_URL: "smtp://a:b@mail.test.example" }).SMTP_TLS).toBe("required");
  expect(() => parseEnv({ ...base, SMTP_URL: "smtp://a:b@mail.test.example", SMTP_TLS: "off" })).toThrow(
    /SMTP_TLS/,
  );
  expect(() => parseEnv({ ...base, SMTP_URL: "smtp://mail.test.example", SMTP_FROM: "" })).toThrow(
    /SMTP_FROM/,
  );
  expect(() => parseEnv({ ...base, SMTP_FROM: "a@b.example\r\nBcc: c@d.example" })).toThrow(/SMTP_FROM/);
  expect(() => parseEnv({ ...base, SMTP_URL: "http://mail.test.example" })).toThrow(/SMTP_URL/);
  expect(() => parseEnv({ ...base, STEWARD_TIME_ZONE: "Mars/Olympus" })).toThrow(/STEWARD_TIME_ZONE/);
});
