import { Get } from '@nestjs/common';
import { Database } from '../../platform/index.js';
import { Channels, Doctor, worstOf } from '../../whatsapp/index.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { DoctorDto } from './doctor.dto.js';

/** Meta counts calls: whoever asks again gets what was found before. */
const KEPT_MS = 60_000;

@AdminController('doctor')
export class DoctorController {
  private kept: { readonly until: number; readonly answer: Promise<DoctorDto> } | null = null;

  constructor(
    private readonly database: Database,
    private readonly channels: Channels,
    private readonly doctor: Doctor,
  ) {}

  @Get()
  @Operation({
    summary: 'What is wrong between this service and Meta, and what to do',
    description: 'Asks Meta, so an answer is kept for a minute by each copy. The same as `npm run doctor`.',
    scope: 'admin',
    answer: DoctorDto,
  })
  look(): Promise<DoctorDto> {
    const now = performance.now();
    if (this.kept !== null && now < this.kept.until) return this.kept.answer;
    const kept = { until: now + KEPT_MS, answer: this.examine() };
    this.kept = kept;
    kept.answer.catch(() => {
      if (this.kept === kept) this.kept = null;
    });
    return kept.answer;
  }

  private async examine(): Promise<DoctorDto> {
    const findings = await this.doctor.examine(await this.channels.all(), this.database);
    return { verdict: worstOf(findings), at: new Date().toISOString(), findings };
  }
}
