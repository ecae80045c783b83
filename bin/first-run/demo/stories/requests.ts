import { decideRequest } from "#lib/approvals/commands/decide-request.ts";
import { withdrawRequest } from "#lib/approvals/commands/withdraw-request.ts";
import type { Step } from "../world.ts";
import { type Asked, ask } from "./ask.ts";

const waiting = (daysAgo: number, asked: Asked): Step => ({
  daysAgo,
  run: async (world) => {
    await ask(world, asked);
  },
});

const rejected = (daysAgo: number, asked: Asked, by: "priya" | "jonas", reason: string): Step => ({
  daysAgo,
  run: async (world) => {
    const requestId = await ask(world, asked);
    world.walk.pause(260);
    await decideRequest(world.who[by], { requestId, decision: "reject", reason });
  },
});

/** Requests that ended otherwise than by approval, and those that wait for somebody now. */
export const requests: readonly Step[] = [
  rejected(
    52,
    {
      server: "Zendesk Support",
      by: "omar",
      tools: ["delete_ticket"],
      days: 30,
      why: "Agents could clean up duplicates without asking an administrator of the desk.",
    },
    "jonas",
    "Deleting cannot be undone and duplicates can be merged instead. No.",
  ),
  rejected(
    35,
    {
      server: "Snowflake Staging",
      by: "elena",
      tools: ["drop_table"],
      days: 180,
      why: "Staging fills up; the assistant should drop tables nobody read for a month.",
    },
    "priya",
    "A retention rule in the warehouse does this without giving an agent the right to drop tables.",
  ),
  waiting(33, {
    server: "HubSpot Marketing",
    by: "nadia",
    tools: ["export_contacts"],
    days: 30,
    why: "For the autumn campaign: the segment as a file for the mail house.",
  }),
  {
    daysAgo: 28,
    run: async (world) => {
      const requestId = await ask(world, {
        server: "Support Mailbox",
        by: "hugo",
        tools: ["send_message"],
        days: 90,
        why: "Send answers without a person looking at them first.",
      });
      world.walk.pause(90);
      const reason = "Too broad as asked; I will ask again for checked answers only.";
      await withdrawRequest(world.who.hugo, { requestId, reason });
    },
  },
  waiting(10.5, {
    server: "Executive Mailbox",
    by: "carla",
    tools: ["search_messages", "read_message", "draft_reply"],
    days: 30,
    why: "Two assistants share one mailbox; drafts save them an hour a day. Nothing is sent by itself.",
  }),
  waiting(6.5, {
    server: "Recruiting",
    by: "carla",
    tools: ["get_employee_record"],
    days: 30,
    why: "Interviewers ask who a candidate would report to; the record has the reporting line.",
  }),
  waiting(4.4, {
    server: "Support Mailbox",
    by: "hugo",
    tools: ["send_message"],
    days: 45,
    why: "Send the answers that a person has approved in the desk; each carries the person's name.",
  }),
  waiting(2.2, {
    server: "Customer 360",
    by: "elena",
    tools: ["run_query"],
    consumers: ["warehouse-readers"],
    days: 30,
    why: "The quarterly churn review needs questions that no view answers yet. One month is enough.",
  }),
  waiting(0.09, {
    server: "Zendesk Support",
    by: "omar",
    tools: ["transition_ticket"],
    days: 60,
    why: "Close tickets that customers confirmed as solved; agents do this by hand two hundred times a day.",
  }),
];
