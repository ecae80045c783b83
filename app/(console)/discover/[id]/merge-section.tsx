import { inWords } from "#app/in-words.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ServerListItem } from "#lib/inventory/queries/list-servers.ts";
import { mergeCandidateAction } from "../actions.ts";

interface Props {
  candidateId: string;
  /** Of the candidate as it is shown. */
  identityDigest: string;
  name: string;
  /** What was looked for. */
  find: string;
  servers: readonly ServerListItem[];
}

/** Servers that this candidate may be under another name; one click says that it is. */
export function MergeSection({ candidateId, identityDigest, name, find, servers }: Props) {
  return (
    <Section
      title="Is it a server you know?"
      description="Merged, it hands over where it was seen and its credentials, and is recognised from then on."
    >
      <form className="mb-3 flex flex-wrap items-end gap-2" aria-label="Find a server">
        <input
          type="search"
          name="find"
          aria-label="Name, package or address of the server"
          defaultValue={find}
          className="control max-w-72"
        />
        <button
          type="submit"
          className="min-h-8 rounded-medium border border-line bg-surface px-3 hover:border-line-strong touch:min-h-11"
        >
          Find
        </button>
      </form>
      {servers.length === 0 ? (
        <p className="text-ink-muted">No governed server is called like this.</p>
      ) : (
        <ul className="grid divide-y divide-line">
          {servers.map((server) => (
            <li key={server.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
              <span className="min-w-0">
                <TextLink href={`/servers/${server.slug}`}>{server.name}</TextLink>
                <span className="block text-ink-muted text-small">{inWords(server.environment)}</span>
              </span>
              <FormDialog
                action={mergeCandidateAction}
                label={
                  <>
                    Merge<span className="sr-only"> into {server.name}</span>
                  </>
                }
                size="small"
                title={`Merge ${name} into ${server.name}`}
                description={`From now on, whatever is found under this identity counts as ${server.name}. Its owner answers for it.`}
                submitLabel="Merge"
              >
                <input type="hidden" name="candidateId" value={candidateId} />
                <input type="hidden" name="identityDigest" value={identityDigest} />
                <input type="hidden" name="serverId" value={server.id} />
              </FormDialog>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
