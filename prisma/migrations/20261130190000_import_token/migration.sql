-- A token may speak for any machine: an import says which one it was. The name it had stays in started_by_name.
alter table import add column started_by_token_id uuid,
  add constraint import_started_by_token_fkey foreign key (organization_id, started_by_token_id)
    references service_token (organization_id, id) on delete restrict on update cascade;
