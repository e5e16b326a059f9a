import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReferral, withoutRef } from './read-referral.js';

const SAMPLES = join(import.meta.dirname, '../../../test/webhook-samples');

function referralOf(name: string) {
  const file = readFileSync(join(SAMPLES, `messages--text-referral-${name}.json`), 'utf8');
  return readReferral(JSON.parse(file).entry[0].changes[0].value.messages[0]);
}

describe('Where a person came from', () => {
  it('is an ad with its click id, or without one', () => {
    expect(referralOf('ctwa-image')).toEqual({
      sourceType: 'ad',
      sourceId: '120244785620300551',
      sourceUrl: 'https://fb.me/9rifaMotoAbc',
      headline: 'Chatea con nosotros',
      clickId: 'ARAkLkdbcf1178aecd77a549c0e56dfb1776e2dbb61c69',
      ref: null,
      freeEntry: true,
    });
    expect(referralOf('status-ad-no-clid')).toMatchObject({ sourceType: 'ad', clickId: null });
  });

  it('is a post, which opens no free entry', () => {
    expect(referralOf('post')).toMatchObject({ sourceType: 'post', freeEntry: false });
  });

  it('is a link with a code in its text', () => {
    const body = 'Hola, quiero la rifa MOTO ref:ana7';
    expect(readReferral({ type: 'text', text: { body } })).toMatchObject({ sourceType: 'link', ref: 'ANA7' });
    expect(withoutRef(body)).toBe('Hola, quiero la rifa MOTO');
    expect(withoutRef('ref:ANA')).toBe('ref:ANA');
  });

  it('is unknown otherwise', () => {
    expect(readReferral({ type: 'text', text: { body: 'pref:7 y 8' } })).toBeNull();
    expect(readReferral(null)).toBeNull();
  });
});
