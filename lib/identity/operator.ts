import type { PersonActor } from "../kernel/actor.ts";
import { systemActor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import { env } from "../kernel/env.ts";
import { findOperator } from "./queries/find-operator.ts";
import { findOrganizationId } from "./store.ts";

/**
 * The person in whose name the command line acts: the one named, else the first active administrator of the
 * configured organization. Whoever may read the application's database settings may choose; the trail says who.
 *
 * @throws AppError `not_found` when there is no such person or organization
 */
export async function operatorActor(email?: string): Promise<PersonActor> {
  const organizationId = await requireOrganizationId();
  const wanted = email?.toLowerCase();
  const user = await findOperator(systemActor(organizationId, "command line"), { email: wanted ?? null });
  if (user === null) {
    throw new AppError(
      "not_found",
      wanted === undefined
        ? "There is no active administrator yet. Sign in once with an address named in STEWARD_ADMINS."
        : `There is no active person with the address ${wanted}.`,
    );
  }
  return {
    kind: "person",
    organizationId,
    organizationName: env().STEWARD_ORGANIZATION,
    userId: user.id,
    sessionId: "command-line",
    email: user.email,
    name: user.name,
    roles: user.roles,
    // A command line is no fresh sign-in; step-up must not mistake it for one.
    authenticatedAt: new Date(0),
  };
}

/** The id of the organization this installation serves. */
export async function requireOrganizationId(): Promise<string> {
  const slug = env().STEWARD_ORGANIZATION;
  const id = await findOrganizationId(slug);
  if (id === null) {
    throw new AppError(
      "not_found",
      `There is no organization "${slug}". Start Steward once, or check STEWARD_ORGANIZATION.`,
    );
  }
  return id;
}
