import { createHash, verify, X509Certificate } from 'node:crypto';
import { Attribute, ContentInfo, id_signedData, SignedData, type SignerInfo } from '@peculiar/asn1-cms';
import {
  AsnArray,
  AsnConvert,
  AsnProp,
  AsnPropTypes,
  AsnType,
  AsnTypeTypes,
  OctetString,
} from '@peculiar/asn1-schema';
import { id_ct_tstInfo, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { whyNotTrusted } from './certificate-chain.js';
import { TimestampRefused, type Timestamp } from './timestamp.port.js';

export const SHA256 = '2.16.840.1.101.3.4.2.1';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
/** Granted, and granted with changes. */
const GRANTED: readonly number[] = [0, 1];

/** `id-ct-TSTInfo` in DER: what the signed content must be said to be. */
const TST_INFO = Buffer.from('060b2a864886f70d0109100104', 'hex');

const HASHES: ReadonlyMap<string, string> = new Map([
  [SHA256, 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);
/** By signature algorithm; null: the digest algorithm says it. RSA and ECDSA; the key says which. */
const SIGNATURES: ReadonlyMap<string, string | null> = new Map([
  ['1.2.840.113549.1.1.1', null],
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
]);

/** What a signature covers. It stands in the token as [0] and is signed as what it is, a SET OF in DER (RFC 5652, 5.4). */
@AsnType({ type: AsnTypeTypes.Set, itemType: Attribute })
class SignedAttributes extends AsnArray<Attribute> {}

/** `ESSCertID` and `ESSCertIDv2` (RFC 5035): which certificate a signer meant. */
class CertificateId {
  @AsnProp({ type: AlgorithmIdentifier, optional: true })
  hashAlgorithm?: AlgorithmIdentifier;

  @AsnProp({ type: OctetString })
  hash = new OctetString();

  @AsnProp({ type: AsnPropTypes.Any, optional: true })
  issuerSerial?: ArrayBuffer;
}

class SigningCertificate {
  @AsnProp({ type: CertificateId, repeated: 'sequence' })
  certificates: CertificateId[] = [];

  @AsnProp({ type: AsnPropTypes.Any, optional: true })
  policies?: ArrayBuffer;
}

/** What was asked, and whom we believe. */
export interface Asked {
  /** SHA-256. */
  readonly hash: Buffer;
  readonly nonce: Buffer;
  readonly anchors: readonly X509Certificate[];
}

/**
 * An authority's answer (RFC 3161), checked: it is granted, about our hash and our request, signed by whom its certificate names,
 * and that certificate leads to one we trust. @throws {TimestampRefused} saying what is wrong
 */
export function readTimestamp(proof: Buffer, asked: Asked): Timestamp {
  const token = parsed(() => tokenOf(proof));
  const { info, content } = token;
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithm !== SHA256 || !same(hashedMessage.buffer, asked.hash))
    throw new TimestampRefused('it is about another hash');
  if (info.nonce === undefined || !same(info.nonce, asked.nonce))
    throw new TimestampRefused('it answers another request');
  const signer = checkSignature(token.signer, content, token.certificates);
  const others = token.certificates.filter((one) => one !== signer);
  const fault = whyNotTrusted(signer, others, asked.anchors, info.genTime);
  if (fault !== null) throw new TimestampRefused(fault);
  const { seconds = 0, millis = 0, micros = 0 } = info.accuracy ?? {};
  const latest = info.genTime.getTime() + seconds * 1_000 + millis + micros / 1_000;
  return {
    at: new Date(Math.ceil(info.genTime.getTime() / 1_000) * 1_000),
    latest: new Date(Math.ceil(latest)),
    authority: nameOf(signer),
    proof,
  };
}

interface Token {
  readonly info: TSTInfo;
  /** The bytes of `info` as they were signed. */
  readonly content: Buffer;
  readonly signer: SignerInfo;
  readonly certificates: readonly X509Certificate[];
}

function tokenOf(proof: Buffer): Token {
  const { status, timeStampToken } = AsnConvert.parse(proof, TimeStampResp);
  if (!GRANTED.includes(status.status) || timeStampToken === undefined)
    throw new TimestampRefused(`the authority does not grant it (status ${status.status})`);
  const outer: ContentInfo = timeStampToken;
  if (outer.contentType !== id_signedData) throw new TimestampRefused('it is not signed');
  const signed = AsnConvert.parse(outer.content, SignedData);
  const { eContentType, eContent } = signed.encapContentInfo;
  const [signer, second] = [...signed.signerInfos];
  if (eContentType !== id_ct_tstInfo || eContent?.single === undefined)
    throw new TimestampRefused('it holds no time');
  if (signer === undefined || second !== undefined)
    throw new TimestampRefused('it does not have one signature');
  const content = Buffer.from(eContent.single.buffer);
  const certificates = [...(signed.certificates ?? [])].flatMap(({ certificate }) =>
    certificate === undefined ? [] : [new X509Certificate(Buffer.from(AsnConvert.serialize(certificate)))],
  );
  return { info: AsnConvert.parse(content, TSTInfo), content, signer, certificates };
}

/** @returns the certificate whose key made the signature */
function checkSignature(
  signer: SignerInfo,
  content: Buffer,
  certificates: readonly X509Certificate[],
): X509Certificate {
  const digest = HASHES.get(signer.digestAlgorithm.algorithm);
  const named = SIGNATURES.get(signer.signatureAlgorithm.algorithm);
  if (digest === undefined || named === undefined)
    throw new TimestampRefused('it is signed in a way this service does not know');
  const covered = signer.signedAttrs ?? [];
  const attribute = (type: string): ArrayBuffer | undefined =>
    covered.find(({ attrType }) => attrType === type)?.attrValues[0];
  const [type, said] = [attribute(CONTENT_TYPE), attribute(MESSAGE_DIGEST)];
  const meant = attribute(SIGNING_CERTIFICATE_V2) ?? attribute(SIGNING_CERTIFICATE);
  if (type === undefined || !same(type, TST_INFO) || said === undefined || meant === undefined)
    throw new TimestampRefused('its signature lacks what it must cover');
  const usual = attribute(SIGNING_CERTIFICATE_V2) === undefined ? 'sha1' : 'sha256';
  const certificate = certificates.find((one) => parsed(() => isMeant(one, meant, usual)));
  if (certificate === undefined) throw new TimestampRefused('the certificate of its signer is missing');
  const told = parsed(() => AsnConvert.parse(said, OctetString).buffer);
  if (!same(told, createHash(digest).update(content).digest()))
    throw new TimestampRefused('its time was changed');
  const bytes = Buffer.from(AsnConvert.serialize(new SignedAttributes(covered)));
  const signature = Buffer.from(signer.signature.buffer);
  if (!parsed(() => verify(named ?? digest, bytes, certificate.publicKey, signature)))
    throw new TimestampRefused('its signature is false');
  return certificate;
}

function isMeant(certificate: X509Certificate, meant: ArrayBuffer, usual: string): boolean {
  const [first] = AsnConvert.parse(meant, SigningCertificate).certificates;
  if (first === undefined) return false;
  const hash =
    first.hashAlgorithm === undefined ? usual : (HASHES.get(first.hashAlgorithm.algorithm) ?? 'sha256');
  return same(first.hash.buffer, createHash(hash).update(certificate.raw).digest());
}

/** Whatever cannot be read is no time stamp. */
function parsed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TimestampRefused) throw error;
    throw new TimestampRefused('it cannot be read');
  }
}

function same(one: ArrayBuffer, other: Buffer): boolean {
  return Buffer.from(one).equals(other);
}

function nameOf({ subject }: X509Certificate): string {
  const lines = subject.split('\n');
  const common = lines.find((line) => line.startsWith('CN=')) ?? lines.at(-1) ?? '';
  return common.replace(/^[A-Za-z]+=/, '').slice(0, 100);
}
