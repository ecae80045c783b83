import type { Person } from "./people.ts";
import { escapeHtml, shell } from "./shell.ts";

/** One button per person; choosing is signing in. Works without scripts. */
export function choosePage(uid: string, people: Person[], hint: string | undefined): string {
  const buttons = people.map((person) => personButton(person, person.email === hint)).join("");
  return shell(
    "Choose who to be",
    `<p class="lead">Steward's local identity provider. No password: it only answers on this machine.</p>
    <form method="post" action="/choose/${escapeHtml(uid)}"><ul>${buttons}</ul></form>`,
  );
}

function personButton({ id, name, email, role }: Person, isHinted: boolean): string {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join("");
  return `<li><button name="person" value="${escapeHtml(id)}"${isHinted ? " autofocus" : ""}>
    <span class="initials" aria-hidden="true">${escapeHtml(initials)}</span>
    <span class="who"><strong>${escapeHtml(name)}</strong><span class="email">${escapeHtml(email)}</span></span>
    <span class="role">${escapeHtml(role)}</span>
  </button></li>`;
}
