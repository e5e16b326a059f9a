/** `Lucía Ramos` → `L••• R•••`: enough for the holder to know the ticket is theirs, too little for anybody else. Null without a letter. */
export function maskName(name: string | null): string | null {
  const initials = (name ?? '').match(/(?<!\p{L})\p{L}/gu)?.slice(0, 2) ?? [];
  return initials.length === 0 ? null : initials.map((initial) => `${initial.toUpperCase()}•••`).join(' ');
}
