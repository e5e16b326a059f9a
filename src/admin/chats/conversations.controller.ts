import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { Database, Problems, putNews, type Transaction } from '../../platform/index.js';
import { Contacts, Outbox } from '../../whatsapp/index.js';
import { Commands, TheCommand, type Audit, type Command, type Done } from '../http/commands.service.js';
import { pageOf } from '../http/cursor.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ListQuery, startOf } from '../http/page.dto.js';
import { CONVERSATION_EXAMPLE, ConversationDto, ConversationPage, ReplyDto } from './conversations.dto.js';
import {
  chatById,
  claimChat,
  listWithHuman,
  readChatId,
  releaseChat,
  type ChatId,
} from './conversations.repository.js';

const ApiChatId = ApiParam({ name: 'id', schema: { type: 'string', example: CONVERSATION_EXAMPLE } });

/** Chats a person has taken over: the bot stays silent in them until they are released. */
@AdminController('conversations')
export class ConversationsController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly outbox: Outbox,
    private readonly contacts: Contacts,
  ) {}

  @Get()
  @Operation({
    summary: 'Chats that wait for a person or are with one',
    scope: 'chats',
    answer: ConversationPage,
  })
  async list(@Query() query: ListQuery): Promise<ConversationPage> {
    const { after, limit } = startOf(query, (key) => readChatId(key) !== null);
    const rows = await listWithHuman(this.database, after === null ? null : readChatId(after), limit);
    return pageOf(
      rows,
      limit,
      (chat) => chat.id,
      (chat) => chat,
    );
  }

  @Post(':id/claim')
  @ApiChatId
  @Operation({
    summary: 'Take a chat over: the bot falls silent',
    scope: 'chats',
    answer: ConversationDto,
    problems: [404],
  })
  claim(@TheCommand() command: Command, @Param('id') id: string): Promise<ConversationDto> {
    return this.inChat(command, id, async (tx, chat) =>
      (await claimChat(tx, chat)) ? { action: 'conversation.claimed' } : null,
    );
  }

  @Post(':id/reply')
  @ApiChatId
  @Operation({
    summary: 'Write to the person',
    description: 'Only in a chat a person has, and only within 24 hours of the last message from there.',
    scope: 'chats',
    answer: ConversationDto,
    problems: [404, 409],
    once: true,
  })
  reply(
    @TheCommand() command: Command,
    @Param('id') id: string,
    @Body() { text }: ReplyDto,
  ): Promise<ConversationDto> {
    return this.inChat(command, id, async (tx, chat, now) => {
      if (now.withHumanSince === null)
        throw Problems.conflict('The bot has this chat: claim it first.', { code: 'not_claimed' });
      const message = {
        ...chat,
        purpose: 'human_reply',
        priority: 'hand_off' as const,
        content: { kind: 'text' as const, body: text },
        harmlessTwice: false,
      };
      await this.outbox.enqueue(tx, [message]);
      return { action: 'conversation.replied' };
    });
  }

  @Post(':id/release')
  @ApiChatId
  @Operation({
    summary: 'Hand a chat back to the bot',
    description:
      'Ends every silence. After a person had it, the one at the other end counts as known again, if WhatsApp had said their phone changed.',
    scope: 'chats',
    answer: ConversationDto,
    problems: [404],
  })
  release(@TheCommand() command: Command, @Param('id') id: string): Promise<ConversationDto> {
    return this.inChat(command, id, async (tx, { channelId, contactId }, { withHumanSince }) => {
      if (!(await releaseChat(tx, { channelId, contactId }))) return null;
      if (withHumanSince !== null) await this.contacts.trustIdentity(tx, contactId);
      await putNews(tx, [{ contactId, news: { type: 'released' } }]);
      return { action: 'conversation.released' };
    });
  }

  private inChat(
    command: Command,
    text: string,
    work: (tx: Transaction, id: ChatId, chat: ConversationDto) => Promise<Pick<Audit, 'action'> | null>,
  ): Promise<ConversationDto> {
    const id = readChatId(text);
    const unknown = Problems.notFound('There is no such conversation.');
    if (id === null) throw unknown;
    return this.commands.runOnce(command, async (tx): Promise<Done<ConversationDto>> => {
      const before = await chatById(tx, id);
      if (before === null) throw unknown;
      const did = await work(tx, id, before);
      const audit = did && { ...did, targetKind: 'conversation', targetId: text };
      return { answer: (await chatById(tx, id)) ?? before, audit };
    });
  }
}
