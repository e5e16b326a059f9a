import { SCOPES, USER_ROLES, type Scope, type UserRole } from '../access/scopes.js';
import { EXAMPLE } from '../http/examples.js';
import { ChoiceList } from '../http/composite-fields.dto.js';
import { Choice, Id, Instant, Text } from '../http/fields.dto.js';
import { PageDto } from '../http/page.dto.js';

const EMAIL = /^[^@\s]{1,64}@[^@\s]{1,190}$/;

export class NewUserDto {
  @Text({ example: 'cajera@example.com', max: 254, pattern: EMAIL, format: 'email' })
  email!: string;

  @Choice(USER_ROLES, { example: 'cashier' })
  role!: UserRole;

  @Text({
    example: 'correct horse battery staple',
    min: 12,
    max: 200,
    optional: true,
    description:
      'To sign in with at first, and then to be changed for one of their own. Without one this person acts through API keys only.',
  })
  password?: string;
}

export class FirstPasswordDto {
  @Text({ example: 'correct horse battery staple', min: 12, max: 200 })
  password!: string;
}

export class UserDto {
  @Id({ example: EXAMPLE.userId })
  id!: string;

  @Text({ example: 'cajera@example.com', max: 254, nullable: true })
  email!: string | null;

  @Choice(USER_ROLES, { example: 'cashier' })
  role!: UserRole;

  @Instant({ example: EXAMPLE.at })
  createdAt!: Date;

  @Instant({ example: null, nullable: true })
  disabledAt!: Date | null;
}

export class UserPage extends PageDto(UserDto) {}

export class NewApiKeyDto {
  @Text({ example: 'caja de la tarde', max: 60 })
  name!: string;

  @ChoiceList(SCOPES, { example: ['read'], min: 1 })
  scopes!: Scope[];

  @Id({
    example: EXAMPLE.userId,
    optional: true,
    description: 'The person the key acts as; the caller if left out.',
  })
  userId?: string;
}

export class ApiKeyDto {
  @Id({ example: EXAMPLE.apiKeyId })
  id!: string;

  @Id({ example: EXAMPLE.userId })
  userId!: string;

  @Text({ example: 'caja de la tarde', max: 60 })
  name!: string;

  @ChoiceList(SCOPES, { example: ['read'], min: 1 })
  scopes!: Scope[];

  @Instant({ example: EXAMPLE.at })
  createdAt!: Date;

  @Instant({ example: null, nullable: true })
  revokedAt!: Date | null;
}

export class ApiKeyWithSecretDto extends ApiKeyDto {
  @Text({ example: 'tln_example', max: 100, description: 'Shown this once; only its hash is kept.' })
  key!: string;
}

export class ApiKeyPage extends PageDto(ApiKeyDto) {}
