// Runs vector files through the draw code with one line changed at a time: node mutant-runner.mjs mutations.json vectors.json...
// Prints, for each mutation, how many vectors noticed. The sources are changed while they are loaded, never on disk.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const [mutationsFile, ...vectorFiles] = process.argv.slice(2);
const mutations = JSON.parse(readFileSync(mutationsFile, 'utf8'));

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.') || !context.parentURL?.includes('?mutant='))
      return next(specifier, context);
    const mutant = new URL(context.parentURL).search;
    return {
      url: new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL).href + mutant,
      shortCircuit: true,
    };
  },
  load(url, context, next) {
    const mutant = new URL(url).searchParams.get('mutant');
    if (mutant === null) return next(url, context);
    const { file, from, to } = mutations[Number(mutant)] ?? {};
    const path = fileURLToPath(url);
    const text = readFileSync(path, 'utf8');
    if (!path.endsWith(`/src/fair-draw/${file}`)) {
      return { format: 'module-typescript', source: text.replace(SLOW, QUICK), shortCircuit: true };
    }
    if (text.split(from).length !== 2) throw new Error(`${file} does not have it exactly once: ${from}`);
    return { format: 'module-typescript', source: text.replace(from, () => to), shortCircuit: true };
  },
});

/** A pairing takes 30 ms and hundreds are the same: where BLS itself is not changed, its answers are kept for all mutants. */
const kept = new Map();
globalThis.blsOnce = (key, verify) => {
  if (!kept.has(key)) kept.set(key, verify());
  return kept.get(key);
};
const SLOW = 'return shortSignatures.verify(signature, shortSignatures.hash(message, dst), publicKey);';
const QUICK = `return globalThis.blsOnce([message, signature].join(), () => ${SLOW.slice(7, -1)});`;

const index = new URL('../../src/fair-draw/index.ts', import.meta.url).href;
const cases = vectorFiles.flatMap((path) => JSON.parse(readFileSync(path, 'utf8')).cases);

/** How many vectors differ; a crash is noticed too. */
function noticed(runVectors, vector) {
  try {
    return runVectors({ cases: [vector] }).filter(({ passed }) => !passed);
  } catch {
    return [vector];
  }
}

const found = [];
for (const mutant of [-1, ...mutations.keys()]) {
  const { runVectors } = await import(`${index}?mutant=${mutant}`);
  // One vector that notices is enough; the honest code is held against all of them.
  let ids = [];
  for (const vector of cases) {
    ids = [...ids, ...noticed(runVectors, vector).map(({ id }) => id)];
    if (mutant >= 0 && ids.length > 0) break;
  }
  found.push(ids);
}
console.log(JSON.stringify(found));
