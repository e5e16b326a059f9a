import { Transform } from 'class-transformer';
import {
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';

/** An empty variable is an unset one: `.env` files and compose files write `NAME=`. */
const Unset = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === '' ? undefined : value));
const Optional = (): PropertyDecorator => (target, key) => {
  Unset()(target, key);
  IsOptional()(target, key);
};
const WholeNumber = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  );

/** An address or range, or a name of proxy-addr's. A number of hops is none: whoever reaches us directly could fake them. */
const PROXY = '(?:loopback|linklocal|uniquelocal|[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]*(?:/\\d{1,3})?)';
const PROXIES = new RegExp(`^(?:none|${PROXY}(?:, *${PROXY})*)$`);

/** A name a proxy gives to a header of its own; underscores are left out, since some servers read them as hyphens. */
const HEADER = /^[A-Za-z][A-Za-z0-9-]{2,80}$/;

/** The environment as it is written: names and shapes only. What the values mean is decided in config.ts. */
export class Environment {
  @Optional() @IsIn(['development', 'test', 'production']) NODE_ENV?: string;
  @Optional() @IsString() HOST?: string;
  @Optional() @WholeNumber() @IsInt() @Min(1) @Max(65535) PORT?: number;
  @Optional()
  @Matches(PROXIES, {
    message: 'TRUST_PROXY must be none or addresses and ranges of proxies (a number is not enough)',
  })
  TRUST_PROXY?: string;
  @Optional() @Matches(/^postgres(ql)?:\/\//) DATABASE_URL?: string;
  @Optional() @Matches(/^postgres(ql)?:\/\//) MIGRATION_DATABASE_URL?: string;
  @Optional() @IsUrl({ require_tld: false, protocols: ['http', 'https'] }) PUBLIC_URL?: string;
  @Optional() @IsIn(['all', 'web', 'worker']) ROLE?: string;
  @Optional() @IsString() @MinLength(8) WHATSAPP_VERIFY_TOKEN?: string;
  @Optional() @IsString() @MinLength(8) WHATSAPP_APP_SECRET?: string;
  @Optional() @Matches(/^\d+$/) WHATSAPP_APP_ID?: string;
  @Optional() @IsString() @MinLength(8) WHATSAPP_ACCESS_TOKEN?: string;
  @Optional() @Matches(/^\d+$/) WHATSAPP_PHONE_NUMBER_ID?: string;
  @Optional() @Matches(/^\d+$/) WHATSAPP_BUSINESS_ACCOUNT_ID?: string;
  @Optional() @IsIn(['none', 'read', 'typing']) WHATSAPP_READ_RECEIPTS?: string;
  @Optional() @Matches(/^\/[A-Za-z0-9/_.-]*$/) WEBHOOK_PATH?: string;
  @Optional() @IsIn(['off', 'listener', 'header']) WEBHOOK_MTLS_MODE?: string;
  @Optional() @IsString() WEBHOOK_MTLS_CA_FILE?: string;
  @Optional() @IsString() WEBHOOK_MTLS_CERT_FILE?: string;
  @Optional() @IsString() WEBHOOK_MTLS_KEY_FILE?: string;
  @Optional() @Matches(HEADER) WEBHOOK_MTLS_HEADER?: string;
  @Optional() @Matches(HEADER) WEBHOOK_MTLS_VERIFY_HEADER?: string;
  @Optional() @Matches(/^[A-Za-z0-9.-]+$/) WEBHOOK_MTLS_CN?: string;
  @Optional() @IsUrl({ require_tld: false, protocols: ['http', 'https'] }) GRAPH_API_BASE_URL?: string;
  @Optional() @Matches(/^v\d+\.\d+$/) GRAPH_API_VERSION?: string;
  @Optional() @IsString() RATE_CARD_FILE?: string;
  @Optional() @WholeNumber() @IsInt() @Min(0) @Max(36_500) RETENTION_BODIES_DAYS?: number;
  @Optional() @WholeNumber() @IsInt() @Min(0) @Max(36_500) RETENTION_EVENTS_DAYS?: number;
  @Optional() @WholeNumber() @IsInt() @Min(0) @Max(36_500) RETENTION_MESSAGES_DAYS?: number;
  @Optional() @IsString() DRAND_RELAYS?: string;
  @Optional() @IsString() DRAND_TEST_CHAIN?: string;
  @Optional() @IsString() SECRET_KEY?: string;
  @Optional() @IsEmail() ADMIN_EMAIL?: string;
  @Optional() @IsString() @MinLength(12) ADMIN_PASSWORD?: string;
  @Optional() @IsString() @MinLength(24) ADMIN_API_KEY?: string;
  @Optional() @IsUrl({ require_tld: false, protocols: ['http', 'https'] }) ALERT_WEBHOOK_URL?: string;
  @Optional() @IsUrl({ require_tld: false, protocols: ['http', 'https'] }) TIMESTAMP_URL?: string;
  @Optional() @IsString() TIMESTAMP_CA_FILE?: string;
  @Optional() @IsString() DATA_DIR?: string;
  @Optional() @IsIn(['0', '1']) DEMO?: string;
  @Optional() @IsString() DEMO_OUTPUT_DIR?: string;
  @Optional() @IsString() COMMIT?: string;
}
