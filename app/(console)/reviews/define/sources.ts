import type { SelectOption } from "#components/ui/select.tsx";
import type { ApproverSource } from "#lib/policy/approval/policy-document.ts";
import type { FallbackSource } from "#lib/reviews/campaign-definition.ts";
import type { Choices } from "./choices.ts";

const ROLES = ["admin", "approver", "member"] as const;
const ROLE_WORDS = { admin: "Any administrator", approver: "Any approver", member: "Any member" } as const;
const OF_SERVER = [
  { value: "owner", label: "The server's owner" },
  { value: "backup_owner", label: "The backup owner" },
  { value: "manager", label: "The owner's manager" },
] as const;

type Named = Pick<Choices, "people" | "groups">;

/** One word for a source, the same for the same people. */
export function sourceKey(source: ApproverSource): string {
  switch (source.kind) {
    case "role":
      return `role:${source.role}`;
    case "group":
      return `group:${source.groupId}`;
    case "person":
      return `person:${source.userId}`;
    default:
      return source.kind;
  }
}

/** Who can review in a stage. */
export function reviewerOptions({ people, groups }: Named): SelectOption[] {
  return [
    ...OF_SERVER,
    ...ROLES.map((role) => ({ value: `role:${role}`, label: ROLE_WORDS[role] })),
    ...named({ people, groups }),
  ];
}

/** Who can answer where nobody of a stage can: never the server's own people, who may be the ones that are gone. */
export function fallbackOptions(choices: Named): SelectOption[] {
  return [{ value: "role:admin", label: ROLE_WORDS.admin }, ...named(choices)];
}

function named({ people, groups }: Named): SelectOption[] {
  return [
    ...groups.map(({ value, label }) => ({ value: `group:${value}`, label: `Somebody of ${label}` })),
    ...people.map(({ value, label, hint }) => ({
      value: `person:${value}`,
      label: hint === undefined ? label : `${label} (${hint})`,
    })),
  ];
}

/** The source that a key stands for; null for what is none. */
export function readReviewer(key: string): ApproverSource | null {
  if (key === "owner" || key === "backup_owner" || key === "manager") return { kind: key };
  const [kind, id = ""] = key.split(":");
  if (kind === "group") return { kind, groupId: id };
  if (kind === "person") return { kind, userId: id };
  const role = ROLES.find((one) => kind === "role" && one === id);
  return role === undefined ? null : { kind: "role", role };
}

export function readFallback(key: string): FallbackSource | null {
  const source = readReviewer(key);
  if (source?.kind === "role") return source.role === "admin" ? { kind: "role", role: "admin" } : null;
  return source?.kind === "group" || source?.kind === "person" ? source : null;
}
