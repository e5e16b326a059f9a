import type { DataSourceOptions } from 'typeorm';

const STATEMENT_LIMIT_MS = 10_000;

/**
 * Settings of the service's connections. The two timeouts free the lanes of a stalled process: it may hold a transaction idle,
 * or run one statement, for at most 10 s; key-alives find a vanished host in about the same time.
 */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    installExtensions: false,
    extra: {
      connectionTimeoutMillis: 10_000,
      statement_timeout: STATEMENT_LIMIT_MS,
      idle_in_transaction_session_timeout: STATEMENT_LIMIT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5_000,
      options:
        '-c default_transaction_isolation=read\\ committed -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=2',
    },
  };
}
