import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import type { ClientBase, QueryResult, QueryResultRow } from 'pg';
import { describeDatabaseFault } from './fault.js';
import { statementName } from './sql-text.js';

/** A value pg sends as a parameter. Arrays become PostgreSQL arrays; objects must be serialised by the caller. */
export type Parameter =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Buffer
  | null
  | readonly (string | null)[]
  | readonly (number | null)[]
  | readonly (boolean | null)[]
  | readonly (Date | null)[]
  | readonly (Buffer | null)[];

/** Reads with constant SQL. bigint columns come as strings, timestamptz as Date, bytea as Buffer, jsonb parsed. */
export interface Reader {
  /** All rows. */
  rows<T extends QueryResultRow>(sql: string, parameters?: readonly Parameter[]): Promise<T[]>;
  /** The first row, or null. */
  first<T extends QueryResultRow>(sql: string, parameters?: readonly Parameter[]): Promise<T | null>;
}

/** Reads and writes of one transaction. Only `Database.transact` makes one: a write without it does not type-check. */
export interface Transaction extends Reader {
  /** Runs a writing statement; the number of rows it touched. */
  run(sql: string, parameters?: readonly Parameter[]): Promise<number>;
  /** Runs `work` in a savepoint: if it throws, only its effects are undone and the error goes on. */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
  /** TypeORM's manager bound to this transaction, for entities. */
  readonly manager: EntityManager;
}

class ClientReader implements Reader {
  constructor(protected readonly client: ClientBase) {}

  async rows<T extends QueryResultRow>(sql: string, parameters: readonly Parameter[] = []): Promise<T[]> {
    return (await this.send<T>(sql, parameters)).rows;
  }

  async first<T extends QueryResultRow>(
    sql: string,
    parameters: readonly Parameter[] = [],
  ): Promise<T | null> {
    return (await this.send<T>(sql, parameters)).rows[0] ?? null;
  }

  protected async send<T extends QueryResultRow>(
    sql: string,
    parameters: readonly Parameter[],
  ): Promise<QueryResult<T>> {
    try {
      return await this.client.query<T>({ name: statementName(sql), text: sql, values: [...parameters] });
    } catch (error) {
      throw describeDatabaseFault(error);
    }
  }
}

class ClientTransaction extends ClientReader implements Transaction {
  private depth = 0;

  constructor(
    client: ClientBase,
    readonly manager: EntityManager,
  ) {
    super(client);
  }

  async run(sql: string, parameters: readonly Parameter[] = []): Promise<number> {
    return (await this.send(sql, parameters)).rowCount ?? 0;
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `s${++this.depth}`;
    await this.run(`savepoint ${name}`);
    try {
      const value = await work();
      await this.run(`release savepoint ${name}`);
      return value;
    } catch (error) {
      await this.run(`rollback to savepoint ${name}`);
      throw error;
    } finally {
      this.depth--;
    }
  }
}

/** The door to PostgreSQL: reads on any connection, writes only inside `transact`. */
@Injectable()
export class Database implements Reader {
  constructor(private readonly dataSource: DataSource) {}

  async rows<T extends QueryResultRow>(sql: string, parameters: readonly Parameter[] = []): Promise<T[]> {
    return this.withRunner((runner) =>
      this.readerOf(runner).then((reader) => reader.rows<T>(sql, parameters)),
    );
  }

  async first<T extends QueryResultRow>(
    sql: string,
    parameters: readonly Parameter[] = [],
  ): Promise<T | null> {
    return (await this.rows<T>(sql, parameters))[0] ?? null;
  }

  /** Runs `work` in one READ COMMITTED transaction; commits its result or rolls back and rethrows. */
  async transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.withRunner(async (runner) => {
      const client = await connect(runner);
      await runner.startTransaction(); // READ COMMITTED by the connection's settings: naming it would be a round trip more
      try {
        const value = await work(new ClientTransaction(client, runner.manager));
        await runner.commitTransaction();
        return value;
      } catch (error) {
        await runner.rollbackTransaction().catch(() => undefined); // the connection may be gone: the first error tells why
        throw error;
      }
    });
  }

  private async readerOf(runner: QueryRunner): Promise<Reader> {
    return new ClientReader(await connect(runner));
  }

  private async withRunner<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await work(runner);
    } catch (error) {
      throw describeDatabaseFault(error);
    } finally {
      await runner.release();
    }
  }
}

/** TypeORM types its connection as `any`; this is the one place that says what it is. */
async function connect(runner: QueryRunner): Promise<ClientBase> {
  const client: ClientBase = await runner.connect();
  return client;
}
