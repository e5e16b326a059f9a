import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where an official result was read: an address, a picture of the official list, or both. Results of before have none. */
export class ResultSource1764000000022 implements MigrationInterface {
  name = 'ResultSource1764000000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SOURCE);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const SOURCE = `
  create table result_source (
    result_id uuid primary key references lottery_result,
    url text check (url like 'https://%' and length(url) <= 2000),
    blob_id uuid references blob,
    check (url is not null or blob_id is not null)
  );
  create trigger result_source_append_only before update or delete on result_source
    for each row execute function refuse_change();
  create trigger result_source_never_emptied before truncate on result_source
    for each statement execute function refuse_change();

  -- Whoever confirms saw everything there was: nothing is added afterwards.
  create function source_before_confirm() returns trigger language plpgsql as $$
  begin
    if (select state from lottery_result where id = new.result_id for update) <> 'entered' then
      raise exception 'the source of a lottery result is given when it is entered' using errcode = 'TL042';
    end if;
    return new;
  end $$;
  create trigger result_source_entered before insert on result_source for each row execute function source_before_confirm();
`;
