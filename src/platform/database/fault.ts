/** A failed statement, stripped of values: driver errors carry parameters and row details, which must reach neither logs nor answers. */
export class DatabaseFault extends Error {
  override name = 'DatabaseFault';

  constructor(
    /** SQLSTATE, our own class TL, or a system code such as ECONNREFUSED. */
    readonly code: string,
    readonly constraint: string | null,
  ) {
    super(constraint === null ? `database error ${code}` : `database error ${code} (${constraint})`);
  }
}

/** Wraps a driver error; anything else is returned as it is. */
export function describeDatabaseFault(error: unknown): Error {
  if (error instanceof DatabaseFault) return error;
  if (!(error instanceof Error)) return new Error('something that is no Error was thrown');
  const source = driverError(error);
  if (source === null) return error;
  const fault = new DatabaseFault(source.code, source.constraint);
  if (error.stack !== undefined)
    fault.stack = `${fault.name}: ${fault.message}\n${error.stack.split('\n').slice(1).join('\n')}`;
  return fault;
}

function driverError(error: Error): { code: string; constraint: string | null } | null {
  const inner: object =
    'driverError' in error && error.driverError instanceof Error ? error.driverError : error;
  if (error.message.includes('timeout exceeded when trying to connect'))
    return { code: 'POOL_EXHAUSTED', constraint: null };
  if (/^Connection terminated|is not queryable$/.test(error.message))
    return { code: 'ECONNRESET', constraint: null };
  if (!('code' in inner) || typeof inner.code !== 'string') return null;
  if (!/^([0-9A-Z]{5}|E[A-Z]+)$/.test(inner.code)) return null;
  const constraint = 'constraint' in inner && typeof inner.constraint === 'string' ? inner.constraint : null;
  return { code: inner.code, constraint };
}

/** True if the statement may well succeed when repeated as it is: lost connection, serialisation, deadlock, resources, shutdown. */
export function isPassingFault(error: unknown): boolean {
  if (!(error instanceof DatabaseFault)) return false;
  return /^(08|53|57P0|40001|40P01)/.test(error.code) || /^(E[A-Z]{4,}|POOL_EXHAUSTED)$/.test(error.code);
}

/** True if the statement broke the named unique or check constraint. */
export function broke(error: unknown, constraint: string): boolean {
  return error instanceof DatabaseFault && error.constraint === constraint;
}
