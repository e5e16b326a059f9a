/** Polls until `probe` gives something else than false. */
export async function until(
  what: string,
  probe: () => Promise<boolean> | boolean,
  ms = 15_000,
): Promise<void> {
  const end = performance.now() + ms;
  while (!(await probe())) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
