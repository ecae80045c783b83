import { askForChanges } from "#lib/approvals/commands/ask-for-changes.ts";
import { breakGlass } from "#lib/approvals/commands/break-glass.ts";
import { commentOnRequest } from "#lib/approvals/commands/comment-on-request.ts";
import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { repairRequest } from "#lib/approvals/commands/repair-request.ts";
import { resubmitRequest } from "#lib/approvals/commands/resubmit-request.ts";
import { reviewBreakGlass } from "#lib/approvals/commands/review-break-glass.ts";
import { submitRequest } from "#lib/approvals/commands/submit-request.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import { sweeps } from "#lib/approvals/jobs.ts";
import { createGroup } from "#lib/identity/commands/create-group.ts";
import { deactivateUser } from "#lib/identity/commands/deactivate-user.ts";
import { reactivateUser } from "#lib/identity/commands/reactivate-user.ts";
import { setAbsence } from "#lib/identity/commands/set-absence.ts";
import { setManager } from "#lib/identity/commands/set-manager.ts";
import { setRoles } from "#lib/identity/commands/set-roles.ts";
import { updateGroup } from "#lib/identity/commands/update-group.ts";
import { listGroups } from "#lib/identity/queries/list-groups.ts";
import { assignOwners } from "#lib/inventory/commands/assign-owners.ts";
import type { PersonActor } from "#lib/kernel/actor.ts";
import { now, setClock } from "#lib/kernel/clock.ts";
import { inTenant } from "#lib/kernel/db.ts";
import { decidePolicy } from "#lib/policy/commands/decide-policy.ts";
import { draftPolicy } from "#lib/policy/commands/draft-policy.ts";
import { editPolicy } from "#lib/policy/commands/edit-policy.ts";
import { proposePolicy } from "#lib/policy/commands/propose-policy.ts";
import {
  deliverEvents,
  type GovernedServer,
  newGovernedServer,
  offerTools,
  REFUND,
  REFUND_CHANGED,
  SEARCH,
  WHY,
} from "#tests/factories/governed-server.ts";
import { newOrganization, newPerson, type TestOrganization } from "#tests/factories/organization.ts";
import { policyOf } from "./policy-of.ts";
import type { PlannedPolicy, Step } from "./steps.ts";
import { tolerated } from "./tolerated.ts";

const HOUR_MS = 3_600_000;

/** An organization in which anything may happen, one step at a time, on a clock of its own. */
export class World {
  readonly org: TestOrganization;
  private readonly server: GovernedServer;
  private readonly people: PersonActor[];
  private readonly groupId: string;
  private readonly restoreClock: () => void;
  private aheadMs = 0;

  private constructor(parts: {
    org: TestOrganization;
    server: GovernedServer;
    people: PersonActor[];
    groupId: string;
  }) {
    this.org = parts.org;
    this.server = parts.server;
    this.people = parts.people;
    this.groupId = parts.groupId;
    this.restoreClock = setClock(() => new Date(Date.now() + this.aheadMs));
  }

  static async begin(): Promise<World> {
    const org = await newOrganization();
    const server = await newGovernedServer(org);
    const others: PersonActor[] = [];
    for (const name of ["Sam", "Tess", "Uma"])
      others.push(await newPerson(org.organizationId, name, ["member"]));
    const people = [org.admin, org.owner, org.approver, org.approver2, org.member, ...others];
    const memberIds = others.map(({ userId }) => userId);
    const { groupId } = await createGroup(org.admin, { name: "Security", memberIds });
    await setManager(org.admin, { userId: org.owner.userId, managerId: org.member.userId });
    return new World({ org, server, people, groupId });
  }

  end(): void {
    this.restoreClock();
  }

  /** Puts a policy with these stages in force; false where Steward refuses it, and the one before holds on. */
  async adopt(planned: PlannedPolicy): Promise<boolean> {
    const { admin, approver, owner } = this.org;
    const { number } = await draftPolicy(admin, {});
    const document = policyOf(planned, {
      groupId: this.groupId,
      personId: this.who(5).userId,
      ownerId: owner.userId,
    });
    const { version } = await editPolicy(admin, { number, version: 1, document, summary: "" });
    return tolerated(async () => {
      await proposePolicy(admin, { number, version, summary: "Agreed in the risk round." });
      await decidePolicy(approver, {
        number,
        version: version + 1,
        decision: "approve",
        reason: "As agreed.",
      });
    });
  }

  private who(index: number): PersonActor {
    const one = this.people[index];
    if (one === undefined) throw new Error(`nobody has the number ${index}`);
    return one;
  }

  /** The person with the roles that they have now, as a session would show them; null when they are gone. */
  private async actor(index: number, authenticatedAt: Date): Promise<PersonActor | null> {
    const { organizationId, userId } = this.who(index);
    return inTenant(organizationId, "read", async (tx) => {
      const user = await tx.user.findFirst({ where: { id: userId, isActive: true }, select: { id: true } });
      const roles = await tx.roleAssignment.findMany({ where: { userId }, select: { role: true } });
      return user === null
        ? null
        : { ...this.who(index), roles: roles.map(({ role }) => role), authenticatedAt };
    });
  }

  async requestIds(): Promise<string[]> {
    const rows = await inTenant(this.org.organizationId, "read", (tx) =>
      tx.request.findMany({ select: { id: true }, orderBy: { id: "desc" } }),
    );
    return rows.map(({ id }) => id);
  }

  /** Takes a step. What Steward refuses in words is fine; anything else that is thrown ends the walk. */
  async take(step: Step): Promise<void> {
    await tolerated(() => this.attempt(step));
    await deliverEvents(this.org.organizationId);
  }

