import { IdCard, Plus } from "lucide-react";
import { inWords } from "#app/in-words.ts";
import { StateBadge } from "#app/state-badge.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { CredentialView } from "#lib/inventory/credential-view.ts";
import { RevokeDialog, RotateDialog } from "../../credentials/credential-dialogs.tsx";
import { credentialFacts } from "./credential-facts.tsx";
import { CredentialFields } from "./credential-fields.tsx";
import { addCredentialAction, updateCredentialAction } from "./part-actions.ts";
import type { TabProps } from "./tab-props.ts";

/** Facts about what the server signs in with; a value is never here. */
export function CredentialsTab({ server, now }: TabProps) {
  const refusal = server.allowed.edit === true ? undefined : server.allowed.edit;
  return (
    <Section
      title="Credentials"
      description="Where each is kept and when it ends. Steward keeps facts about credentials, never their values."
      flush
      actions={
        <FormDialog
          action={addCredentialAction}
          label="Add a credential"
          icon={<Plus aria-hidden="true" />}
          buttonSize="small"
          disabledReason={refusal}
          title="Add a credential"
          size="large"
          submitLabel="Add"
        >
          <input type="hidden" name="serverId" value={server.id} />
          <CredentialFields />
        </FormDialog>
      }
    >
      {server.credentials.length === 0 ? (
        <EmptyState icon={<IdCard />} title="No credential is on record">
          Add what this server signs in with, so that its end is not a surprise.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {server.credentials.map((credential) => (
            <li key={credential.id} className="grid gap-1 px-4 py-3">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <h3 className="min-w-0 flex-1 basis-48 break-words">
                  <TextLink href={`/credentials/${credential.id}`}>{credential.name}</TextLink>
                </h3>
                <StateBadge of="credential" state={credential.status} isQuiet />
                {credential.state === "active" && credential.expiresAt === null && (
                  <Status meaning="warning">{credential.isEndKnown ? "Never ends" : "End not known"}</Status>
                )}
                <span className="flex flex-wrap gap-1">
                  <RotateDialog
                    credential={credential}
                    refusal={over(credential, "rotated") ?? refusal}
                    today={now.slice(0, 10)}
                  />
                  <RevokeDialog credential={credential} refusal={over(credential, "revoked") ?? refusal} />
                  <EditDialog credential={credential} refusal={refusal} />
                </span>
              </div>
              <Facts columns={3} items={credentialFacts(credential, now)} />
              <AlsoOn servers={credential.alsoOn} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

interface DialogProps {
  credential: CredentialView;
  refusal: string | undefined;
}

function EditDialog({ credential, refusal }: DialogProps) {
  return (
    <FormDialog
      action={updateCredentialAction}
      label="Edit"
      variant="ghost"
      buttonSize="small"
      disabledReason={refusal}
      title={`Edit ${credential.name}`}
      size="large"
      submitLabel="Save"
    >
      <input type="hidden" name="credentialId" value={credential.id} />
      <input type="hidden" name="version" value={credential.version} />
      <CredentialFields credential={credential} />
    </FormDialog>
  );
}

/** Why it can no longer be: a credential that was revoked or replaced stays what it is. */
function over({ state }: CredentialView, to: "rotated" | "revoked"): string | undefined {
  const isOver = to === "revoked" ? state === "revoked" : state !== "active";
  return isOver ? `This credential is ${inWords(state).toLowerCase()}.` : undefined;
}

function AlsoOn({ servers }: { servers: readonly { slug: string; name: string }[] }) {
  if (servers.length === 0) return null;
  return (
    <Status meaning="danger">
      <span>
        The same value is also on{" "}
        {servers.map(({ slug, name }, index) => (
          <span key={slug}>
            {index > 0 && ", "}
            <TextLink href={`/servers/${slug}?tab=credentials`}>{name}</TextLink>
          </span>
        ))}
      </span>
    </Status>
  );
}
