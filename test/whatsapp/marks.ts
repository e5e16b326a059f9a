import type { Config, Database, Metrics } from '../../src/platform/index.js';
import type { Channels } from '../../src/whatsapp/index.js';
import type { GraphClient } from '../../src/whatsapp/graph/graph.client.js';
import { MarkRoom } from '../../src/whatsapp/read-marks/mark-room.reader.js';
import { ReadMarks } from '../../src/whatsapp/read-marks/read-marks.worker.js';
import { Places } from '../../src/whatsapp/sender/places.repository.js';
import { ReceivedMeter } from '../../src/whatsapp/sender/received-meter.service.js';

/** Read marks without the service around them. */
export function readMarks(
  config: Config,
  database: Database,
  channels: Channels,
  graph: GraphClient,
  metrics: Metrics,
): ReadMarks {
  const meter = new ReceivedMeter(database, new Places());
  return new ReadMarks(config, database, new MarkRoom(), channels, graph, meter, metrics);
}
