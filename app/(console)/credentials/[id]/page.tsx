import type { Metadata } from "next";
import { ProblemState } from "#app/problem-state.tsx";
import { StateBadge } from "#app/state-badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { listCredentialPlaces } from "#lib/discovery/queries/list-credential-places.ts";
import { answer, pageTime } from "#lib/doors/page.ts";
import { type CredentialPage, getCredential } from "#lib/inventory/queries/get-credential.ts";
import { credentialFacts } from "../../servers/[slug]/credential-facts.tsx";
import { RevokeDialog, RotateDialog } from "../credential-dialogs.tsx";
import { ClientFiles, OtherServers } from "./places.tsx";
import { Rotations } from "./rotations.tsx";

export const metadata: Metadata = { title: "Credential" };

/** One credential: what is known of it, and everywhere it is used. */
export default async function CredentialDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: credentialId } = await params;
  const found = await answer(async (actor) => ({
    credential: await getCredential(actor, { credentialId }),
    places: await listCredentialPlaces(actor, { credentialId }),
  }));
  if (!found.ok) return <ProblemState problem={found.problem} />;
  const { credential, places } = found.data;
  const { server, allowed } = credential;
  const now = pageTime();
  const refusal = (verdict: true | string) => (verdict === true ? undefined : verdict);
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Credentials", href: "/credentials" }]}
        title={credential.name}
        sentence={
          <>
            Of <TextLink href={`/servers/${server.slug}?tab=credentials`}>{server.name}</TextLink>
          </>
        }
        meta={<StateBadge of="credential" state={credential.status} />}
        actions={
          <>
            <RotateDialog
              credential={credential}
              refusal={refusal(allowed.rotate)}
              today={now.slice(0, 10)}
            />
            <RevokeDialog credential={credential} refusal={refusal(allowed.revoke)} />
          </>
        }
      />
      {credential.revokeReason !== null && (
        <Callout meaning="neutral" title="Why it was revoked">
          {credential.revokeReason}
        </Callout>
      )}
      <Section title="On record">
        <Facts columns={3} items={[...credentialFacts(credential, now), lifetime(credential)]} />
      </Section>
      <OtherServers credential={credential} />
      <ClientFiles places={places} now={now} />
      <Rotations rotations={credential.rotations} now={now} />
    </>
  );
}

/** How long it lives, against what the server's role allows. */
function lifetime({ role, issuedAt, addedAt, expiresAt, isEndKnown }: CredentialPage) {
  const from = new Date(issuedAt ?? addedAt).getTime();
  const days = expiresAt === null ? null : Math.round((new Date(expiresAt).getTime() - from) / 86_400_000);
  return {
    label: "Lifetime",
    value:
      days === null
        ? isEndKnown
          ? "Without an end"
          : "Not known"
        : `${issuedAt === null ? "At least " : ""}${days} days`,
    hint:
      role === null
        ? "The server has no role that would limit it."
        : `${role.name} allows ${role.maxCredentialDays} days.`,
  };
}
