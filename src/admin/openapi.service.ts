import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { SCOPE_MEANINGS, SCOPES } from './access/scopes.js';
import { addExamples } from './http/openapi-examples.js';

const SCOPE_LIST = SCOPES.map((scope) => `- \`${scope}\`: ${SCOPE_MEANINGS[scope]}`).join('\n');

const DESCRIPTION = `What organisers do, for scripts and consoles.

Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\` where programs need one. Lists answer
\`{items, nextCursor}\` and take \`?limit&cursor\`. Amounts are integers in minor units. Numbers of a raffle are text, as printed.

A person signs in at \`POST /sessions\`; a key acts for one.

Scopes:

${SCOPE_LIST}`;

/** Serves `/api/openapi.json` and the docs page `/api/docs`. Call it once, before listening. */
export function publishOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Talonario API',
  });
}

/** The whole API as OpenAPI 3.1. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Talonario')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        description: 'An API key, or the token of a session: `Authorization: Bearer <key>`.',
      },
      'apiKey',
    )
    .build();
  const document = SwaggerModule.createDocument(app, base);
  addExamples(document);
  return document;
}
