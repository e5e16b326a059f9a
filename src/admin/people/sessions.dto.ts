import { SESSION_STEPS, USER_ROLES, type SessionStep, type UserRole } from '../access/scopes.js';
import { EXAMPLE } from '../http/examples.js';
import { ChoiceList } from '../http/composite-fields.dto.js';
import { Choice, Id, Instant, Text } from '../http/fields.dto.js';

const CODE = /^\d{6}$/;

export class SignInDto {
  @Text({ example: 'cajera@example.com', max: 254, format: 'email' })
  email!: string;

  @Text({ example: 'correct horse battery staple', max: 200 })
  password!: string;

  @Text({
    example: '287082',
    max: 6,
    pattern: CODE,
    optional: true,
    description: 'Of the authenticator app, once the second factor is set up.',
  })
  code?: string;
}

export class SessionDto {
  @Id({ example: EXAMPLE.sessionId })
  id!: string;

  @Id({ example: EXAMPLE.userId })
  userId!: string;

  @Text({ example: 'cajera@example.com', max: 254 })
  email!: string;

  @Choice(USER_ROLES, { example: 'cashier' })
  role!: UserRole;

  @Instant({ example: EXAMPLE.at })
  expiresAt!: Date;

  @ChoiceList(SESSION_STEPS, {
    example: [],
    min: 0,
    description:
      'What the person has to do before the session may do anything: choose a password, where somebody else gave the present one; set up the second factor.',
  })
  todo!: SessionStep[];
}

export class NewSessionDto extends SessionDto {
  @Text({
    example: 'tls_example',
    max: 100,
    description: 'Sent as a key is. Shown this once; only its hash is kept.',
  })
  token!: string;
}

export class NewPasswordDto {
  @Text({ example: 'correct horse battery staple', max: 200 })
  current!: string;

  @Text({ example: 'a dozen eggs and one more', min: 12, max: 200 })
  next!: string;
}

export class FactorSetupDto {
  @Text({
    example: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    max: 64,
    description: 'To type into an authenticator app.',
  })
  secret!: string;

  @Text({
    example:
      'otpauth://totp/Talonario:cajera%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Talonario',
    max: 1000,
    description: 'The same as an address, to show as a QR code.',
  })
  uri!: string;
}

export class FactorCodeDto {
  @Text({ example: '287082', max: 6, pattern: CODE, description: 'The code the app shows now.' })
  code!: string;
}
