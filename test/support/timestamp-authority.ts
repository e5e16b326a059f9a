import { createHash, createPrivateKey, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as cms from '@peculiar/asn1-cms';
import {
  AsnArray,
  AsnConvert,
  AsnProp,
  AsnPropTypes,
  AsnType,
  AsnTypeTypes,
  OctetString,
} from '@peculiar/asn1-schema';
import * as tsp from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';
import { makeAuthority, type Authority } from './certificates.js';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const POLICY = '1.2.3.4.1';
const POLICY_DER = Buffer.from('06042a030401', 'hex');
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** How the next answers differ from good ones. */
export interface Twist {
  /** What it puts in place of what was asked. */
  hash?: Buffer;
  nonce?: Buffer;
  /** Whose clock. */
  at?: Date;
  accuracySeconds?: number;
  /** Signed by a key of another authority, with this name. */
  stranger?: Signer;
  status?: number;
  /** Changes the content after it was signed. */
  forge?: boolean;
  withoutSigningCertificate?: boolean;
  /** Answers this instead of a time stamp. */
  http?: { status: number; body: Buffer };
}

export interface Signer {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
}

/** `ESSCertIDv2` and its list, as a signer writes them. */
class EssCertId {
  @AsnProp({ type: OctetString })
  hash = new OctetString();
}
class EssSigningCertificate {
  @AsnProp({ type: EssCertId, repeated: 'sequence' })
  certificates: EssCertId[] = [];
}
@AsnType({ type: AsnTypeTypes.Set, itemType: cms.Attribute })
class SignedAttributes extends AsnArray<cms.Attribute> {}
class ObjectId {
  @AsnProp({ type: AsnPropTypes.ObjectIdentifier })
  value = '';
}

/** A time-stamping authority of this test: real HTTP, real signatures. */
export class TestTimestampAuthority {
  /** Taken one by one; without any, answers are good. */
  readonly twists: Twist[] = [];
  asked = 0;

  private constructor(
    readonly authority: Authority,
    private readonly signer: Signer,
    private readonly server: Server,
  ) {}

  static async start(): Promise<TestTimestampAuthority> {
    const authority = await makeAuthority('Test root');
    const signer = await stampSigner(authority);
    const server = createServer();
    const self = new TestTimestampAuthority(authority, signer, server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        self.asked++;
        const right = request.headers['content-type'] === 'application/timestamp-query';
        const twist = self.twists.shift() ?? {};
        const { status, body } = twist.http ?? {
          status: right ? 200 : 415,
          body: self.answer(Buffer.concat(chunks), twist),
        };
        response.writeHead(status, { 'content-type': 'application/timestamp-reply' });
        response.end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return self;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/stamp`;
  }

  get anchor(): X509Certificate {
    return new X509Certificate(this.authority.cert);
  }

  answer(query: Buffer, twist: Twist): Buffer {
    const asked = AsnConvert.parse(query, tsp.TimeStampReq);
    const status = new tsp.PKIStatusInfo({ status: twist.status ?? 0 });
    if (twist.status !== undefined)
      return Buffer.from(AsnConvert.serialize(new tsp.TimeStampResp({ status })));
    const hashedMessage = twist.hash ?? Buffer.from(asked.messageImprint.hashedMessage.buffer);
    const info = new tsp.TSTInfo({
      version: tsp.TSTInfoVersion.v1,
      policy: POLICY,
      messageImprint: new tsp.MessageImprint({
        hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256, parameters: null }),
        hashedMessage: new OctetString(hashedMessage),
      }),
      serialNumber: new Uint8Array([1]).buffer,
      genTime: twist.at ?? new Date(),
      ...(twist.accuracySeconds === undefined
        ? {}
        : { accuracy: new tsp.Accuracy({ seconds: twist.accuracySeconds }) }),
      nonce: twist.nonce === undefined ? asked.nonce! : new Uint8Array(twist.nonce).buffer,
    });
    const content = Buffer.from(AsnConvert.serialize(info));
    const timeStampToken = signed(content, twist.stranger ?? this.signer, twist);
    return Buffer.from(AsnConvert.serialize(new tsp.TimeStampResp({ status, timeStampToken })));
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** A key with a certificate of this authority, for time stamps unless told otherwise. */
export async function stampSigner(
  authority: Authority,
  options: { usage?: string; from?: number; until?: number } = {},
): Promise<Signer> {
  const { cert, key } = await authority.issue('CN=Test stamps', { usage: TIME_STAMPING, ...options });
  return { certificate: new X509Certificate(cert), key: createPrivateKey(key) };
}

function signed(content: Buffer, { certificate, key }: Signer, twist: Twist): cms.ContentInfo {
  const parsed = AsnConvert.parse(certificate.raw, Certificate);
  const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
  const attribute = (attrType: string, value: object): cms.Attribute =>
    new cms.Attribute({ attrType, attrValues: [AsnConvert.serialize(value)] });
  const ess = Object.assign(new EssSigningCertificate(), {
    certificates: [Object.assign(new EssCertId(), { hash: new OctetString(sha256(certificate.raw)) })],
  });
  const signedAttrs = [
    new cms.Attribute({
      attrType: '1.2.840.113549.1.9.3',
      attrValues: [objectId(tsp.id_ct_tstInfo)],
    }),
    attribute('1.2.840.113549.1.9.4', new OctetString(sha256(content))),
    ...(twist.withoutSigningCertificate === true ? [] : [attribute('1.2.840.113549.1.9.16.2.47', ess)]),
  ];
  const { issuer, serialNumber } = parsed.tbsCertificate;
  const info = new cms.SignerInfo({
    version: cms.CMSVersion.v1,
    sid: new cms.SignerIdentifier({
      issuerAndSerialNumber: new cms.IssuerAndSerialNumber({ issuer, serialNumber }),
    }),
    digestAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256, parameters: null }),
    signedAttrs,
    signatureAlgorithm: new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 }),
    signature: new OctetString(),
  });
  const bytes = Buffer.from(AsnConvert.serialize(new SignedAttributes(signedAttrs)));
  info.signature = new OctetString(sign('sha256', bytes, key));
  const body = Buffer.from(content);
  if (twist.forge === true) body[body.indexOf(POLICY_DER) + POLICY_DER.length - 1] = 9;
  const data = new cms.SignedData({
    version: cms.CMSVersion.v3,
    digestAlgorithms: new cms.DigestAlgorithmIdentifiers([
      new AlgorithmIdentifier({ algorithm: SHA256, parameters: null }),
    ]),
    encapContentInfo: new cms.EncapsulatedContentInfo({
      eContentType: tsp.id_ct_tstInfo,
      eContent: new cms.EncapsulatedContent({ single: new OctetString(body) }),
    }),
    certificates: new cms.CertificateSet([new cms.CertificateChoices({ certificate: parsed })]),
    signerInfos: new cms.SignerInfos([info]),
  });
  return new cms.ContentInfo({ contentType: cms.id_signedData, content: AsnConvert.serialize(data) });
}

/** An OBJECT IDENTIFIER by itself; the library writes it only as a member. */
function objectId(value: string): ArrayBuffer {
  const wrapped = Buffer.from(AsnConvert.serialize(Object.assign(new ObjectId(), { value })));
  return new Uint8Array(wrapped.subarray(2)).buffer;
}
