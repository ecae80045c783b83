import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Time } from "#components/ui/time.tsx";
import { clientName } from "#lib/discovery/client-name.ts";
import type { CredentialPlace } from "#lib/discovery/queries/list-credential-places.ts";
import type { CredentialPage } from "#lib/inventory/queries/get-credential.ts";

/** Servers on record with the very same value. */
export function OtherServers({ credential }: { credential: CredentialPage }) {
  const { alsoUsedBy, fingerprint } = credential;
  return (
    <Section
      title="Where else it is used"
      description={
        fingerprint === null
          ? "Steward has not seen this value, so it cannot tell. It recognises a value when client files show it."
          : `Servers whose credential has the same fingerprint, ${fingerprint}.`
      }
      flush
    >
      {alsoUsedBy.length === 0 ? (
        <p className="px-4 py-3 text-ink-muted">No other server is known to use it.</p>
      ) : (
        <ul className="divide-y divide-line">
          {alsoUsedBy.map((place) => (
            <li key={place.credentialId} className="flex flex-wrap justify-between gap-x-4 px-4 py-2.5">
              <TextLink href={`/servers/${place.slug}?tab=credentials`}>{place.name}</TextLink>
              <span className="text-ink-muted">
                <TextLink href={`/credentials/${place.credentialId}`}>{place.credential}</TextLink>
                {place.ownerName !== null && `, answered for by ${place.ownerName}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Client files that hold the value now, or the one from before a rotation. */
export function ClientFiles({ places, now }: { places: readonly CredentialPlace[] | null; now: string }) {
  if (places === null) {
    return (
      <Section title="In client files">
        <p className="text-ink-muted">
          In which files it stands is shown to administrators, auditors and those who answer for the server.
        </p>
      </Section>
    );
  }
  return (
    <Section title="In client files" description="Files that held the value when they were last read." flush>
      {places.length === 0 ? (
        <p className="px-4 py-3 text-ink-muted">No file is known to hold it.</p>
      ) : (
        <ul className="divide-y divide-line">
          {places.map((place) => (
            <li key={`${place.sightingId} ${place.place}`} className="grid gap-1 px-4 py-2.5">
              <span className="flex flex-wrap items-baseline justify-between gap-x-4">
                <code className="min-w-0 break-all">{place.path}</code>
                <Time at={place.foundAt} now={now} />
              </span>
              <span className="text-ink-muted">
                {clientName(place.client)}
                {place.machine === "" ? "" : ` on ${place.machine}`}, at {place.place}, for{" "}
                {place.serverSlug === null ? (
                  place.candidate
                ) : (
                  <TextLink href={`/servers/${place.serverSlug}`}>{place.candidate}</TextLink>
                )}
              </span>
              {place.isFormer && (
                <span>
                  <Status meaning="warning">From before a rotation</Status>: take it out of this file.
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
