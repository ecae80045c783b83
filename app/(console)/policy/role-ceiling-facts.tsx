import { ImpactBadge } from "#app/impact-badge.tsx";
import { inWords } from "#app/in-words.ts";
import { Tag } from "#components/ui/tag.tsx";
import type { RoleCeilings } from "#lib/policy/model.ts";

/** The ceilings of a role, side by side; those that do not limit are left out. */
export function RoleCeilingFacts({ role }: { role: RoleCeilings }) {
  return (
    <dl className="grid grid-cols-2 content-start gap-x-6 gap-y-2 sm:grid-cols-3">
      <Ceiling label="Impact up to">
        <ImpactBadge impact={role.maxImpact} />
      </Ceiling>
      <Ceiling label="Scopes up to">
        <Tag>{inWords(role.maxScopeBreadth)}</Tag>
      </Ceiling>
      <Ceiling label="Credentials last at most">
        {role.maxCredentialDays} {role.maxCredentialDays === 1 ? "day" : "days"}
      </Ceiling>
      {role.allowedScopes.length > 0 && (
        <Ceiling label="Only scopes like">
          <code className="[overflow-wrap:anywhere]">{role.allowedScopes.join(", ")}</code>
        </Ceiling>
      )}
      {role.environments.length > 0 && (
        <Ceiling label="Only in">{role.environments.map(inWords).join(", ")}</Ceiling>
      )}
      {role.dataClasses.length > 0 && (
        <Ceiling label="Only with data">{role.dataClasses.map(inWords).join(", ")}</Ceiling>
      )}
    </dl>
  );
}

function Ceiling(props: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid content-start gap-1">
      <dt className="text-ink-faint text-small">{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
