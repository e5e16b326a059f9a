/** Who hands out drand's beacons over HTTP to browsers. None of them is trusted: a beacon is believed for its signature. */
export const PUBLIC_RELAYS: readonly string[] = [
  'https://api.drand.sh',
  'https://api2.drand.sh',
  'https://api3.drand.sh',
  'https://drand.cloudflare.com',
];
