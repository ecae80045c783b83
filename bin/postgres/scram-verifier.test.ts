import { expect, test } from "vitest";
import { scramVerifier } from "./scram-verifier.ts";

// The exchange of RFC 7677 section 3 (user "user", password "pencil") fixes salt and iterations.
test("computes the verifier PostgreSQL stores", () => {
  const salt = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");
  expect(scramVerifier("pencil", salt)).toBe(
    "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
  );
});
