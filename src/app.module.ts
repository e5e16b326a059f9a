import { Module, type DynamicModule } from '@nestjs/common';
import { AdminModule } from './admin/index.js';
import { ConversationModule } from './conversation/index.js';
import { PlatformModule, type Config, type DatabaseUrl, type Secrets } from './platform/index.js';
import { PublicModule } from './public/index.js';
import { ReceiptMediaModule } from './receipt-media.module.js';
import { WebhookModule } from './webhook/index.js';

/** The whole service. */
@Module({})
export class AppModule {
  static with(parts: { config: Config; url: DatabaseUrl; secrets: Secrets }): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(parts),
        ReceiptMediaModule,
        WebhookModule,
        ConversationModule,
        AdminModule,
        PublicModule,
      ],
    };
  }
}
