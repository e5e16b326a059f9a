/** Whether a message may be said in free words now: the person wrote less than 24 hours ago, as far as Meta agrees. */
export function isWindowOpen(
  head: { readonly windowEndsAt: Date | null; readonly windowRefused: boolean },
  now: Date,
): boolean {
  return !head.windowRefused && head.windowEndsAt !== null && head.windowEndsAt > now;
}
