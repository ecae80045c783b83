import { inWords } from "#app/in-words.ts";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CredentialView } from "#lib/inventory/credential-view.ts";

/** What is known of a credential; times that are unknown say so. `now` is ISO 8601. */
export function credentialFacts(credential: CredentialView, now: string) {
  const { keptIn, place, lengthChars } = credential;
  const when = (at: string | null, words: string) =>
    at === null ? <span className="text-ink-faint">{words}</span> : <Time at={at} now={now} />;
  return [
    {
      label: "Kind",
      value: inWords(credential.kind),
      hint: credential.issuer === null ? undefined : `From ${credential.issuer}`,
    },
    {
      label: "Kept in",
      value: keptIn === "configuration" ? <Status meaning="danger">Configuration</Status> : inWords(keptIn),
      hint: place === null ? undefined : <code className="break-all">{place}</code>,
    },
    { label: "Ends", value: when(credential.expiresAt, credential.isEndKnown ? "Never" : "Not known") },
    { label: "Issued", value: when(credential.issuedAt, "Not known") },
    { label: "Last rotated", value: when(credential.lastRotatedAt, "Never") },
    {
      label: "Last used",
      value: when(credential.lastUsedAt, "Not known"),
      hint: lengthChars === null ? undefined : `${lengthChars} characters long when it was found`,
    },
  ];
}
