-- Somebody says "this is mine" of a server that was found and that nobody governs yet.
alter table candidate
  add column claimed_by_id uuid,
  add column claim_reason text,
  add column claimed_at timestamptz(3),
  add constraint candidate_organization_id_claimed_by_id_fkey foreign key (organization_id, claimed_by_id)
    references users (organization_id, id) on delete restrict on update cascade,
  add constraint candidate_claim_is_whole check (
    (claimed_by_id is null) = (claimed_at is null) and (claimed_by_id is null) = (claim_reason is null)
  );
create index candidate_organization_id_claimed_by_id_idx on candidate (organization_id, claimed_by_id);
