import { Status } from "#components/ui/status.tsx";
import { clientName } from "#lib/discovery/client-name.ts";
import type { ReadFile } from "./send-files.ts";

/** Per file: which client's it is and what was in it, or why it was not read. */
export function ImportOutcome({ files }: { files: readonly ReadFile[] }) {
  return (
    <ul
      aria-label="What became of each file"
      className="grid max-h-80 divide-y divide-line overflow-y-auto rounded-medium border border-line"
    >
      {[...files]
        .sort((one, other) => Number(one.ok) - Number(other.ok))
        .map((file, place) => (
          // Two files may share a name; their place tells them apart and never changes. What failed comes first.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={place} className="grid gap-0.5 px-3 py-2">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="min-w-0 break-all font-strong">{file.path}</span>
              {file.ok ? <FoundInFile file={file} /> : <Status meaning="danger">Not read</Status>}
            </div>
            {!file.ok && <p className="text-ink-muted">{file.reason}</p>}
            {file.ok && file.warnings.length > 0 && (
              <ul className="text-ink-muted text-small">
                {file.warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
    </ul>
  );
}

function FoundInFile({ file }: { file: Extract<ReadFile, { ok: true }> }) {
  const servers = file.serverCount === 1 ? "1 server" : `${file.serverCount} servers`;
  const secrets = file.secretCount === 1 ? "1 secret" : `${file.secretCount} secrets`;
  return (
    <span className="flex flex-wrap gap-x-3">
      <span className="text-ink-muted">{clientName(file.client)}</span>
      <Status meaning={file.serverCount === 0 ? "neutral" : "good"}>{servers}</Status>
      {file.secretCount > 0 && <Status meaning="danger">{secrets}</Status>}
    </span>
  );
}
