import type { ApprovalPolicy, ApproverSource, EscalationSource } from "./policy-document.ts";

/** Every place in a policy that names this group, in words and in its order. */
export function placesOfGroup(policy: ApprovalPolicy, groupId: string): string[] {
  const names = (from: readonly (ApproverSource | EscalationSource)[]) =>
    from.some((source) => source.kind === "group" && source.groupId === groupId);
  const { rules, answer, breakGlass, change } = policy;
  return [
    ...rules.flatMap(({ name, stages }, index) =>
      stages.flatMap((stage) =>
        names(stage.from) ? [`rule ${index + 1} “${name}”, stage “${stage.name}”`] : [],
      ),
    ),
    ...(names(answer.escalateTo) ? ["who is asked when nobody answers"] : []),
    ...(breakGlass !== null && names(breakGlass.from) ? ["who may break glass"] : []),
    ...(breakGlass !== null && names(breakGlass.reviewFrom) ? ["who reviews broken glass"] : []),
    ...(names(change.from) ? ["who is asked about changes of the policy"] : []),
  ];
}
