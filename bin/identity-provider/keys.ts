import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { JWK } from "oidc-provider";
import { privateFile } from "../up/private-file.ts";

export type Keys = { jwks: { keys: JWK[] }; cookieKeys: string[] };

/** The provider's signing and cookie keys: made once and kept, so that a restart invalidates nothing. */
export async function readKeys(dataDir: string): Promise<Keys> {
  const directory = join(dataDir, "identity");
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return JSON.parse(await privateFile(join(directory, "keys.json"), makeKeys));
}

function makeKeys(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const signing = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" };
  const keys = { jwks: { keys: [signing] }, cookieKeys: [randomBytes(32).toString("base64url")] };
  return `${JSON.stringify(keys)}\n`;
}
