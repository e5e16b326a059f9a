/** Where PostgreSQL is, once known: the embedded one says so only after it has started. */
export class DatabaseUrl {
  /**
   * @param service connects as the role that owns nothing
   * @param owner runs migrations; the same as `service` where one role does both
   */
  constructor(
    readonly service: string,
    readonly owner: string,
  ) {}
}
