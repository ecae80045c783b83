-- Whoever found new people for a request does not decide on it, also not by a seat of before, in a later stage.
create function refuse_vote_of_repairer() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from request r
    where r.organization_id = new.organization_id and r.id = new.request_id
      and new.decider_id = any (r.repaired_by_ids)
  ) then
    raise exception 'whoever_repairs_does_not_decide: whoever repairs a request does not decide on it'
      using errcode = '23514', constraint = 'whoever_repairs_does_not_decide';
  end if;
  return new;
end
$$;
create trigger refuse_vote_of_repairer before insert on request_decision
  for each row execute function refuse_vote_of_repairer();
