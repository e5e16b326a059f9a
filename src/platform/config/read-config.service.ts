import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { caFileFaults, readTlsFiles } from './certificate-files.reader.js';
import { Config, configOf, faultsOf, type Purpose } from './config.js';
import { Environment } from './environment.dto.js';

/** The environment cannot be used; `faults` says everything that is wrong, by variable name, never with a value. */
export class ConfigError extends Error {
  override name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`The configuration is incomplete:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** Reads and checks the environment. @throws {ConfigError} naming all faults at once. */
export function readConfig(variables: NodeJS.ProcessEnv, purpose: Purpose = 'serve'): Config {
  const env = plainToInstance(Environment, { ...variables });
  const shape = validateSync(env, { forbidUnknownValues: false }).flatMap((error) =>
    Object.values(error.constraints ?? {}).map((rule) =>
      rule.startsWith(error.property) ? rule : `${error.property}: ${rule}`,
    ),
  );
  const faults = shape.length > 0 ? shape : faultsOf(env, purpose);
  if (faults.length > 0) throw new ConfigError(faults);
  const config = configOf(env);
  const tls = purpose === 'serve' && config.mtls.mode === 'listener' ? readTlsFiles(config.mtls) : null;
  const stamps =
    purpose === 'serve' && config.timestamp !== null
      ? caFileFaults('TIMESTAMP_CA_FILE', config.timestamp.caFile)
      : [];
  const unusable = [...(tls?.kind === 'faults' ? tls.faults : []), ...stamps];
  if (unusable.length > 0) throw new ConfigError(unusable);
  return config;
}
