-- What was hashed into the audit trail when a review closed stands: nothing of its items changes afterwards.
create function refuse_changed_closed_items() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from (select distinct organization_id, campaign_id from after_rows) n
    join campaign c on c.organization_id = n.organization_id and c.id = n.campaign_id and c.state in ('closed', 'signed')
  ) then
    raise exception 'closed_items_stand: the items of a closed review do not change'
      using errcode = '23514', constraint = 'closed_items_stand';
  end if;
  return null;
end
$$;
create trigger refuse_changed_closed_items after update on campaign_item
  referencing new table as after_rows
  for each statement execute function refuse_changed_closed_items();
