import { Injectable } from '@nestjs/common';
import { Hint } from '../../platform/index.js';

/** Raise it after a commit that put something into the outbox. */
@Injectable()
export class SenderHint extends Hint {}
