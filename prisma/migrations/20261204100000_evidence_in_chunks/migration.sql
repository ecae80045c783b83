-- How the evidence hash of a closed review was made: 3 for one over its items' hashes in order, which is made in chunks;
-- before it, the hash of the whole record as one text.
alter table campaign add column evidence_format smallint;
update campaign set evidence_format = population_format where evidence_hash is not null;
alter table campaign add constraint campaign_evidence_says_its_format
  check ((evidence_hash is null) = (evidence_format is null));
grant update (evidence_format) on campaign to steward_app;

-- What was anchored in the audit trail when a review closed stands.
create function refuse_other_evidence() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.evidence_hash is not null and (new.evidence_hash, new.evidence_format)
    is distinct from (old.evidence_hash, old.evidence_format) then
    raise exception 'evidence_stands: the evidence of a closed review does not change'
      using errcode = '23514', constraint = 'evidence_stands';
  end if;
  return new;
end
$$;
create trigger refuse_other_evidence before update on campaign
  for each row execute function refuse_other_evidence();
