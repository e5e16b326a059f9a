import type { Environment } from './environment.dto.js';

/** How the webhook makes sure that it is Meta who connects (Meta, "Create a webhook endpoint", section mTLS). */
export type MtlsConfig =
  | { readonly mode: 'off' }
  /** This service ends TLS itself and asks for the certificate. */
  | {
      readonly mode: 'listener';
      readonly commonName: string;
      readonly caFile: string;
      readonly certFile: string;
      readonly keyFile: string;
    }
  /** A proxy of ours ended TLS, checked the certificate and says whose it was. */
  | {
      readonly mode: 'header';
      readonly commonName: string;
      /** Lower case. The subject of the certificate (RFC 4514). */
      readonly header: string;
      /** Lower case. Must say SUCCESS, as nginx' `$ssl_client_verify` does; null: the proxy lets no other certificate through. */
      readonly verifyHeader: string | null;
      /** The proxy's copy of Meta's CA, for the doctor to look at. */
      readonly caFile: string | null;
    };

/** The name in Meta's client certificate. */
const META_NAME = 'client.webhooks.fbclientcerts.com';

const OF_LISTENER = ['WEBHOOK_MTLS_CA_FILE', 'WEBHOOK_MTLS_CERT_FILE', 'WEBHOOK_MTLS_KEY_FILE'] as const;
const OF_HEADER = ['WEBHOOK_MTLS_HEADER', 'WEBHOOK_MTLS_VERIFY_HEADER'] as const;
/** A network this large is no list of proxies; IPv6 addresses below ::/8 include all of IPv4. */
const WIDEST = { v4: 8, v6: 7, mapped: 104 };

/** What is wrong with `WEBHOOK_MTLS_*`, and with TRUST_PROXY where a header stands for the certificate. */
export function mtlsFaults(env: Environment): string[] {
  const mode = env.WEBHOOK_MTLS_MODE;
  if (mode === undefined) {
    const set = [...OF_LISTENER, ...OF_HEADER].filter((name) => env[name] !== undefined);
    return set.map((name) => `${name} is set without WEBHOOK_MTLS_MODE: nothing would be checked`);
  }
  if (mode === 'listener')
    return OF_LISTENER.filter((name) => env[name] === undefined).map(
      (name) => `${name} is missing (WEBHOOK_MTLS_MODE=listener needs it)`,
    );
  return mode === 'header' ? headerFaults(env) : [];
}

function headerFaults(env: Environment): string[] {
  const faults: string[] = [];
  if (env.WEBHOOK_MTLS_HEADER === undefined)
    faults.push('WEBHOOK_MTLS_HEADER is missing (WEBHOOK_MTLS_MODE=header needs it)');
  else if (env.WEBHOOK_MTLS_HEADER.toLowerCase() === env.WEBHOOK_MTLS_VERIFY_HEADER?.toLowerCase())
    faults.push('WEBHOOK_MTLS_VERIFY_HEADER must be another header than WEBHOOK_MTLS_HEADER');
  const proxies = env.TRUST_PROXY ?? 'none';
  if (proxies === 'none')
    faults.push('TRUST_PROXY must name the proxy: with WEBHOOK_MTLS_MODE=header only its word counts');
  else if (proxies.split(',').some((range) => isTooWide(range.trim())))
    faults.push('TRUST_PROXY is too wide for WEBHOOK_MTLS_MODE=header: strangers could write the header');
  return faults;
}

function isTooWide(range: string): boolean {
  const [address = '', bits] = range.split('/');
  if (bits === undefined) return false;
  if (!address.includes(':')) return Number(bits) < WIDEST.v4;
  const holdsIpv4 = Number.parseInt(address.split(':')[0] || '0', 16) === 0;
  return Number(bits) < (holdsIpv4 ? WIDEST.mapped : WIDEST.v6);
}

/** The meaning of variables without faults. */
export function mtlsOf(env: Environment): MtlsConfig {
  const commonName = env.WEBHOOK_MTLS_CN ?? META_NAME;
  if (env.WEBHOOK_MTLS_MODE === 'listener')
    return {
      mode: 'listener',
      commonName,
      caFile: env.WEBHOOK_MTLS_CA_FILE ?? '',
      certFile: env.WEBHOOK_MTLS_CERT_FILE ?? '',
      keyFile: env.WEBHOOK_MTLS_KEY_FILE ?? '',
    };
  if (env.WEBHOOK_MTLS_MODE === 'header')
    return {
      mode: 'header',
      commonName,
      header: env.WEBHOOK_MTLS_HEADER?.toLowerCase() ?? '',
      verifyHeader: env.WEBHOOK_MTLS_VERIFY_HEADER?.toLowerCase() ?? null,
      caFile: env.WEBHOOK_MTLS_CA_FILE ?? null,
    };
  return { mode: 'off' };
}
