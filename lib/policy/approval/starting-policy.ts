import type { ApprovalPolicy } from "./policy-document.ts";
import { STARTING_CADENCE, STARTING_PACE } from "./review-terms.ts";

/** What holds until an organization writes a policy of its own: somebody else looks at everything. */
export const STARTING_POLICY: ApprovalPolicy = {
  format: 1,
  rules: [
    {
      id: "high-impact-in-production",
      name: "More than reading, in production",
      when: {
        kinds: [],
        impacts: ["changes_data", "executes", "regulated"],
        environments: ["production"],
        dataClasses: [],
        criticalities: [],
      },
      stages: [riskApproval()],
      isAutomatic: false,
      needsDistinctPeople: true,
      daysMax: 90,
    },
    {
      id: "everything-else",
      name: "Everything else",
      when: { kinds: [], impacts: [], environments: [], dataClasses: [], criticalities: [] },
      stages: [riskApproval()],
      isAutomatic: false,
      needsDistinctPeople: true,
      daysMax: 365,
    },
  ],
  answer: { withinDays: 10, remindAfterDays: null, escalateAfterDays: null, escalateTo: [] },
  change: {
    from: [
      { kind: "role", role: "admin" },
      { kind: "role", role: "approver" },
    ],
    needsStepUp: false,
  },
  breakGlass: null,
  reviewCadence: STARTING_CADENCE,
  reviewPace: STARTING_PACE,
  calendar: { timeZone: "UTC", workingDays: [1, 2, 3, 4, 5], holidays: [] },
};

function riskApproval() {
  return {
    name: "Risk approval",
    from: [{ kind: "role" as const, role: "approver" as const }],
    quorum: 1,
    needsStepUp: false,
    needsReason: true,
  };
}
