import { Injectable } from '@nestjs/common';

export interface JobContext {
  /** 1 for the first try. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
  /** Aborted when the service stops or the job has used up its time. */
  readonly signal: AbortSignal;
}

export type JobHandler = (payload: unknown, context: JobContext) => Promise<void>;

/** Who does which job. Rooms register their handlers in `onModuleInit`; the runner starts after that. */
@Injectable()
export class JobTasks {
  private readonly handlers = new Map<string, JobHandler>();

  register(task: string, handler: JobHandler): void {
    if (this.handlers.has(task)) throw new Error(`two handlers for job ${task}`);
    this.handlers.set(task, handler);
  }

  all(): ReadonlyMap<string, JobHandler> {
    return this.handlers;
  }
}
