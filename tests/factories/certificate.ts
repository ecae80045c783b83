import { createSign, generateKeyPairSync, randomBytes } from "node:crypto";

/** A self-signed certificate for 127.0.0.1 and its key, both PEM, good for a day. Made by hand: X.509 v3, DER. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaWithSha256 = der(0x30, oid("06082a8648ce3d040302"));
  const name = der(0x30, der(0x31, der(0x30, oid("0603550403"), der(0x0c, Buffer.from("127.0.0.1")))));
  const time = (offsetMs: number) => {
    const text = new Date(Date.now() + offsetMs).toISOString().replace(/[-:T]/g, "").slice(2, 14);
    return der(0x17, Buffer.from(`${text}Z`));
  };
  const address = der(0x30, der(0x87, Buffer.from([127, 0, 0, 1])));
  const alternativeName = der(0x30, oid("0603551d11"), der(0x04, address));
  const isAuthority = der(0x30, oid("0603551d13"), der(0x04, der(0x30, der(0x01, Buffer.from([0xff])))));
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    der(0x30, time(-3_600_000), time(86_400_000)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(0x30, alternativeName, isAuthority)),
  );
  const signature = createSign("sha256").update(body).sign(privateKey);
  const whole = der(0x30, body, ecdsaWithSha256, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
}

function oid(hex: string): Buffer {
  return Buffer.from(hex, "hex");
}

/** Tag, length, contents. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const contents = Buffer.concat(parts);
  const { length } = contents;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), contents]);
}
