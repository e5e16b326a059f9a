'use strict';

const { join } = require('node:path');

/** Files that say by their name that they do input or output. All others in `src` are pure. */
const ROLES = 'service|worker|controller|repository|entity|reader|guard|filter|module|port|client|dto';
const IMPURE = `\\.(${ROLES})\\.ts$`;
const INDEX = '^src/([^/]+|(raffle|platform)/[^/]+)/index\\.ts$';
const RAFFLE_INDEX = '^src/raffle/index\\.ts$';
const RAFFLE_MODULE = '^src/raffle/raffle\\.module\\.ts$';
/** Where the service is put together and started: the files directly in `src`, and `src/start`. */
const COMPOSITION = '^src/([^/]+\\.ts$|start/)';

/**
 * Which rooms a room may import, besides itself: the direction an inbound message travels. A room is a folder of `src`, in
 * `raffle` and `platform` a folder of those.
 */
const LAW = [
  { room: 'kernel', may: [], comment: 'The kernel holds words every room may use, so it knows no room.' },
  {
    room: 'fair-draw',
    may: [],
    comment: 'The draw also runs in browsers and on the command line, so it takes nothing of ours along.',
  },
  { room: 'platform', may: ['kernel'], comment: 'The platform carries every room and knows none of them.' },
  {
    room: 'whatsapp',
    may: ['platform', 'kernel'],
    comment: 'The wire knows messages, not what they are about.',
  },
  {
    room: 'raffle/catalogue',
    may: ['fair-draw', 'platform', 'kernel'],
    comment: 'Raffles exist before tickets, orders and draws.',
  },
  {
    room: 'raffle/tickets',
    may: ['raffle/catalogue', 'fair-draw', 'platform', 'kernel'],
    comment: 'Tickets know their raffle, not who orders them.',
  },
  {
    room: 'raffle/orders',
    may: ['raffle/tickets', 'raffle/catalogue', 'fair-draw', 'platform', 'kernel'],
    comment: 'An order holds tickets of a raffle and knows neither payment nor draw.',
  },
  {
    room: 'raffle/draws',
    may: ['raffle/tickets', 'raffle/catalogue', 'fair-draw', 'platform', 'kernel'],
    comment: 'A draw knows numbers and holders, not orders or money.',
  },
  {
    room: 'payment',
    may: ['raffle', 'platform', 'kernel'],
    comment: 'Payment is money for an order; how people hear of it is said above.',
  },
  {
    room: 'conversation',
    may: ['raffle', 'payment', 'whatsapp', 'platform', 'kernel'],
    comment: 'The dialogue orders from the trade rooms and speaks over the wire.',
  },
  {
    room: 'broadcast',
    may: ['raffle', 'whatsapp', 'platform', 'kernel'],
    comment:
      'A broadcast picks people by what they asked for and bought, and speaks over the wire, not in the dialogue.',
  },
  {
    room: 'webhook',
    may: ['conversation', 'whatsapp', 'platform', 'kernel'],
    comment: "Meta's door hands updates in and decides nothing.",
  },
  {
    room: 'public',
    may: ['raffle', 'fair-draw', 'platform', 'kernel'],
    comment: 'Public pages show raffles and proofs, no person and no money.',
  },
  {
    room: 'admin',
    may: ['broadcast', 'conversation', 'payment', 'raffle', 'fair-draw', 'whatsapp', 'platform', 'kernel'],
    comment: "The organiser's door commands all rooms, but no other door.",
  },
];

