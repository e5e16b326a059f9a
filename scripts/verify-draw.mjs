// Runs the TypeScript sources as they are, so that checking a draw needs no build: node strips the types, and this hook finds
// the .ts file behind the .js suffix that ES modules in TypeScript are imported by.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const source = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return next(source ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});

const { main } = await import('./verify-draw.ts');
process.exitCode = main(process.argv.slice(2));
