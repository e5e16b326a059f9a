import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

type Labels = Readonly<Record<string, string>>;

/** Counters and gauges for `GET /metrics` (Prometheus text format). Never label with a person, an id or free text. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly counters = new Map<string, Counter>();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Adds to the counter `talonario_<name>_total`; a name always comes with the same label names. */
  count(name: string, labels: Labels = {}, by = 1): void {
    let counter = this.counters.get(name);
    if (counter === undefined) {
      counter = new Counter({
        name: `talonario_${name}_total`,
        help: name.replaceAll('_', ' '),
        labelNames: Object.keys(labels),
        registers: [this.registry],
      });
      this.counters.set(name, counter);
    }
    counter.inc(labels, by);
  }

  /** A value read when somebody asks for the metrics. */
  gauge(name: string, help: string, read: () => Promise<number>): void {
    const gauge: Gauge = new Gauge({
      name: `talonario_${name}`,
      help,
      registers: [this.registry],
      collect: async (): Promise<void> => gauge.set(await read()),
    });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}
