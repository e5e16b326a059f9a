const V4 = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/i;

/**
 * The network an address lies in: /24 of IPv4, /48 of IPv6. Enough to tell home from elsewhere, and it says less of a person
 * than the address, which would stay in the log for good.
 */
export function networkOf(address: string): string {
  const [, v4] = V4.exec(address) ?? [];
  if (v4 !== undefined) return `${v4}.0/24`;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 3).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/48`;
}