  private async attempt(step: Step): Promise<unknown> {
    const { admin, organizationId } = this.org;
    switch (step.do) {
      case "submit":
        return this.as(step.by, (actor) =>
          submitRequest(actor, {
            serverId: this.server.serverId,
            ...this.asked(step.withConsumer, step.days),
          }),
        );
      case "vote":
        return this.on(step.on, (requestId) =>
          this.asVoter(
            step,
            requestId,
            (actor) =>
              decideRequest(actor, {
                requestId,
                decision: step.approve ? "approve" : "reject",
                reason: "Weighed with care.",
                ...(step.days === null || !step.approve ? {} : { durationDays: step.days }),
              }),
            step.fresh ? 0 : HOUR_MS,
          ),
        );
      case "changes":
        return this.on(step.on, (requestId) =>
          this.asVoter(step, requestId, (actor) =>
            askForChanges(actor, { requestId, reason: "For fewer days, please." }),
          ),
        );
      case "comment":
        return this.on(step.on, (requestId) =>
          this.asVoter(step, requestId, (actor) =>
            commentOnRequest(actor, { requestId, comment: "Why now?" }),
          ),
        );
      case "resubmit":
        return this.on(step.on, (requestId) =>
          this.as(step.by, (actor) => resubmitRequest(actor, { requestId, ...this.asked(false, step.days) })),
        );
      case "away": {
        const delegateId = this.who(step.delegate).userId;
        const day = (days: number) =>
          new Date(now().getTime() + days * 24 * HOUR_MS).toISOString().slice(0, 10);
        return this.as(step.who, (actor) =>
          setAbsence(actor, { delegateId, startsOn: day(0), endsOn: day(step.days) }),
        );
      }
      case "glass": {
        const { durationDays: _, ...asked } = this.asked(true, 1);
        const { serverId } = this.server;
        const emergency = "Refunds have failed for an hour.";
        return this.as(step.by, (actor) =>
          breakGlass(actor, { ...asked, serverId, emergency, hours: step.hours }),
        );
      }
      case "review": {
        const verdict = step.justified ? "justified" : "not_justified";
        return this.on(step.on, (requestId) =>
          this.as(step.by, (actor) =>
            reviewBreakGlass(actor, { requestId, verdict, reason: "Weighed with care." }),
          ),
        );
      }
      case "withdraw":
        return this.on(step.on, (requestId) =>
          this.as(step.by, (actor) => withdrawRequest(actor, { requestId })),
        );
      case "repair":
        return this.on(step.on, (requestId) =>
          this.as(step.by, (actor) => repairRequest(actor, { requestId, reason: "People are missing." })),
        );
      case "clock":
        this.aheadMs += step.hours * HOUR_MS;
        return null;
      case "sweep":
        for (const sweep of sweeps) await sweep.run(organizationId);
        return null;
      case "leave":
        return deactivateUser(admin, { userId: this.who(step.who).userId });
      case "return":
        return reactivateUser(admin, { userId: this.who(step.who).userId });
      case "group": {
        const [group] = await listGroups(admin, {});
        if (group === undefined) throw new Error("the group is gone");
        const memberIds = step.members.map((index) => this.who(index).userId);
        return updateGroup(admin, {
          groupId: this.groupId,
          version: group.version,
          name: group.name,
          memberIds,
        });
      }
      case "roles":
        return setRoles(admin, { userId: this.who(step.who).userId, roles: step.roles });
      case "manager":
        return setManager(admin, { userId: this.org.owner.userId, managerId: this.who(step.who).userId });
      case "tool":
        return offerTools(organizationId, this.server.serverId, [
          step.changed ? REFUND_CHANGED : REFUND,
          SEARCH,
        ]);
      case "owners":
        return assignOwners(admin, {
          serverId: this.server.serverId,
          ownerId: this.who(step.owner).userId,
          backupOwnerId: this.who(step.backup).userId,
          reason: "The team has changed.",
        });
    }
  }

  private asked(withConsumer: boolean, durationDays: number) {
    return {
      toolIds: [this.server.refundId],
      consumerIds: withConsumer ? [this.server.consumerId] : [],
      durationDays,
      justification: WHY,
    };
  }

  private async as(
    index: number,
    act: (actor: PersonActor) => Promise<unknown>,
    signedInBeforeMs = 0,
  ): Promise<unknown> {
    const actor = await this.actor(index, new Date(now().getTime() - signedInBeforeMs));
    return actor === null ? null : act(actor);
  }

  /** The one by this number, or, where they are to be asked, one of those who were, or of their delegates. */
  private async asVoter(
    { by, isAsked }: { by: number; isAsked: boolean },
    requestId: string,
    act: (actor: PersonActor) => Promise<unknown>,
    signedInBeforeMs = 0,
  ): Promise<unknown> {
    if (!isAsked) return this.as(by, act, signedInBeforeMs);
    const asked = await inTenant(this.org.organizationId, "read", async (tx) => {
      const seats = await tx.requestSeat.findMany({ where: { requestId }, orderBy: { position: "asc" } });
      const userIds = seats.map(({ userId }) => userId);
      const absences = await tx.absence.findMany({ where: { userId: { in: userIds } } });
      return [...userIds, ...absences.map(({ delegateId }) => delegateId)];
    });
    const index = this.people.findIndex(({ userId }) => userId === asked[by % asked.length]);
    return index === -1 ? null : this.as(index, act, signedInBeforeMs);
  }

  private async on(index: number, act: (requestId: string) => Promise<unknown>): Promise<unknown> {
    const requestId = (await this.requestIds())[index];
    return requestId === undefined ? null : act(requestId);
  }

  /** Everybody who is active, signed in this moment. */
  async everybody(): Promise<PersonActor[]> {
    const actors = await Promise.all(this.people.map((_, index) => this.actor(index, now())));
    return actors.filter((actor) => actor !== null);
  }
}
