import type { Reader } from '../../platform/index.js';

/** Whether results need a second person: from the moment two people may draw, which only owners may. */
export async function twoPersonRule(reader: Reader): Promise<boolean> {
  const row = await reader.first<{ people: number }>(
    `select count(*)::int as people from app_user where role = 'owner' and disabled_at is null`,
  );
  return row !== null && row.people >= 2;
}
