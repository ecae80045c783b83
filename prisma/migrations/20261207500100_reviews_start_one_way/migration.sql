-- A review starts one way: defined, staged, started. Which server it is about is what its definition names, said once.
create or replace function refuse_rewritten_campaign() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if (old.state <> 'draft' and new.state <> 'draft'
      and (new.definition, new.name, new.purpose, new.cause, new.created_by_id)
        is distinct from (old.definition, old.name, old.purpose, old.cause, old.created_by_id))
    or (old.state::text not in ('draft', 'staged') and
      (new.population::text, new.population_hash, new.population_count, new.staged_at, new.summary, new.started_by_id, new.started_at)
      is distinct from
      (old.population::text, old.population_hash, old.population_count, old.staged_at, old.summary, old.started_by_id, old.started_at))
    or (old.state, new.state::text) not in (
      ('draft', 'draft'), ('draft', 'staged'), ('draft', 'discarded'),
      ('staged', 'staged'), ('staged', 'draft'), ('staged', 'running'), ('staged', 'discarded'),
      ('running', 'running'), ('running', 'closing'), ('closing', 'closing'), ('closing', 'closed'),
      ('closed', 'closed'), ('closed', 'signed'), ('signed', 'signed'), ('discarded', 'discarded')) then
    raise exception 'frozen_campaign_stands: what a review asks about does not change once it is frozen'
      using errcode = '23514', constraint = 'frozen_campaign_stands';
  end if;
  -- What was frozen answers the definition it was frozen with.
  if ((old.state = 'staged' and new.state = 'draft')
      or (old.state = 'draft' and new.definition is distinct from old.definition)) and exists (
    select from campaign_tally t
    where t.organization_id = new.organization_id and t.campaign_id = new.id and t.count > 0
  ) then
    raise exception 'frozen_campaign_stands: what a review asks about does not change once it is frozen'
      using errcode = '23514', constraint = 'frozen_campaign_stands';
  end if;
  -- Its evidence is anchored: all it says of itself stands, but that it is signed.
  if old.state in ('closed', 'signed')
    and to_jsonb(new) - 'state' - 'version' is distinct from to_jsonb(old) - 'state' - 'version' then
    raise exception 'frozen_campaign_stands: what a closed review says of itself does not change'
      using errcode = '23514', constraint = 'frozen_campaign_stands';
  end if;
  -- Nobody is left out of it by running before everybody is known.
  if old.state::text in ('draft', 'staged') and new.state = 'running' and exists (
    select from campaign_tally t
    where t.organization_id = new.organization_id and t.campaign_id = new.id and t.count > 0
      and t.reviewer_id = '00000000-0000-0000-0000-000000000000'
  ) then
    raise exception 'every_item_has_a_reviewer: nobody could answer for a part of it'
      using errcode = '23514', constraint = 'every_item_has_a_reviewer';
  end if;
  return new;
end
$$;
-- The list of servers reads their last review from the servers themselves.
drop trigger list_servers_inserted on campaign;
drop trigger list_servers_updated on campaign;
drop trigger list_servers_deleted on campaign;
alter table campaign drop column server_id;
