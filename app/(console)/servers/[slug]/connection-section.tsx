import { inWords } from "#app/in-words.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Mono } from "#components/ui/mono.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ServerPage } from "#lib/inventory/queries/get-server.ts";
import { ConnectionFields } from "../connection-fields.tsx";
import { updateConnectionAction } from "./record-actions.ts";
import { shortDigest } from "./short-digest.ts";

/** How the server is started or reached; what approvals are bound to. */
export function ConnectionSection({ server }: { server: ServerPage }) {
  const { allowed, packageName, packageVersion, packageRegistry } = server;
  return (
    <Section
      title="Connection"
      actions={
        <FormDialog
          action={updateConnectionAction}
          label="Edit"
          buttonSize="small"
          disabledReason={allowed.edit === true ? undefined : allowed.edit}
          title="Edit the connection"
          size="large"
          submitLabel="Save"
        >
          <Callout meaning="warning" title="A changed connection suspends what is granted">
            Approvals hold for the connection they were given for. Each is asked for again.
          </Callout>
          <input type="hidden" name="serverId" value={server.id} />
          <input type="hidden" name="version" value={server.version} />
          <ConnectionFields defaults={server} />
        </FormDialog>
      }
    >
      <div className="grid grid-cols-1 gap-3">
        <CodeBlock
          code={server.url ?? [server.command, ...server.args].filter(Boolean).join(" ")}
          label="How it is reached"
        />
        <Facts
          columns={2}
          items={[
            { label: "Transport", value: inWords(server.transport) },
            {
              label: "Package",
              value: packageName === null ? "None named" : <Mono value={packageName} hasCopy={false} />,
              hint:
                packageName === null
                  ? undefined
                  : `${packageVersion === null ? "No version pinned" : `Version ${packageVersion}`}${packageRegistry === null ? "" : `, from ${packageRegistry}`}`,
            },
            {
              label: "Identity digest",
              value: (
                <Mono
                  value={server.identityDigest}
                  shown={shortDigest(server.identityDigest)}
                  label="the identity digest"
                />
              ),
              hint: "Over connection, package and scopes; approvals are bound to it.",
            },
          ]}
        />
      </div>
    </Section>
  );
}
