import { describe, expect, it } from 'vitest';
import { effectiveScopes, ROLE_SCOPES, SCOPES, USER_ROLES } from './scopes.js';

describe('what a key may do', () => {
  it.each(USER_ROLES)('is never more than the role %s may', (role) => {
    expect([...effectiveScopes(role, SCOPES)]).toEqual([...ROLE_SCOPES[role]]);
  });

  it.each(USER_ROLES)('is never more than was granted, as %s', (role) => {
    expect([...effectiveScopes(role, [])]).toEqual([]);
    expect([...effectiveScopes(role, ['read', 'no such scope'])]).toEqual(['read']);
  });

  it('changes money, draws or people for owners only, money for cashiers too', () => {
    const having = (scope: string): string[] =>
      USER_ROLES.filter((role) => effectiveScopes(role, [scope]).size > 0);
    expect([having('money'), having('draw'), having('admin')]).toEqual([
      ['owner', 'cashier'],
      ['owner'],
      ['owner'],
    ]);
  });

  it('is only reading for an auditor', () => {
    expect(ROLE_SCOPES.auditor).toEqual(['read', 'audit']);
  });
});