const lawOfRooms = LAW.map(({ room, may, comment }) => ({
  name: `rooms-of-${room.replace('/', '-')}`,
  comment,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [room, ...may].map((name) => `^src/${name}/`) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...lawOfRooms,
    {
      name: 'raffle-index-only-passes-on',
      comment: 'The index of all raffle rooms adds nothing to theirs but the module that wires them.',
      severity: 'error',
      from: { path: RAFFLE_INDEX },
      to: { pathNot: ['^src/raffle/[^/]+/index\\.ts$', RAFFLE_MODULE] },
    },
    {
      name: 'every-room-has-a-law',
      comment: 'A folder of src that the law above does not name would be free of it.',
      severity: 'error',
      from: {
        path: '^src/[^/]+/',
        pathNot: [COMPOSITION, RAFFLE_INDEX, RAFFLE_MODULE, ...LAW.map(({ room }) => `^src/${room}/`)],
      },
      to: {},
    },
    {
      name: 'rooms-meet-at-index',
      comment: 'What a room offers stands in its index.ts; the rest is its own business.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: COMPOSITION },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', INDEX] },
    },
    {
      name: 'inner-rooms-meet-at-index',
      comment: 'The rooms inside raffle and platform meet as rooms do.',
      severity: 'error',
      from: { path: '^src/(raffle|platform)/([^/]+)/' },
      to: { path: '^src/$1/[^/]+/', pathNot: ['^src/$1/$2/', INDEX] },
    },
    {
      name: 'composition-meets-rooms-at-index',
      comment: 'The service is put together from what rooms offer.',
      severity: 'error',
      from: { path: COMPOSITION },
      to: { path: '^src/[^/]+/', pathNot: [INDEX, COMPOSITION] },
    },
    {
      name: 'pure-files-touch-no-world',
      comment:
        'A file without a role suffix is pure: hashes and buffers are all it may take from Node, and nothing from npm.',
      severity: 'error',
      from: { path: '^src/', pathNot: [IMPURE, '\\.spec\\.ts$', COMPOSITION, '^src/fair-draw/'] },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'],
        pathNot: '^(node:)?(crypto|buffer)$',
      },
    },
    {
      name: 'the-draw-takes-arithmetic-only',
      comment: 'The draw runs in browsers as it stands: nothing of Node, and of npm hashes and curves only.',
      severity: 'error',
      from: { path: '^src/fair-draw/', pathNot: '\\.spec\\.ts$' },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'],
        pathNot: '^node_modules/@noble/(curves|hashes)/',
      },
    },
    {
      name: 'pure-files-use-no-impure-ones',
      comment: 'Purity is lost by a detour as well; types are fine, and index.ts only passes on.',
      severity: 'error',
      from: { path: '^src/', pathNot: [IMPURE, '\\.spec\\.ts$', COMPOSITION, '/index\\.ts$'] },
      to: { path: IMPURE, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-page-computes-with-the-draw-alone',
      comment:
        'What runs in a visitor’s browser is the draw’s own arithmetic and nothing of the service or from npm.',
      severity: 'error',
      from: { path: '^web/[^/]+/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^web/[^/]+/', '^src/fair-draw/index\\.ts$'] },
    },
    {
      name: 'the-page-is-served-not-imported',
      comment: 'The service knows the browser’s script as a file; code for browsers does not run in it.',
      severity: 'error',
      from: { pathNot: '^web/' },
      to: { path: '^web/' },
    },
    {
      name: 'simulator-knows-nothing-of-src',
      comment:
        'The other side of the wire is built from its own reading of the contract, or it would share our mistakes.',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^(src|migrations|scripts|bench|test)/' },
    },
    {
      name: 'only-the-demo-starts-the-simulator',
      comment: 'The start-up runs the simulator in demo mode; no room may lean on it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|start/demo-world\\.service)\\.ts$' },
      to: { path: '^simulator/' },
    },
    {
      name: 'simulator-is-met-at-index',
      comment: 'The simulator is a room as well.',
      severity: 'error',
      from: { path: '^(src|scripts|bench)/' },
      to: { path: '^simulator/', pathNot: '^simulator/index\\.ts$' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration says for ever what it said when it ran; code it imported would change under it.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(src|simulator|scripts|bench|test)/' },
    },
    {
      name: 'only-the-database-runs-migrations',
      comment: 'There is one way to bring a database up to date.',
      severity: 'error',
      from: { path: '^(src|simulator|scripts|bench)/', pathNot: '^src/platform/database/' },
      to: { path: '^migrations/' },
    },
    {
      name: 'product-needs-no-test',
      comment: 'What runs in production comes without tests, benchmarks and development packages.',
      severity: 'error',
      from: { path: '^(src|simulator|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { path: ['^(test|bench)/', '\\.spec\\.ts$'] },
    },
    {
      name: 'product-needs-no-development-package',
      comment: 'npm ci --omit=dev must be enough to run it.',
      severity: 'error',
      from: { path: '^(src|simulator|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@types/',
      },
    },
    {
      name: 'every-import-leads-somewhere',
      comment: 'An import that cannot be resolved hides from all other rules.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circle',
      comment: 'Files that need each other are one file; only entities may name each other, as tables do.',
      severity: 'error',
      from: { pathNot: '\\.entity\\.ts$' },
      to: { circular: true, viaOnly: { pathNot: '\\.entity\\.ts$' } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: join(__dirname, 'tsconfig.json') },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
