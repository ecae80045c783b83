/** What the audit trail and refusals call a version of the policy. */
export function policySubject({ id, number }: { id: string; number: number }) {
  return { kind: "policy_version", id, name: `Approval policy, version ${number}` };
}
