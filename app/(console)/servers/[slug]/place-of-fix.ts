import type { ServerFinding } from "#lib/policy/queries/get-server-findings.ts";
import { tabHref } from "./server-tabs.ts";

/** Where on this server a finding is put right; nothing when it is in sight on the summary itself. */
export function placeOfFix(
  { rule, subject, subjectKey }: Pick<ServerFinding, "rule" | "subject" | "subjectKey">,
  slug: string,
): { href: string; label: string } | undefined {
  if (rule === "no_revocation_path") {
    return { href: `${tabHref(slug, "revocation")}&edit=1`, label: "Write the path" };
  }
  switch (subject.kind) {
    case "tool":
      return { href: `/servers/${slug}/tools/${subjectKey}`, label: "Look at the tool" };
    case "scope":
      return { href: tabHref(slug, "scopes"), label: "Scopes" };
    case "credential":
      return { href: tabHref(slug, "credentials"), label: "Credentials" };
    case "server":
      return undefined;
  }
}
