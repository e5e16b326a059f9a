/** Codes with which Meta refuses management calls for a while: it counts them per account and hour. */
export const CALL_LIMITS: ReadonlySet<number> = new Set([4, 17, 32, 613, 80007, 80008]);
