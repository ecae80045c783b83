import type { Impact } from "../../inventory/impact.ts";
import type { Criticality, Environment } from "../../kernel/generated/enums.ts";
import type { ApprovalPolicy, ApprovalRule, RequestKind, RuleScope } from "./policy-document.ts";

/** What a request is about, as far as its path depends on it. */
export interface RequestSubject {
  kind: RequestKind;
  impact: Impact;
  environment: Environment;
  dataClasses: readonly string[];
  criticality: Criticality;
}

/** The rule that decides: the first that fits. Null only for a document that was never checked. */
export function chooseRule(
  policy: Pick<ApprovalPolicy, "rules">,
  subject: RequestSubject,
): ApprovalRule | null {
  return policy.rules.find(({ when }) => fits(when, subject)) ?? null;
}

export function fits(when: RuleScope, subject: RequestSubject): boolean {
  return (
    allows(when.kinds, subject.kind) &&
    allows(when.impacts, subject.impact) &&
    allows(when.environments, subject.environment) &&
    allows(when.criticalities, subject.criticality) &&
    (when.dataClasses.length === 0 || when.dataClasses.some((one) => subject.dataClasses.includes(one)))
  );
}

function allows<Value>(list: readonly Value[], value: Value): boolean {
  return list.length === 0 || list.includes(value);
}
