import { Injectable } from '@nestjs/common';
import { Hint } from './hint.js';

/** Raised after a commit that put something into the inbox of this process's database. */
@Injectable()
export class InboxHint extends Hint {}
